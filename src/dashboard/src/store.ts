// The board as a pure fold over live items: no DOM, no clock, no framework. It gives the same board as the server; the board's hash proves it.
import type { ActorDocument, Board, ChangeItem, MatrixSize, MeetingDocument, Cell, StoryDocument, TopicDocument } from './contracts';
import { parseCursor } from './cursor';
import { type EventData, type Held, isTakenDown } from './events';
import { foldCell } from './matrix';
import { addedStatement, type AnyStatement, foldStatement, isRedacted } from './statements';

export const shownStatements = 50;
const keptOlder = 1000;
const keptMoves = 30;

/** The server's board without `cursor` and `hash`: exactly what is hashed. */
export interface BoardState {
  readonly story: StoryDocument;
  readonly meetings: readonly MeetingDocument[];
  readonly topics: readonly TopicDocument[];
  readonly actors: readonly ActorDocument[];
  readonly statements: readonly AnyStatement[];
  readonly matrix: readonly Cell[];
  readonly matrixSize: MatrixSize;
}

/** A document outside the board, and the position up to which it is known. */
export interface Stamped<T> {
  readonly doc: T;
  readonly asOf: number;
}

/** A position that moved while this page was open. */
export interface Move {
  readonly position: number;
  readonly at: string;
  readonly actor: string;
  readonly topic: string;
  readonly from?: Held;
  readonly to?: Held;
}

export interface Fold {
  readonly epoch: string;
  /** Everything up to here is in the board. */
  readonly position: number;
  readonly board: BoardState;
  /** Actor documents that were sent but that no record of the story has named yet, by id. */
  readonly unnamed: ReadonlyMap<string, Stamped<ActorDocument>>;
  /** Statements behind the board's fifty, newest first: pushed out while the page was open, or asked for. */
  readonly older: readonly Stamped<AnyStatement>[];
  /** Actors that a record of the story has named but whose documents were never sent: the board lacks them until they are read. */
  readonly missing: readonly string[];
  /** Named actors whose document was read at a later position than the board's, and that position: what came until then is in it. */
  readonly ahead: ReadonlyMap<string, number>;
  /** Newest first. */
  readonly moves: readonly Move[];
  /** Why the board has to be read again; absent when it need not. */
  readonly stale?: string;
}

export function openBoard(answer: Board): Fold {
  const { cursor, hash: _, ...board } = answer;
  return { ...parseCursor(cursor), board, unnamed: new Map(), missing: [], ahead: new Map(), older: [], moves: [] };
}

/**
 * The same page after the board was read again, brought on by the items that came since that board's position.
 * What is kept outside the board stays, except after another epoch.
 */
export function rereadBoard(before: Fold, answer: Board, since: readonly ChangeItem[]): Fold {
  const fresh = openBoard(answer);
  if (fresh.epoch !== before.epoch) return fresh;
  const shown = new Set(fresh.board.statements.map((statement) => statement.id));
  const pushedOut = before.board.statements.map((doc) => ({ doc, asOf: before.position }));
  const older = [...pushedOut, ...before.older].filter(({ doc }) => !shown.has(doc.id)).sort(newestFirst);
  return since.reduce(fold, { ...fresh, unnamed: before.unnamed, older: older.slice(0, keptOlder), moves: before.moves });
}

/** Adds an actor that was missing, as it was read at a position, and what has come for it since then. */
export function addActor(before: Fold, doc: ActorDocument, asOf: number, since: readonly ChangeItem[]): Fold {
  if (!before.missing.includes(doc.id)) return before;
  const missing = before.missing.filter((id) => id !== doc.id);
  const added = withBoard({ ...before, missing, ahead: new Map(before.ahead).set(doc.id, asOf) }, { actors: put(before.board.actors, doc) });
  return since.filter((item) => item.entity === `actor/${doc.id}` && item.position <= before.position).reduce(foldActor, added);
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

function foldBoard(before: Fold, item: ChangeItem): Fold {
  if (isTakenDown(item.data) && !item.entity.startsWith('statement/')) return stale(before, `${item.kind} was taken down`);
  switch (item.kind.slice(0, item.kind.indexOf('.'))) {
    case 'story': return foldStory(before, item);
    case 'actor': return foldActor(before, item);
    case 'topic': return foldTopic(before, item);
    case 'meeting': return foldMeeting(before, item);
    case 'position': return foldPosition(before, item);
    case 'place': return before;
    case 'statement': return foldOneStatement(before, item);
    case 'record': return item.entity.startsWith('statement/') ? foldOneStatement(before, item) : stale(before, 'a record was taken down');
    default: return stale(before, `unknown kind ${item.kind}`);
  }
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

function foldActor(before: Fold, item: ChangeItem): Fold {
  const id = idOf(item.entity);
  const known = before.board.actors.find((actor) => actor.id === id);
  if (!known || item.position <= (before.ahead.get(id) ?? 0)) return before;
  if (item.kind !== 'actor.revised') return stale(before, `unexpected ${item.kind}`);
  const { actor } = item.data as EventData['actor.revised'];
  const revised = { id, ...actor, version: known.version + 1, recordedAt: known.recordedAt };
  return withBoard(before, { actors: put(before.board.actors, revised) });
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
  const id = idOf(item.entity);
  if (item.kind === 'meeting.created') {
    const { meeting, status, participants } = item.data as EventData['meeting.created'];
    if (meeting.story !== before.board.story.id) return before;
    const created: MeetingDocument = {
      id, ...meeting, status: status.status, ...(status.outcome ? { outcome: status.outcome } : {}),
      ...(participants?.length ? { participants } : {}), statusHistory: [status], version: 1, recordedAt: item.at,
    };
    return withBoard(before, { meetings: put(before.board.meetings, created) });
  }
  const known = before.board.meetings.find((meeting) => meeting.id === id);
  const after = known && meetingAfter(known, item);
  return after ? withBoard(before, { meetings: put(before.board.meetings, after) }) : stale(before, `unexpected ${item.kind}`);
}

function meetingAfter(before: MeetingDocument, item: ChangeItem): MeetingDocument | null {
  const version = before.version + 1;
  switch (item.kind) {
    case 'meeting.revised': {
      const { meeting } = item.data as EventData['meeting.revised'];
      const { id, status, outcome, participants, statusHistory, recordedAt } = before;
      const kept = { ...(outcome ? { outcome } : {}), ...(participants ? { participants } : {}), ...(statusHistory ? { statusHistory } : {}) };
      return { id, ...meeting, status, ...kept, version, recordedAt };
    }
    case 'meeting.status_changed': {
      const { to } = item.data as EventData['meeting.status_changed'];
      const outcome = to.outcome ?? before.outcome;
      const statusHistory = [...(before.statusHistory ?? []), to];
      return { ...before, status: to.status, ...(outcome ? { outcome } : {}), statusHistory, version };
    }
    case 'meeting.participation_changed': {
      const { to } = item.data as EventData['meeting.participation_changed'];
      const people = before.participants ?? [];
      const at = people.findIndex((entry) => entry.actor === to.actor);
      return { ...before, participants: at < 0 ? [...people, to] : people.with(at, to), version };
    }
    default:
      return null;
  }
}

function foldPosition(before: Fold, item: ChangeItem): Fold {
  const changed = item.data as EventData['position.changed'];
  const { story, matrix, matrixSize } = before.board;
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
    const statement = addedStatement(item);
    // What tells another one again is in no list.
    if (!isRedacted(statement) && statement.duplicate) return before;
    const all = [statement, ...statements];
    const pushedOut = all.slice(shownStatements).map((doc) => ({ doc, asOf: item.position }));
    return withBoard({ ...before, older: [...pushedOut, ...before.older].slice(0, keptOlder) }, { statements: all.slice(0, shownStatements) });
  }
  if (changes(item, 'story')) return stale(before, 'a statement changed its story');
  if (changes(item, 'duplicate')) return stale(before, 'whether a statement tells another one again was ruled');
  const id = idOf(item.entity);
  const at = statements.findIndex((statement) => statement.id === id);
  // One that is not among the newest fifty does not show on the board, whatever happens to it.
  if (at < 0) return statements.length < shownStatements ? stale(before, `statement ${id} of ${story.id} is not known here`) : before;
  const after = foldStatement(statements[at]!, item);
  return after ? withBoard(before, { statements: statements.with(at, after) }) : stale(before, `unknown kind ${item.kind}`);
}

function changes(item: ChangeItem, field: string): boolean {
  return item.kind === 'statement.corrected' && (item.data as EventData['statement.corrected']).changes?.[field] !== undefined;
}

/** Older statements and actors that nobody has named yet follow too, each from its own position on. */
function foldOutside(before: Fold, item: ChangeItem): Fold {
  if (item.kind === 'actor.created' || item.kind === 'actor.revised') return foldUnnamed(before, item);
  const at = before.older.findIndex(({ doc }) => `statement/${doc.id}` === item.entity);
  const entry = before.older[at];
  if (!entry || item.position <= entry.asOf) return before;
  const doc = foldStatement(entry.doc, item) ?? entry.doc;
  return { ...before, older: before.older.with(at, { doc, asOf: item.position }) };
}

function foldUnnamed(before: Fold, item: ChangeItem): Fold {
  const id = idOf(item.entity);
  const entry = before.unnamed.get(id);
  if (isTakenDown(item.data) || (entry && item.position <= entry.asOf) || before.board.actors.some((actor) => actor.id === id)) return before;
  // A revision of one that was never sent cannot be folded: its version is not known. It stays unknown until a record names it.
  if (!entry && item.kind !== 'actor.created') return before;
  const { actor } = item.data as EventData['actor.created'];
  const doc = { id, ...actor, version: (entry?.doc.version ?? 0) + 1, recordedAt: entry?.doc.recordedAt ?? item.at };
  return { ...before, unnamed: new Map(before.unnamed).set(id, { doc, asOf: item.position }) };
}

/** Every actor that a record of the story touches is named: its document joins the board. */
function named(after: Fold, item: ChangeItem): Fold {
  if (!item.touches.includes(`story/${after.board.story.id}`)) return after;
  let next = after;
  for (const touch of item.touches) {
    if (!touch.startsWith('actor/')) continue;
    const id = idOf(touch);
    if (next.board.actors.some((actor) => actor.id === id)) continue;
    const entry = next.unnamed.get(id);
    if (!entry) {
      if (!next.missing.includes(id)) next = { ...next, missing: [...next.missing, id] };
      continue;
    }
    const unnamed = new Map(next.unnamed);
    unnamed.delete(id);
    next = withBoard({ ...next, unnamed }, { actors: put(next.board.actors, entry.doc) });
  }
  return next;
}

function withBoard(before: Fold, changes: Partial<BoardState>): Fold {
  return { ...before, board: { ...before.board, ...changes } };
}

function stale(before: Fold, why: string): Fold {
  return before.stale ? before : { ...before, stale: why };
}

function idOf(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}

/** Replaces by id, or inserts in the order of ids (UTF-16 code units). */
function put<T extends { readonly id: string }>(list: readonly T[], doc: T): readonly T[] {
  const at = list.findIndex((other) => other.id >= doc.id);
  if (at < 0) return [...list, doc];
  return list[at]!.id === doc.id ? list.with(at, doc) : list.toSpliced(at, 0, doc);
}

function sameHeld(a: Held | undefined, b: Held | undefined): boolean {
  if (!a || !b) return a === b;
  return a.stance === b.stance && JSON.stringify(a.conditions ?? []) === JSON.stringify(b.conditions ?? []);
}
