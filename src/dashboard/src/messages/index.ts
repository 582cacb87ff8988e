import type { Messages } from './en';
import { inLanguage } from './language';

/** The interface's strings in the reader's language: there from the moment that `loadMessages` has ended, before any view is loaded. */
export let m: Messages;

export async function loadMessages(): Promise<void> {
  m = await inLanguage({
    en: async () => (await import('./en')).en,
    uk: async () => (await import('./uk')).uk,
    tr: async () => (await import('./tr')).tr,
  });
}
