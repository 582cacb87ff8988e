// A board of the past. A moment is read from the server once; from there it is folded on as the live board is, so going on costs no board read a step.
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import { read, readChanges, ReadFailed, readPage } from './api';
import type { ActorDocument, Board, ChangeItem, StatementDocument } from './contracts';
import { formatCursor, parseCursor } from './cursor';
import { asOfQuery, type Moment } from './moment';
import { hashOf } from './hash';
import { Pace } from './pace';
import { Reel } from './reel';
import type { Verified } from './session';
import type { BoardSource } from './source';
import { addActor, fold, type Fold, openBoard, rereadBoard } from './store';

export type PastLoad =
  | { readonly state: 'loading' | 'ready' }
  /** Nothing had been recorded, or the story was not there yet. */
  | { readonly state: 'before' }
  /** The moment is none: what the server says of it. */
  | { readonly state: 'malformed'; readonly detail: string }
  /** The log is another one than that in which the moment was. */
  | { readonly state: 'other_log' }
  | { readonly state: 'not_found' | 'refused' }
  | { readonly state: 'failed'; readonly answered: boolean };

/** Moments that come faster than this are one question. */
const settle = 90;
/** Items that are kept to be folded without asking. */
const keptItems = 1_000;

export class PastSession implements BoardSource {
  readonly #load = signal<PastLoad>({ state: 'loading' });
  readonly #fold = signal<Fold | undefined>(undefined);
  readonly #busy = signal(false);
  readonly #moment: ReturnType<typeof signal<Moment>>;
  readonly freshFrom = signal(Number.POSITIVE_INFINITY);
  readonly reel: Reel;
  #state: Fold | undefined;
  #painting = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort = new AbortController();
  /** What comes after the board, without a hole up to `#upTo`. */
  #items: readonly ChangeItem[] = [];
  #upTo = 0;
  #goal = 0;
  #going = false;
  /** The reader has not come to rest yet. */
  #waiting = false;
  readonly #pace = new Pace();
  readonly #listeners = new Set<(items: readonly ChangeItem[]) => void>();
  /** Where somebody heard that words were taken down: a server that is not there yet still has them. */
  #atLeast = '';

  constructor(readonly story: string, moment: Moment) {
    this.#moment = signal(moment);
    this.reel = new Reel({
      fold: () => this.#state,
      become: (next) => this.#become(next),
      read: async (before, limit) => {
        const page = await readPage<StatementDocument>(`${this.#path}/statements?before=${before}&limit=${limit}&${this.query}`, this.#abort.signal);
        return { page, asOf: this.#state!.position };
      },
    });
    void this.#read();
  }

  get load(): ReadonlySignal<PastLoad> { return this.#load; }
  get fold(): ReadonlySignal<Fold | undefined> { return this.#fold; }
  get moment(): ReadonlySignal<Moment | undefined> { return this.#moment; }
  /** A board is being read. */
  get busy(): ReadonlySignal<boolean> { return this.#busy; }
  /** It is not yet at the moment that it was told last. */
  get underWay(): boolean { return this.#waiting || this.#busy.peek() || this.#going; }
  get position(): number { return this.#state?.position ?? 0; }

  /** The moment as reads beside the board ask for it: by cursor, so that another log is never taken for this one. */
  get query(): string {
    const moment = this.#moment.peek()!;
    return asOfQuery(moment.clock === 'known' && this.#state ? { clock: 'known', asOf: formatCursor({ epoch: this.#state.epoch, position: this.position }) } : moment) + this.#atLeast;
  }

  get #path(): string { return `/api/stories/${encodeURIComponent(this.story)}`; }

  listen(take: (items: readonly ChangeItem[]) => void): () => void {
    this.#listeners.add(take);
    return () => this.#listeners.delete(take);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#goal = 0;
    if (this.#painting) cancelAnimationFrame(this.#painting);
  }

  /** Shows another moment: read once the reader has come to rest; what was being read for an earlier one is dropped. */
  show(moment: Moment): void {
    this.#goal = 0;
    this.#moment.value = moment;
    this.#waiting = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), settle);
  }

  /** The log was replaced: the same position in the new one is another moment. */
  replaced(): void {
    clearTimeout(this.#timer);
    this.#waiting = false;
    this.#busy.value = false;
    this.#abort.abort();
    this.#load.value = { state: 'other_log' };
  }

  /** The same moment again: the server answers by now. */
  again(): void {
    clearTimeout(this.#timer);
    void this.#read();
  }

  /** The same moment without words that were taken down: as the server has it once it has taken that in. */
  takenDown(heard: string): void {
    this.#atLeast = `&atLeast=${encodeURIComponent(heard)}`;
    this.again();
  }

  /**
   * Goes on to a later position of what was known, by folding what lies between. Where nothing has been asked for yet, or words are gone that only the
   * server knows the rest of, that is asked for first. A later call only moves the goal.
   */
  advance(position: number): void {
    if (!this.#state || this.#load.peek().state !== 'ready' || this.#moment.peek()!.clock !== 'known' || position < this.#state.position) {
      this.show({ clock: 'known', asOf: String(position) });
      return;
    }
    this.#moment.value = { clock: 'known', asOf: String(position) };
    this.#goal = position;
    if (!this.#going) void this.#go();
  }

  /** Compares what was folded with the server's board of that moment; what differs is read again. */
  async verify(): Promise<Verified> {
    try {
      await this.#arrived();
      const mine = this.#state!;
      const theirs = await read<Board>(`${this.#path}/board?${this.query}`, this.#abort.signal);
      if (await hashOf(mine.board) === theirs.hash) return { result: 'same', position: parseCursor(theirs.cursor).position };
      this.again();
      return { result: 'different' };
    } catch {
      return { result: 'unknown' };
    }
  }

  /** Once it is at the moment that it was told last. */
  async #arrived(): Promise<void> {
    while (this.underWay) await new Promise((done) => setTimeout(done, 20));
  }

  async #go(): Promise<void> {
    this.#going = true;
    const { signal: aborted } = this.#abort;
    try {
      while (this.#goal > this.#state!.position && !aborted.aborted) {
        if (this.#upTo < this.#goal) await this.#fetch(aborted);
        const upTo = Math.min(this.#goal, this.#upTo);
        await this.#foldOn(this.#items.filter((item) => item.position > this.#state!.position && item.position <= upTo), upTo, aborted);
      }
    } catch (error) {
      if (!aborted.aborted) this.#failed(error);
    } finally {
      this.#going = false;
    }
  }

  async #fetch(aborted: AbortSignal): Promise<void> {
    const after = formatCursor({ epoch: this.#state!.epoch, position: Math.max(this.#upTo, this.#state!.position) });
    const page = await readChanges(after, { touches: [`story/${this.story}`] }, { signal: aborted });
    this.#items = [...this.#items.filter(({ position }) => position > this.#state!.position), ...page.items].slice(-keptItems);
    // At the end of the log everything up to any goal is there.
    this.#upTo = page.cursor === after || page.cursor === page.head ? Number.MAX_SAFE_INTEGER : parseCursor(page.cursor).position;
  }

  /** By slices with a frame between them: thousands that were recorded at one moment go by, and the page stays with its reader. */
  async #foldOn(items: readonly ChangeItem[], upTo: number, aborted: AbortSignal): Promise<void> {
    for (let from = 0; ; ) {
      const slice = items.slice(from, from + this.#pace.size);
      from += slice.length;
      const last = from >= items.length;
      const began = performance.now();
      const state = slice.reduce(fold, this.#state!);
      const worked = performance.now() - began;
      // What only the server knows is asked for once, of where this is going.
      if (state.stale) return this.#reach(rereadBoard(state, await this.#boardAt(state.epoch, upTo, aborted), []), upTo, items.slice(from - slice.length), aborted);
      await this.#reach(state, last ? upTo : slice.at(-1)!.position, slice, aborted);
      if (last) return;
      await this.#pace.frame(worked);
      // Closed, or sent elsewhere.
      if (aborted.aborted || this.#goal === 0) return;
    }
  }

  #boardAt(epoch: string, position: number, aborted: AbortSignal): Promise<Board> {
    return read<Board>(`${this.#path}/board?asOf=${formatCursor({ epoch, position })}`, aborted);
  }

  /** Shows a state, which is of this position, once it knows all actors whom it names. */
  async #reach(state: Fold, position: number, items: readonly ChangeItem[], aborted: AbortSignal): Promise<void> {
    let reached = state;
    for (const id of state.missing) {
      const { cursor: _, ...actor } = await read<ActorDocument>(`/api/actors/${encodeURIComponent(id)}?asOf=${state.epoch}:${position}`, aborted);
      reached = addActor(reached, actor, position, []);
    }
    if (aborted.aborted) return;
    this.#become(this.reel.tidy({ ...reached, position: Math.max(position, reached.position) }));
    for (const take of this.#listeners) take(items);
  }

  async #read(): Promise<void> {
    this.#waiting = false;
    this.#abort.abort();
    const { signal: aborted } = this.#abort = new AbortController();
    this.#busy.value = true;
    try {
      const board = await read<Board>(`${this.#path}/board?${asOfQuery(this.#moment.peek()!)}${this.#atLeast}`, aborted);
      const before = this.#state;
      this.#state = openBoard(board);
      this.#items = [];
      this.#upTo = this.#state.position;
      batch(() => {
        this.#fold.value = this.#state;
        this.#load.value = { state: 'ready' };
        if (before?.position !== this.#state!.position || before.epoch !== this.#state!.epoch || this.#moment.peek()!.clock === 'said') this.reel.begin();
        this.#busy.value = false;
      });
    } catch (error) {
      if (!aborted.aborted) this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    batch(() => {
      this.#busy.value = false;
      this.#load.value = loadOf(error);
    });
  }

  #become(next: Fold): void {
    this.#state = next;
    if (this.#painting) return;
    this.#painting = requestAnimationFrame(() => {
      this.#painting = 0;
      this.#fold.value = this.#state;
    });
  }
}

export function loadOf(error: unknown): PastLoad {
  if (!(error instanceof ReadFailed)) throw error;
  const { status, code, problem } = error;
  if (code === 'before-first') return { state: 'before' };
  if (code === 'cursor-too-old') return { state: 'other_log' };
  // The story may be there and not have been there then: the live board beside this one knows.
  if (status === 404) return { state: 'not_found' };
  if (status === 401 || status === 403) return { state: 'refused' };
  return status === 400 ? { state: 'malformed', detail: problem?.detail ?? '' } : { state: 'failed', answered: status > 0 };
}
