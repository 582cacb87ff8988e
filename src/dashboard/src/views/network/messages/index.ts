import { loadMessages as loadTime } from '../../time/messages';
import { inLanguage } from '../../../messages/language';
import type { NetworkWords } from './en';

/** The strings of the network; those of past and time come with them. */
export let n: NetworkWords;

export async function loadMessages(): Promise<void> {
  [n] = await Promise.all([
    inLanguage({
      en: async () => (await import('./en')).en,
      uk: async () => (await import('./uk')).uk,
      tr: async () => (await import('./tr')).tr,
    }),
    loadTime(),
  ]);
}
