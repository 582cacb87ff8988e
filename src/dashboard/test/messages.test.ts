// The interface's words in three languages: complete, translated, with the right plural, and dates as each language writes them.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { en } from '../src/messages/en';
import { type Language, languages } from '../src/messages/language';
import { plurals } from '../src/messages/plural';
import { tr } from '../src/messages/tr';
import { uk } from '../src/messages/uk';

const shared = { en, uk, tr };

/** What is the same in every language: names, abbreviations, punctuation, and words that Turkish shares with English. */
const allowed = new Set(['Tracker', 'WebSocket', 'UTC', '(1) 2', '1', '', '1: 2', '1, 2', '1 2', '1, 2: 3', '1–2', '1 – 2', '1 → 2', 'platform', '1, 2: 3, undefined', 'L', '1×']);

/** Every value of a words' object by its path; what builds a sentence is called with plain arguments. */
function values(words: unknown, path = ''): [string, string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') return [[path, said(words as (...given: unknown[]) => unknown)]];
  return Object.entries(words as object).flatMap(([key, value]) => values(value, path ? `${path}.${key}` : key));
}

function said(words: (...given: unknown[]) => unknown): string {
  try {
    return String(words(1, 2, 3));
  } catch {
    // It wants text.
    return String(words('1', '2', '3'));
  }
}

const views = import.meta.glob<Record<string, object>>('../src/views/*/messages/{en,uk,tr}.ts', { eager: true });
const folders = [...new Set(Object.keys(views).map((path) => path.replace(/[^/]+$/, '')))];
const sets: [string, Record<Language, unknown>][] = [
  ['what views share', shared],
  ...folders.map((folder): [string, Record<Language, unknown>] => [
    folder, Object.fromEntries(languages.map((one) => [one, Object.values(views[`${folder}${one}.ts`] ?? {})[0]])) as Record<Language, unknown>,
  ]),
];

/** Every path with what stands there: a word, or what builds a sentence. */
function shape(words: unknown, path = ''): string[] {
  if (typeof words !== 'object' || words === null) return [`${path}: ${typeof words}`];
  return Object.entries(words).flatMap(([key, value]) => shape(value, path ? `${path}.${key}` : key)).sort();
}

describe.each(sets)('the words of %s', (_, set) => {
  test.each(['uk', 'tr'] as const)('are all there in %s, of the same shape', (language) => {
    expect(shape(set[language])).toEqual(shape(set.en));
  });

  test.each(languages)('are never empty in %s', (language) => {
    const words = (value: unknown, path = ''): string[] => (typeof value === 'string' ? (value.trim() === '' ? [path] : []) : typeof value === 'object' ? Object.entries(value!).flatMap(([key, inner]) => words(inner, `${path}.${key}`)) : []);
    expect(set[language]).toBeDefined();
    // Who is named needs no word for it.
    expect(words(set[language]).filter((path) => path !== '.statement.attribution.named')).toEqual([]);
  });

  test.each(['uk', 'tr'] as const)('are translated into %s, every one', (language) => {
    const english = new Map(values(set.en));
    const same = values(set[language]).filter(([path, value]) => english.get(path) === value && !allowed.has(value));
    expect(same).toEqual([]);
  });

  test('in Ukrainian have no Latin words but names, in Turkish no Cyrillic ones', () => {
    const latin = values(set.uk).filter(([path, value]) => path !== 'locale' && (value.match(/[A-Za-z]{2,}/g) ?? []).some((word) => !names.has(word)));
    expect(latin).toEqual([]);
    expect(values(set.tr).filter(([, value]) => /\p{Script=Cyrillic}/u.test(value))).toEqual([]);
  });
});

const names = new Set([
  'Tracker', 'WebSocket', 'POST', 'api', 'stories', 'read', 'post', 'edit', 'PLOVER', 'UTC', 'Enter', 'Escape', 'Esc', 'Ctrl', 'EDTF', 'URL', 'JSON', 'iframe', 'Tab', 'HTML', 'BCP', 'https', 'http', 'undefined',
]);

test('no view writes dates, numbers or lists in one language for all', () => {
  const sources = import.meta.glob<string>(['../src/**/*.{ts,tsx}', '!../src/**/messages/**'], { eager: true, query: '?raw', import: 'default' });
  const fixed = Object.entries(sources).filter(([, text]) => /new Intl\.\w+\((?:'|\)|undefined)|toLocale\w*\((?:'|\)|undefined)/.test(text)).map(([path]) => path);
  // A moment for a field is put together of its parts, which nobody reads as words.
  expect(fixed).toEqual(['../src/views/desk/fields.tsx']);
});

describe('plurals', () => {
  const at = [0, 1, 2, 5, 11, 21, 22, 25];

  test('in Ukrainian have one, few and many', () => {
    expect(at.map((n) => uk.newStatements(n))).toEqual([
      '0 нових заяв', '1 нова заява', '2 нові заяви', '5 нових заяв', '11 нових заяв', '21 нова заява', '22 нові заяви', '25 нових заяв',
    ]);
  });

  test('in Turkish have the singular after every number', () => {
    expect(at.map((n) => tr.newStatements(n))).toEqual(at.map((n) => `${n} yeni açıklama`));
  });

  test('in English have one and other', () => {
    expect(at.map((n) => en.newStatements(n))).toEqual(at.map((n) => (n === 1 ? '1 new statement' : `${n} new statements`)));
  });

  test('have the digits of their language', () => {
    expect([plurals('en-GB')(12345, { other: 'x' }), plurals('tr-TR')(12345, { other: 'x' })]).toEqual(['12,345 x', '12.345 x']);
    expect(plurals('uk-UA')(12345, { other: 'x' }).replace(/\s/, ' ')).toBe('12 345 x');
  });
});

describe.each([
  ['uk', ['16 травня 2025 р.', 'прибл. травень 2025 р.', 'не пізніше ніж 16 травня 2025 р.', '11–15 травня 2025 р.', 'весна 2022', '2010-ті', '16 травня 2025 р., 13:00 UTC+3']],
  ['tr', ['16 Mayıs 2025', 'yaklaşık Mayıs 2025', 'en geç 16 Mayıs 2025', '11–15 Mayıs 2025', 'ilkbahar 2022', '2010–2019', '16 Mayıs 2025, 13:00 UTC+3']],
] as const)('in %s', (language, dates) => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  const inLanguage = async (): Promise<void> => {
    vi.resetModules();
    vi.stubGlobal('location', { search: `?lang=${language}` });
    await (await import('../src/messages')).loadMessages();
  };

  test('dates read as that language writes them', async () => {
    await inLanguage();
    const { showEdtf } = await import('../src/edtf');
    const shown = ['2025-05-16', '2025-05~', '../2025-05-16', '2025-05-11/2025-05-15', '2022-21', '201X', '2025-05-16T13:00+03:00'].map(showEdtf);
    expect(shown.map((text) => text.replaceAll(/\s/g, ' '))).toEqual(dates);
  });

  test('names are listed and put in order by that language', async () => {
    await inLanguage();
    const { listed } = await import('../src/views/board/lookup');
    const { m } = await import('../src/messages');
    expect(m.locale.slice(0, 2)).toBe(language);
    expect(listed(['A', 'B'])).toBe(language === 'uk' ? 'A і B' : 'A ve B');
    const order = ['І', 'Й', 'Ґ', 'Г', 'Ж', 'Є', 'Е'].toSorted(new Intl.Collator('uk-UA').compare);
    expect(order).toEqual(['Г', 'Ґ', 'Е', 'Є', 'Ж', 'І', 'Й']);
  });
});
