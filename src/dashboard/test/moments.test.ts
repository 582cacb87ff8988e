// Key moments and the axis of meetings: what they make of a board's state alone.
import { describe, expect, test } from 'vitest';
import type { MeetingDocument } from '../src/contracts';
import { keyMoments } from '../src/moments';
import { ticksOf, timelineOf } from '../src/timeline';
import { orderKey, stretchOf } from '../src/when';
import { acted, after, at, board, cell, conditioned, resolved, saidKey } from './world';

const meeting = (id: string, changes: Partial<MeetingDocument> = {}): MeetingDocument => ({ id, story: 'talks', name: id, status: 'scheduled', version: 1, recordedAt: at(5), ...changes });
const utc = (text: string): number => Date.parse(text);

describe('key moments', () => {
  test('are changes of a meeting’s status, conditions that were decided, positions that turned, and acts, newest first', () => {
    const state = after([
      conditioned(11, 'p1'), conditioned(12, 'p2'), resolved(13, 'p2', { state: 'failed', rule: 'x', saidKey, resolvedBy: 'meeting/round' }), conditioned(14, 'p3'), resolved(15, 'p3', { state: 'lapsed', saidKey }),
      acted(16, 'ban', { at: '2025-05-20' }),
    ], {
      meetings: [meeting('round', { start: '2025-05-16', status: 'concluded', statusHistory: [{ status: 'scheduled', at: '2025-05-11' }, { status: 'concluded', at: '2025-05-16T15:00+03:00', outcome: 'no_visible_progress' }] })],
      matrix: [cell('ann', 'truce', 8, { moves: 2, since: '2025-05-12', stance: 'rejects' }), cell('bob', 'truce', 9, { moves: 1, since: '2025-05-30' })],
      matrixSize: { actors: 2, topics: 1, cells: 2 },
    }).board;
    expect(keyMoments(state, 10).map(({ what, key }) => `${what}: ${key}`)).toEqual(['act: act ban 0', 'condition: condition p2', 'meeting: meeting round 1', 'position: position ann truce 8', 'meeting: meeting round 0']);
    expect(keyMoments(state, 2)).toHaveLength(2);
    expect(keyMoments(state, 10)[2]).toMatchObject({ status: 'concluded', outcome: 'no_visible_progress', at: '2025-05-16T15:00+03:00' });
  });

  test('without a date stand behind the others, and an empty story has none', () => {
    const state = board({ meetings: [meeting('dated', { statusHistory: [{ status: 'scheduled', at: '1999' }] }), meeting('undated', { statusHistory: [{ status: 'proposed' }] })], matrix: [] });
    expect(keyMoments(state, 10).map(({ key }) => key)).toEqual(['meeting dated 0', 'meeting undated 0']);
    expect(keyMoments(board({ meetings: [], matrix: [] }), 10)).toEqual([]);
  });
});

describe('a date', () => {
  test.each([
    ['2025-05-16', '2025-05-16T00:00Z', '2025-05-16T23:59:59.999Z'],
    ['2025-05-16T13:00+03:00', '2025-05-16T10:00Z', '2025-05-16T10:00:59.999Z'],
    ['2025-05', '2025-05-01T00:00Z', '2025-05-31T23:59:59.999Z'],
    ['2022-21~', '2022-03-01T00:00Z', '2022-05-31T23:59:59.999Z'],
    ['202X', '2020-01-01T00:00Z', '2029-12-31T23:59:59.999Z'],
    ['2025-05-16/2025-05-17', '2025-05-16T00:00Z', '2025-05-17T23:59:59.999Z'],
    ['../2025-05-16', '2025-05-16T00:00Z', '2025-05-16T23:59:59.999Z'],
  ])('%s covers %s to %s', (edtf, from, to) => { expect(stretchOf(edtf)).toEqual({ from: utc(from), to: utc(to) }); });

  test('that is none has no place, and comes before everything', () => {
    expect([stretchOf('soon'), stretchOf('2025-13'), stretchOf(''), stretchOf('2025-05-20/2025-05-01')]).toEqual([undefined, undefined, undefined, undefined]);
    expect(orderKey(undefined, 'soon')).toBe(Number.NEGATIVE_INFINITY);
    expect(orderKey('soon', '2025')).toBe(utc('2025-12-31T23:59:59.999Z'));
  });
});

describe('the axis of meetings', () => {
  test('has each dated one at its place, those near each other in lanes of their own', () => {
    const line = timelineOf([meeting('b', { start: '2025-05-16', status: 'concluded' }), meeting('a', { start: '2025-05-16', status: 'concluded' }), meeting('c', { start: '2025-06-02', status: 'concluded' }), meeting('d')], utc('2030-01-01'))!;
    expect(line.marks.map(({ meeting: { id }, lane }) => `${id} ${lane}`)).toEqual(['a 0', 'b 1', 'c 0']);
    expect([line.lanes, line.undated, line.now]).toEqual([2, 1, undefined]);
    expect(line.marks.every(({ from, to }) => from >= 0 && to <= 1 && from <= to)).toBe(true);
  });

  test('reaches to now while something is to come', () => {
    const now = utc('2025-06-20');
    const line = timelineOf([meeting('a', { start: '2025-05-16', status: 'concluded' }), meeting('b', { start: '2025-06-02', status: 'postponed' })], now)!;
    expect(line.now).toBeGreaterThan(line.marks[1]!.to);
    expect(line.now).toBeLessThan(1);
    expect(timelineOf([meeting('none')], now)).toBeUndefined();
  });

  test.each([['2025-05-16T09:00Z', '2025-05-16T20:00Z'], ['2025-05-01', '2025-05-20'], ['2025-01-01', '2025-12-31'], ['1990-01-01', '2025-12-31'], ['0100-01-01', '2025-12-31']])('has a few ticks from %s to %s', (from, to) => {
    const ticks = ticksOf({ from: utc(from), to: utc(to) });
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThanOrEqual(12);
    expect(ticks.every(({ at: place }) => place >= 0 && place <= 1)).toBe(true);
  });
});
