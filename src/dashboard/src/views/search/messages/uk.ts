import { plurals } from '../../../messages/plural';
import type { Words } from './en';

const n = plurals('uk-UA');
const statements = (count: number): string => n(count, { one: 'заява', few: 'заяви', many: 'заяв', other: 'заяви' });

export const uk: Words = {
  title: 'Пошук',
  label: 'Шукати в тому, що сказано',
  hint: 'Слова, «фраза», почат*, -без',
  empty: 'Введіть слова, які було сказано',
  emptyHint: 'Пошук іде в заявах усіх сюжетів, будь-якою абеткою. Або звузьте: хто, про що, коли.',
  searching: 'Шукаємо…',
  hits: (count, all) => (all ? statements(count) : `понад ${n(count, { one: 'заяву', few: 'заяви', many: 'заяв', other: 'заяви' })}; пораховано найновіші`),
  none: 'Такої заяви немає',
  noneHint: 'Спробуйте менше слів, початок слова із * або без фільтра.',
  failed: 'Пошук не вдався',
  indexing: 'Пошук перебудовується',
  indexingHint: 'Дошки й сторінки тим часом працюють. Спроба повториться сама.',
  invalid: 'Таке не можна шукати',
  more: 'Показати ще',
  order: 'Порядок',
  newest: 'спершу найновіші',
  best: 'спершу найкращі',
  ranked: (count) => `Із найновіших збігів (${count.toLocaleString('uk-UA')}); давніші видно в порядку від найновіших.`,
  filters: 'Звузити',
  clear: 'Прибрати фільтри',
  remove: (what) => `Прибрати фільтр «${what}»`,
  asOf: 'Станом на',
  asOfHint: 'Дата або номер запису; порожньо — тепер',
  clockKnown: 'що тоді було відомо',
  clockSaid: 'що тоді було сказано',
  from: 'Сказано від',
  to: 'до',
  facet: { actor: 'Хто', topic: 'Про що', meeting: 'Де', kind: 'Вид', lang: 'Мова', source: 'Джерело', story: 'Сюжет', date: 'Коли' },
  showAll: (count) => `Усі ${count}`,
  hitsList: 'Що знайдено',
};
