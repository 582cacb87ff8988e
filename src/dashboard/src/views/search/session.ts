// One search at a time: each keystroke takes the one before back.
import { signal } from '@preact/signals';
import { read, ReadFailed } from '../../api';
import type { Found, FoundFacets, FoundStatement } from '../../contracts';
import { pathOf } from './query';

export type State =
  | { readonly at: 'empty' }
  | { readonly at: 'searching' }
  | { readonly at: 'found' }
  | { readonly at: 'invalid'; readonly detail: string }
  | { readonly at: 'indexing'; readonly detail: string }
  | { readonly at: 'refused' }
  | { readonly at: 'failed' };

const debounce = 180;
const tryAgainIn = 3_000;

export class SearchSession {
  readonly state = signal<State>({ at: 'empty' });
  readonly items = signal<readonly FoundStatement[]>([]);
  readonly facets = signal<FoundFacets | undefined>(undefined);
  readonly names = signal<Readonly<Record<string, string>>>({});
  readonly next = signal<string | undefined>(undefined);
  readonly ranked = signal<Found['ranked']>(undefined);
  readonly loadingMore = signal(false);
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #path: string | undefined;

  /** Asks for what the address says: soon, and not at all where it asks for nothing. */
  ask(query: ReadonlyMap<string, string>, now = false): void {
    const path = pathOf(query);
    if (path === this.#path) return;
    this.#path = path;
    this.#stop();
    if (path === undefined) {
      this.state.value = { at: 'empty' };
      [this.items.value, this.facets.value, this.next.value, this.ranked.value] = [[], undefined, undefined, undefined];
      return;
    }
    if (this.items.peek().length === 0) this.state.value = { at: 'searching' };
    this.#timer = setTimeout(() => void this.#run(path), now ? 0 : debounce);
  }

  again(): void {
    if (this.#path) void this.#run(this.#path);
  }

  async more(): Promise<void> {
    const path = this.next.peek();
    if (!path || this.loadingMore.peek()) return;
    this.loadingMore.value = true;
    try {
      const found = await read<Found>(path, this.#abort.signal);
      this.items.value = [...this.items.peek(), ...found.items];
      this.names.value = { ...this.names.peek(), ...found.names };
      this.next.value = found.next ?? undefined;
    } catch {
      // The button stays.
    } finally {
      this.loadingMore.value = false;
    }
  }

  close(): void {
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  async #run(path: string): Promise<void> {
    const { signal: stopped } = this.#abort;
    try {
      const found = await read<Found>(path, stopped);
      if (stopped.aborted) return;
      this.items.value = found.items;
      this.facets.value = found.facets;
      this.names.value = found.names ?? {};
      this.next.value = found.next ?? undefined;
      this.ranked.value = found.ranked;
      this.state.value = { at: 'found' };
    } catch (error) {
      if (!stopped.aborted) this.#failed(error, path);
    }
  }

  #failed(error: unknown, path: string): void {
    const failed = error instanceof ReadFailed ? error : new ReadFailed(0);
    const detail = failed.problem?.detail ?? '';
    if (failed.status === 503) {
      this.state.value = { at: 'indexing', detail: failed.code === 'indexing' ? detail : '' };
      this.#timer = setTimeout(() => void this.#run(path), tryAgainIn);
    } else if (failed.status === 400 || failed.status === 404) this.state.value = { at: 'invalid', detail };
    else this.state.value = { at: failed.status === 401 || failed.status === 403 ? 'refused' : 'failed' };
    if (failed.status !== 503) [this.items.value, this.facets.value, this.next.value] = [[], undefined, undefined];
  }
}
