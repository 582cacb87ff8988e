import { m } from '../messages';
import { chooseLanguage, language, type Language, languages } from '../messages/language';

/** Each in its own words: whoever looks for theirs may read no other. */
const names: Readonly<Record<Language, string>> = { en: 'English', uk: 'Українська', tr: 'Türkçe' };

/** Chooses the interface's language: kept in this browser, and carried by the address, so that a link shows the same page to somebody else. */
export function LanguageMenu() {
  return (
    <label class="language">
      <span class="unseen">{m.language}</span>
      <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 2.2a7.8 7.8 0 1 0 0 15.6 7.8 7.8 0 0 0 0-15.6ZM2.5 10h15M10 2.3c4.4 4.6 4.4 10.8 0 15.4M10 2.3c-4.4 4.6-4.4 10.8 0 15.4" fill="none" stroke="currentColor" stroke-width="1.4" /></svg>
      <select value={language} onChange={(event) => turnTo(event.currentTarget.value as Language)}>
        {languages.map((one) => <option key={one} value={one} lang={one}>{names[one]}</option>)}
      </select>
    </label>
  );
}

// The words are read while the page is loaded, so it is loaded again, at the same place.
function turnTo(next: Language): void {
  chooseLanguage(next);
  const address = new URL(location.href);
  address.searchParams.set('lang', next);
  location.assign(address);
  if (address.href === location.href) location.reload();
}
