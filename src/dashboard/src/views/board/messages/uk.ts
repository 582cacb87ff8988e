import { plurals } from '../../../messages/plural';
import type { BoardWords } from './en';

const forms = plurals('uk-UA');
const plural = (n: number, one: string, few: string, many: string): string => forms(n, { one, few, many, other: few });

export const uk: BoardWords = {
  filter: {
    label: 'Фільтр висловлювань',
    words: 'Шукати за словами',
    more: 'Хто, про що',
    clear: 'Показати всі',
    actor: 'Хто говорить',
    anyActor: 'Будь-хто',
    topic: 'Про що',
    anyTopic: 'Будь-яка тема',
    kind: 'Вид',
    anyKind: 'Будь-який вид',
    found: (n) => plural(n, 'висловлювання', 'висловлювання', 'висловлювань'),
    foundSoFar: (n) => `Поки що ${plural(n, 'висловлювання', 'висловлювання', 'висловлювань')}, шукаємо далі…`,
    failed: 'Архів не відповів: це лише те, що вже завантажила ця сторінка.',
    none: 'Таких висловлювань немає',
    noneHint: 'Спробуйте менше слів або іншого учасника, тему чи вид.',
    tooMany: (n) => `Це найновіші ${n}. Звузьте запит, щоб побачити давніші.`,
  },

  moments: {
    heading: 'Ключові моменти',
    all: (n) => `Показати ${n}`,
    fewer: 'Показати менше',
    now: 'тепер',
  },

  silence: {
    tab: 'Мовчання',
    hint: 'До них звернулися, а відповіді ще немає. Спершу — найдовше мовчання.',
    empty: 'Ніхто не заборгував відповіді',
    emptyHint: 'Тут з’являються вимоги й пропозиції, адресат яких іще не відповів.',
    failed: 'Архів не відповів, хто мовчить.',
    days: (n) => plural(n, 'день', 'дні', 'днів'),
    askedBy: (names) => `першими звернулися: ${names},`,
    asked: 'вперше звернулися',
    times: (n) => `зверталися ${plural(n, 'раз', 'рази', 'разів')}`,
    more: (n) => `${n} найдовших.`,
  },

  axis: {
    label: 'Зустрічі в часі',
    now: 'зараз',
    undated: (n) => `${plural(n, 'зустріч', 'зустрічі', 'зустрічей')} без дати`,
  },

  people: { others: 'Інші' },

  matrix: {
    order: 'Порядок',
    orders: { listed: 'як в історії', name: 'за назвою', moved: 'за останньою зміною', strength: 'за силою позиції' },
    again: 'Упорядкувати знову',
    bySide: 'За сторонами',
    foldAll: 'Згорнути теми',
    fold: (topic) => `Згорнути теми під «${topic}»`,
    unfold: (topic, n) => `Розгорнути ${plural(n, 'тему', 'теми', 'тем')} під «${topic}»`,
    below: (pro, contra, neither) => `нижче: ${[pro > 0 ? `${pro} за` : '', contra > 0 ? `${contra} проти` : '', neither > 0 ? `${neither} ні за, ні проти` : ''].filter(Boolean).join(', ')}`,
    sumLegend: 'у згорнутих темах нижче: за, проти',
    whole: 'Уся матриця',
    isWhole: (actors, topics) => `Уся матриця: ${plural(actors, 'учасник', 'учасники', 'учасників')}, ${plural(topics, 'тема', 'теми', 'тем')}.`,
    wholeFailed: 'Усю матрицю прочитати не вдалося: це її частина.',
  },

  clock: {
    ahead: (by) => `Годинник цього комп’ютера поспішає на ${by}. Час тут — за сервером.`,
    behind: (by) => `Годинник цього комп’ютера відстає на ${by}. Час тут — за сервером.`,
  },
};
