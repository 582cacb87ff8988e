import { inLanguage } from '../../../messages/language';
import type { DeskMessages } from './en';

/** The desk's strings in the editor's language. */
export let m: DeskMessages;

export async function loadMessages(): Promise<void> {
  m = await inLanguage({
    en: async () => (await import('./en')).en,
    uk: async () => (await import('./uk')).uk,
    tr: async () => (await import('./tr')).tr,
  });
}
