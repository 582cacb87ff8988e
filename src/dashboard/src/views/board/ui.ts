import { signal } from '@preact/signals';

export type Tab = 'stream' | 'meetings' | 'positions';
export const tabs: readonly Tab[] = ['stream', 'meetings', 'positions'];

export interface CellAt {
  readonly actor: string;
  readonly topic: string;
}

/** What the reader has open on this board; none of it is part of the record. */
export class BoardUi {
  readonly tab = signal<Tab>('stream');
  readonly cell = signal<CellAt | undefined>(undefined);
  /** The matrix has the whole width of a desk. */
  readonly wide = signal(false);
  /** Statements that arrived and wait above the reader's place. */
  readonly waiting = signal(0);

  openCell(at: CellAt): void {
    this.cell.value = at;
    this.tab.value = 'positions';
  }

  closeCell(): void {
    this.cell.value = undefined;
  }
}
