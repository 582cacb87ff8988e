// What the views look up: names behind merges, conditions by what hangs on them, links by the statements that they join.
import { describe, expect, test } from 'vitest';
import type { ActorDocument } from '../src/contracts';
import { CellIndex } from '../src/views/board/cells';
import { Conditions, standing } from '../src/views/board/conditions';
import { gridOf } from '../src/views/board/grid';
import { Lookup } from '../src/views/board/lookup';
import { relationsOf } from '../src/views/board/relations';
import { after, at, board, cell, conditioned, item, linked, resolved, statement } from './world';

const actor = (id: string, mergedInto?: string): ActorDocument => ({ id, kind: 'person', name: id.toUpperCase(), ...(mergedInto ? { mergedInto } : {}), version: 1, recordedAt: at(1) });
const lookup = (...actors: readonly ActorDocument[]): Lookup => new Lookup('talks', board({ actors }));

describe('an actor that turned out to be another', () => {
  test('has its name, however long the way, and says under which it was recorded', () => {
    const look = lookup(actor('a', 'b'), actor('b', 'c'), actor('c'));
    expect([look.canonical('a'), look.actorName('a'), look.recordedAs('a'), look.recordedAs('c')]).toEqual(['c', 'C', 'A', undefined]);
  });

  test('keeps its own where the other is not known here, and in a ring that no server makes', () => {
    expect(lookup(actor('a', 'far')).actorName('a')).toBe('A');
    expect(['a', 'b']).toContain(lookup(actor('a', 'b'), actor('b', 'a')).canonical('a'));
  });

  test('has no row of its own in the matrix', () => {
    const look = lookup(actor('a', 'b'), actor('b'), actor('c'));
    const grid = gridOf(new CellIndex([cell('a', 'truce', 1), cell('c', 'truce', 2)], look), [{ actor: 'c', topic: 'aid', stance: 'supports', acts: [] }], '', look);
    expect(grid.actors.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(grid.cell('b', 'truce')).toMatchObject({ actor: 'a' });
    expect(grid.topics.map(({ id }) => id)).toEqual(['aid', 'truce']);
    expect([grid.cell('c', 'aid'), grid.conduct('c', 'aid')?.stance]).toEqual([undefined, 'supports']);
  });
});

describe('conditions', () => {
  const made = after([conditioned(11, 'p1'), conditioned(12, 'p2'), resolved(13, 'p2', { state: 'failed', rule: 'x' }), conditioned(14, 'p3', { of: { actor: 'ann', meeting: 'round' } })]).board.conditions;
  const conditions = new Conditions(made, lookup(actor('ann')));

  test('are found by the position or the participation that hangs on them', () => {
    expect(conditions.ofCell('ann', 'truce').map(({ id }) => id)).toEqual(['p2', 'p1']);
    expect(conditions.ofParticipant('ann', 'round').map(({ id }) => id)).toEqual(['p3']);
  });

  test('of a cell show the gravest of the states that its words have now', () => {
    const words = (id: string) => ({ text: `words of ${id}`, about: 'actor/bob' });
    expect(conditions.stateOfCell('ann', 'truce', [words('p1'), words('p2')])).toBe('failed');
    expect(conditions.stateOfCell('ann', 'truce', [words('p1')])).toBe('open');
    expect(conditions.stateOfCell('ann', 'truce', [{ text: 'unheard of' }])).toBeUndefined();
    expect(standing([words('p1'), { text: 'unheard of' }], conditions.ofCell('ann', 'truce'))).toMatchObject({ found: [{ id: 'p1' }], bare: [{ text: 'unheard of' }] });
  });
});

describe('confirmed links', () => {
  const look = lookup(actor('ann'));
  const known = new Map([['s1', statement('s1', 8)], ['s2', statement('s2', 9)]]);
  const links = after([linked(11, 'l1'), linked(12, 'l2'), item(13, 'link.confirmed', 'link/l1', { by: 'eve' })]).board.links;

  test('stand at both statements, each from its side; proposals do not', () => {
    const relations = relationsOf(links, known, look, new Map());
    expect(relations.get('s2')).toMatchObject([{ link: { id: 'l1' }, back: false, other: 'statement/s1', name: 'ANN' }]);
    expect(relations.get('s1')).toMatchObject([{ link: { id: 'l1' }, back: true, other: 'statement/s2' }]);
  });

  test('that are as before keep their list, so that a statement is not painted again', () => {
    const before = relationsOf(links, known, look, new Map());
    expect(relationsOf([...links], new Map(known), look, before).get('s1')).toBe(before.get('s1'));
  });
});
