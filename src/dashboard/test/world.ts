import type { Board, Cell, ChangeItem, StatementDocument } from '../src/contracts';
import { fold, type Fold, openBoard } from '../src/store';

export const epoch = 'testepoch';
export const at = (position: number): string => new Date(Date.UTC(2025, 4, 16, 10) + position * 1000).toISOString();

/** A board at position 10: two actors, one topic, one meeting, one statement, one cell. */
export function board(changes: Partial<Board> = {}): Board {
  return {
    story: { id: 'talks', title: 'The talks', status: 'active', parties: ['ann'], version: 3, recordedAt: at(1) },
    cursor: `${epoch}:10`,
    hash: '',
    meetings: [{
      id: 'round', story: 'talks', name: 'First round', status: 'scheduled', participants: [{ actor: 'ann', attendance: 'invited' }],
      statusHistory: [{ status: 'scheduled' }], version: 1, recordedAt: at(5),
    }],
    topics: [{ id: 'truce', story: 'talks', title: 'A truce', version: 1, recordedAt: at(4) }],
    actors: [
      { id: 'ann', kind: 'person', name: 'Ann', version: 1, recordedAt: at(2) },
      { id: 'bob', kind: 'person', name: 'Bob', version: 1, recordedAt: at(3) },
    ],
    statements: [statement('s1', 8)],
    matrix: [cell('ann', 'truce', 8)],
    matrixSize: { actors: 1, topics: 1, cells: 1 },
    acts: [],
    claims: [],
    conditions: [],
    links: [],
    ...changes,
  };
}

export function statement(id: string, position: number, changes: Partial<StatementDocument> = {}): StatementDocument {
  return {
    id, story: 'talks', kind: 'demand', speakers: ['ann'], text: `words of ${id}`, status: 'published', verification: 'undetermined', version: 1, position,
    recordedAt: at(position), ...changes,
  };
}

export function cell(actor: string, topic: string, cause: number, changes: Partial<Cell> = {}): Cell {
  return { actor, topic, stance: 'supports', evidence: ['s1'], evidenceCount: 1, moves: 1, cause, ...changes };
}

export function item(position: number, kind: string, entity: string, data: unknown, touches: readonly string[] = ['story/talks']): ChangeItem {
  return { position, at: at(position), kind, entity, touches: [entity, ...touches], data };
}

export function added(position: number, id: string, changes: Record<string, unknown> = {}, touches: readonly string[] = ['actor/ann']): ChangeItem {
  return item(position, 'statement.added', `statement/${id}`, { statement: { story: 'talks', kind: 'demand', speakers: ['ann'], text: `words of ${id}`, ...changes } }, ['story/talks', ...touches]);
}

export function moved(position: number, actor: string, topic: string, to: Cell | undefined, from?: Cell['stance']): ChangeItem {
  const data = { actor, topic, cause: position - 1, ...(from ? { from: { stance: from } } : {}), ...(to ? { to: { stance: to.stance }, cell: to } : {}) };
  return item(position, 'position.changed', 'story/talks', data, [`topic/${topic}`]);
}

export function opened(changes: Partial<Board> = {}): Fold {
  return openBoard(board(changes));
}

export function after(items: readonly ChangeItem[], changes: Partial<Board> = {}): Fold {
  return items.reduce(fold, opened(changes));
}

export function acted(position: number, id: string, changes: Record<string, unknown> = {}): ChangeItem {
  return item(position, 'act.added', `act/${id}`, { act: { story: 'talks', kind: 'measure', actors: ['ann'], text: `deed of ${id}`, ...changes }, state: { state: 'planned' } }, ['story/talks', 'actor/ann']);
}

export function claimed(position: number, id: string, value: unknown, changes: Record<string, unknown> = {}): ChangeItem {
  return item(position, 'claim.added', `claim/${id}`, { claim: { story: 'talks', about: 'meeting/round', field: 'start', value, ...changes }, by: 'desk' }, ['story/talks', 'meeting/round']);
}

export function preferred(position: number, id: string, superseded: readonly string[]): ChangeItem {
  return item(position, 'claim.preferred', `claim/${id}`, { superseded, reason: 'the body says so', by: 'eve' }, ['story/talks', 'meeting/round', ...superseded.map((one) => `claim/${one}`)]);
}

export const saidKey = '2025-05-16T20:59:59.999+00:00';

export function conditioned(position: number, id: string, changes: Record<string, unknown> = {}): ChangeItem {
  return item(position, 'condition.opened', `condition/${id}`, {
    story: 'talks', of: { actor: 'ann', topic: 'truce' }, text: `words of ${id}`, about: 'actor/bob', evidence: ['statement/s1'], saidKey, cause: position - 1, ...changes,
  }, ['story/talks', 'actor/ann', 'topic/truce', 'statement/s1']);
}

export function resolved(position: number, id: string, data: Record<string, unknown>): ChangeItem {
  return item(position, 'condition.resolved', `condition/${id}`, data);
}

export function linked(position: number, id: string, changes: Record<string, unknown> = {}): ChangeItem {
  const link = { story: 'talks', from: 'statement/s2', to: 'statement/s1', kind: 'contradicts', topic: 'truce' };
  return item(position, 'statement.linked', `link/${id}`, { link, state: 'proposed', rule: 'links.contradiction', cause: position - 1, ...changes }, ['story/talks', 'statement/s2', 'statement/s1', 'topic/truce']);
}
