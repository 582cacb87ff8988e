// In which language the interface speaks. What is recorded keeps its own, see `lang` at the words.

export const languages = ['en', 'uk', 'tr'] as const;
export type Language = (typeof languages)[number];

const key = 'tracker-language';

/** `?lang=` in the address, what the reader chose here before, what the browser asks for, English. */
export const language: Language = asked() ?? chosen() ?? preferred() ?? 'en';

/** Keeps the choice in this browser. It holds from the next load of a page on. */
export function chooseLanguage(next: Language): void {
  try {
    localStorage.setItem(key, next);
  } catch {
    // Storage is off: the address has to carry it.
  }
}

/** The reader's own of one thing that there is in every language. */
export function inLanguage<T>(all: Readonly<Record<Language, () => Promise<T>>>): Promise<T> {
  return all[language]();
}

function asked(): Language | undefined {
  return known(new URLSearchParams(globalThis.location?.search).get('lang'));
}

function chosen(): Language | undefined {
  try {
    return known(globalThis.localStorage?.getItem(key) ?? null);
  } catch {
    return undefined;
  }
}

function preferred(): Language | undefined {
  return (globalThis.document ? navigator.languages : []).map((tag) => known(tag.slice(0, 2).toLowerCase())).find((one) => one !== undefined);
}

function known(tag: string | null): Language | undefined {
  return languages.find((one) => one === tag);
}
