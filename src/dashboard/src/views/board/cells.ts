import type { Cell } from '../../contracts';
import type { Lookup } from './lookup';

/** Cells by actor and topic, those of an actor that turned out to be another under that one. */
export class CellIndex {
  readonly #cells = new Map<string, Cell>();
  readonly #actors = new Set<string>();
  readonly #topics = new Set<string>();

  constructor(cells: Iterable<Cell>, readonly look: Lookup) {
    for (const cell of cells) this.put(cell);
  }

  get actors(): ReadonlySet<string> { return this.#actors; }
  get topics(): ReadonlySet<string> { return this.#topics; }
  get size(): number { return this.#cells.size; }
  values(): Iterable<Cell> { return this.#cells.values(); }

  get(actor: string, topic: string): Cell | undefined { return this.#cells.get(`${actor} ${topic}`); }

  /** True: it has an actor or a topic that had no cell yet. */
  put(cell: Cell): boolean {
    const actor = this.look.canonical(cell.actor);
    const key = `${actor} ${cell.topic}`;
    // What was recorded of the actor itself stands before what was recorded of one that turned out to be it.
    if (actor === cell.actor || this.#cells.get(key)?.actor !== actor) this.#cells.set(key, cell);
    const size = this.#actors.size + this.#topics.size;
    this.#actors.add(actor);
    this.#topics.add(cell.topic);
    return this.#actors.size + this.#topics.size > size;
  }

  remove(actor: string, topic: string): void {
    this.#cells.delete(`${this.look.canonical(actor)} ${topic}`);
  }
}
