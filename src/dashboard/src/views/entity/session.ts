// One open page about an entity: read, kept live, read again whenever something comes that touches it.
import { batch, signal } from '@preact/signals';
import { read, readChanges, ReadFailed } from '../../api';
import type { EntityPage } from '../../contracts';
import { Feed, type FeedState } from '../../feed';
import { poll } from '../../transports/poll';
import { signalr } from '../../transports/signalr';
import { sse } from '../../transports/sse';

export type EntityKind = 'actor' | 'meeting' | 'topic' | 'statement';

export type Load =
  | { readonly state: 'loading' }
  | { readonly state: 'ready' }
  | { readonly state: 'not_found' }
  | { readonly state: 'refused' }
  | { readonly state: 'invalid'; readonly detail: string }
  | { readonly state: 'failed'; readonly retryAt: number };

const together = 400;
const lookAgain = 15_000;

/** A moment of the address: then nothing is live. */
export interface At {
  readonly asOf: string;
  readonly clock: string;
}

export class EntitySession {
  readonly load = signal<Load>({ state: 'loading' });
  readonly page = signal<EntityPage | undefined>(undefined);
  readonly connection = signal<FeedState | undefined>(undefined);
  /** Position of the newest takedown that has come: whoever shows words that were read before reads them anew. */
  readonly takedown = signal(0);
  readonly #feed: Feed;
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #reading = false;
  #missed = false;

  constructor(readonly kind: EntityKind, readonly id: string, readonly at: At | undefined) {
    const filter = { touches: [`${kind}/${id}`] };
    this.#feed = new Feed({
      transports: [signalr, sse, poll],
      filter,
      check: (after) => readChanges(after, filter, { signal: AbortSignal.timeout(15_000) }),
      onItems: (items) => {
        const takedown = items.findLast((item) => item.kind === 'record.redacted');
        if (takedown) this.takedown.value = takedown.position;
        this.#soon(together);
      },
      onState: (state) => { this.connection.value = state; },
      onReset: () => void this.#read(true),
    });
    void this.#read(true);
  }

  close(): void {
    this.#abort.abort();
    clearTimeout(this.#timer);
    this.#feed.stop();
  }

  retryNow(): void {
    if (this.load.peek().state === 'ready') this.#feed.retryNow();
    else void this.#read(true);
  }

  #soon(wait: number): void {
    if (this.#reading) this.#missed = true;
    else this.#timer ??= setTimeout(() => void this.#read(false), wait);
  }

  async #read(start: boolean): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#reading = true;
    try {
      const page = await read<EntityPage>(`/api/${this.kind}s/${encodeURIComponent(this.id)}/page${this.#query(start)}`, this.#abort.signal);
      batch(() => {
        this.page.value = page;
        this.load.value = { state: 'ready' };
      });
      this.#attempt = 0;
      if (start && !this.at) this.#feed.start(page.cursor);
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#failed(error);
    } finally {
      this.#reading = false;
      if (this.#missed && !this.#abort.signal.aborted) {
        this.#missed = false;
        this.#soon(together);
      }
    }
  }

  #query(start: boolean): string {
    if (this.at) return `?asOf=${encodeURIComponent(this.at.asOf)}${this.at.clock && `&clock=${encodeURIComponent(this.at.clock)}`}`;
    return start ? '' : `?atLeast=${encodeURIComponent(this.#feed.cursor)}`;
  }

  #failed(error: unknown): void {
    const status = error instanceof ReadFailed ? error.status : 0;
    const wait = status === 404 ? lookAgain : Math.min(30_000, 1000 * 2 ** this.#attempt++) * (0.5 + Math.random() / 2);
    if (status !== 400) this.#timer = setTimeout(() => void this.#read(this.page.peek() === undefined), wait);
    if (status === 404) this.load.value = { state: 'not_found' };
    else if (status === 401 || status === 403) this.load.value = { state: 'refused' };
    else if (status === 400) this.load.value = { state: 'invalid', detail: (error as ReadFailed).problem?.detail ?? '' };
    else if (!this.page.peek()) this.load.value = { state: 'failed', retryAt: Date.now() + wait };
  }
}
