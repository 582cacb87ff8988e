import { useState } from 'preact/hooks';
import type { StatementDocument } from '../../contracts';
import { m } from '../../messages';

const foldAbove = 1_200;
const foldTo = 800;
const foldLines = 16;

/** What was said: direct words as a quotation, others visibly not. Always text, never markup; very long words fold. */
export function Words({ statement }: { statement: StatementDocument }) {
  const [whole, setWhole] = useState(false);
  const { text, lang, quoteForm } = statement;
  const start = beginning(text);
  const long = start.length < text.length;
  const shown = long && !whole ? `${start} …` : text;
  const Block = quoteForm === 'direct' ? 'blockquote' : 'p';
  return (
    <>
      <Block class={`words words-${quoteForm ?? 'unknown'}`} dir="auto" lang={lang}>{shown}</Block>
      {long && (
        <button type="button" class="link-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? m.statement.showLess : m.statement.showAll(text.length)}
        </button>
      )}
    </>
  );
}

/** The text itself when it is not long; else cut between words where there are any, never within a character. */
function beginning(text: string): string {
  const lines = text.split('\n', foldLines + 5);
  const few = lines.length > foldLines + 4 ? lines.slice(0, foldLines).join('\n') : text;
  if (few.length <= foldAbove) return few;
  const cut = few.slice(0, foldTo);
  const space = cut.search(/\s\S*$/);
  return (space > foldTo / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '');
}
