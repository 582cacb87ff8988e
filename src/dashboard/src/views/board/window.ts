// Which stretches of a long stream are on the page: those near the reader. The others are as high as they were, or as others are.
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Reel, Stretch } from '../../reel';

/** Pixels above and below what is in sight that are on the page too. */
const margin = 1_500;
const guess = 210;

interface Shown {
  readonly list: { current: HTMLDivElement | null };
  readonly near: readonly Stretch[];
  /** Pixels of the stretches that are not on the page. */
  readonly above: number;
  readonly below: number;
  readonly heightOf: (stretch: Stretch) => number;
}

/** @param head Statements stand above the newest of these stretches. */
export function useWindow(stretches: readonly Stretch[], head: boolean, reel: Reel): Shown {
  const list = useRef<HTMLDivElement>(null);
  const heights = useRef(new Map<number, number>()).current;
  /** Null: none is near, only what stands above them. */
  const range = useSignal<{ first: number; last: number } | null | undefined>(undefined);
  const heightOf = (stretch: Stretch): number => heights.get(stretch.low) ?? stretch.count * average(stretches, heights);

  // By `low`, for new stretches come in front. At first the newest one.
  const { value: shown } = range;
  const from = Math.max(0, shown ? stretches.findIndex(({ low }) => low <= shown.first) : 0);
  const to = shown ? stretches.findLastIndex(({ low }) => low >= shown.last) : 0;
  const near = shown === null ? [] : stretches.slice(from, Math.max(from, to) + 1);
  const sum = (some: readonly Stretch[]): number => some.reduce((total, stretch) => total + heightOf(stretch), 0);

  const latest = useRef({ stretches, near });
  latest.current = { stretches, near };
  const look = useRef(() => {});
  look.current = () => {
    const element = list.current;
    if (!element || element.offsetParent === null) return;
    measure(element, latest.current.near, heights);
    const { stretches: all } = latest.current;
    const box = element.getBoundingClientRect();
    const sight = scrollerOf(element);
    let at = box.top + (head ? headHeight(element, all[0]?.before ?? 0) : 0);
    let [first, last] = [-1, -1];
    for (const [index, stretch] of all.entries()) {
      const end = at + heightOf(stretch);
      if (end > sight.top - margin && at < sight.bottom + margin) {
        if (first < 0) first = index;
        last = index;
      }
      at = end;
    }
    // Whatever pushes the list out of sight, some of it stays: the end that is nearer.
    if (first < 0 && at <= sight.top) first = last = all.length - 1;
    else if (first < 0 && !head && all.length > 0) first = last = 0;
    const next = first < 0 ? null : { first: all[first]!.low, last: all[last]!.low };
    if (range.peek() === undefined || next?.first !== range.peek()?.first || next?.last !== range.peek()?.last) range.value = next;
    reel.near(first < 0 ? [] : all.slice(first, last + 1).map(({ low }) => low));
    if (at < sight.bottom + margin && reel.state.peek() === 'more') void reel.further();
  };

  useEffect(() => {
    let asked = 0;
    const later = (): void => { asked ||= requestAnimationFrame(() => { asked = 0; look.current(); }); };
    // What is scrolled is the area on a desk and the page on a phone: both are heard here.
    addEventListener('scroll', later, { capture: true, passive: true });
    // The list may have left the page before this is run.
    const element = list.current;
    let width = element?.offsetWidth;
    const resized = new ResizeObserver(() => {
      // It is told once more after it has left the page.
      if (!list.current) return;
      if (element?.offsetWidth !== width) heights.clear();
      width = element?.offsetWidth;
      later();
    });
    if (element) resized.observe(element);
    return () => {
      removeEventListener('scroll', later, { capture: true });
      resized.disconnect();
      cancelAnimationFrame(asked);
    };
  }, []);
  // Other stretches, or others of them on the page: where they stand has to be seen anew. At first the observer tells, once they are laid out: to ask here
  // would have all of it laid out within the task that drew the page.
  useLayoutEffect(() => { if (range.peek() !== undefined) look.current(); }, [stretches.length, from, to, shown]);
  return { list, near, above: sum(stretches.slice(0, from)), below: sum(stretches.slice(from + near.length)), heightOf };
}

function average(stretches: readonly Stretch[], heights: ReadonlyMap<number, number>): number {
  let [height, count] = [0, 0];
  for (const stretch of stretches) {
    const measured = heights.get(stretch.low);
    if (measured === undefined) continue;
    height += measured;
    count += stretch.count;
  }
  return count > 0 ? height / count : guess;
}

/** How high the stretches are that are on the page: from their first statement to what follows their last. */
function measure(list: HTMLElement, near: readonly Stretch[], heights: Map<number, number>): void {
  const articles = [...list.children].filter((child): child is HTMLElement => child.tagName === 'ARTICLE');
  let at = articles.length;
  for (const stretch of near.toReversed()) {
    const end = at;
    while (at > 0 && positionOf(articles[at - 1]!) >= stretch.low && positionOf(articles[at - 1]!) < stretch.before) at--;
    // A stretch may be empty: the moment that is shown had nothing there.
    if (end === at || end - at !== stretch.count) continue;
    heights.set(stretch.low, articles[end - 1]!.getBoundingClientRect().bottom - articles[at]!.getBoundingClientRect().top);
  }
}

/** Of the statements from this position on, which stand above the stretches. */
function headHeight(list: HTMLElement, before: number): number {
  let last: Element | undefined;
  for (const child of list.children) {
    if (child.tagName !== 'ARTICLE' || positionOf(child as HTMLElement) < before) break;
    last = child;
  }
  return last ? last.getBoundingClientRect().bottom - list.getBoundingClientRect().top : 0;
}

function positionOf(article: HTMLElement): number {
  return Number(article.dataset['position']);
}

/** What the reader sees of the list's scroller, in the window's coordinates. */
function scrollerOf(element: HTMLElement): { top: number; bottom: number } {
  for (let up = element.parentElement; up; up = up.parentElement) {
    const { overflowY } = getComputedStyle(up);
    if (overflowY !== 'auto' && overflowY !== 'scroll') continue;
    const { top, bottom } = up.getBoundingClientRect();
    return { top, bottom };
  }
  return { top: 0, bottom: innerHeight };
}
