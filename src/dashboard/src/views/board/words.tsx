import type { StatementDocument } from '../../contracts';
import { useFolded } from './folded';

/** What was said: direct words as a quotation, others visibly not. Always text, never markup; very long words fold. */
export function Words({ statement }: { statement: StatementDocument }) {
  const { text, lang, quoteForm } = statement;
  const { shown, button } = useFolded(text, { above: 1_200, to: 800 });
  const Block = quoteForm === 'direct' ? 'blockquote' : 'p';
  return (
    <>
      <Block class={`words words-${quoteForm ?? 'unknown'}`} dir="auto" lang={lang}>{shown}</Block>
      {button}
    </>
  );
}
