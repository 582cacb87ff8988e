// The whole matrix of a story whose board shows a part of it: read in blocks once somebody asks for it, kept by `position.changed` from then on.
import { signal } from '@preact/signals';
import { read } from '../../api';
import type { Cell, ChangeItem } from '../../contracts';
import { parseCursor } from '../../cursor';
import type { PositionChanged } from '../../events';
import type { BoardSource } from '../../source';
import { CellIndex } from './cells';
import type { Lookup } from './lookup';

interface Axes {
  readonly cursor: string;
  readonly actors: readonly string[];
  readonly topics: readonly string[];
}

interface Block {
  readonly cursor: string;
  readonly cells: readonly Cell[];
}

/** Lines a request: the addresses of these with ids of ordinary length are short enough for any proxy. */
const actorsAtOnce = 25;
const topicsAtOnce = 100;
const requestsAtOnce = 3;

export type WholeState = 'reading' | 'there' | 'failed';

export class WholeMatrix {
  /** Grows with every change of a cell. */
  readonly version = signal(0);
  readonly state = signal<WholeState>('reading');
  /** Replaced when the names on the board change; its lines grow by themselves. */
  index: CellIndex;
  readonly #abort = new AbortController();
  readonly #heard: () => void;
  /** Up to which position each actor's cells are known. */
  readonly #asOf = new Map<string, number>();
  #waiting: ChangeItem[] = [];
  #lines: Pick<Axes, 'actors' | 'topics'> = { actors: [], topics: [] };
  #unread = new Set<string>();

  /** @param cells What the board has of it: shown at once. */
  constructor(readonly session: BoardSource, cells: readonly Cell[], look: Lookup) {
    this.index = new CellIndex(cells, look);
    this.#heard = session.listen((items) => this.#take(items));
    void this.#read();
  }

  close(): void {
    this.#abort.abort();
    this.#heard();
  }

  /** Other names, other actors that are one: the same cells under them. */
  renamed(look: Lookup): void {
    if (look === this.index.look) return;
    this.index = new CellIndex(this.index.values(), look);
    this.index.lines(this.#lines.actors, this.#lines.topics);
  }

  /** An actor whose cells have not all come yet: where one is missing, nothing is known of it here. */
  unread(actor: string): boolean { return this.#unread.has(actor); }

  async #read(): Promise<void> {
    const path = `/api/stories/${encodeURIComponent(this.session.story)}/matrix`;
    try {
      const { actors, topics } = await read<Axes>(`${path}/axes?${this.session.query}`, this.#abort.signal);
      this.#lines = { actors, topics };
      this.index.lines(actors, topics);
      this.#unread = new Set(actors.map((actor) => this.index.look.canonical(actor)));
      this.version.value++;
      const blocks = chunks(actors, actorsAtOnce).values();
      await Promise.all(Array.from({ length: requestsAtOnce }, async () => { for (const some of blocks) await this.#readBlock(path, some, topics); }));
      this.state.value = 'there';
    } catch {
      if (!this.#abort.signal.aborted) this.state.value = 'failed';
    }
  }

  async #readBlock(path: string, actors: readonly string[], topics: readonly string[]): Promise<void> {
    for (const others of chunks(topics, topicsAtOnce)) {
      const block = await read<Block>(`${path}?actors=${actors.join(',')}&topics=${others.join(',')}&${this.session.query}`, this.#abort.signal);
      const { position } = parseCursor(block.cursor);
      for (const cell of block.cells) this.index.put(cell);
      for (const actor of actors) this.#asOf.set(actor, Math.min(position, this.#asOf.get(actor) ?? position));
    }
    for (const actor of actors) this.#unread.delete(this.index.look.canonical(actor));
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#take(waiting);
    this.version.value++;
  }

  /** What comes for an actor whose cells are still to be read waits for them: an older answer must not stand over it. */
  #take(items: readonly ChangeItem[]): void {
    let changed = false;
    for (const item of items) {
      if (item.kind !== 'position.changed' || item.entity !== `story/${this.session.story}`) continue;
      const { actor, topic, cell } = item.data as PositionChanged;
      if (this.state.peek() === 'reading' && !this.#asOf.has(actor)) this.#waiting.push(item);
      if (item.position <= (this.#asOf.get(actor) ?? 0)) continue;
      if (cell) this.index.put(cell);
      else this.index.remove(actor, topic);
      changed = true;
    }
    if (changed) this.version.value++;
  }
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}
