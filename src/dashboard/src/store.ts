// The board as a pure fold over live items: no DOM, no clock, no framework. It gives the same board as the server; the board's hash proves it.
import { acts } from './acts';
import { foldActor, foldUnnamed, named } from './actors';
import { foldClaims } from './claims';
import { conditions, mayRepeat, withoutWords } from './conditions';
import type { Board, ChangeItem } from './contracts';
import { parseCursor } from './cursor';
import { type EventData, idOf, isTakenDown, sameHeld, splitReference } from './events';
import { links } from './links';
import { foldCell } from './matrix';
import { createdMeeting, meetingAfter } from './meetings';
import { foldNewest, type Kind } from './newest';
import { type BoardState, type Fold, put, type Stamped, stale, withBoard } from './state';
import { addedStatement, type AnyStatement, foldStatement, isHeld, movesInLists } from './statements';

export { addActor } from './actors';
export type { BoardState, Fold, Move, Stamped } from './state';

export const shownStatements = 50;
const keptOlder = 1000;
const keptMoves = 30;

export function openBoard(answer: Board): Fold {
  // Of which moment it is stands beside the board, not in it.
  const { cursor, hash: _hash, asOf: _asOf, clock: _clock, ...board } = answer;
  const at = parseCursor(cursor);
  return { ...at, board, unnamed: new Map(), missing: [], ahead: new Map(), older: [], moves: [], takedown: at.position };
}

/**
 * The same page after the board was read again, brought on by the items that came since that board's position.
 * What is kept outside the board stays, except after another epoch.
 */
export function rereadBoard(before: Fold, answer: Board, since: readonly ChangeItem[]): Fold {
  const fresh = openBoard(answer);
  if (fresh.epoch !== before.epoch) return fresh;
  const { statements } = fresh.board;
  const oldest = statements.length < shownStatements ? 0 : statements.at(-1)!.position;
  // One that is newer than the oldest shown and not shown itself has left the lists.
  const pushedOut = before.board.statements.map((doc) => ({ doc, asOf: before.position }));
  const older = [...pushedOut, ...before.older].filter(({ doc }) => doc.position < oldest).sort(newestFirst);
  const { unnamed, moves, takedown } = before;
  return since.reduce(fold, { ...fresh, unnamed, older: older.slice(0, keptOlder), moves, takedown });
}

/** Adds a page of older statements, read at a position. */
export function addOlder(fold: Fold, statements: readonly AnyStatement[], asOf: number): Fold {
  const have = new Set([...fold.board.statements, ...fold.older.map(({ doc }) => doc)].map((statement) => statement.id));
  const added = statements.filter((statement) => !have.has(statement.id)).map((doc) => ({ doc, asOf }));
  return { ...fold, older: [...fold.older, ...added].sort(newestFirst) };
}

function newestFirst(a: Stamped<AnyStatement>, b: Stamped<AnyStatement>): number {
  return b.doc.position - a.doc.position;
}

/** The board after one more item. An item that it has already changes nothing, so repeats and replays are harmless. */
export function fold(before: Fold, item: ChangeItem): Fold {
  const after = foldOutside(before, item);
  if (item.position <= before.position) return after;
  return named({ ...foldBoard(after, item), position: item.position }, item);
}

/** By the entity whose record it is, not by the kind's first word: `statement.linked` is a link's. */
function foldBoard(before: Fold, item: ChangeItem): Fold {
  const [kind] = splitReference(item.entity);
  if (kind !== 'statement' && (isTakenDown(item.data) || item.kind === 'record.redacted')) return stale(before, `${item.kind} was taken down`);
  switch (kind) {
    case 'story': return item.kind === 'position.changed' ? foldPosition(before, item) : foldStory(before, item);
    case 'actor': return foldActor(before, item);
    case 'topic': return foldTopic(before, item);
    case 'meeting': return foldMeeting(before, item);
    case 'statement': return item.kind === 'record.redacted' ? foldTakedown(before, item) : foldOneStatement(before, item);
    case 'act': return foldList(before, item, 'acts', acts);
    case 'claim': return withList(before, item, 'claims', foldClaims(before.board.claims, item, before.board.story.id));
    case 'condition': return foldList(before, item, 'conditions', conditions);
    case 'link': return foldList(before, item, 'links', links);
    case 'place': return before;
    default: return stale(before, `unknown kind ${item.kind}`);
  }
}

type Lists = Pick<BoardState, 'acts' | 'claims' | 'conditions' | 'links'>;

function foldList<K extends keyof Lists>(before: Fold, item: ChangeItem, name: K, kind: Kind<Lists[K][number]>): Fold {
  const list: readonly Lists[K][number][] = before.board[name];
  return withList(before, item, name, foldNewest(list, item, kind, before.board.story.id) as Lists[K] | null);
}

function withList<K extends keyof Lists>(before: Fold, item: ChangeItem, name: K, list: Lists[K] | null): Fold {
  return list ? withBoard(before, { [name]: list }) : stale(before, `${item.kind} of ${item.entity} cannot be folded here`);
}

function foldStory(before: Fold, item: ChangeItem): Fold {
  const { story } = before.board;
  if (item.entity !== `story/${story.id}`) return before;
  const frame = { version: story.version + 1, recordedAt: story.recordedAt };
  switch (item.kind) {
    case 'story.revised': {
      const { story: profile } = item.data as EventData['story.revised'];
      return withBoard(before, { story: { id: story.id, ...profile, status: story.status, ...frame } });
    }
    case 'story.status_changed':
      return withBoard(before, { story: { ...story, status: (item.data as EventData['story.status_changed']).to, ...frame } });
    default:
      return stale(before, `unexpected ${item.kind}`);
  }
}

function foldTopic(before: Fold, item: ChangeItem): Fold {
  const id = idOf(item.entity);
  const { topic } = item.data as EventData['topic.created'];
  const known = before.board.topics.find((other) => other.id === id);
  if (topic?.story !== before.board.story.id) return known ? stale(before, 'a topic left the story') : before;
  if (item.kind === 'topic.created') return withBoard(before, { topics: put(before.board.topics, { id, ...topic, version: 1, recordedAt: item.at }) });
  if (item.kind !== 'topic.revised' || !known) return stale(before, `unexpected ${item.kind}`);
  const revised = { id, ...topic, version: known.version + 1, recordedAt: known.recordedAt };
  return withBoard(before, { topics: put(before.board.topics, revised) });
}

function foldMeeting(before: Fold, item: ChangeItem): Fold {
  if (item.kind === 'meeting.created') {
    const created = createdMeeting(item, before.board.story.id);
    return created ? withBoard(before, { meetings: put(before.board.meetings, created) }) : before;
  }
  const known = before.board.meetings.find((meeting) => meeting.id === idOf(item.entity));
  const after = known && meetingAfter(known, item);
  return after ? withBoard(before, { meetings: put(before.board.meetings, after) }) : stale(before, `unexpected ${item.kind}`);
}

function foldPosition(before: Fold, item: ChangeItem): Fold {
  const { story, matrix, matrixSize } = before.board;
  if (item.entity !== `story/${story.id}`) return before;
  const changed = item.data as EventData['position.changed'];
  const counted = withBoard(before, { story: { ...story, version: story.version + 1 } });
  const told = (before.moves[0]?.position ?? 0) >= item.position;
  const moves = told || sameHeld(changed.from, changed.to)
    ? before.moves
    : [{ position: item.position, at: item.at, actor: changed.actor, topic: changed.topic, from: changed.from, to: changed.to }, ...before.moves];
  const next = foldCell({ cells: matrix, size: matrixSize }, changed);
  const moved = { ...counted, moves: moves.slice(0, keptMoves) };
  return next ? withBoard(moved, { matrix: next.cells, matrixSize: next.size }) : stale(moved, 'the matrix is larger than its window');
}

function foldOneStatement(before: Fold, item: ChangeItem): Fold {
  const { statements, story } = before.board;
  if (item.kind === 'statement.added') {
    const added = addedStatement(item);
    return isHeld(added) ? before : withStatements(before, [added, ...statements], item.position);
  }
  if (movedBetweenStories(item)) return stale(before, 'a statement changed its story');
  const id = idOf(item.entity);
  const at = statements.findIndex((statement) => statement.id === id);
  if (movesInLists(item)) {
    // One that leaves a list which shows everything leaves no room for another; where it enters, its other records are not known here.
    const leaves = at >= 0 && statements.length < shownStatements;
    return leaves ? withBoard(before, { statements: statements.toSpliced(at, 1) }) : stale(before, `statement ${id} enters or leaves the list`);
  }
  if (at < 0) return isShown(before, item) ? stale(before, `statement ${id} of ${story.id} is not known here`) : before;
  const after = foldStatement(statements[at]!, item);
  return after ? withBoard(before, { statements: statements.with(at, after) }) : stale(before, `unknown kind ${item.kind}`);
}

/** Whether a statement that is not known here should be: one that is not among the newest fifty, or held for told again, is in no list. */
function isShown({ board }: Fold, item: ChangeItem): boolean {
  const held = item.kind === 'statement.corrected' && (item.data as EventData['statement.corrected']).statement?.duplicate !== undefined;
  return !held && board.statements.length < shownStatements;
}

function withStatements(before: Fold, all: readonly AnyStatement[], asOf: number): Fold {
  const pushedOut = all.slice(shownStatements).map((doc) => ({ doc, asOf }));
  return withBoard({ ...before, older: [...pushedOut, ...before.older].slice(0, keptOlder) }, { statements: all.slice(0, shownStatements) });
}

/**
 * A statement's words are gone. Conditions may have repeated them: those that are known to do lose theirs at once. Where others than the statement's
 * own records lost their words, or the statement is not known here (then it may have been held, and is in the lists now), only the server knows what
 * is left.
 */
function foldTakedown(before: Fold, item: ChangeItem): Fold {
  const id = idOf(item.entity);
  const { positions } = item.data as EventData['record.redacted'];
  const { statements, conditions: all } = before.board;
  const at = statements.findIndex((statement) => statement.id === id);
  const known = statements[at];
  const conditions = all.some((condition) => mayRepeat(condition, item.entity)) ? all.map((condition) => (mayRepeat(condition, item.entity) ? withoutWords(condition) : condition)) : all;
  const after = withBoard(before, { conditions, ...(known ? { statements: statements.with(at, foldStatement(known, item)!) } : {}) });
  const onlyOwn = known && positions && positions.length <= known.version && conditions === all;
  return onlyOwn ? after : stale(after, 'words were taken down that others may repeat');
}

function movedBetweenStories(item: ChangeItem): boolean {
  return item.kind === 'statement.corrected' && (item.data as EventData['statement.corrected']).changes?.['story'] !== undefined;
}

/** Older statements and actors that nobody has named yet follow too, each from its own position on; moves that repeat words go with them. */
function foldOutside(before: Fold, item: ChangeItem): Fold {
  if (item.entity.startsWith('actor/')) return foldUnnamed(before, item);
  return foldOlder(item.kind === 'record.redacted' ? withoutMoves(before, item) : before, item);
}

function withoutMoves(before: Fold, item: ChangeItem): Fold {
  const { positions } = item.data as EventData['record.redacted'];
  return { ...before, moves: before.moves.filter((move) => !positions?.includes(move.position)), takedown: Math.max(before.takedown, item.position) };
}

function foldOlder(before: Fold, item: ChangeItem): Fold {
  if (!item.entity.startsWith('statement/')) return before;
  const id = idOf(item.entity);
  const at = before.older.findIndex(({ doc }) => doc.id === id);
  const entry = before.older[at];
  if (!entry || item.position <= entry.asOf) return before;
  const doc = foldStatement(entry.doc, item) ?? entry.doc;
  return { ...before, older: isHeld(doc) ? before.older.toSpliced(at, 1) : before.older.with(at, { doc, asOf: item.position }) };
}
