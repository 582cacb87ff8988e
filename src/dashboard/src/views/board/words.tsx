import { useState } from 'preact/hooks';
import type { StatementDocument } from '../../contracts';
import { m } from '../../messages';

const foldAbove = 1_200;
const foldTo = 800;

/** What was said: direct words as a quotation, others visibly not. Always text, never markup; very long words fold. */
export function Words({ statement }: { statement: StatementDocument }) {
  const [whole, setWhole] = useState(false);
  const { text, lang, quoteForm } = statement;
  const long = text.length > foldAbove;
  const shown = long && !whole ? `${beginning(text)} …` : text;
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

/** Cut between words where there are any, never within a character. */
function beginning(text: string): string {
  const cut = text.slice(0, foldTo);
  const space = cut.search(/\s\S*$/);
  return (space > foldTo / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '');
}
