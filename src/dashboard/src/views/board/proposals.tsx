import { useState } from 'preact/hooks';
import type { LinkDocument, LinkKind } from '../../contracts';
import { splitReference } from '../../events';
import { groupBy } from '../../groups';
import { m } from '../../messages';
import { meetingAnchor } from '../../urls';
import { type Known, useStatement } from './asked';
import type { Lookup } from './lookup';
import { Quote } from './quote';
import type { BoardUi } from './ui';
import { Why } from './why';

/** What an editor looks at first stands first. */
const kinds: readonly LinkKind[] = [
  'contradicts', 'diverges_from', 'condition_failed', 'condition_met', 'tension', 'opposed_positions', 'withdraws', 'rejects', 'accepts', 'supersedes', 'agrees_with',
  'repeats', 'elaborates', 'replies_to', 'same_utterance', 'precedes',
];
const shownOfKind = 3;

interface ListProps {
  links: readonly LinkDocument[];
  known: Known;
  look: Lookup;
  ui: BoardUi;
}

/** Links by kind, each with both sides' words and the rule that proposes it, or the editor who made it. */
export function Links({ links, known, look, ui }: ListProps) {
  const byKind = groupBy(links, (link) => link.kind);
  return <>{kinds.filter((kind) => byKind.has(kind)).map((kind) => <OfKind key={kind} kind={kind} links={byKind.get(kind)!} known={known} look={look} ui={ui} />)}</>;
}

function OfKind({ kind, links, known, look, ui }: ListProps & { kind: LinkKind }) {
  const [all, setAll] = useState(false);
  const shown = all ? links : links.slice(0, shownOfKind);
  const { name, many } = m.link[kind];
  return (
    <section class="links-of-kind">
      <h4 class="kind-head"><LinkGlyph kind={kind} /><span>{links.length === 1 ? name : many}</span> <span class="count">{links.length}</span></h4>
      {shown.map((link) => <Proposal key={link.id} link={link} known={known} look={look} ui={ui} />)}
      {links.length > shownOfKind && (
        <button type="button" class="link-button" aria-expanded={all} onClick={() => setAll(!all)}>{all ? m.review.showFewer : m.review.showAll(links.length)}</button>
      )}
    </section>
  );
}

function Proposal({ link, known, look, ui }: Omit<ListProps, 'links'> & { link: LinkDocument }) {
  const { from, to, kind, topic, rule, state, editor, reason, version } = link;
  return (
    <article class={`proposal proposal-${state}`}>
      <End reference={from} known={known} look={look} ui={ui} />
      <p class="proposal-between"><span class="proposal-verb">{m.link[kind].forth}</span></p>
      <End reference={to} known={known} look={look} ui={ui} />
      <p class="proposal-rule quiet">
        {topic && <span>{m.review.on} <bdi class="proposal-topic">{look.topicTitle(topic)}</bdi></span>}
        {state === 'confirmed' && editor && <span dir="auto">{rule ? m.review.confirmedBy(editor) : m.review.madeBy(editor)}{reason ? `: ${reason}` : ''}</span>}
        {state === 'proposed' && rule && <span>{m.rule[rule] ?? rule}</span>}
      </p>
      <Why of={`link/${link.id}`} what={m.link[kind].name} stamp={version} look={look} ui={ui} />
    </article>
  );
}

function End({ reference, known, look, ui }: { reference: string; known: Known; look: Lookup; ui: BoardUi }) {
  const [kind, id] = splitReference(reference);
  const statement = useStatement(kind === 'statement' ? id : undefined, known, ui);
  if (kind === 'statement') return <Quote id={id} statement={statement} look={look} />;
  const name = <bdi>{look.name(reference)}</bdi>;
  return <div class="quote"><p class="quote-who">{kind === 'meeting' ? <a href={`#${meetingAnchor(id)}`}>{name}</a> : name}</p></div>;
}

/** Against each other, with each other, or one after the other. */
export function LinkGlyph({ kind }: { kind: LinkKind }) {
  const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
  return (
    <svg class={`link-glyph link-${leaning[kind]}`} viewBox="0 0 16 16" aria-hidden="true">
      {leaning[kind] === 'against' && <path d="M1.5 8h5M4.5 5 7.2 8l-2.7 3M14.5 8h-5M11.5 5 8.8 8l2.7 3" {...line} />}
      {leaning[kind] === 'tense' && <path d="M2 8h2l1.5-3.5 2.5 7 2.5-7L12 8h2" {...line} />}
      {leaning[kind] === 'with' && <path d="M3 5.7h10M3 10.3h10" {...line} />}
      {leaning[kind] === 'after' && <path d="M2.5 8h10M9 4.5 12.5 8 9 11.5" {...line} />}
    </svg>
  );
}

const leaning: Record<LinkKind, 'against' | 'tense' | 'with' | 'after'> = {
  contradicts: 'against', diverges_from: 'against', opposed_positions: 'against', rejects: 'against', condition_failed: 'against', withdraws: 'against', tension: 'tense',
  accepts: 'with', agrees_with: 'with', repeats: 'with', elaborates: 'with', same_utterance: 'with', condition_met: 'with', replies_to: 'after', supersedes: 'after', precedes: 'after',
};
