import { describe, expect, test } from 'vitest';
import { addActor, addOlder, fold, openBoard, rereadBoard } from '../src/store';
import { added, after, at, board, cell, epoch, item, moved, opened, statement } from './world';

describe('a story', () => {
  test('revised takes the new profile and keeps its status', () => {
    const { story } = after([item(11, 'story.revised', 'story/talks', { story: { title: 'The long talks', summary: 'More' } })]).board;
    expect(story).toEqual({ id: 'talks', title: 'The long talks', summary: 'More', status: 'active', version: 4, recordedAt: at(1) });
  });

  test('changes its status', () => {
    const { story } = after([item(11, 'story.status_changed', 'story/talks', { from: 'active', to: 'closed' })]).board;
    expect(story).toMatchObject({ title: 'The talks', status: 'closed', version: 4 });
  });
});

describe('actors', () => {
  test('revised: the name changes everywhere', () => {
    const { actors } = after([item(11, 'actor.revised', 'actor/bob', { actor: { kind: 'person', name: 'Robert' } }, [])]).board;
    expect(actors[1]).toEqual({ id: 'bob', kind: 'person', name: 'Robert', version: 2, recordedAt: at(3) });
  });

  test('created join the board only when a record of the story names them, in the order of ids', () => {
    const created = item(11, 'actor.created', 'actor/abe', { actor: { kind: 'person', name: 'Abe' } }, []);
    expect(after([created]).board.actors.map((actor) => actor.id)).toEqual(['ann', 'bob']);
    const named = after([created, added(12, 's2', {}, ['actor/abe'])]);
    expect(named.board.actors.map((actor) => actor.id)).toEqual(['abe', 'ann', 'bob']);
    expect(named.board.actors[0]).toEqual({ id: 'abe', kind: 'person', name: 'Abe', version: 1, recordedAt: at(11) });
    expect(named.missing).toEqual([]);
  });

  test('revised before they are named join as they then read', () => {
    const named = after([
      item(11, 'actor.created', 'actor/abe', { actor: { kind: 'person', name: 'Abe' } }, []),
      item(12, 'actor.revised', 'actor/abe', { actor: { kind: 'state', name: 'Abia' } }, []),
      added(13, 's2', {}, ['actor/abe']),
    ]);
    expect(named.board.actors[0]).toEqual({ id: 'abe', kind: 'state', name: 'Abia', version: 2, recordedAt: at(11) });
  });

  test('named but never sent are missing until they are read, and then follow what came since', () => {
    const items = [
      added(11, 's2', {}, ['actor/who']), added(12, 's3', {}, ['actor/who']),
      item(13, 'actor.revised', 'actor/who', { actor: { kind: 'person', name: 'Whom' } }, []), item(14, 'actor.revised', 'actor/who', { actor: { kind: 'person', name: 'Whose' } }, []),
    ];
    const missing = after(items);
    expect(missing.missing).toEqual(['who']);
    const readAt13 = { id: 'who', kind: 'person', name: 'Whom', version: 2, recordedAt: at(1) } as const;
    const known = addActor(missing, readAt13, 13, items);
    expect(known.missing).toEqual([]);
    expect(known.board.actors.at(-1)).toEqual({ id: 'who', kind: 'person', name: 'Whose', version: 3, recordedAt: at(1) });
    const early = addActor(after(items.slice(0, 2)), readAt13, 13, items.slice(0, 2));
    expect(items.slice(2).reduce(fold, early).board).toEqual(known.board);
    expect(addActor(known, readAt13, 13, items)).toBe(known);
  });

  test('revised but never sent do not: nobody has named them', () => {
    expect(after([item(11, 'actor.revised', 'actor/far', { actor: { kind: 'person', name: 'Far' } }, [])]).missing).toEqual([]);
  });

  test('of a record that does not touch the story are not named by it', () => {
    const created = item(11, 'actor.created', 'actor/kid', { actor: { kind: 'person', name: 'Kid', parent: 'mum' } }, ['actor/mum']);
    expect(after([created])).toMatchObject({ missing: [], board: { actors: [{ id: 'ann' }, { id: 'bob' }] } });
  });
});

describe('topics', () => {
  test('are created and revised in the order of ids', () => {
    const { topics } = after([
      item(11, 'topic.created', 'topic/aid', { topic: { story: 'talks', title: 'Aid' } }),
      item(12, 'topic.revised', 'topic/truce', { topic: { story: 'talks', title: 'A long truce', parent: 'aid' } }),
    ]).board;
    expect(topics).toEqual([
      { id: 'aid', story: 'talks', title: 'Aid', version: 1, recordedAt: at(11) },
      { id: 'truce', story: 'talks', title: 'A long truce', parent: 'aid', version: 2, recordedAt: at(4) },
    ]);
  });
});

describe('meetings', () => {
  const created = item(11, 'meeting.created', 'meeting/call', {
    meeting: { story: 'talks', name: 'A call', start: '2025-05-16' }, status: { status: 'concluded', outcome: 'collapsed', at: '2025-05-16' }, participants: [{ actor: 'ann', attendance: 'present' }],
  });

  test('are created with their first status', () => {
    expect(after([created]).board.meetings[0]).toEqual({
      id: 'call', story: 'talks', name: 'A call', start: '2025-05-16', status: 'concluded', outcome: 'collapsed', participants: [{ actor: 'ann', attendance: 'present' }],
      statusHistory: [{ status: 'concluded', outcome: 'collapsed', at: '2025-05-16' }], version: 1, recordedAt: at(11),
    });
  });

  test('created with nobody have no list of people', () => {
    const bare = item(11, 'meeting.created', 'meeting/call', { meeting: { story: 'talks', name: 'A call' }, status: { status: 'proposed' } });
    expect(after([bare]).board.meetings[0]).toEqual({
      id: 'call', story: 'talks', name: 'A call', status: 'proposed', statusHistory: [{ status: 'proposed' }], version: 1, recordedAt: at(11),
    });
  });

  test('revised keep status, outcome, people and history', () => {
    const { meetings } = after([created, item(12, 'meeting.revised', 'meeting/call', { meeting: { story: 'talks', name: 'The call', place: 'here' } })]).board;
    expect(meetings[0]).toMatchObject({ name: 'The call', place: 'here', status: 'concluded', outcome: 'collapsed', version: 2 });
    expect(meetings[0]).not.toHaveProperty('start');
    expect(meetings[0]!.participants).toHaveLength(1);
    expect(meetings[0]!.statusHistory).toHaveLength(1);
  });

  test('change their status, keep an outcome that the step does not name, and remember each step', () => {
    const { meetings } = after([
      created,
      item(12, 'meeting.status_changed', 'meeting/call', { from: 'concluded', to: { status: 'suspended', forced: true } }),
      item(13, 'meeting.status_changed', 'meeting/call', { from: 'suspended', to: { status: 'concluded', outcome: 'agreement', evidence: ['statement/s1'] } }),
    ]).board;
    expect(meetings[0]).toMatchObject({ status: 'concluded', outcome: 'agreement', version: 3 });
    expect(meetings[0]!.statusHistory).toEqual([
      { status: 'concluded', outcome: 'collapsed', at: '2025-05-16' }, { status: 'suspended', forced: true }, { status: 'concluded', outcome: 'agreement', evidence: ['statement/s1'] },
    ]);
    expect(after([created, item(12, 'meeting.status_changed', 'meeting/call', { from: 'concluded', to: { status: 'suspended' } })]).board.meetings[0]!.outcome).toBe('collapsed');
  });

  test('change who takes part, in place, and take newcomers at the end', () => {
    const { meetings } = after([
      item(11, 'meeting.participation_changed', 'meeting/round', { to: { actor: 'bob', attendance: 'conditional', conditions: [{ text: 'if Ann comes' }] } }, ['story/talks', 'actor/bob']),
      item(12, 'meeting.participation_changed', 'meeting/round', { from: { actor: 'ann' }, to: { actor: 'ann', attendance: 'absent' } }, ['story/talks', 'actor/ann']),
    ]).board;
    expect(meetings[0]!.participants).toEqual([{ actor: 'ann', attendance: 'absent' }, { actor: 'bob', attendance: 'conditional', conditions: [{ text: 'if Ann comes' }] }]);
    expect(meetings[0]!.version).toBe(3);
  });

  test('that are not known here make the board stale', () => {
    expect(after([item(11, 'meeting.status_changed', 'meeting/other', { from: 'proposed', to: { status: 'declined' } })]).stale).toBeDefined();
  });
});

describe('statements', () => {
  test('are added at the top with what the server gives them', () => {
    const { statements } = after([added(12, 's2', { quoteForm: 'direct' })]).board;
    expect(statements[0]).toEqual({
      id: 's2', story: 'talks', kind: 'demand', speakers: ['ann'], text: 'words of s2', quoteForm: 'direct', status: 'published', verification: 'undetermined', version: 1, position: 12, recordedAt: at(12),
    });
    expect(statements).toHaveLength(2);
  });

  test('corrected read as they read now, and keep verification and place', () => {
    const { statements } = after([
      item(11, 'statement.verified', 'statement/s1', { status: 'verified', note: 'heard it' }),
      item(12, 'statement.corrected', 'statement/s1', { statement: { story: 'talks', kind: 'appeal', speakers: ['bob'], text: 'better words' }, changes: { text: {} }, reason: 'misheard', kind: 'correction' }),
    ]).board;
    expect(statements[0]).toEqual({
      id: 's1', story: 'talks', kind: 'appeal', speakers: ['bob'], text: 'better words', status: 'corrected', verification: 'verified', verificationNote: 'heard it', version: 3, position: 8, recordedAt: at(8),
    });
  });

  test('verified again without a note lose the old note', () => {
    const { statements } = after([
      item(11, 'statement.verified', 'statement/s1', { status: 'disputed', note: 'who says so' }),
      item(12, 'statement.verified', 'statement/s1', { status: 'verified' }),
    ]).board;
    expect(statements[0]).toMatchObject({ verification: 'verified', version: 3 });
    expect(statements[0]).not.toHaveProperty('verificationNote');
  });

  test('retracted stay, marked; further sources are appended', () => {
    const { statements } = after([
      item(11, 'statement.source_added', 'statement/s1', { source: { name: 'Gazette' } }),
      item(12, 'statement.source_added', 'statement/s1', { source: { name: 'Courier' } }),
      item(13, 'statement.retracted', 'statement/s1', { reason: 'wrong' }),
    ]).board;
    expect(statements[0]).toMatchObject({ status: 'retracted', sources: [{ name: 'Gazette' }, { name: 'Courier' }], version: 4, text: 'words of s1' });
  });

  test('taken down leave no word behind', () => {
    const { statements } = after([item(11, 'record.redacted', 'statement/s1', { positions: [8], reason: 'court order' })]).board;
    expect(statements[0]).toEqual({ id: 's1', redacted: true, version: 2, position: 8, recordedAt: at(8) });
    expect(JSON.stringify(statements)).not.toContain('words');
  });

  test('whose words were taken down before they are replayed arrive without them, and end in the same state', () => {
    const replayed = after([item(12, 'statement.added', 'statement/s2', { redacted: true }), item(13, 'record.redacted', 'statement/s2', { positions: [12], reason: 'x' })]);
    const live = after([added(12, 's2'), item(13, 'record.redacted', 'statement/s2', { positions: [12], reason: 'x' })]);
    expect(replayed.board).toEqual(live.board);
    expect(replayed.stale).toBeUndefined();
  });

  test('are fifty on the board; the fifty-first is pushed out and goes on being followed', () => {
    const items = Array.from({ length: 50 }, (_, n) => added(11 + n, `n${n}`));
    const pushed = after(items);
    expect(pushed.board.statements).toHaveLength(50);
    expect(pushed.board.statements.at(-1)!.id).toBe('n0');
    expect(pushed.older.map(({ doc }) => doc.id)).toEqual(['s1']);
    const retracted = fold(pushed, item(100, 'statement.retracted', 'statement/s1', { reason: 'x' }));
    expect(retracted.board.statements).toBe(pushed.board.statements);
    expect(retracted.older[0]!.doc).toMatchObject({ status: 'retracted', version: 2 });
    expect(retracted.stale).toBeUndefined();
  });

  test('that should be here and are not make the board stale', () => {
    expect(after([item(11, 'statement.retracted', 'statement/ghost', { reason: 'x' })]).stale).toBeDefined();
  });

  test('that change their story make the board stale', () => {
    const correction = { statement: { story: 'others', kind: 'demand', speakers: ['ann'], text: 'x' }, changes: { story: { old: 'talks', new: 'others' } }, reason: 'wrong story' };
    expect(after([item(11, 'statement.corrected', 'statement/s1', correction)]).stale).toBeDefined();
  });
});

describe('positions', () => {
  test('replace the whole cell, raise the story\'s version and are listed as moves', () => {
    const next = after([moved(12, 'ann', 'truce', cell('ann', 'truce', 11, { stance: 'rejects', moves: 2 }), 'supports')]);
    expect(next.board.matrix).toEqual([cell('ann', 'truce', 11, { stance: 'rejects', moves: 2 })]);
    expect(next.board.story.version).toBe(4);
    expect(next.moves).toMatchObject([{ position: 12, actor: 'ann', topic: 'truce', from: { stance: 'supports' }, to: { stance: 'rejects' } }]);
  });

  test('new cells stand by actor, then topic, and are counted', () => {
    const { matrix, matrixSize } = after([
      moved(12, 'bob', 'truce', cell('bob', 'truce', 11)), moved(13, 'ann', 'aid', cell('ann', 'aid', 11)), moved(14, 'abe', 'truce', cell('abe', 'truce', 11)),
    ]).board;
    expect(matrix.map((one) => `${one.actor} ${one.topic}`)).toEqual(['abe truce', 'ann aid', 'ann truce', 'bob truce']);
    expect(matrixSize).toEqual({ actors: 3, topics: 2, cells: 4 });
  });

  test('known no longer leave the matrix', () => {
    const next = after([moved(12, 'ann', 'truce', undefined, 'supports')]);
    expect(next.board.matrix).toEqual([]);
    expect(next.board.matrixSize).toEqual({ actors: 0, topics: 0, cells: 0 });
    expect(next.moves[0]).toMatchObject({ from: { stance: 'supports' }, to: undefined });
  });

  test('whose evidence alone changed are no move', () => {
    const evidence = cell('ann', 'truce', 11, { evidence: ['s2', 's1'], evidenceCount: 2 });
    const next = after([moved(12, 'ann', 'truce', evidence, 'supports')]);
    expect(next.board.matrix).toEqual([evidence]);
    expect(next.moves).toEqual([]);
  });

  const windowed = {
    matrix: Array.from({ length: 50 }, (_, n) => cell(`a${String(n).padStart(2, '0')}`, 'truce', n + 1)), matrixSize: { actors: 60, topics: 1, cells: 60 },
  };

  test('in a window that does not hold everything stay exact where actor and topic both show', () => {
    const next = after([moved(12, 'a07', 'truce', cell('a07', 'truce', 11, { stance: 'rejects' }), 'supports')], windowed);
    expect(next.stale).toBeUndefined();
    expect(next.board.matrix[7]).toMatchObject({ actor: 'a07', stance: 'rejects' });
    expect(next.board.matrixSize).toEqual({ actors: 60, topics: 1, cells: 60 });
  });

  test('and make the board stale where one of them does not, or a cell goes', () => {
    expect(after([moved(12, 'b99', 'truce', cell('b99', 'truce', 11))], windowed).stale).toBeDefined();
    expect(after([moved(12, 'a07', 'truce', undefined, 'supports')], windowed).stale).toBeDefined();
  });

  test('that outgrow the window make the board stale', () => {
    const full = { matrix: windowed.matrix, matrixSize: { actors: 50, topics: 1, cells: 50 } };
    expect(after([moved(12, 'zed', 'truce', cell('zed', 'truce', 11))], full).stale).toBeDefined();
  });
});

describe('any item', () => {
  const items = [
    item(11, 'actor.created', 'actor/abe', { actor: { kind: 'person', name: 'Abe' } }, []), added(12, 's2', {}, ['actor/abe']), moved(13, 'abe', 'truce', cell('abe', 'truce', 12)),
    item(14, 'statement.source_added', 'statement/s2', { source: { name: 'Gazette' } }),
    item(15, 'meeting.participation_changed', 'meeting/round', { to: { actor: 'abe' } }, ['story/talks', 'actor/abe']),
    item(16, 'actor.revised', 'actor/abe', { actor: { kind: 'person', name: 'Abraham' } }, []),
  ];

  test('that is known already changes nothing, however often and wherever it is repeated', () => {
    const once = after(items);
    const doubled = after(items.flatMap((one, n) => [one, ...items.slice(0, n + 1)]));
    expect(doubled).toEqual(once);
    expect(items.reduce(fold, once)).toEqual(once);
  });

  test('at or before the board\'s own position is ignored', () => {
    const start = opened();
    expect(fold(start, item(10, 'statement.retracted', 'statement/s1', { reason: 'x' }))).toEqual(start);
  });

  test('of another story or of a place touches nothing', () => {
    const next = after([item(11, 'place.created', 'place/here', { place: { name: 'Here' } }, []), item(12, 'meeting.created', 'meeting/far', { meeting: { story: 'other', name: 'Far' }, status: { status: 'proposed' } }, ['story/other'])]);
    expect(next.board).toEqual(opened().board);
    expect(next.position).toBe(12);
  });

  test('of a kind that this program does not know makes the board stale', () => {
    expect(after([item(11, 'claim.forgotten', 'claim/c1', {})]).stale).toBeDefined();
    expect(after([item(11, 'statement.linked', 'statement/s1', {})]).stale).toBeDefined();
    expect(after([item(11, 'poll.opened', 'poll/p1', {})]).stale).toBeDefined();
  });

  test('that was taken down and is no statement makes the board stale', () => {
    expect(after([item(11, 'position.changed', 'story/talks', { redacted: true })]).stale).toBeDefined();
    expect(after([item(11, 'meeting.revised', 'meeting/round', { redacted: true })]).stale).toBeDefined();
  });

  test('leaves the state before it as it was', () => {
    const before = opened();
    const copy = structuredClone(before);
    items.reduce(fold, before);
    expect(before).toEqual(copy);
  });
});

describe('a board that was read again', () => {
  test('is brought on by the items that came meanwhile, and is stale no longer', () => {
    const stale = after([added(11, 's2', {}, ['actor/who']), added(13, 's3')]);
    expect(stale.missing).toEqual(['who']);
    const answer = board({
      cursor: `${epoch}:11`, actors: [...board().actors, { id: 'who', kind: 'person', name: 'Who', version: 1, recordedAt: at(1) }],
      statements: [statement('s2', 11), statement('s1', 8)],
    });
    const healed = rereadBoard(stale, answer, [added(11, 's2', {}, ['actor/who']), added(13, 's3')]);
    expect(healed.missing).toEqual([]);
    expect(healed.position).toBe(13);
    expect(healed.board.statements.map((one) => one.id)).toEqual(['s3', 's2', 's1']);
    expect(healed.board.actors.map((actor) => actor.id)).toEqual(['ann', 'bob', 'who']);
  });

  test('keeps the statements that it pushed out, without doubling any', () => {
    const answer = board({ cursor: `${epoch}:70`, statements: Array.from({ length: 50 }, (_, n) => statement(`n${49 - n}`, 60 - n)) });
    const next = rereadBoard(opened(), answer, []);
    expect(next.older.map(({ doc }) => doc.id)).toEqual(['s1']);
    expect(rereadBoard(next, answer, []).older.map(({ doc }) => doc.id)).toEqual(['s1']);
  });

  test('of another epoch starts anew', () => {
    const next = rereadBoard(after([added(11, 's2'), moved(12, 'ann', 'truce', cell('ann', 'truce', 11, { stance: 'rejects' }), 'supports')]), board({ cursor: 'otherepoch:3' }), []);
    expect(next).toEqual(openBoard(board({ cursor: 'otherepoch:3' })));
  });
});

describe('older statements', () => {
  test('are added once, stand by position, and follow only what came after they were read', () => {
    const page = [statement('s1', 8), statement('o2', 6), statement('o1', 4)];
    const next = addOlder(addOlder(opened(), page, 12), page, 12);
    expect(next.older.map(({ doc }) => doc.id)).toEqual(['o2', 'o1']);
    const known = fold(next, item(11, 'statement.retracted', 'statement/o1', { reason: 'x' }));
    expect(known.older[1]!.doc).toMatchObject({ status: 'published' });
    const later = fold(known, item(13, 'statement.retracted', 'statement/o1', { reason: 'x' }));
    expect(later.older[1]!.doc).toMatchObject({ status: 'retracted' });
  });
});
