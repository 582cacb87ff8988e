import { useMemo } from 'preact/hooks';
import type { LinkDocument } from '../../contracts';
import type { Fact, FactState } from '../../facts';
import { m } from '../../messages';
import { memo } from '../memo';
import { Notice } from '../notice';
import type { Known } from './asked';
import { DecidedFact, OpenConflict, PlainFact } from './conflicts';
import type { Lookup } from './lookup';
import { Links } from './proposals';
import type { BoardUi } from './ui';

interface ReviewProps {
  facts: readonly Fact[];
  links: readonly LinkDocument[];
  known: Known;
  look: Lookup;
  ui: BoardUi;
}

/** What waits for an editor: reports that disagree, and what rules propose. Below it what editors have decided, and what stands undisputed. */
export const Review = memo(({ facts, links, known, look, ui }: ReviewProps) => {
  const of = (state: FactState): Fact[] => facts.filter((fact) => fact.state === state);
  const [open, decided, undisputed, background] = useMemo(() => [of('open'), of('decided'), of('undisputed'), of('background')], [facts]);
  const [proposed, confirmed] = useMemo(() => [links.filter(({ state }) => state === 'proposed'), links.filter(({ state }) => state === 'confirmed')], [links]);
  if (facts.length + proposed.length + confirmed.length === 0) return <Notice level={3} title={m.review.empty} text={m.review.emptyHint} />;
  return (
    <>
      <Section name="conflicts" title={m.review.conflicts} count={open.length}>
        {open.length === 0 ? <p class="quiet section-none">{m.review.noConflicts}</p> : open.map((fact) => <OpenConflict key={keyOf(fact)} fact={fact} look={look} ui={ui} />)}
      </Section>
      <Section name="proposals" title={m.review.proposals} count={proposed.length}>
        {proposed.length === 0 ? <p class="quiet section-none">{m.review.noProposals}</p> : <Links links={proposed} known={known} look={look} ui={ui} />}
      </Section>
      {decided.length > 0 && (
        <Section name="settled" title={m.review.settled} count={decided.length}>{decided.map((fact) => <DecidedFact key={keyOf(fact)} fact={fact} look={look} ui={ui} />)}</Section>
      )}
      {confirmed.length > 0 && <Section name="confirmed" title={m.review.confirmed} count={confirmed.length}><Links links={confirmed} known={known} look={look} ui={ui} /></Section>}
      {undisputed.length > 0 && <Folded title={m.review.undisputed} facts={undisputed} look={look} />}
      {background.length > 0 && <Folded title={m.review.background} facts={background} look={look} />}
    </>
  );
});

function Section({ name, title, count, children }: { name: string; title: string; count: number; children: preact.ComponentChildren }) {
  return (
    <section class={`review-section review-${name}`} aria-labelledby={`review-${name}-heading`}>
      <h3 id={`review-${name}-heading`} class="group-head">{title} <span class="count">{count}</span></h3>
      {children}
    </section>
  );
}

function Folded({ title, facts, look }: { title: string; facts: readonly Fact[]; look: Lookup }) {
  return (
    <details class="review-section review-folded">
      <summary class="group-head"><h3>{title} <span class="count">{facts.reduce((all, fact) => all + fact.claims.length, 0)}</span></h3></summary>
      {facts.map((fact) => <PlainFact key={keyOf(fact)} fact={fact} look={look} />)}
    </details>
  );
}

function keyOf(fact: Fact): string {
  return `${fact.about} ${fact.field}`;
}

/** How much waits for an editor. */
export function undecided(facts: readonly Fact[], links: readonly LinkDocument[]): number {
  return facts.filter(({ state }) => state === 'open').length + links.filter(({ state }) => state === 'proposed').length;
}
