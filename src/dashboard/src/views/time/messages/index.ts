import { inLanguage } from '../../../messages/language';
import type { TimeWords } from './en';

/** The strings of past and time: there from the moment that `loadMessages` has ended. */
export let t: TimeWords;

export async function loadMessages(): Promise<void> {
  t = await inLanguage({
    en: async () => (await import('./en')).en,
    uk: async () => (await import('./uk')).uk,
    tr: async () => (await import('./tr')).tr,
  });
}
