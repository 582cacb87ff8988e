// What a board is shown from: the live session, or a moment of the past. The views read nothing else of either.
import type { ReadonlySignal } from '@preact/signals';
import type { ChangeItem } from './contracts';
import type { Moment } from './moment';
import type { Reel } from './reel';
import type { Fold } from './store';

export interface BoardSource {
  readonly story: string;
  /** Only of the past. */
  readonly moment?: ReadonlySignal<Moment | undefined>;
  readonly fold: ReadonlySignal<Fold | undefined>;
  /** Statements after this position have just arrived. */
  readonly freshFrom: ReadonlySignal<number>;
  /** The stream behind the board's fifty. */
  readonly reel: Reel;
  /** What a read beside the board asks with, so that it tells of the same moment: not older than the page, or as of then. */
  readonly query: string;
  /** Hands out what is folded from now on, once, in order. Returns how to stop it. */
  listen(take: (items: readonly ChangeItem[]) => void): () => void;
}
