import { type ReadonlySignal, signal } from '@preact/signals';
import type { EditorPresence, PresenceDocument } from '../../contracts';
import { sessionEnded } from './account';
import { newKey } from './draft';
import { send } from './sending';

const every = 5_000;

/**
 * Tells the story's desk what this page has open, and hears who else is there. Asked for every five seconds: one small request renews the lease and reads,
 * and needs no third connection beside the board's.
 */
export class Presence {
  readonly #others = signal<readonly EditorPresence[]>([]);
  readonly #path: string;
  readonly #page = newKey();
  #entity: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #telling = false;
  #closed = false;

  constructor(story: string) {
    this.#path = `/api/desk/${encodeURIComponent(story)}/presence`;
    addEventListener('pagehide', this.#leave);
    this.#timer = setTimeout(() => void this.#tell());
  }

  /** Everybody but this page, longest there first. */
  get others(): ReadonlySignal<readonly EditorPresence[]> { return this.#others; }

  /** What this page has open, as a reference. */
  open(entity: string | undefined): void {
    if (entity === this.#entity) return;
    this.#entity = entity;
    void this.#tell();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    removeEventListener('pagehide', this.#leave);
    this.#leave();
  }

  /** One at a time: two on their way at once could arrive the other way round. */
  async #tell(): Promise<void> {
    if (this.#telling || this.#closed) return;
    clearTimeout(this.#timer);
    this.#telling = true;
    const entity = this.#entity;
    const outcome = await send<PresenceDocument>({ method: 'PUT', path: this.#path, body: { page: this.#page, ...(entity ? { entity } : {}) } });
    this.#telling = false;
    if (this.#closed) return;
    if (outcome.state === 'done') this.#others.value = outcome.value.editors.filter((editor) => !editor.own);
    if (outcome.state === 'signed_out') sessionEnded();
    this.#timer = setTimeout(() => void this.#tell(), entity === this.#entity ? every : 0);
  }

  readonly #leave = (): void => {
    void fetch(`${this.#path}?page=${this.#page}`, { method: 'DELETE', credentials: 'same-origin', keepalive: true }).catch(() => undefined);
  };
}
