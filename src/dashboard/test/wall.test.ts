// The wall's pure parts: its address, its rules, its clock, the build that it is of.
import { describe, expect, test } from 'vitest';
import { alertOf, firstRules, leaning, told, turned } from '../src/views/wall/alerts';
import { bestOf, p95, sampleOf } from '../src/views/wall/lag';
import { defaults, queryFor, settingsOf } from '../src/views/wall/settings';
import { buildOf } from '../src/views/wall/wakeful';
import { cell, item, moved } from './world';

describe('a wall’s address', () => {
  const of = (search: string) => settingsOf(new Map(new URLSearchParams(search)));

  test('says all of it, and what it says leads back to it', () => {
    const settings = of('?stories=a,b,a&views=matrix,stream&every=45&sound=on&volume=30');
    expect(settings).toEqual({ stories: ['a', 'b'], views: ['matrix', 'stream'], every: 45, sound: true, volume: 30 });
    expect(of(`?${new URLSearchParams(queryFor(settings) as Record<string, string>)}`)).toEqual(settings);
    expect(Object.values(queryFor(defaults)).every((value) => value === undefined)).toBe(true);
  });

  test('that is malformed is as if it said nothing', () => {
    expect(of('?views=nothing&every=soon&volume=-1&sound=loud')).toEqual(defaults);
    expect([of('?every=1').every, of('?every=9999').every, of('?volume=500').volume]).toEqual([3, 600, 100]);
    expect(of(`?stories=${Array.from({ length: 30 }, (_, n) => `s${n}`).join()}`).stories.length).toBe(8);
  });
});

describe('an alert', () => {
  const move = alertOf(moved(11, 'ann', 'truce', cell('ann', 'truce', 10, { stance: 'rejects' }), 'supports'), 'talks')!;
  const meeting = alertOf(item(12, 'meeting.status_changed', 'meeting/round', { from: 'scheduled', to: { status: 'under_way' } }), 'talks')!;

  test('comes of a position that moved and of a meeting whose status changed', () => {
    expect(move).toMatchObject({ kind: 'position', actor: 'ann', topic: 'truce', from: 'supports', to: 'rejects', turned: true });
    expect(meeting).toMatchObject({ kind: 'meeting', meeting: 'round', from: 'scheduled', to: 'under_way' });
    expect([leaning(move), leaning(meeting)]).toEqual(['against', 'neither']);
  });

  test('does not come of further evidence, nor of anything else', () => {
    expect(alertOf(moved(11, 'ann', 'truce', cell('ann', 'truce', 10), 'supports'), 'talks')).toBeUndefined();
    expect(alertOf(item(12, 'statement.added', 'statement/s', {}), 'talks')).toBeUndefined();
  });

  test('that turned went from one side to the other', () => {
    expect([turned('supports', 'rejects'), turned('opposes', 'proposes'), turned('supports', 'demands'), turned('supports', 'conditional'), turned(undefined, 'rejects')]).toEqual([true, true, false, false, false]);
  });

  test('is told by the rule that fits it', () => {
    expect([told(move, firstRules), told(meeting, firstRules), told(move, [])]).toEqual([true, true, false]);
    expect(told(move, [{ kinds: ['position'], moves: 'turned', actor: 'ann', topic: 'truce', story: 'talks' }])).toBe(true);
    expect([told(move, [{ kinds: ['position'], moves: 'any', actor: 'bob' }]), told(move, [{ kinds: ['meeting'], moves: 'any' }]), told(move, [{ kinds: ['position'], moves: 'any', story: 'other' }])]).toEqual([false, false, false]);
    expect(told({ ...move, turned: false } as typeof move, [{ kinds: ['position'], moves: 'turned' }])).toBe(false);
    expect([told(meeting, [{ kinds: ['meeting'], moves: 'turned' }]), told(meeting, [{ kinds: ['meeting', 'position'], moves: 'any', actor: 'ann' }])]).toEqual([true, false]);
  });
});

describe('the clock', () => {
  test('of the server is known by half of what the question took', () => {
    expect(sampleOf(1_000, 1_200, 61_100)).toEqual({ difference: 60_000, error: 100 });
    expect(bestOf([sampleOf(0, 900, 450), sampleOf(1_000, 1_010, 6_005), sampleOf(0, 300, 0)])).toEqual({ difference: 5_000, error: 5 });
    expect(bestOf([])).toBeUndefined();
  });

  test('of 100 values 95 lie at or below p95', () => {
    expect([p95(Array.from({ length: 100 }, (_, n) => n + 1)), p95([7]), p95([])]).toEqual([95, 7, undefined]);
  });
});

test('the build is the first script of the page', () => {
  expect(buildOf('<head><script type="module" crossorigin src="/assets/index-abc.js"></script><script src="/other.js">')).toBe('/assets/index-abc.js');
  expect(buildOf('<html>nothing</html>')).toBeUndefined();
});
