import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import { type AnyStatement, isRedacted } from '../../statements';
import { statementPath } from '../../urls';
import type { Lookup } from './lookup';
import { ActorNames } from './names';
import { Sources } from './sources';

interface QuoteProps {
  id: string;
  /** Undefined while it is being read. */
  statement: AnyStatement | 'failed' | undefined;
  look: Lookup;
  /** With where it was read, to the paragraph. */
  sources?: boolean;
}

/** A statement in a few lines, as evidence for something else: who, when, the words. The whole is a click away. */
export function Quote({ id, statement, look, sources = false }: QuoteProps) {
  const there = statement !== undefined && statement !== 'failed' && !isRedacted(statement) ? statement : undefined;
  const principal = there?.onBehalfOf?.at(-1);
  return (
    <div class={there?.status === 'retracted' ? 'quote quote-retracted' : 'quote'}>
      <p class="quote-head">
        <span class="quote-who">
          {there ? <ActorNames ids={there.speakers} look={look} plain /> : m.review.statement(id)}
          {principal && <span class="quiet"> {m.statement.forWhom(look.actorName(principal))}</span>}
        </span>
        <a class="permalink" href={statementPath(look.story, id)} title={m.evidence.goTo}>{there?.saidAt ? showEdtf(there.saidAt) : m.statement.undated}</a>
      </p>
      {there
        ? <p class={`quote-words quote-${there.quoteForm ?? 'unknown'}`} dir="auto" lang={there.lang}>{there.text}</p>
        : <p class="quote-words quiet">{statement === undefined ? m.evidence.loading : statement === 'failed' ? m.evidence.failed : m.statement.redactedNote}</p>}
      {there && there.status !== 'published' && <span class={`flag flag-${there.status}`}>{there.status === 'retracted' ? m.statement.retracted : m.statement.corrected(there.version)}</span>}
      {sources && there?.sources?.length ? <p class="quote-sources"><Sources sources={there.sources} /></p> : null}
    </div>
  );
}
