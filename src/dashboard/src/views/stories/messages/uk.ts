import { plurals } from '../../../messages/plural';
import type { Words } from './en';

const n = plurals('uk-UA');

export const uk: Words = {
  said: 'Останнє сказане',
  meetingNow: 'Триває',
  meetingNext: 'Далі',
  nothingYet: 'Ще нічого не сказано',
  lastDay: (count) => `${n(count, { one: 'заява', few: 'заяви', many: 'заяв', other: 'заяви' })} за останні 24 години`,
  quiet: 'Тихо вже 24 години',
  takenDown: 'Останні слова вилучено.',
  more: (count) => `Найновіші сюжети: ${count}. Решту знайде пошук.`,
};
