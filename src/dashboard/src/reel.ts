// The stream behind what is newest, in stretches: what lies far from the reader's place is let go, and read again when they come back to it.
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Page } from './api';
import type { StatementDocument } from './contracts';
import type { AnyStatement } from './statements';
import { addOlder, type Fold } from './store';

/** Statements that stand together: those at positions from `low` up to, but not with, `before`. */
export interface Stretch {
  readonly before: number;
  readonly low: number;
  readonly count: number;
}

export type Older = 'more' | 'loading' | 'failed' | 'end';

export const stretchOf = 50;
/** More than this above the newest stretch, and the oldest of them become one. */
const mostInHead = 2 * stretchOf;
/** Loaded statements, beside those that are newest, that are kept although nobody is near. */
const mostKept = 4 * stretchOf;

/** The stretches after those of `head` (positions, newest first) have become some. The newest stretch may be short: it ends where the reader holds. */
export function sealed(stretches: readonly Stretch[], head: readonly number[]): readonly Stretch[] {
  const made: Stretch[] = [];
  for (let end = head.length; end > 0; end -= stretchOf) {
    const from = Math.max(0, end - stretchOf);
    made.unshift({ before: head[from]! + 1, low: head[end - 1]!, count: end - from });
  }
  return [...made, ...stretches];
}

/** The part of a list of statements, newest first, that lies in [low, before). */
export function within(all: readonly AnyStatement[], low: number, before: number): readonly AnyStatement[] {
  return all.slice(firstBelow(all, before), firstBelow(all, low));
}

/** Index of the first that lies below a position. */
function firstBelow(all: readonly AnyStatement[], position: number): number {
  let [from, to] = [0, all.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (all[middle]!.position >= position) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** A fold without the older statements in these ranges. */
export function letGo(fold: Fold, gone: readonly Stretch[]): Fold {
  if (gone.length === 0) return fold;
  return { ...fold, older: fold.older.filter(({ doc }) => !gone.some(({ low, before }) => doc.position >= low && doc.position < before)) };
}

/** All that the fold has loaded, newest first. */
export function loaded({ board, older }: Fold): readonly AnyStatement[] {
  return [...board.statements, ...older.map(({ doc }) => doc)];
}

interface Source {
  readonly fold: () => Fold | undefined;
  readonly become: (next: Fold) => void;
  /** Statements before a position, newest first, as many as asked for. */
  readonly read: (before: number, limit: number) => Promise<{ page: Page<StatementDocument>; asOf: number }>;
}

export class Reel {
  readonly #stretches = signal<readonly Stretch[]>([]);
  readonly #state = signal<Older>('more');
  readonly #begun = signal(0);
  /** Those near the reader, by `low`. */
  #near: ReadonlySet<number> = new Set();
  readonly #reading = new Set<number>();

  constructor(readonly source: Source) {}

  /** Newest first; together with what is newer than the first of them they are all that has been reached. */
  get stretches(): ReadonlySignal<readonly Stretch[]> { return this.#stretches; }
  /** Of what lies behind the last stretch. */
  get state(): ReadonlySignal<Older> { return this.#state; }
  /** Grows when it begins anew: whoever held a place in it has lost that. */
  get begun(): ReadonlySignal<number> { return this.#begun; }

  /** Another board: nothing that was reached counts any more. */
  begin(): void {
    const { statements } = this.source.fold()!.board;
    batch(() => {
      this.#stretches.value = sealed([], statements.map(({ position }) => position));
      this.#state.value = statements.length < stretchOf ? 'end' : 'more';
      this.#begun.value++;
    });
    this.#near = new Set();
  }

  /** After items came: what is newest stays short, and what nobody is near is let go. */
  tidy(before: Fold): Fold {
    const head = this.#head(before);
    if (head.length > mostInHead) this.#stretches.value = sealed(this.#stretches.peek(), head.slice(stretchOf + (head.length % stretchOf)).map(({ position }) => position));
    return this.#bounded(before);
  }

  /** The reader holds their place: what came until this position stands, and is never mixed with what comes. */
  hold(limit: number): void {
    const head = this.#head(this.source.fold()!).filter(({ position }) => position <= limit);
    if (head.length > 0) this.#stretches.value = sealed(this.#stretches.peek(), head.map(({ position }) => position));
  }

  /** The reader is near these (by `low`): what is missing of them is read. */
  near(lows: readonly number[]): void {
    this.#near = new Set(lows);
    const fold = this.source.fold();
    if (!fold) return;
    const all = loaded(fold);
    for (const stretch of this.#stretches.peek()) {
      if (this.#near.has(stretch.low) && within(all, stretch.low, stretch.before).length !== stretch.count) void this.#fill(stretch);
    }
    const next = this.#bounded(fold);
    if (next !== fold) this.source.become(next);
  }

  /** The reader comes to the end of what was reached. */
  async further(): Promise<void> {
    if (this.#state.peek() === 'loading' || this.#state.peek() === 'end') return;
    this.#state.value = 'loading';
    const begun = this.#begun.peek();
    const from = this.#stretches.peek().at(-1)?.low ?? Number.MAX_SAFE_INTEGER;
    try {
      const { page, asOf } = await this.source.read(from, stretchOf);
      if (begun !== this.#begun.peek()) return;
      const positions = page.items.map(({ position }) => position);
      batch(() => {
        if (positions.length > 0) this.#stretches.value = [...this.#stretches.peek(), { before: from, low: positions.at(-1)!, count: positions.length }];
        this.#state.value = page.next ? 'more' : 'end';
        this.#near = new Set([...this.#near, ...positions.slice(-1)]);
        this.source.become(this.#bounded(addOlder(this.source.fold()!, page.items, asOf)));
      });
    } catch {
      if (begun === this.#begun.peek()) this.#state.value = 'failed';
    }
  }

  /** Reads again what was let go. How many there are is counted anew: one may have left the lists, or come into them. */
  async #fill(stretch: Stretch): Promise<void> {
    if (this.#reading.has(stretch.low)) return;
    this.#reading.add(stretch.low);
    const begun = this.#begun.peek();
    try {
      const { page, asOf } = await this.source.read(stretch.before, 2 * stretchOf);
      if (begun !== this.#begun.peek()) return;
      const items = page.items.filter(({ position }) => position >= stretch.low);
      batch(() => {
        const after = addOlder(this.source.fold()!, items, asOf);
        const count = within(loaded(after), stretch.low, stretch.before).length;
        this.#stretches.value = this.#stretches.peek().map((one) => (one.low === stretch.low ? { ...one, count } : one));
        this.source.become(this.#bounded(after));
      });
    } catch {
      // It stays a gap; the reader's next movement asks again.
    } finally {
      this.#reading.delete(stretch.low);
    }
  }

  #head(fold: Fold): readonly AnyStatement[] {
    const from = this.#stretches.peek()[0]?.before ?? 0;
    return within(loaded(fold), from, Number.MAX_SAFE_INTEGER);
  }

  #bounded(fold: Fold): Fold {
    if (fold.older.length <= mostKept) return fold;
    const stretches = this.#stretches.peek();
    const at = stretches.findIndex(({ low }) => this.#near.has(low));
    const last = stretches.findLastIndex(({ low }) => this.#near.has(low));
    // Nobody has looked yet, or is at the top: what is newest is near.
    const [from, to] = at < 0 ? [0, 1] : [at - 1, last + 1];
    return letGo(fold, stretches.filter((_, index) => index < from || index > to));
  }
}
