import { plurals } from '../../../messages/plural';
import type { Words } from './en';

const n = plurals('tr-TR');

export const tr: Words = {
  said: 'Son söylenen',
  meetingNow: 'Sürüyor',
  meetingNext: 'Sırada',
  nothingYet: 'Henüz bir şey söylenmedi',
  lastDay: (count) => `son 24 saatte ${n(count, { other: 'açıklama' })}`,
  quiet: '24 saattir sessiz',
  takenDown: 'Son sözler kaldırıldı.',
  more: (count) => `En yeni ${count} haber. Gerisini arama bulur.`,
};
