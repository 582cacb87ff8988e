import { inLanguage } from '../../../messages/language';
import type { WallMessages } from './en';

/** The wall's strings in the reader's language. */
export let m: WallMessages;

export async function loadMessages(): Promise<void> {
  m = await inLanguage({
    en: async () => (await import('./en')).en,
    uk: async () => (await import('./uk')).uk,
    tr: async () => (await import('./tr')).tr,
  });
}
