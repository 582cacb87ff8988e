// Keeps one page at the head of the log: opens a transport, resumes by its own cursor, falls back, backs off, notices silence, heals what it missed.
// It knows nothing of boards: items go out in order, each once.
import type { ChangeItem, ChangesPage } from './contracts';
import { type Cursor, formatCursor, parseCursor } from './cursor';
import type { Connection, Filter, Transport, TransportName } from './transport';

export type Phase = 'connecting' | 'live' | 'catching_up' | 'behind' | 'offline';

export interface FeedState {
  readonly phase: Phase;
  /** When this phase began; for `offline` and `connecting`: since when nothing has come. Milliseconds. */
  readonly since: number;
  readonly transport: TransportName;
  /** When the next attempt is due, while waiting for it. Milliseconds. */
  readonly retryAt?: number;
}

export interface FeedOptions {
  /** Best first; one that does not open gives way to the next, round and round. */
  readonly transports: readonly Transport[];
  readonly filter: Filter;
  /** Reads what came after a cursor, to find what a connection may have dropped. */
  readonly check?: (after: string) => Promise<ChangesPage>;
  readonly onItems: (items: readonly ChangeItem[]) => void;
  readonly onState: (state: FeedState) => void;
  /** The feed has stopped; read the board and `start` again from its cursor. */
  readonly onReset: (reason: string) => void;
  /** Anything came from the server, were it a heartbeat. */
  readonly onSign?: () => void;
  readonly random?: () => number;
}

export const timing = {
  /** An attempt that has not opened by then has failed. */
  openWithin: 10_000,
  /** Heartbeats come every 15 s: after this silence the connection is dead, whatever the browser thinks. */
  silence: 40_000,
  /** A short cut is called reconnecting, a longer one offline. */
  grace: 2_000,
  /** Catching up ends at the head, or when nothing has come for this long (the rest was not for this filter). */
  quiet: 1_500,
  firstRetry: 400,
  lastRetry: 30_000,
  /** A connection that held this long was good: the next retry starts small again. */
  steady: 5_000,
  /** At most one check for missed items in this time. */
  checkEvery: 60_000,
} as const;

type Timer = ReturnType<typeof setTimeout>;

export class Feed {
  #cursor: Cursor = { epoch: '', position: 0 };
  #connection: Connection | undefined;
  #attempt = 0;
  #which = 0;
  #run = 0;
  #openedAt: number | undefined;
  /** Where the log was when the way opened: reaching it ends the catching up. */
  #goal: number | undefined;
  #lostAt = 0;
  #checkedAt = 0;
  #checking = false;
  #late = 0;
  /** Items that came over this connection, also those that were known: what a heartbeat's count is held against. */
  #counted = 0;
  /** Transports that have opened on this page, and how often the last of them did not although the server answered. */
  readonly #proven = new Set<number>();
  #refusals = 0;
  #state: FeedState;
  readonly #timers = new Map<string, Timer>();

  constructor(readonly options: FeedOptions) {
    this.#state = { phase: 'connecting', since: Date.now(), transport: options.transports[0]!.name };
  }

  /** Everything up to here has been handed out. */
  get cursor(): string {
    return formatCursor(this.#cursor);
  }

  /** Goes live from a cursor; a second start replaces the first. */
  start(after: string): void {
    this.stop();
    this.#cursor = parseCursor(after);
    this.#lostAt = this.#checkedAt = Date.now();
    this.#attempt = 0;
    this.#open();
  }

  stop(): void {
    this.#run++;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** Tries at once, when an attempt is waiting for its time (the reader asked, or the network came back). */
  retryNow(): void {
    if (!this.#timers.has('retry')) return;
    this.#clear('retry');
    this.#open();
  }

  #open(): void {
    const run = ++this.#run;
    const current = (): boolean => run === this.#run;
    const transport = this.options.transports[this.#which]!;
    this.#openedAt = this.#goal = undefined;
    this.#counted = 0;
    if (this.#state.phase !== 'offline') this.#tell('connecting', this.#lostAt);
    else this.#tell('offline', this.#lostAt);
    if (!this.#timers.has('grace')) this.#after('grace', Math.max(0, this.#lostAt + timing.grace - Date.now()), () => this.#tell('offline', this.#lostAt));
    this.#after('watch', timing.openWithin, () => this.#dropped());
    const connection = transport.open(this.cursor, this.options.filter, {
      opened: (head) => { if (current()) this.#opened(head); },
      changes: (items, cursor) => { if (current()) this.#changes(items, cursor); },
      heartbeat: (cursor, head, items) => { if (current()) this.#heartbeat(cursor, head, items); },
      reset: (reason) => { if (current()) this.#reset(reason); },
      closed: () => { if (current()) this.#dropped(); },
    });
    // It may have ended while it was being opened.
    if (current()) this.#connection = connection;
    else connection.close();
  }

  #opened(head?: string): void {
    const first = this.#openedAt === undefined;
    if (!first && (head === undefined || this.#goal !== undefined)) return;
    if (first) {
      this.#openedAt = Date.now();
      this.#late = this.#refusals = 0;
      this.#proven.add(this.#which);
      this.#clear('grace');
      this.#heard();
    }
    if (head !== undefined) this.#goal = this.#positionOf(head);
    this.#progress();
  }

  #changes(items: readonly ChangeItem[], cursor: string): void {
    this.#opened();
    this.#heard();
    this.#counted += items.length;
    if (this.#take(items, cursor) && this.#state.phase !== 'live') this.#progress();
  }

  #progress(): void {
    if (this.#goal !== undefined && this.#cursor.position >= this.#goal) this.#live();
    else this.#catchUp();
  }

  #heartbeat(cursor: string, head?: string, items?: number): void {
    this.#opened(head);
    this.#heard();
    const sent = this.#sameEpoch(cursor);
    if (!sent) return;
    const lag = head === undefined ? 0 : this.#positionOf(head) - sent.position;
    this.#late = lag > 0 ? this.#late + 1 : 0;
    if (this.#late > 2) this.#tell('behind');
    else if (lag <= 0) this.#live();
    if (items === this.#counted) this.#take([], cursor);
    else if (items === undefined ? sent.position > this.#cursor.position : items > this.#counted) void this.#heal(sent.position, items === undefined ? undefined : items - this.#counted);
  }

  /**
   * Something was sent and did not come (a proxy swallowed a frame), or may not have come, where the transport does not count. What was said to be sent
   * is read once more. Items that are missing before others that came are not handed out late: the board is read again.
   */
  async #heal(upTo: number, missing?: number): Promise<void> {
    const { check } = this.options;
    if (missing !== undefined && (!check || this.#cursor.position >= upTo)) return this.#reset('missed');
    if (!check || this.#checking || (missing === undefined && Date.now() - this.#checkedAt < timing.checkEvery)) return;
    const run = this.#run;
    this.#checking = true;
    this.#checkedAt = Date.now();
    try {
      let found = 0;
      while (run === this.#run && this.#cursor.position < upTo) {
        const before = this.#cursor.position;
        const page = await check(this.cursor);
        if (run !== this.#run) return;
        found += page.items.filter((item) => item.position > this.#cursor.position && item.position <= upTo).length;
        if (!this.#take(page.items, page.cursor) || this.#cursor.position === before) break;
      }
      if (run !== this.#run || missing === undefined) return;
      if (found === missing) this.#counted += found;
      else this.#reset('missed');
    } catch {
      // The connection itself is well; the next heartbeat asks again.
    } finally {
      this.#checking = false;
    }
  }

  /** Hands out what is new. False: the cursor is of another log. */
  #take(items: readonly ChangeItem[], cursor: string): boolean {
    const next = this.#sameEpoch(cursor);
    if (!next) return false;
    const fresh: ChangeItem[] = [];
    let have = this.#cursor.position;
    for (const item of items) {
      if (item.position <= have) continue;
      have = item.position;
      fresh.push(item);
    }
    this.#cursor = { epoch: next.epoch, position: Math.max(have, next.position) };
    if (fresh.length > 0) this.options.onItems(fresh);
    return true;
  }

  #sameEpoch(text: string): Cursor | undefined {
    const cursor = parseCursor(text);
    if (cursor.epoch === this.#cursor.epoch) return cursor;
    this.#reset('epoch');
    return undefined;
  }

  #positionOf(text: string): number {
    return parseCursor(text).position;
  }

  #reset(reason: string): void {
    this.stop();
    this.#tell('catching_up');
    this.options.onReset(reason);
  }

  #dropped(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#run++;
    const now = Date.now();
    if (this.#openedAt === undefined) void this.#giveWay();
    else this.#lostAt = now;
    if (this.#openedAt !== undefined && now - this.#openedAt >= timing.steady) this.#attempt = 0;
    this.#openedAt = undefined;
    this.#clear('watch');
    this.#clear('quiet');
    const most = Math.min(timing.lastRetry, timing.firstRetry * 2 ** this.#attempt++);
    const wait = most * (0.3 + 0.7 * (this.options.random ?? Math.random)());
    this.#after('retry', wait, () => this.#open());
    const offline = this.#state.phase === 'offline' || now - this.#lostAt >= timing.grace;
    if (!offline && !this.#timers.has('grace')) this.#after('grace', this.#lostAt + timing.grace - now, () => this.#tell('offline', this.#lostAt, this.#state.retryAt));
    this.#tell(offline ? 'offline' : 'connecting', this.#lostAt, now + wait);
  }

  /**
   * The next transport's turn, when this one does not open. One that has worked on this page gives way only when the server answers otherwise,
   * twice: else an outage would leave everybody on the last resort.
   */
  async #giveWay(): Promise<void> {
    const { transports, check } = this.options;
    const failed = this.#which;
    const next = (): void => { if (this.#which === failed) this.#which = (failed + 1) % transports.length; };
    if (!check || !this.#proven.has(failed)) return next();
    try {
      await check(this.cursor);
      if (++this.#refusals >= 2) next();
    } catch {
      this.#refusals = 0;
    }
  }

  #heard(): void {
    this.options.onSign?.();
    this.#after('watch', timing.silence, () => this.#dropped());
  }

  #catchUp(): void {
    this.#tell('catching_up');
    this.#after('quiet', timing.quiet, () => this.#live());
  }

  #live(): void {
    this.#clear('quiet');
    this.#tell('live');
  }

  #tell(phase: Phase, since?: number, retryAt?: number): void {
    const transport = this.options.transports[this.#which]!.name;
    const begun = since ?? (this.#state.phase === phase ? this.#state.since : Date.now());
    const next: FeedState = { phase, since: begun, transport, ...(retryAt === undefined ? {} : { retryAt }) };
    if (next.phase === this.#state.phase && next.since === this.#state.since && next.transport === this.#state.transport && next.retryAt === this.#state.retryAt) return;
    this.#state = next;
    this.options.onState(next);
  }

  #after(name: string, wait: number, act: () => void): void {
    this.#clear(name);
    this.#timers.set(name, setTimeout(() => {
      this.#timers.delete(name);
      act();
    }, wait));
  }

  #clear(name: string): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}
