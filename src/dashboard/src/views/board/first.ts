import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { anchor } from '../../router';

/** A screen of statements, and how many more each frame. */
const few = 10;
let drawn = false;

/**
 * How many statements are drawn: when the page is opened those that are in sight, then some more each frame, so that it answers its reader in between.
 * All at once where the reader has scrolled already or an address leads to one of them.
 */
export function useFirst(all: number): number {
  const shown = useSignal(drawn || scrollY > 0 || anchor.peek() !== '' ? Number.POSITIVE_INFINITY : few);
  drawn = true;
  useEffect(() => {
    if (shown.value === Number.POSITIVE_INFINITY) return undefined;
    const asked = setTimeout(() => { shown.value = shown.peek() + few < all ? shown.peek() + few : Number.POSITIVE_INFINITY; }, 0);
    return () => clearTimeout(asked);
  }, [shown.value, all, shown]);
  return shown.value;
}
