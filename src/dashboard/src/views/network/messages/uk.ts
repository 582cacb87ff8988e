import { plurals } from '../../../messages/plural';
import type { NetworkWords } from './en';

const forms = plurals('uk');
const statements = { one: 'заява', few: 'заяви', many: 'заяв', other: 'заяви' };
const ties = { one: 'зв’язок', few: 'зв’язки', many: 'зв’язків', other: 'зв’язку' };

export const uk: NetworkWords = {
  heading: 'Мережа',
  of: (story) => `Мережа · ${story}`,
  intro: 'Хто до кого, про кого й від чийого імені говорить, хто чиї слова передає, хто з ким зустрівся.',
  toBoard: 'Табло',
  picture: (actors, all) => `Зображення мережі: ${forms(actors, { one: 'учасник', few: 'учасники', many: 'учасників', other: 'учасника' })}, ${forms(all, ties)}. Таблиця каже те саме.`,
  keys: 'Стрілки ведуть до найближчого учасника в тому напрямку, Enter відкриває його.',
  kind: { spoke_to: 'звертається до', about: 'говорить про', relayed: 'передає слова', spoke_for: 'говорить від імені', met: 'зустрів' },
  kinds: 'Зв’язки',
  sides: 'Сторони',
  topic: 'Питання',
  meeting: 'Зустріч',
  allTopics: 'усі питання',
  allMeetings: 'усі зустрічі',
  filters: 'Фільтри',
  clear: 'Зняти фільтри',
  statements: (count) => forms(count, statements),
  meetings: (count) => forms(count, { one: 'зустріч', few: 'зустрічі', many: 'зустрічей', other: 'зустрічі' }),
  ties: (count) => forms(count, ties),
  node: (name, side, said, all) => `${name}, ${side}: ${said}, ${all}`,
  table: 'Усі зв’язки',
  from: 'Хто',
  how: 'Зв’язок',
  to: 'Кого',
  count: 'Скільки разів',
  sorted: (by) => `Упорядкувати: ${by}`,
  open: (words) => `Відкрити підстави: ${words}`,
  evidence: 'Підстави',
  newest: (shown, all) => `Найновіші ${shown} з ${all}.`,
  close: 'Закрити',
  tiesOf: (name) => `Зв’язки: ${name}`,
  empty: 'Ніхто ще ні з ким не пов’язаний',
  emptyHint: 'Зв’язки з’являються, коли заяви називають, до кого чи про кого вони, і коли люди зустрічаються.',
  nothingLeft: 'З цими фільтрами від мережі нічого не лишилося',
  incomplete: 'Найсильніші зв’язки або зв’язки найновіших заяв; є й інші.',
  zoomIn: 'Збільшити',
  zoomOut: 'Зменшити',
  fit: 'Уся картина',
  shape: 'Форма — сторона, розмір — кількість заяв.',
  failed: 'Не вдалося прочитати мережу.',
  more: (count) => `і ще ${count}`,
};
