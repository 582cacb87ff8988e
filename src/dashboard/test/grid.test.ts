// Rows and columns of the matrix: in which order, under which side, and what a folded topic says of those below it.
import { describe, expect, test } from 'vitest';
import type { ActorDocument, TopicDocument } from '../src/contracts';
import { CellIndex } from '../src/views/board/cells';
import { gridOf, ranksOf, sumBelow } from '../src/views/board/grid';
import { Lookup } from '../src/views/board/lookup';
import { at, board, cell } from './world';

const actor = (id: string, name: string, side?: ActorDocument['side']): ActorDocument => ({ id, kind: 'state', name, ...(side ? { side } : {}), version: 1, recordedAt: at(1) });
const topic = (id: string, title: string, parent?: string): TopicDocument => ({ id, story: 'talks', title, ...(parent ? { parent } : {}), version: 1, recordedAt: at(2) });

const look = new Lookup('talks', board({
  actors: [actor('a', 'Zürich', 'party'), actor('b', 'Ärzte', 'party'), actor('c', 'Bern', 'observer')],
  topics: [topic('truce', 'Truce'), topic('air', 'Air', 'truce'), topic('sea', 'Sea', 'truce'), topic('deep', 'Deep', 'sea'), topic('aid', 'Aid')],
}));
const cells = new CellIndex([
  cell('a', 'truce', 5, { stance: 'supports' }), cell('a', 'air', 9, { stance: 'demands' }), cell('b', 'sea', 7, { stance: 'rejects' }), cell('b', 'deep', 8, { stance: 'neutral' }),
  cell('b', 'air', 3, { stance: 'rejects' }), cell('c', 'aid', 20, { stance: 'supports' }),
], look);
const shown = (order: Parameters<typeof ranksOf>[0], { bySide = false, folded = [] as string[] } = {}) => gridOf(cells, [], '', look, { ranks: ranksOf(order, cells, look), bySide, folded: new Set(folded) });

describe('the order of lines', () => {
  test('is by name as the language has it, by the last move, or by strength', () => {
    expect(shown('name').actors.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
    expect(shown('moved').actors.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(shown('strength').actors.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });

  test('holds within a side, and among topics of one parent', () => {
    expect(shown('name', { bySide: true }).sides.map(({ side, actors }) => [side, actors.map(({ id }) => id)])).toEqual([['party', ['b', 'a']], ['observer', ['c']]]);
    expect(shown('name').topics.map(({ id, depth }) => `${id} ${depth}`)).toEqual(['aid 0', 'truce 0', 'air 1', 'sea 1', 'deep 2']);
    expect(shown('moved').topics.map(({ id }) => id)).toEqual(['aid', 'truce', 'air', 'sea', 'deep']);
  });

  test('that was taken once stands, whatever moves after it; who is new comes last', () => {
    const ranks = ranksOf('moved', cells, look);
    const later = new CellIndex([...cells.values(), cell('b', 'truce', 99), cell('d', 'aid', 100)], look);
    expect(gridOf(later, [], '', look, { ranks, bySide: false, folded: new Set() }).actors.map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd']);
  });
});

describe('a folded topic', () => {
  test('hides all below it and says of each actor how many stand there for, against and neither', () => {
    const grid = shown('listed', { folded: ['truce'] });
    expect(grid.topics.map(({ id, parent, below }) => [id, parent, [...below].sort()])).toEqual([['aid', false, []], ['truce', true, ['air', 'deep', 'sea']]]);
    const { below } = grid.topics[1]!;
    expect(sumBelow(grid, 'a', below)).toEqual({ for: 1, against: 0, other: 0 });
    expect(sumBelow(grid, 'b', below)).toEqual({ for: 0, against: 2, other: 1 });
    expect(sumBelow(grid, 'c', below)).toBeUndefined();
  });

  test('that has nothing below it is like any other', () => {
    expect(shown('listed', { folded: ['aid'] }).topics.map(({ id }) => id)).toEqual(shown('listed').topics.map(({ id }) => id));
  });
});

test('cells of one that turned out to be another stand under that one, and behind its own', () => {
  const merged = new Lookup('talks', board({ actors: [actor('a', 'A'), { ...actor('x', 'X'), mergedInto: 'a' }] }));
  const index = new CellIndex([cell('x', 'truce', 1), cell('x', 'aid', 2)], merged);
  expect([index.get('a', 'truce')?.cause, [...index.actors]]).toEqual([1, ['a']]);
  expect(index.put(cell('a', 'truce', 3))).toBe(false);
  index.put(cell('x', 'truce', 4));
  expect(index.get('a', 'truce')?.cause).toBe(3);
  expect(index.put(cell('a', 'peace', 5))).toBe(true);
  index.remove('x', 'peace');
  expect(index.get('a', 'peace')).toBeUndefined();
});
