// One story on a wall: its board kept live for days, what was heard for alerts and for the lag, and a fresh reading after a sleep.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ChangeItem } from '../../contracts';
import type { FeedState } from '../../feed';
import { BoardSession } from '../../session';
import type { Fold } from '../../store';

export interface Heard {
  onItems(story: string, items: readonly ChangeItem[]): void;
  /** Something came from the server, were it a heartbeat. */
  onSign(): void;
}

export class StoryWatch {
  readonly #fold = signal<Fold | undefined>(undefined);
  readonly #connection = signal<FeedState | undefined>(undefined);
  readonly #missing = signal(false);
  #session: BoardSession | undefined;
  #follow: (() => void) | undefined;
  #next: BoardSession | undefined;
  #await: (() => void) | undefined;

  constructor(readonly story: string, readonly heard: Heard) {
    this.#take(this.#open());
  }

  get fold(): ReadonlySignal<Fold | undefined> { return this.#fold; }
  get connection(): ReadonlySignal<FeedState | undefined> { return this.#connection; }
  /** There is no such story. */
  get missing(): ReadonlySignal<boolean> { return this.#missing; }

  /** Reads everything anew; what is shown stays until it is there. */
  renew(): void {
    this.#await?.();
    this.#next?.close();
    const next = this.#next = this.#open();
    const dispose = this.#await = effect(() => {
      if (next.load.value.state !== 'ready') return;
      queueMicrotask(() => {
        dispose();
        if (this.#next !== next) return;
        this.#next = undefined;
        this.#take(next);
      });
    });
  }

  retryNow(): void {
    this.#session?.retryNow();
    this.#next?.retryNow();
  }

  close(): void {
    this.#await?.();
    this.#follow?.();
    this.#session?.close();
    this.#next?.close();
  }

  #open(): BoardSession {
    const session = new BoardSession(this.story);
    session.listen((items) => this.heard.onItems(this.story, items));
    session.onSign = () => this.heard.onSign();
    return session;
  }

  #take(session: BoardSession): void {
    this.#follow?.();
    this.#session?.close();
    this.#session = session;
    this.#follow = effect(() => {
      if (session.fold.value) this.#fold.value = session.fold.value;
      this.#connection.value = session.connection.value;
      this.#missing.value = session.load.value.state === 'not_found';
    });
  }
}
