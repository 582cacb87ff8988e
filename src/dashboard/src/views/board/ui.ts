import { type Signal, signal } from '@preact/signals';
import type { WholeMatrix } from './whole';

export type Tab = 'stream' | 'meetings' | 'positions' | 'acts' | 'silence' | 'review';
/** On a phone every area stands behind a tab. */
export const tabs: readonly Tab[] = ['stream', 'meetings', 'positions', 'acts', 'silence', 'review'];

export type SideTab = Extract<Tab, 'meetings' | 'acts' | 'silence' | 'review'>;
/** On a desk these share one area. */
export const sideTabs: readonly SideTab[] = ['meetings', 'acts', 'silence', 'review'];

export interface CellAt {
  readonly actor: string;
  readonly topic: string;
}

/** What the reader has open on this board; none of it is part of the record. */
export class BoardUi {
  readonly tab = signal<Tab>('stream');
  readonly side = signal<SideTab>('meetings');
  readonly cell = signal<CellAt | undefined>(undefined);
  /** The matrix has the whole width of a desk. */
  readonly wide = signal(false);
  /** The reader wants the whole matrix of a story whose board has a part of it; and that, while there is one. */
  readonly wholeWanted = signal(false);
  readonly whole = signal<WholeMatrix | undefined>(undefined);
  /** Statements that arrived and wait above the reader's place. */
  readonly waiting = signal(0);
  /** See `Fold.takedown`. */
  readonly takedown: Signal<number>;

  #opener: Element | null = null;
  readonly #places = new Map<Tab, number>();

  /** Another one when the page shows another moment of the past, at rest: what was asked is asked again of that moment. */
  readonly rest = signal('');

  /**
   * @param at What a read beside the board asks with, see `BoardSource.query`.
   * @param now What is now for what the page shows, in milliseconds.
   */
  constructor(readonly at: () => string, takedown: number, readonly now: () => number) {
    this.takedown = signal(takedown);
  }

  openCell(at: CellAt): void {
    if (!this.cell.peek()) this.#opener = document.activeElement;
    this.cell.value = at;
  }

  /** Closes the evidence; who opened it has the focus again. */
  closeCell(): void {
    if (!this.cell.peek()) return;
    this.cell.value = undefined;
    const back = this.#opener?.isConnected && this.#opener !== document.body ? this.#opener : document.querySelector('.cell[tabindex="0"]');
    (back as HTMLElement | null)?.focus({ preventScroll: true });
  }

  /** Turns to a tab; each keeps its own place on the page. */
  turnTo(tab: Tab): void {
    if (isSide(tab)) this.side.value = tab;
    if (tab === this.tab.peek()) return;
    this.#places.set(this.tab.peek(), scrollY);
    this.tab.value = tab;
  }

  /** Where this tab was left, or the top of its area. */
  placeOf(tab: Tab, top: number): number {
    return this.#places.get(tab) ?? Math.min(scrollY, top);
  }
}

function isSide(tab: Tab): tab is SideTab {
  return (sideTabs as readonly Tab[]).includes(tab);
}
