import { language } from '../messages/language';

// On every page and a line long: all three languages are here, and no page waits for another file.
const words = {
  en: { stories: 'Stories', search: 'Search', searchKey: 'Search (key /)', wall: 'Wall', desk: 'Desk', embed: 'Embed' },
  uk: { stories: 'Сюжети', search: 'Пошук', searchKey: 'Пошук (клавіша /)', wall: 'Стіна', desk: 'Редакція', embed: 'Вставити' },
  tr: { stories: 'Haberler', search: 'Arama', searchKey: 'Arama (/ tuşu)', wall: 'Duvar', desk: 'Masa', embed: 'Göm' },
} as const;

export const nav: Readonly<Record<keyof typeof words.en, string>> = words[language];
