// Acts, claims, conditions and links: the newest of each, as the server's documents have them.
import { describe, expect, test } from 'vitest';
import type { ChangeItem } from '../src/contracts';
import { fold } from '../src/store';
import { acted, added, after, at, claimed, conditioned, item, linked, opened, preferred, resolved, saidKey } from './world';

describe('acts', () => {
  test('are added with the state that they are in, newest first', () => {
    const { acts } = after([acted(11, 'a1'), acted(12, 'a2', { targets: ['bob'], at: '2025-05' })]).board;
    expect(acts).toEqual([
      { id: 'a2', story: 'talks', kind: 'measure', actors: ['ann'], text: 'deed of a2', targets: ['bob'], at: '2025-05', state: 'planned', stateHistory: [{ state: 'planned' }], version: 1, recordedAt: at(12) },
      { id: 'a1', story: 'talks', kind: 'measure', actors: ['ann'], text: 'deed of a1', state: 'planned', stateHistory: [{ state: 'planned' }], version: 1, recordedAt: at(11) },
    ]);
  });

  test('revised keep their state and its history', () => {
    const { acts } = after([
      acted(11, 'a1', { note: 'from the wire' }), item(12, 'act.state_changed', 'act/a1', { from: 'planned', to: { state: 'in_force', at: '2025-06-01', by: 'eve' } }),
      item(13, 'act.revised', 'act/a1', { act: { story: 'talks', kind: 'decision', actors: ['bob'], text: 'another deed' } }),
    ]).board;
    expect(acts).toEqual([{
      id: 'a1', story: 'talks', kind: 'decision', actors: ['bob'], text: 'another deed', state: 'in_force',
      stateHistory: [{ state: 'planned' }, { state: 'in_force', at: '2025-06-01', by: 'eve' }], version: 3, recordedAt: at(11),
    }]);
  });

  test('of another story are none of this board', () => {
    const next = after([acted(11, 'a1', { story: 'others' })]);
    expect(next.board.acts).toEqual([]);
    expect(next.stale).toBeUndefined();
  });

  test('are the newest fifty: what happens to an older one does not show, and is no reason to read the board again', () => {
    const many = Array.from({ length: 52 }, (_, n) => acted(11 + n, `a${n}`));
    const next = after([...many, item(70, 'act.state_changed', 'act/a0', { to: { state: 'failed' } }), item(71, 'act.revised', 'act/a1', { act: { story: 'talks', text: 'late' } })]);
    expect(next.board.acts.map((act) => act.id)).toEqual(Array.from({ length: 50 }, (_, n) => `a${51 - n}`));
    expect(next.stale).toBeUndefined();
  });

  test('that should be here and are not make the board stale', () => {
    expect(after([item(11, 'act.state_changed', 'act/ghost', { to: { state: 'failed' } })]).stale).toBeDefined();
  });

  test('name whoever did them and whom they were done to', () => {
    const kid = item(11, 'actor.created', 'actor/kid', { actor: { kind: 'person', name: 'Kid' } }, []);
    const done = { ...acted(12, 'a1', { targets: ['kid'] }), touches: ['act/a1', 'story/talks', 'actor/ann', 'actor/kid'] };
    expect(after([kid, done]).board.actors.map((actor) => actor.id)).toEqual(['ann', 'bob', 'kid']);
  });
});

describe('claims', () => {
  test('stand side by side until an editor prefers one: it says why, and the others that they are superseded', () => {
    const { claims } = after([claimed(11, 'c1', '2025-05-15', { text: 'the lead' }), claimed(12, 'c2', '2025-05-16'), preferred(13, 'c2', ['c1'])]).board;
    expect(claims).toEqual([
      { id: 'c2', story: 'talks', about: 'meeting/round', field: 'start', value: '2025-05-16', status: 'preferred', by: 'desk', reason: 'the body says so', editor: 'eve', version: 2, recordedAt: at(12) },
      { id: 'c1', story: 'talks', about: 'meeting/round', field: 'start', value: '2025-05-15', text: 'the lead', status: 'superseded', by: 'desk', reason: 'the body says so', editor: 'eve', version: 1, recordedAt: at(11) },
    ]);
  });

  test('may be preferred the other way round later', () => {
    const { claims } = after([claimed(11, 'c1', 1), claimed(12, 'c2', 2), preferred(13, 'c2', ['c1']), preferred(14, 'c1', ['c2'])]).board;
    expect(claims.map((claim) => [claim.id, claim.status, claim.version])).toEqual([['c2', 'superseded', 2], ['c1', 'preferred', 2]]);
  });

  test('without a story are on no board, though they are about this story', () => {
    const next = after([claimed(11, 'c1', 'x', { story: undefined, about: 'story/talks', field: 'background' })]);
    expect(next.board.claims).toEqual([]);
    expect(next.stale).toBeUndefined();
  });

  const many = Array.from({ length: 101 }, (_, n) => claimed(11 + n, `c${n}`, n));

  test('beyond the window that are superseded by one in it stay where they are', () => {
    const next = after([...many, preferred(200, 'c100', ['c0', 'c1'])]);
    expect(next.stale).toBeUndefined();
    expect(next.board.claims).toHaveLength(100);
    expect(next.board.claims[0]).toMatchObject({ id: 'c100', status: 'preferred' });
    expect(next.board.claims.at(-1)).toMatchObject({ id: 'c1', status: 'superseded' });
  });

  test('in the window turn with one beyond it', () => {
    const next = after([...many, preferred(200, 'c0', ['c7'])]);
    expect(next.stale).toBeUndefined();
    expect(next.board.claims.filter((claim) => claim.status !== 'kept').map((claim) => claim.id)).toEqual(['c7']);
  });
});

describe('conditions', () => {
  const failed = { state: 'failed', rule: 'condition.attendance', resolvedBy: 'meeting/round', evidence: ['statement/s9'], made: ['statement/s1'], saidKey, cause: 11 };

  test('are opened, and resolved by what a rule found', () => {
    const { conditions } = after([conditioned(11, 'p1'), resolved(12, 'p1', failed)]).board;
    expect(conditions).toEqual([{
      id: 'p1', story: 'talks', of: { actor: 'ann', topic: 'truce' }, text: 'words of p1', about: 'actor/bob', evidence: ['statement/s1'], saidKey, state: 'failed',
      rule: 'condition.attendance', resolvedBy: 'meeting/round', decidedOn: ['statement/s9'], resolvedAt: saidKey, version: 2, recordedAt: at(11),
    }]);
  });

  test('opened again keep the words of their first record, and nothing of how they were resolved', () => {
    const again = conditioned(13, 'p1', { text: '', about: 'actor/bob', evidence: ['statement/s2'] });
    const { conditions } = after([conditioned(11, 'p1'), resolved(12, 'p1', failed), again]).board;
    expect(conditions).toEqual([{
      id: 'p1', story: 'talks', of: { actor: 'ann', topic: 'truce' }, text: 'words of p1', about: 'actor/bob', evidence: ['statement/s2'], saidKey, state: 'open', version: 3, recordedAt: at(11),
    }]);
  });

  test('that an editor has decided about stand against what rules write later', () => {
    const decided = [conditioned(11, 'p1'), resolved(12, 'p1', { state: 'met', reason: 'seen', evidence: ['statement/s2'], by: 'eve' })];
    const byRules = after([...decided, resolved(13, 'p1', failed), conditioned(14, 'p1', { text: '' })]).board.conditions;
    expect(byRules).toEqual([{
      id: 'p1', story: 'talks', of: { actor: 'ann', topic: 'truce' }, text: 'words of p1', about: 'actor/bob', evidence: ['statement/s1'], saidKey, state: 'met', reason: 'seen',
      decidedOn: ['statement/s2'], editor: 'eve', version: 4, recordedAt: at(11),
    }]);
    const again = after([...decided, conditioned(13, 'p1', { text: '', reason: 'too early', by: 'eve', cause: undefined }), resolved(14, 'p1', failed)]).board.conditions;
    expect(again[0]).toMatchObject({ state: 'open', reason: 'too early', editor: 'eve', text: 'words of p1', version: 4 });
    expect(again[0]).not.toHaveProperty('decidedOn');
  });

  test('opened again beyond the window do not show; while the window is not full they should be here', () => {
    const many = Array.from({ length: 101 }, (_, n) => conditioned(11 + n, `p${n}`));
    const next = after([...many, conditioned(200, 'p0', { text: '' })]);
    expect(next.board.conditions.map((one) => one.id)).not.toContain('p0');
    expect(next.stale).toBeUndefined();
    expect(after([conditioned(11, 'ghost', { text: '' })]).stale).toBeDefined();
  });
});

describe('links', () => {
  test('are proposed by a rule and confirmed or dismissed by an editor', () => {
    const { links } = after([linked(11, 'l1'), linked(12, 'l2'), item(13, 'link.confirmed', 'link/l1', { by: 'eve' }), item(14, 'link.dismissed', 'link/l2', { reason: 'no', by: 'eve' })]).board;
    expect(links).toEqual([
      { id: 'l2', story: 'talks', from: 'statement/s2', to: 'statement/s1', kind: 'contradicts', topic: 'truce', state: 'dismissed', rule: 'links.contradiction', editor: 'eve', reason: 'no', cause: 11, version: 2, recordedAt: at(12) },
      { id: 'l1', story: 'talks', from: 'statement/s2', to: 'statement/s1', kind: 'contradicts', topic: 'truce', state: 'confirmed', rule: 'links.contradiction', editor: 'eve', cause: 10, version: 2, recordedAt: at(11) },
    ]);
  });

  test('are no change of the statements that they are about', () => {
    const before = after([added(11, 's2')]);
    const next = fold(before, linked(12, 'l1'));
    expect(next.board.statements).toBe(before.board.statements);
    expect(next.stale).toBeUndefined();
  });

  test('are taken back by a rule only while no editor has decided about them', () => {
    const back = (position: number): ChangeItem => item(position, 'link.dismissed', 'link/l1', { rule: 'links.contradiction', reason: 'statement.retracted', cause: position - 1 });
    expect(after([linked(11, 'l1'), back(12)]).board.links[0]).toMatchObject({ state: 'dismissed', reason: 'statement.retracted', version: 2 });
    const kept = after([linked(11, 'l1'), item(12, 'link.confirmed', 'link/l1', { by: 'eve', reason: 'plain' }), back(13)]).board.links[0];
    expect(kept).toMatchObject({ state: 'confirmed', editor: 'eve', reason: 'plain', version: 3 });
  });

  test('that an editor makes are confirmed at once', () => {
    expect(after([linked(11, 'mine', { state: 'confirmed', rule: undefined, cause: undefined, by: 'eve' })]).board.links[0]).toEqual({
      id: 'mine', story: 'talks', from: 'statement/s2', to: 'statement/s1', kind: 'contradicts', topic: 'truce', state: 'confirmed', editor: 'eve', version: 1, recordedAt: at(11),
    });
  });
});

describe('statements that tell again what another has', () => {
  const held = { duplicate: { of: 's1', state: 'likely', rule: 'same-words', score: 97 } };
  const corrected = (position: number, id: string, now: object, duplicate: object): ChangeItem =>
    item(position, 'statement.corrected', `statement/${id}`, { statement: { story: 'talks', kind: 'demand', speakers: ['ann'], text: 'x', ...now }, changes: { duplicate }, reason: 'looked', kind: 'correction' });

  test('are in no list, whatever happens to them there', () => {
    const next = after([added(11, 's2', held), corrected(12, 's2', { duplicate: { ...held.duplicate, state: 'attached' } }, { old: held.duplicate, new: { ...held.duplicate, state: 'attached' } })]);
    expect(next.board.statements.map((one) => one.id)).toEqual(['s1']);
    expect(next.stale).toBeUndefined();
  });

  test('still name whom they touch', () => {
    expect(after([added(11, 's2', held, ['actor/who'])]).missing).toEqual(['who']);
  });

  test('and turn out not to: only the server knows how they read by now', () => {
    expect(after([added(11, 's2', held), corrected(12, 's2', {}, { old: held.duplicate })]).stale).toBeDefined();
  });

  test('and are found out later leave the list, which is then known as long as it was all there is', () => {
    const next = after([added(11, 's2'), corrected(12, 's2', held, { new: held.duplicate })]);
    expect(next.board.statements.map((one) => one.id)).toEqual(['s1']);
    expect(next.stale).toBeUndefined();
    const full = Array.from({ length: 50 }, (_, n) => added(11 + n, `n${n}`));
    expect(after([...full, corrected(90, 'n9', held, { new: held.duplicate })]).stale).toBeDefined();
  });

  test('leave the older ones too', () => {
    const full = after(Array.from({ length: 50 }, (_, n) => added(11 + n, `n${n}`)));
    expect(full.older.map(({ doc }) => doc.id)).toEqual(['s1']);
    expect(fold(full, corrected(90, 's1', held, { new: held.duplicate })).older).toEqual([]);
  });
});

describe('actors that turn out to be one', () => {
  const merged = item(12, 'actor.merged', 'actor/bob', { into: 'ann', reason: 'same man', by: 'eve' }, ['actor/ann', 'story/talks']);

  test('say so, and keep what was recorded of them', () => {
    expect(after([merged]).board.actors[1]).toEqual({ id: 'bob', kind: 'person', name: 'Bob', mergedInto: 'ann', version: 2, recordedAt: at(3) });
  });

  test('also before anybody names them', () => {
    const kid = item(11, 'actor.created', 'actor/kid', { actor: { kind: 'person', name: 'Kid' } }, []);
    const into = item(12, 'actor.merged', 'actor/kid', { into: 'ann', reason: 'same' }, ['actor/ann']);
    expect(after([kid, into, added(13, 's2', {}, ['actor/kid'])]).board.actors[2]).toEqual({ id: 'kid', kind: 'person', name: 'Kid', mergedInto: 'ann', version: 2, recordedAt: at(11) });
  });

  test('and are revised later stay merged', () => {
    const revised = item(13, 'actor.revised', 'actor/bob', { actor: { kind: 'person', name: 'Robert' } }, []);
    expect(after([merged, revised]).board.actors[1]).toMatchObject({ name: 'Robert', mergedInto: 'ann', version: 3 });
  });
});

describe('a takedown', () => {
  const gone = (positions: readonly number[]): ChangeItem => item(20, 'record.redacted', 'statement/s1', { positions, reason: 'court order', by: 'eve' });

  test('of words that nothing repeats is folded', () => {
    const next = after([gone([8])]);
    expect(next.board.statements[0]).toEqual({ id: 's1', redacted: true, version: 2, position: 8, recordedAt: at(8) });
    expect(next.stale).toBeUndefined();
    expect(next.takedowns).toBe(1);
  });

  test('takes the words of its conditions at once, and the board is read again', () => {
    const next = after([conditioned(11, 'p1'), conditioned(12, 'p2', { evidence: ['statement/s9'] }), gone([8, 11])]);
    expect(next.board.conditions.map((one) => one.text)).toEqual(['words of p2', undefined]);
    expect(next.board.conditions[1]).toEqual({ id: 'p1', redacted: true, state: 'open', version: 1, recordedAt: at(11) });
    expect(next.stale).toBeDefined();
  });

  test('that took the words of other records has the board read again, whatever is known of them here', () => {
    expect(after([gone([8, 5])]).stale).toBeDefined();
  });

  test('takes moves that repeat the words out of the list of moves', () => {
    const moved = item(12, 'position.changed', 'story/talks', {
      actor: 'ann', topic: 'truce', to: { stance: 'conditional', conditions: [{ text: 'only if' }] }, cause: 11,
      cell: { actor: 'ann', topic: 'truce', stance: 'conditional', conditions: [{ text: 'only if' }], evidence: ['s1'], evidenceCount: 1, moves: 1, cause: 11 },
    });
    expect(after([moved]).moves).toHaveLength(1);
    expect(after([moved, gone([8, 12])]).moves).toEqual([]);
  });

  test('of a statement that is not known here has the board read again: it may have been held, and is in the list now', () => {
    const unknown = item(20, 'record.redacted', 'statement/s2', { positions: [9], reason: 'x' });
    expect(fold(opened(), unknown).stale).toBeDefined();
  });
});
