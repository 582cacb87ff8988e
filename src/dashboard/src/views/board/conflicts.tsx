import type { ChangeItem } from '../../contracts';
import { type EventData, splitReference } from '../../events';
import { decisionOf, type Fact, valuesOf } from '../../facts';
import { m } from '../../messages';
import { meetingAnchor } from '../../urls';
import { memo } from '../memo';
import { useAsked } from './asked';
import { ClaimLine, ClaimValue, fieldName } from './claim';
import type { Lookup } from './lookup';
import { PlaceName } from './place';
import type { BoardUi } from './ui';
import { Why } from './why';

interface FactProps {
  fact: Fact;
  look: Lookup;
  ui: BoardUi;
}

/** Reports disagree: their values side by side, each with who says so and where. */
export const OpenConflict = memo(({ fact, look }: FactProps) => {
  const values = valuesOf(fact.claims.filter((claim) => claim.status !== 'superseded'));
  const superseded = fact.claims.filter((claim) => claim.status === 'superseded');
  return (
    <article id={factAnchor(fact)} class="fact fact-open" tabIndex={-1}>
      <FactHead fact={fact} look={look}><span class="flag flag-conflict"><ConflictGlyph />{m.review.values(values.length)}</span></FactHead>
      <div class="fact-values">
        {values.map(({ value, claims }, at) => (
          <div key={at} class="fact-value">
            <p class="fact-value-words"><ClaimValue about={fact.about} field={fact.field} value={value} look={look} />{claims.some((claim) => claim.status === 'preferred') && <span class="flag flag-preferred">{m.review.claimStatus.preferred}</span>}</p>
            {claims.map((claim) => <ClaimLine key={claim.id} claim={claim} look={look} withValue={false} />)}
          </div>
        ))}
      </div>
      {superseded.map((claim) => <ClaimLine key={claim.id} claim={claim} look={look} />)}
    </article>
  );
});

/** An editor preferred one: what it was, what it is, who decided and why; the other claims stay readable. */
export const DecidedFact = memo(({ fact, look, ui }: FactProps) => {
  const decision = decisionOf(fact)!;
  const { preferred } = decision;
  const reference = `claim/${preferred.id}`;
  const asked = useAsked<{ readonly record: ChangeItem }>(decision.unsure ? `/api/explain?of=${encodeURIComponent(reference)}` : undefined, ui, preferred.version);
  const told = typeof asked === 'object' ? (asked.record.data as EventData['claim.preferred']).old : undefined;
  const old = decision.unsure ? told : decision.old;
  return (
    <article id={factAnchor(fact)} class="fact fact-decided" tabIndex={-1}>
      <FactHead fact={fact} look={look} />
      <p class="fact-change">
        {old !== undefined && <><span class="unseen">{m.review.oldValue}: </span><del><ClaimValue about={fact.about} field={fact.field} value={old} look={look} /></del><span aria-hidden="true"> → </span><span class="unseen">, {m.review.newValue}: </span></>}
        <ins><ClaimValue about={fact.about} field={fact.field} value={preferred.value} look={look} /></ins>
      </p>
      <p class="fact-decision"><span class="preferred-mark" aria-hidden="true">✓</span> {preferred.editor ? m.review.preferredBy(preferred.editor) : m.review.preferredNobody}{preferred.reason && <span dir="auto">: {preferred.reason}</span>}</p>
      <div class="fact-more">
        <details class="why">
          <summary>{m.review.claims(fact.claims.length)}</summary>
          <div class="why-body">{fact.claims.map((claim) => <ClaimLine key={claim.id} claim={claim} look={look} />)}</div>
        </details>
        <Why of={reference} what={fieldName(fact.field, look)} stamp={preferred.version} look={look} ui={ui} claimsShown />
      </div>
    </article>
  );
});

/** Sentences that nobody disputes: the value is the sentence. */
export function PlainFact({ fact, look }: Omit<FactProps, 'ui'>) {
  return (
    <article class="fact fact-plain">
      <p class="fact-about quiet"><AboutName about={fact.about} look={look} />{fact.field !== 'background' && <> · {fieldName(fact.field, look)}</>}</p>
      {fact.claims.map((claim) => <ClaimLine key={claim.id} claim={claim} look={look} />)}
    </article>
  );
}

/** The field first, for it is what reports differ in; what it is a field of below it. */
function FactHead({ fact, look, children }: { fact: Fact; look: Lookup; children?: preact.ComponentChildren }) {
  return (
    <>
      <h4 class="fact-head"><bdi>{fieldName(fact.field, look)}</bdi>{children}</h4>
      <p class="fact-about quiet"><AboutName about={fact.about} look={look} /></p>
    </>
  );
}

function AboutName({ about, look }: { about: string; look: Lookup }) {
  const [kind, id] = splitReference(about);
  if (kind === 'meeting') return <a href={`#${meetingAnchor(id)}`}><bdi>{look.meetingName(id)}</bdi></a>;
  if (kind === 'place') return <PlaceName id={id} />;
  return <bdi>{kind === 'story' ? m.review.thisStory : look.name(about)}</bdi>;
}

export function ConflictGlyph() {
  return (
    <svg class="conflict-glyph" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M3 5.5h10M3 10.5h10M10.5 2.5l-5 11" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" />
    </svg>
  );
}

export function factAnchor({ about, field }: Pick<Fact, 'about' | 'field'>): string {
  return `fact-${about}-${field}`;
}
