import { inLanguage } from '../../../messages/language';
import type { Words } from './en';

export let w: Words;

export async function loadMessages(): Promise<void> {
  w = await inLanguage({
    en: async () => (await import('./en')).en,
    uk: async () => (await import('./uk')).uk,
    tr: async () => (await import('./tr')).tr,
  });
}
