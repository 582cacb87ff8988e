import { useSignal } from '@preact/signals';
import { showMoment } from '../../clock';
import type { ActDocument, ChangeItem, ClaimDocument } from '../../contracts';
import { m } from '../../messages';
import type { AnyStatement } from '../../statements';
import { useAsked } from './asked';
import { ClaimLine } from './claim';
import type { Lookup } from './lookup';
import { Quote } from './quote';
import type { BoardUi } from './ui';

/** What `GET /api/explain` answers, as far as it is used here. */
interface Explanation {
  readonly record: ChangeItem;
  readonly rule?: { readonly name: string; readonly says?: string };
  readonly editor?: string;
  readonly cause?: ChangeItem;
  readonly statements: readonly AnyStatement[];
  readonly acts: readonly ActDocument[];
  readonly claims: readonly ClaimDocument[];
}

interface WhyProps {
  /** A reference, or `cell/STORY/ACTOR/TOPIC`. */
  of: string;
  /** For a reader who does not see what it stands beside. */
  what: string;
  /** Asked again when it changes. */
  stamp: unknown;
  look: Lookup;
  ui: BoardUi;
  /** The claims stand beside it already. */
  claimsShown?: boolean;
}

/** Why something is as it is: rule, editor, what it followed, and the statements with their sources. Asked for when somebody opens it. */
export function Why({ of, what, stamp, look, ui, claimsShown = false }: WhyProps) {
  const open = useSignal(false);
  const answer = useAsked<Explanation>(open.value ? `/api/explain?of=${encodeURIComponent(of)}` : undefined, ui, stamp);
  return (
    <details class="why" onToggle={(event) => { open.value = event.currentTarget.open; }}>
      <summary><span aria-hidden="true">{m.why.summary}</span><span class="unseen">{m.why.of(what)}</span></summary>
      {open.value && (answer === undefined ? <p class="quiet">{m.why.loading}</p> : answer === 'failed' ? <p class="quiet">{m.why.failed}</p> : <Explained answer={claimsShown ? { ...answer, claims: [] } : answer} look={look} bare={claimsShown} />)}
    </details>
  );
}

function Explained({ answer, look, bare }: { answer: Explanation; look: Lookup; bare: boolean }) {
  const { rule, editor, cause, record, statements, acts, claims } = answer;
  return (
    <div class="why-body">
      <dl class="why-list">
        <dt>{m.why.rule}</dt><dd>{rule ? m.rule[rule.name] ?? rule.says ?? rule.name : m.why.noRule}</dd>
        {editor && <><dt>{m.why.editor}</dt><dd><bdi>{editor}</bdi></dd></>}
        {cause && <><dt>{m.why.followed}</dt><dd>{named(cause)}</dd></>}
        <dt>{m.why.record}</dt><dd>{named(record)}</dd>
      </dl>
      {statements.map((statement) => <Quote key={statement.id} id={statement.id} statement={statement} look={look} sources />)}
      {acts.map((act) => <p key={act.id} class="quote"><span class="quiet">{m.actKind[act.kind]}: </span><bdi>{act.text}</bdi></p>)}
      {claims.map((claim) => <ClaimLine key={claim.id} claim={claim} look={look} />)}
      {!bare && statements.length + acts.length + claims.length === 0 && <p class="quiet">{m.why.nothing}</p>}
    </div>
  );
}

function named(item: ChangeItem): string {
  return `${m.recordKind[item.kind] ?? item.kind}, ${m.connection.position(item.position).toLowerCase()}, ${showMoment(item.at)}`;
}
