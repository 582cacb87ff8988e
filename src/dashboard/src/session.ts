// One open board: reads it, keeps it live, reads it again when the fold cannot go on. The fold itself is in store.ts and knows nothing of this.
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import { type Page, readActor, readActorAsOf, readBoard, readChanges, ReadFailed, readPage } from './api';
import { heard, serverNow } from './clock';
import type { Board, ChangeItem, StatementDocument } from './contracts';
import { formatCursor, parseCursor } from './cursor';
import { Feed, type FeedState } from './feed';
import { hashOf } from './hash';
import { Reel } from './reel';
import { addActor, fold, type Fold, openBoard, rereadBoard } from './store';
import type { Filter } from './transport';
import { poll } from './transports/poll';
import { signalr } from './transports/signalr';
import { sse } from './transports/sse';

export type Load =
  | { readonly state: 'loading' }
  | { readonly state: 'ready' }
  | { readonly state: 'not_found' }
  | { readonly state: 'refused' }
  | { readonly state: 'failed'; readonly answered: boolean; readonly retryAt: number };

export type Verified = { readonly result: 'same'; readonly position: number } | { readonly result: 'different' } | { readonly result: 'unknown' };

const rereadEvery = 1_000;
const lookAgain = 15_000;
const freshFor = 120_000;
const agingStep = 10_000;
/** Items that are kept to bring a board that was read again up to what is shown. */
const keptItems = 2_000;

export class BoardSession {
  readonly #load = signal<Load>({ state: 'loading' });
  /** What is shown; behind #state by at most one frame. */
  readonly #fold = signal<Fold | undefined>(undefined);
  #state: Fold | undefined;
  #painting = 0;
  #newsAt: number | undefined;
  readonly #connection = signal<FeedState | undefined>(undefined);
  readonly #lastNews = signal<number | undefined>(undefined);
  /** Set while the board that is shown is known to be out of date. */
  readonly #rereading = signal<number | undefined>(undefined);
  readonly #rereadFailed = signal(false);
  readonly #filter: Filter;
  readonly #feed: Feed;
  readonly #abort = new AbortController();
  /** Statements after this position have just arrived. */
  readonly #freshFrom = signal(Number.POSITIVE_INFINITY);
  #arrivals: readonly { readonly at: number; readonly before: number }[] = [];
  #aging: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #rereadAt = 0;
  #recent: readonly ChangeItem[] = [];
  readonly #asked = new Set<string>();
  readonly #listeners = new Set<(items: readonly ChangeItem[]) => void>();

  /** The stream behind the board's fifty. */
  readonly reel: Reel;
  /** Called when anything came from the server, were it a heartbeat. */
  onSign: (() => void) | undefined;

  constructor(readonly story: string) {
    this.#filter = { touches: [`story/${story}`] };
    this.reel = new Reel({ fold: () => this.#state, become: (next) => this.#become(next), read: (before, limit) => this.#readOlder(before, limit) });
    this.#feed = new Feed({
      transports: [signalr, sse, poll],
      filter: this.#filter,
      check: (after) => readChanges(after, this.#filter, { signal: AbortSignal.timeout(15_000) }),
      onItems: (items) => this.#take(items),
      onState: (state) => { this.#connection.value = state; },
      onReset: () => void this.#open(),
      onSign: () => this.onSign?.(),
    });
    addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    this.#aging = setInterval(() => this.#age(), agingStep);
    void this.#open();
  }

  get load(): ReadonlySignal<Load> { return this.#load; }
  get fold(): ReadonlySignal<Fold | undefined> { return this.#fold; }
  get connection(): ReadonlySignal<FeedState | undefined> { return this.#connection; }
  get lastNews(): ReadonlySignal<number | undefined> { return this.#lastNews; }
  get freshFrom(): ReadonlySignal<number> { return this.#freshFrom; }
  get rereading(): ReadonlySignal<number | undefined> { return this.#rereading; }
  get rereadFailed(): ReadonlySignal<boolean> { return this.#rereadFailed; }

  /** What a read beside the board asks with: not older than what this page shows. */
  get query(): string { return this.#state ? `atLeast=${formatCursor(this.#state)}` : ''; }

  /** Hands out what comes from now on, once, in order. Returns how to stop it. */
  listen(take: (items: readonly ChangeItem[]) => void): () => void {
    this.#listeners.add(take);
    return () => this.#listeners.delete(take);
  }

  close(): void {
    this.#abort.abort();
    clearTimeout(this.#retry);
    clearInterval(this.#aging);
    this.#feed.stop();
    removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
  }

  retryNow(): void {
    const state = this.#load.peek().state;
    if (state === 'failed' || state === 'not_found' || state === 'refused') {
      clearTimeout(this.#retry);
      void this.#open();
    } else {
      this.#feed.retryNow();
    }
  }

  readonly #wake = (): void => {
    if (document.visibilityState === 'visible') this.retryNow();
  };

  /** Reads the board and goes live from its cursor: at first, and after a reset. */
  async #open(): Promise<void> {
    try {
      const board = await readBoard(this.story, undefined, this.#abort.signal);
      const opened = openBoard(board);
      this.#state = opened;
      batch(() => {
        this.#fold.value = opened;
        this.#load.value = { state: 'ready' };
        this.#rereading.value = undefined;
        this.reel.begin();
      });
      this.#arrivals = [];
      this.#age();
      this.#attempt = 0;
      this.#recent = [];
      this.#feed.start(board.cursor);
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#openFailed(error);
    }
  }

  #openFailed(error: unknown): void {
    const status = error instanceof ReadFailed ? error.status : 0;
    const wait = status === 404 ? lookAgain : Math.min(30_000, 1000 * 2 ** this.#attempt++) * (0.5 + Math.random() / 2);
    this.#retry = setTimeout(() => void this.#open(), wait);
    if (status === 404) this.#load.value = { state: 'not_found' };
    else if (status === 401 || status === 403) this.#load.value = { state: 'refused' };
    else if (!this.#state) this.#load.value = { state: 'failed', answered: status > 0, retryAt: Date.now() + wait };
  }

  #take(items: readonly ChangeItem[]): void {
    if (!this.#state) return;
    this.#recent = [...this.#recent, ...items].slice(-keptItems);
    const arrived = Date.now();
    heard(items.at(-1)!.at);
    this.#newsAt = serverNow();
    if (arrived - (this.#arrivals.at(-1)?.at ?? 0) > agingStep) this.#arrivals = [...this.#arrivals, { at: arrived, before: this.#state.position }];
    if (this.#arrivals.length === 1) this.#age();
    const after = this.reel.tidy(items.reduce(fold, this.#state));
    this.#become(after);
    for (const take of this.#listeners) take(items);
    if (after.stale) this.#reread();
    for (const id of after.missing) void this.#readMissing(id);
  }

  /** What has just arrived is marked for a while; then it is like the rest. */
  #age(): void {
    this.#arrivals = this.#arrivals.filter(({ at }) => Date.now() - at < freshFor);
    this.#freshFrom.value = this.#arrivals[0]?.before ?? Number.POSITIVE_INFINITY;
  }

  /** However many items come, the page is painted once a frame; a page that nobody sees is brought on a few times a second. */
  #become(next: Fold): void {
    this.#state = next;
    if (this.#painting) return;
    const paint = (): void => {
      this.#painting = 0;
      batch(() => {
        this.#fold.value = this.#state;
        this.#lastNews.value = this.#newsAt;
      });
    };
    this.#painting = document.visibilityState === 'visible' ? requestAnimationFrame(paint) : window.setTimeout(paint, 250);
  }

  /** An actor that a record named and that this page has never been sent: its document alone is asked for. */
  async #readMissing(id: string): Promise<void> {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    try {
      const { cursor, ...actor } = await readActor(id, formatCursor(this.#state!), this.#abort.signal);
      const read = parseCursor(cursor!);
      if (read.epoch === this.#state!.epoch) this.#become(addActor(this.#state!, actor, read.position, this.#recent));
    } catch {
      if (!this.#abort.signal.aborted) this.#reread();
    } finally {
      this.#asked.delete(id);
    }
  }

  /** At once, but at most once a second; until it succeeds the page says that it is behind. */
  #reread(): void {
    if (this.#rereading.peek() !== undefined) return;
    this.#rereading.value = Date.now();
    const wait = Math.max(0, this.#rereadAt + rereadEvery - Date.now());
    this.#retry = setTimeout(() => void this.#rereadNow(0), wait);
  }

  async #rereadNow(attempt: number): Promise<void> {
    const shown = this.#state;
    if (!shown || this.#abort.signal.aborted) return;
    this.#rereadAt = Date.now();
    try {
      this.#accept(await readBoard(this.story, formatCursor(shown), this.#abort.signal));
    } catch {
      if (this.#abort.signal.aborted) return;
      this.#rereadFailed.value = true;
      this.#retry = setTimeout(() => void this.#rereadNow(attempt + 1), Math.min(30_000, rereadEvery * 2 ** attempt) * (0.5 + Math.random() / 2));
    }
  }

  #accept(board: Board): void {
    const next = this.reel.tidy(rereadBoard(this.#state!, board, this.#recent));
    this.#become(next);
    batch(() => {
      this.#rereading.value = undefined;
      this.#rereadFailed.value = false;
    });
    if (next.stale) this.#reread();
    for (const id of next.missing) void this.#readMissing(id);
  }

  async #readOlder(before: number, limit: number): Promise<{ page: Page<StatementDocument>; asOf: number }> {
    const page = await readPage<StatementDocument>(`/api/stories/${encodeURIComponent(this.story)}/statements?before=${before}&limit=${limit}`, this.#abort.signal);
    return { page, asOf: page.cursor ? parseCursor(page.cursor).position : this.#state!.position };
  }

  /** Compares this page's fold, brought to the server's position, with the server's board. What differs is read again. */
  async verify(): Promise<Verified> {
    try {
      for (let tried = 1; ; tried++) {
        const mine = this.#state!;
        const theirs = await readBoard(this.story, formatCursor(mine), this.#abort.signal);
        const { epoch, position } = parseCursor(theirs.cursor);
        if (epoch !== mine.epoch) return { result: 'different' };
        const brought = await this.#withActors(await this.#broughtTo(mine, position), position);
        if (!brought.stale && await hashOf(brought.board) === theirs.hash) return { result: 'same', position };
        this.#accept(theirs);
        // Where only the server knows what is left of words there is nothing to compare before they are read.
        if (!brought.stale || tried > 1) return { result: 'different' };
      }
    } catch {
      return { result: 'unknown' };
    }
  }

  /** With the actors that it names and has not been sent yet, or has as they were later, as they were at the position. */
  async #withActors(state: Fold, position: number): Promise<Fold> {
    const later = [...state.ahead].filter(([, asOf]) => asOf > position).map(([id]) => id);
    let whole: Fold = { ...state, missing: [...new Set([...state.missing, ...later])] };
    for (const id of whole.missing) {
      const { cursor: _, ...actor } = await readActorAsOf(id, formatCursor({ epoch: state.epoch, position }), this.#abort.signal);
      whole = addActor(whole, actor, position, []);
    }
    return whole;
  }

  async #broughtTo(from: Fold, position: number): Promise<Fold> {
    let state = from;
    let after = formatCursor(from);
    while (parseCursor(after).position < position) {
      const page = await readChanges(after, this.#filter, { signal: this.#abort.signal });
      state = page.items.filter((item) => item.position <= position).reduce(fold, state);
      if (page.cursor === after) break;
      after = page.cursor;
    }
    return state;
  }
}
