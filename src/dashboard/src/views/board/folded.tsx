import { useState } from 'preact/hooks';
import { m } from '../../messages';

const foldLines = 16;

interface Fold {
  /** Characters that are shown whole. */
  readonly above: number;
  /** How many are left of what is longer. */
  readonly to: number;
}

/** A text that is long shows its beginning, and a button that opens it. */
export function useFolded(text: string, fold: Fold): { shown: string; button: preact.ComponentChild } {
  const [whole, setWhole] = useState(false);
  const start = beginning(text, fold);
  const long = start.length < text.length;
  return {
    shown: long && !whole ? `${start} …` : text,
    button: long && (
      <button type="button" class="link-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? m.statement.showLess : m.statement.showAll(text.length)}
      </button>
    ),
  };
}

/** The text itself when it is not long; else cut between words where there are any, never within a character. */
function beginning(text: string, { above, to }: Fold): string {
  const lines = text.split('\n', foldLines + 5);
  const few = lines.length > foldLines + 4 ? lines.slice(0, foldLines).join('\n') : text;
  if (few.length <= above) return few;
  const cut = few.slice(0, to);
  const space = cut.search(/\s\S*$/);
  return (space > to / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '');
}
