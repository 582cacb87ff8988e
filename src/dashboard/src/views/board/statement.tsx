import { useMemo } from 'preact/hooks';
import { showMoment } from '../../clock';
import type { PositionTaken, StatementDocument } from '../../contracts';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import { type AnyStatement, isRedacted, type RedactedStatement } from '../../statements';
import { meetingAnchor, statementAnchor, statementPath } from '../../urls';
import { History } from './history';
import { type Lookup, listed } from './lookup';
import { ActorNames, sideOf } from './names';
import { Sources } from './sources';
import { StanceGlyph } from './stance';
import type { BoardUi } from './ui';
import { Words } from './words';

export interface StatementProps {
  statement: AnyStatement;
  look: Lookup;
  ui: BoardUi;
  /** Arrived while the page was open. */
  isNew?: boolean;
  /** Who spoke in the statement that this one replies to, where that is known here. */
  replyTo?: string | undefined;
  /** Shown away from its place in the stream: it must not take the anchor from there. */
  copy?: boolean;
}

/** Painted again only when the statement itself or a name on the board has changed. */
export function Statement({ statement, look, ui, isNew = false, replyTo, copy = false }: StatementProps) {
  return useMemo(
    () => (isRedacted(statement)
      ? <TakenDown statement={statement} look={look} copy={copy} />
      : <Card statement={statement} look={look} ui={ui} isNew={isNew} replyTo={replyTo} copy={copy} />),
    [statement, look, ui, isNew, replyTo, copy],
  );
}

function TakenDown({ statement, look, copy }: { statement: RedactedStatement; look: Lookup; copy: boolean }) {
  return (
    <article {...(copy ? {} : { id: statementAnchor(statement.id) })} class="statement statement-redacted">
      <p class="statement-top"><span class="kind">{m.statement.redacted}</span><Permalink id={statement.id} look={look}>{m.statement.recorded(showMoment(statement.recordedAt))}</Permalink></p>
      <p class="quiet">{m.statement.redactedNote}</p>
    </article>
  );
}

function Card({ statement, look, ui, isNew, replyTo, copy }: Required<Omit<StatementProps, 'statement' | 'replyTo'>> & { statement: StatementDocument; replyTo: string | undefined }) {
  const retracted = statement.status === 'retracted';
  const classes = ['statement', `statement-${statement.quoteForm ?? 'unknown'}`, retracted && 'statement-retracted', isNew && 'statement-new'];
  return (
    <article
      {...(copy ? {} : { id: statementAnchor(statement.id) })}
      class={classes.filter(Boolean).join(' ')}
      data-side={sideOf(look.actor(statement.onBehalfOf?.at(-1) ?? statement.speakers[0] ?? ''))}
    >
      <p class="statement-top">
        <span class="kind">{m.kind[statement.kind]}</span>
        <Form statement={statement} />
        {statement.historical && <span class="flag flag-historical" title={m.statement.historicalHint}>{m.statement.historical}</span>}
        {retracted && <span class="flag flag-retracted">{m.statement.retracted}</span>}
        {isNew && <span class="flag flag-new">{m.statement.new}</span>}
        <Permalink id={statement.id} look={look}><Said statement={statement} /></Permalink>
      </p>
      <Who statement={statement} look={look} />
      <Chain statement={statement} look={look} replyTo={replyTo} />
      {retracted ? (
        <>
          <p class="retracted-note">{m.statement.retractedNote}</p>
          <details class="retracted-words"><summary>{m.statement.showRetracted}</summary><Words statement={statement} /></details>
        </>
      ) : <Words statement={statement} />}
      <Topics statement={statement} look={look} ui={ui} />
      <Foot statement={statement} />
      {statement.version > 1 && <History id={statement.id} version={statement.version} />}
    </article>
  );
}

function Permalink({ id, look, children }: { id: string; look: Lookup; children: preact.ComponentChildren }) {
  return <a class="permalink" href={statementPath(look.story, id)} title={m.statement.permalink}>{children}</a>;
}

function Form({ statement }: { statement: StatementDocument }) {
  const form = statement.quoteForm;
  return (
    <span class={`form form-${form ?? 'unknown'}`}>
      <span class="form-mark" aria-hidden="true">{form === 'direct' ? '“ ”' : form === 'mixed' ? '“…' : '¶'}</span>
      {form ? m.statement.form[form] : m.statement.formUnknown}
    </span>
  );
}

/** When it was said, as known: an undated statement says so. */
function Said({ statement }: { statement: StatementDocument }) {
  if (!statement.saidAt) return <span class="said said-undated">{m.statement.undated}</span>;
  return <span class="said" title={`${m.statement.saidTitle} (${statement.saidAt})`}>{showEdtf(statement.saidAt)}</span>;
}

function Who({ statement, look }: { statement: StatementDocument; look: Lookup }) {
  const { speakers, onBehalfOf = [], role } = statement;
  const principal = onBehalfOf.at(-1);
  const through = onBehalfOf.slice(0, -1);
  return (
    <h3 class="who">
      <span class="speakers"><ActorNames ids={speakers} look={look} /></span>
      {principal && <span class="for"> {m.statement.forWhom('')}<bdi>{look.actorName(principal)}</bdi></span>}
      {speakers.length > 1 && <span class="flag">{m.statement.joint}</span>}
      {statement.attribution === 'metonym' && <span class="flag">{m.statement.attribution.metonym}</span>}
      {(through.length > 0 || role) && (
        <span class="office"> {[role, through.length > 0 ? m.statement.through(listed(through.map((id) => look.actorName(id)))) : ''].filter(Boolean).join(', ')}</span>
      )}
    </h3>
  );
}

/** How the words came here: relays nearest first, to whom, where, on which medium, in reply to what. */
function Chain({ statement, look, replyTo }: { statement: StatementDocument; look: Lookup; replyTo: string | undefined }) {
  const relays = (statement.reportedBy ?? []).filter((id) => !(statement.speakers.length === 1 && statement.speakers[0] === id));
  const platform = statement.platform === undefined ? undefined : look.actorName(statement.platform);
  const media = [statement.medium, platform?.toLowerCase() === statement.medium?.toLowerCase() ? undefined : platform].filter((name) => name !== undefined);
  const parts: preact.ComponentChildren[] = [];
  if (relays.length > 0) parts.push(<span class={statement.attribution === 'relayed' ? 'relayed' : ''}>{m.statement.via(relays.map((id) => look.actorName(id)).join(', '))}</span>);
  if (statement.to?.length) parts.push(m.statement.to(listed(statement.to.map((id) => look.actorName(id)))));
  if (statement.meeting) parts.push(<a href={`#${meetingAnchor(statement.meeting)}`}>{m.statement.at(look.meetingName(statement.meeting))}</a>);
  parts.push(...media);
  if (statement.inReplyTo) {
    parts.push(<a href={statementPath(look.story, statement.inReplyTo)}>{replyTo ? m.statement.inReplyTo(replyTo) : m.statement.inReplyToEarlier}</a>);
  }
  if (statement.sameUtteranceAs) parts.push(<a href={statementPath(look.story, statement.sameUtteranceAs)}>{m.statement.sameUtterance}</a>);
  if (parts.length === 0) return null;
  return <p class="chain">{parts.map((part, at) => <span key={at} class="chain-part" dir="auto">{part}</span>)}</p>;
}

function Topics({ statement, look, ui }: { statement: StatementDocument; look: Lookup; ui: BoardUi }) {
  const positions = statement.positions ?? [];
  const taken = new Set(positions.map((position) => position.topic));
  const others = (statement.about?.topics ?? []).filter((topic) => !taken.has(topic));
  if (positions.length + others.length === 0) return null;
  return (
    <ul class="topics">
      {positions.map((position) => <li key={position.topic}><PositionChip position={position} statement={statement} look={look} ui={ui} /></li>)}
      {others.map((topic) => <li key={topic}><span class="chip chip-topic" dir="auto">{look.topicTitle(topic)}</span></li>)}
    </ul>
  );
}

function PositionChip({ position, statement, look, ui }: { position: PositionTaken; statement: StatementDocument; look: Lookup; ui: BoardUi }) {
  const holder = statement.holders?.[0];
  const inner = (
    <>
      <StanceGlyph stance={position.stance} />
      <span>
        <span class="chip-stance">{m.stance[position.stance]}</span> <bdi>{look.topicTitle(position.topic)}</bdi>
        {position.conditions?.map((condition, at) => <span key={at} class="chip-if">{at === 0 ? ' ' : '; '}{m.matrix.if} <bdi>{condition.text}</bdi></span>)}
      </span>
    </>
  );
  if (!holder) return <span class="chip">{inner}</span>;
  return <button type="button" class="chip" onClick={() => ui.openCell({ actor: holder, topic: position.topic })}>{inner}</button>;
}

function Foot({ statement }: { statement: StatementDocument }) {
  const { verification } = statement;
  return (
    <p class="statement-foot">
      {statement.sources?.length ? <Sources sources={statement.sources} /> : null}
      <span class="quiet" title={m.statement.recordedTitle}>{m.statement.recorded('')}<time dateTime={statement.recordedAt}>{showMoment(statement.recordedAt)}</time></span>
      {statement.translatedFrom && <span class="quiet">{m.statement.translated(statement.translatedFrom)}</span>}
      {statement.confidence !== undefined && <span class="quiet">{m.statement.confidence(statement.confidence)}</span>}
      {statement.status === 'corrected' && <span class="flag flag-corrected">{m.statement.corrected(statement.version)}</span>}
      {verification !== 'undetermined' && (
        <span class={`flag verification verification-${verification}`} title={statement.verificationNote}>
          <span aria-hidden="true">{verificationMark[verification]}</span> {m.verification[verification]}
        </span>
      )}
    </p>
  );
}

const verificationMark = { verified: '✓', disputed: '≠', false: '✕', in_progress: '…', not_applicable: '–', undetermined: '' } as const;
