import { inLanguage } from '../../../messages/language';
import type { BoardWords } from './en';

/** The board's own strings, beside those that every view shares: there from the moment that `loadMessages` has ended. */
export let b: BoardWords;

export async function loadMessages(): Promise<void> {
  b = await inLanguage({
    en: async () => (await import('./en')).en,
    uk: async () => (await import('./uk')).uk,
    tr: async () => (await import('./tr')).tr,
  });
}
