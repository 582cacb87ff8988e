// Which part of a large grid is on the page: what is in sight, and a little around it. Its lines are of one size, so nothing has to be measured.
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** Pixels; style/board.css has the same. */
const cell = 42, side = 30, rowHead = 208, columnHead = 178;
const around = 3;

interface Part {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

export interface Span {
  readonly scroller: { current: HTMLDivElement | null };
  /** Rows and columns that are on the page: from, up to but not with. */
  readonly part: Part;
  /** The same as lines of cells, both ends with. */
  readonly lines: ReadonlySignal<{ firstLine: number; lastLine: number; firstColumn: number; lastColumn: number }>;
  /** Pixels of what is not on the page. */
  readonly over: number;
  readonly under: number;
  readonly before: number;
  readonly after: number;
  readonly width: number;
  /** Scrolls a row and a column into sight. */
  reveal(row: number, column: number): void;
}

/** @param sides For each row whether it is the name of a side; undefined: all of the grid is on the page. */
export function useSpan(sides: readonly boolean[] | undefined, columns: number, layout: string): Span {
  const scroller = useRef<HTMLDivElement>(null);
  const sight = useSignal({ top: 0, left: 0, width: 900, height: 700 });
  const tops: number[] = [];
  let height = 0;
  for (const isSide of sides ?? []) {
    tops.push(height);
    height += isSide ? side : cell;
  }
  const look = (): void => {
    if (!scroller.current) return;
    const { scrollTop: top, scrollLeft: left, clientWidth: width, clientHeight: tall } = scroller.current;
    const before = sight.peek();
    // In steps: a movement within one shows nothing else.
    const step = (at: number): number => Math.floor(at / cell) * cell;
    if (step(before.top) !== step(top) || step(before.left) !== step(left) || before.width !== width || before.height !== tall) sight.value = { top, left, width, height: tall };
  };
  const large = sides !== undefined;
  useEffect(() => {
    const element = scroller.current;
    if (!large || !element) return undefined;
    let asked = 0;
    const later = (): void => { asked ||= requestAnimationFrame(() => { asked = 0; look(); }); };
    element.addEventListener('scroll', later, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', later);
      resized.disconnect();
      cancelAnimationFrame(asked);
    };
  }, [large]);
  useLayoutEffect(() => {
    if (scroller.current && large) scroller.current.scrollTop = scroller.current.scrollLeft = 0;
  }, [layout, large]);

  const { top, left, width, height: tall } = sight.value;
  const part: Part = large ? {
    from: Math.max(0, firstAfter(tops, top) - 1 - around), to: Math.min(tops.length, firstAfter(tops, top + tall) + around),
    left: Math.max(0, Math.floor(left / cell) - around), right: Math.min(columns, Math.ceil((left + width - rowHead) / cell) + around),
  } : { from: 0, to: Number.MAX_SAFE_INTEGER, left: 0, right: columns };
  const names = (sides ?? []).slice(0, part.from).filter(Boolean).length;
  const namesWithin = (sides ?? []).slice(part.from, part.to).filter(Boolean).length;
  const lines = {
    firstLine: part.from - names, lastLine: large ? part.to - names - namesWithin - 1 : Number.MAX_SAFE_INTEGER, firstColumn: part.left, lastColumn: part.right - 1,
  };
  const shown = useSignal(lines);
  if (JSON.stringify(shown.peek()) !== JSON.stringify(lines)) shown.value = lines;
  return {
    scroller, part, lines: shown,
    over: large ? tops[part.from] ?? 0 : 0, under: large && part.to < tops.length ? height - tops[part.to]! : 0,
    before: part.left * cell, after: Math.max(0, columns - part.right) * cell, width: rowHead + columns * cell,
    reveal(row, column) {
      const element = scroller.current;
      if (!large || !element) return;
      const at = { top: tops[row]!, left: column * cell };
      const room = { height: element.clientHeight - columnHead - cell, width: element.clientWidth - rowHead - cell };
      if (at.top < element.scrollTop) element.scrollTop = at.top;
      else if (at.top > element.scrollTop + room.height) element.scrollTop = at.top - room.height;
      if (at.left < element.scrollLeft) element.scrollLeft = at.left;
      else if (at.left > element.scrollLeft + room.width) element.scrollLeft = at.left - room.width;
      look();
    },
  };
}

/** Index of the first that lies after a place. */
function firstAfter(tops: readonly number[], at: number): number {
  let [from, to] = [0, tops.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (tops[middle]! <= at) from = middle + 1;
    else to = middle;
  }
  return from;
}
