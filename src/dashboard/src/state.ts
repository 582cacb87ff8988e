// What a fold of the board holds; see store.ts.
import type {
  ActDocument, ActorDocument, Cell, ClaimDocument, ConditionDocument, LinkDocument, MatrixSize, MeetingDocument, StoryDocument, TopicDocument,
} from './contracts';
import type { Held } from './events';
import type { AnyStatement } from './statements';

/** The server's board without `cursor` and `hash`: exactly what is hashed. */
export interface BoardState {
  readonly story: StoryDocument;
  readonly meetings: readonly MeetingDocument[];
  readonly topics: readonly TopicDocument[];
  readonly actors: readonly ActorDocument[];
  readonly acts: readonly ActDocument[];
  readonly claims: readonly ClaimDocument[];
  readonly conditions: readonly ConditionDocument[];
  readonly links: readonly LinkDocument[];
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
  /** Grows with every takedown: whoever shows words that were read apart from the board reads them anew. */
  readonly takedowns: number;
  /** Why the board has to be read again; absent when it need not. */
  readonly stale?: string;
}

export function withBoard(before: Fold, changes: Partial<BoardState>): Fold {
  return { ...before, board: { ...before.board, ...changes } };
}

export function stale(before: Fold, why: string): Fold {
  return before.stale ? before : { ...before, stale: why };
}

/** Replaces by id, or inserts in the order of ids (UTF-16 code units). */
export function put<T extends { readonly id: string }>(list: readonly T[], doc: T): readonly T[] {
  const at = list.findIndex((other) => other.id >= doc.id);
  if (at < 0) return [...list, doc];
  return list[at]!.id === doc.id ? list.with(at, doc) : list.toSpliced(at, 0, doc);
}
