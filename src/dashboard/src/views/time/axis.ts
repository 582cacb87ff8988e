// A story's life as a line. Half of its length is time, of which no silence takes more than a little; half is how much happened. So a busy hour can be
// reached with a thumb, and a quiet month does not push the rest aside. Pure.
import type { Mark } from '../../contracts';

export interface Place {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Only on the clock of what was known. */
  readonly position?: number;
}

export interface Bin {
  readonly statements: number;
  readonly moves: number;
  readonly statuses: number;
}

interface Stretch extends Place {
  /** Share of the line where it ends, from 0 to 1. */
  readonly x: number;
  readonly mark: Mark;
}

/** No silence takes more than this share of the time. */
const mostSilence = 1 / 40;

export class Axis {
  readonly #stretches: readonly Stretch[];

  constructor(marks: readonly Mark[]) {
    const times = marks.map(({ at }) => Date.parse(at));
    const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
    const gaps = times.map((time, n) => (n === 0 ? 0 : Math.min(time - times[n - 1]!, span * mostSilence)));
    const much = marks.map(weight);
    const [allGaps, all] = [sum(gaps), sum(much)];
    let x = 0;
    this.#stretches = marks.map((mark, n) => {
      x += allGaps > 0 ? gaps[n]! / allGaps / 2 + much[n]! / all / 2 : much[n]! / all;
      return { x, time: times[n]!, mark, ...(mark.position === undefined ? {} : { position: mark.position }) };
    });
  }

  get empty(): boolean { return this.#stretches.length === 0; }
  get first(): Place | undefined { return place(this.#stretches[0]); }
  get last(): Place | undefined { return place(this.#stretches.at(-1)); }

  /** The nearest end of a stretch: there the record is whole. */
  at(x: number): Place {
    const after = this.#index((stretch) => stretch.x >= x);
    const [left, right] = [this.#stretches[after - 1], this.#stretches[after]];
    return place(!right || (left && x - left.x < right.x - x) ? left : right)!;
  }

  /** Where a moment stands. */
  of({ time, position }: Place): number {
    const after = position === undefined ? this.#index((stretch) => stretch.time >= time) : this.#index((stretch) => stretch.position! >= position);
    const [left, right] = [this.#stretches[after - 1], this.#stretches[after]];
    if (!right) return 1;
    const [from, to, at] = position === undefined ? [left?.time ?? right.time, right.time, time] : [left?.position ?? 0, right.position!, position];
    const within = to > from ? Math.max(0, Math.min(1, (at - from) / (to - from))) : 1;
    return (left?.x ?? 0) + within * (right.x - (left?.x ?? 0));
  }

  /** How much happened in each of so many equal parts of the line. */
  bins(n: number): readonly Bin[] {
    const bins = Array.from({ length: n }, () => ({ statements: 0, moves: 0, statuses: 0 }));
    for (const { x, mark } of this.#stretches) {
      const bin = bins[Math.min(n - 1, Math.floor(x * n))]!;
      bin.statements += mark.statements;
      bin.moves += mark.moves;
      bin.statuses += mark.statuses;
    }
    return bins;
  }

  /** What stands at each of so many equal distances, for labels below the line. */
  ticks(n: number): readonly { readonly x: number; readonly time: number }[] {
    if (this.empty) return [];
    return Array.from({ length: n }, (_, i) => i / (n - 1)).map((x) => ({ x, time: this.at(x).time }));
  }

  #index(reached: (stretch: Stretch) => boolean): number {
    let [from, to] = [0, this.#stretches.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (reached(this.#stretches[middle]!)) to = middle;
      else from = middle + 1;
    }
    return from;
  }
}

function place(stretch: Stretch | undefined): Place | undefined {
  return stretch && { time: stretch.time, ...(stretch.position === undefined ? {} : { position: stretch.position }) };
}

function weight({ statements, moves, statuses }: Mark): number {
  return Math.max(1, statements + moves + statuses);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
