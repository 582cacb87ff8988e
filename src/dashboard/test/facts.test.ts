import { describe, expect, test } from 'vitest';
import { conductOf } from '../src/conduct';
import { differing } from '../src/differing';
import { decisionOf, factsOf, valuesOf } from '../src/facts';
import { acted, after, claimed, item, preferred } from './world';

const facts = (...items: Parameters<typeof after>[0]): ReturnType<typeof factsOf> => factsOf(after(items).board.claims);

describe('a fact', () => {
  test('about which reports agree is undisputed, however many say so', () => {
    expect(facts(claimed(11, 'c1', { a: 1, b: [2] }), claimed(12, 'c2', { b: [2], a: 1 }))).toMatchObject([{ state: 'undisputed' }]);
  });

  test('is open while two values stand', () => {
    const [fact] = facts(claimed(11, 'c1', '2025-05-15'), claimed(12, 'c2', '2025-05-16'), claimed(13, 'c3', '2025-05-15'));
    expect(fact).toMatchObject({ about: 'meeting/round', field: 'start', state: 'open' });
    expect(valuesOf(fact!.claims).map(({ value, claims }) => [value, claims.map(({ id }) => id)])).toEqual([['2025-05-15', ['c1', 'c3']], ['2025-05-16', ['c2']]]);
  });

  test('is decided when an editor prefers one, and open again when another value comes after that', () => {
    const decided = [claimed(11, 'c1', '2025-05-15'), claimed(12, 'c2', '2025-05-16'), preferred(13, 'c2', ['c1'])];
    expect(facts(...decided)).toMatchObject([{ state: 'decided' }]);
    expect(facts(...decided, claimed(14, 'c3', '2025-05-16'))).toMatchObject([{ state: 'decided' }]);
    expect(facts(...decided, claimed(14, 'c3', '2025-05-17'))).toMatchObject([{ state: 'open' }]);
  });

  test('of the background is never open', () => {
    expect(facts(claimed(11, 'c1', 'One thing.', { field: 'background' }), claimed(12, 'c2', 'Another.', { field: 'background' }))).toMatchObject([{ state: 'background' }]);
  });

  test('is one field of one entity', () => {
    expect(facts(claimed(11, 'c1', 1), claimed(12, 'c2', 2, { field: 'end' }), claimed(13, 'c3', 3, { about: 'meeting/other' })).map(({ state }) => state)).toEqual(['undisputed', 'undisputed', 'undisputed']);
  });
});

describe('a decision', () => {
  test('between two values says both', () => {
    const [fact] = facts(claimed(11, 'c1', '2025-05-15'), claimed(12, 'c2', '2025-05-16'), preferred(13, 'c2', ['c1']));
    expect(decisionOf(fact!)).toMatchObject({ preferred: { id: 'c2', editor: 'eve' }, old: '2025-05-15', unsure: false });
  });

  test('among more, or over what the entity said itself, leaves the old value to the record', () => {
    expect(decisionOf(facts(claimed(11, 'c1', 1), claimed(12, 'c2', 2), claimed(13, 'c3', 3), preferred(14, 'c3', ['c1', 'c2']))[0]!)).toMatchObject({ unsure: true });
    expect(decisionOf(facts(claimed(11, 'c1', 1), preferred(14, 'c1', []))[0]!)).toMatchObject({ unsure: true });
  });

  test('is none while nobody has decided', () => {
    expect(decisionOf(facts(claimed(11, 'c1', 1))[0]!)).toBeUndefined();
  });
});

describe('positions by conduct', () => {
  const supports = { positions: [{ actor: 'ann', topic: 'truce', stance: 'supports' }] };

  test('are those of acts that stand, the newest first', () => {
    const { acts } = after([acted(11, 'a1', supports), acted(12, 'a2', { positions: [{ actor: 'ann', topic: 'truce', stance: 'rejects' }] }), acted(13, 'a3')]).board;
    expect(conductOf(acts, (id) => id)).toMatchObject([{ actor: 'ann', topic: 'truce', stance: 'rejects', acts: [{ id: 'a2' }, { id: 'a1' }] }]);
  });

  test('go with an act that was withdrawn or failed', () => {
    const { acts } = after([acted(11, 'a1', supports), item(12, 'act.state_changed', 'act/a1', { to: { state: 'withdrawn' } })]).board;
    expect(conductOf(acts, (id) => id)).toEqual([]);
  });

  test('of a merged actor are those of the one that it is', () => {
    expect(conductOf(after([acted(11, 'a1', supports)]).board.acts, () => 'bob')).toMatchObject([{ actor: 'bob' }]);
  });
});

describe('two versions of a text', () => {
  test('differ in whole words between what begins and what ends alike', () => {
    expect(differing('a truce of 30 days, now', 'a truce of 60 days, now')).toEqual({ old: ['a truce of ', '30 ', 'days, now'], now: ['a truce of ', '60 ', 'days, now'] });
  });

  test('may have lost or gained words only, or have none in common', () => {
    expect(differing('one two three', 'one three')).toEqual({ old: ['one ', 'two ', 'three'], now: ['one ', '', 'three'] });
    expect(differing('one', 'two')).toEqual({ old: ['', 'one', ''], now: ['', 'two', ''] });
    expect(differing('same same', 'same same')).toEqual({ old: ['same same', '', ''], now: ['same same', '', ''] });
  });
});
