import { Fragment } from 'preact';
import { showMoment } from '../../clock';
import type { PositionTaken, StatementDocument } from '../../contracts';
import { showEdtf } from '../../edtf';
import { splitReference } from '../../events';
import { groupBy } from '../../groups';
import { m } from '../../messages';
import { type AnyStatement, isRedacted, type RedactedStatement } from '../../statements';
import { actAnchor, entityPath, meetingAnchor, statementAnchor, statementPath } from '../../urls';
import { memo } from '../memo';
import { History } from './history';
import { type Lookup, listed } from './lookup';
import { ActorNames, sideOf } from './names';
import { LinkGlyph } from './proposals';
import type { Relation } from './relations';
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
  /** Confirmed links with other statements. */
  relations?: readonly Relation[] | undefined;
  /** Shown away from its place in the stream: it must not take the anchor from there. */
  copy?: boolean;
}

/** Painted again only when the statement itself or a name on the board has changed. */
export const Statement = memo(({ statement, look, ui, isNew = false, replyTo, relations, copy = false }: StatementProps) => (
  isRedacted(statement)
    ? <TakenDown statement={statement} copy={copy} />
    : <Card statement={statement} look={look} ui={ui} isNew={isNew} replyTo={replyTo} relations={relations} copy={copy} />
));

function TakenDown({ statement, copy }: { statement: RedactedStatement; copy: boolean }) {
  return (
    <article {...(copy ? {} : { id: statementAnchor(statement.id), 'data-position': statement.position })} class="statement statement-redacted">
      <p class="statement-top"><span class="kind">{m.statement.redacted}</span><Permalink id={statement.id}>{m.statement.recorded(showMoment(statement.recordedAt))}</Permalink></p>
      <p class="quiet">{m.statement.redactedNote}</p>
    </article>
  );
}

interface CardProps extends Required<Omit<StatementProps, 'statement' | 'replyTo' | 'relations'>>, Pick<StatementProps, 'replyTo' | 'relations'> {
  statement: StatementDocument;
}

function Card({ statement, look, ui, isNew, replyTo, relations, copy }: CardProps) {
  const { id, version, status, duplicate } = statement;
  const retracted = status === 'retracted';
  const history = { id, version, look, ui };
  const classes = ['statement', `statement-${statement.quoteForm ?? 'unknown'}`, retracted && 'statement-retracted', isNew && 'statement-new'];
  return (
    <article
      {...(copy ? {} : { id: statementAnchor(statement.id), 'data-position': statement.position })}
      class={classes.filter(Boolean).join(' ')}
      data-side={sideOf(look.actor(statement.onBehalfOf?.at(-1) ?? statement.speakers[0] ?? ''))}
    >
      <p class="statement-top">
        <span class="kind">{m.kind[statement.kind]}</span>
        <Form statement={statement} />
        {statement.historical && <span class="flag flag-historical" title={m.statement.historicalHint}>{m.statement.historical}</span>}
        {retracted && <span class="flag flag-retracted">{m.statement.retracted}</span>}
        {duplicate && <span class="flag flag-historical">{m.statement.duplicate[duplicate.state]}</span>}
        {isNew && <span class="flag flag-new">{m.statement.new}</span>}
        <Permalink id={statement.id}><Said statement={statement} /></Permalink>
      </p>
      <Who statement={statement} look={look} />
      <Chain statement={statement} look={look} replyTo={replyTo} />
      {retracted ? (
        <>
          <p class="retracted-note">{m.statement.retractedNote}</p>
          <details class="retracted-words"><summary>{m.statement.showRetracted}</summary><Words statement={statement} /></details>
        </>
      ) : <Words statement={statement} />}
      {retracted && <History {...history} summary={m.statement.retractedWhy} />}
      {status === 'corrected' && (
        <History {...history} class="history-corrected" summary={<><span class="flag flag-corrected"><span aria-hidden="true">✎</span> {m.statement.corrected(version)}</span> <span class="history-open">{m.statement.correctedBefore}</span></>} />
      )}
      {duplicate && <p class="duplicate-note quiet"><a href={statementPath(look.story, duplicate.of)}>{m.statement.duplicateOf(duplicate.of)}</a>. {duplicate.state === 'likely' ? m.statement.duplicateLikelyNote : m.statement.duplicateNote}</p>}
      <Topics statement={statement} look={look} ui={ui} />
      {relations && <RelationList relations={relations} look={look} />}
      <Foot statement={statement} look={look} />
      {status === 'published' && version > 1 && <History {...history} summary={m.statement.history} />}
    </article>
  );
}

/** Links that an editor confirmed or made, told from this side. */
function RelationList({ relations, look }: { relations: readonly Relation[]; look: Lookup }) {
  return (
    <ul class="relations" aria-label={m.statement.links}>
      {relations.map(({ link, back, other, name }) => (
        <li key={`${link.id} ${back}`} class="relation">
          <LinkGlyph kind={link.kind} />
          <span>{back ? m.link[link.kind].back : m.link[link.kind].forth} <RelationEnd other={other} name={name} look={look} />
            {link.topic && <span class="quiet"> {m.review.on} <bdi>{look.topicTitle(link.topic)}</bdi></span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function RelationEnd({ other, name, look }: { other: string; name: string; look: Lookup }) {
  const [kind, id] = splitReference(other);
  if (kind === 'statement') return <a href={statementPath(look.story, id)}><bdi>{name}</bdi></a>;
  if (kind === 'meeting') return <a href={`#${meetingAnchor(id)}`}><bdi>{name}</bdi></a>;
  return kind === 'act' ? <a href={`#${actAnchor(id)}`}><bdi>{name}</bdi></a> : <bdi>{name}</bdi>;
}

function Permalink({ id, children }: { id: string; children: preact.ComponentChildren }) {
  return <a class="permalink" href={entityPath('statement', id)} title={m.statement.permalink}>{children}</a>;
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

/** What the statement takes a stance on, gathered by stance; then what it only speaks of. */
function Topics({ statement, look, ui }: { statement: StatementDocument; look: Lookup; ui: BoardUi }) {
  const positions = statement.positions ?? [];
  const taken = new Set(positions.map((position) => position.topic));
  const others = (statement.about?.topics ?? []).filter((topic) => !taken.has(topic));
  if (positions.length + others.length === 0) return null;
  return (
    <ul class="takes">
      {[...groupBy(positions, (position) => position.stance)].map(([stance, taking]) => (
        <li key={stance} class="take">
          <StanceGlyph stance={stance} />
          <span class="take-text">
            <strong>{m.stance[stance]}</strong>{' '}
            {taking.map((position, at) => (
              <Fragment key={position.topic}>{at > 0 && <span class="quiet"> · </span>}<Taken position={position} holder={statement.holders?.[0]} look={look} ui={ui} /></Fragment>
            ))}
          </span>
        </li>
      ))}
      {others.length > 0 && <li class="take-others quiet"><span>{m.statement.topics}: <bdi>{others.map((topic) => look.topicTitle(topic)).join(' · ')}</bdi></span></li>}
    </ul>
  );
}

function Taken({ position, holder, look, ui }: { position: PositionTaken; holder: string | undefined; look: Lookup; ui: BoardUi }) {
  const title = <bdi>{look.topicTitle(position.topic)}</bdi>;
  return (
    <>
      {holder ? <button type="button" class="topic-button" onClick={() => ui.openCell({ actor: look.canonical(holder), topic: position.topic })}>{title}</button> : title}
      {position.conditions?.map((condition, at) => <span key={at} class="only-if">{at === 0 ? ' ' : '; '}<bdi>{m.matrix.condition(condition.text)}</bdi></span>)}
    </>
  );
}

function Foot({ statement, look }: { statement: StatementDocument; look: Lookup }) {
  const { verification } = statement;
  // A source that the chain above names already, without an address, would say it twice.
  const chain = new Set([...(statement.reportedBy ?? []), ...statement.speakers].map((id) => look.actorName(id)));
  const sources = (statement.sources ?? []).filter((source) => source.url || !source.name || !chain.has(source.name));
  return (
    <p class="statement-foot">
      {sources.length > 0 && <Sources sources={sources} />}
      <span class="quiet" title={m.statement.recordedTitle}>{m.statement.recorded('')}<time dateTime={statement.recordedAt}>{showMoment(statement.recordedAt)}</time></span>
      {statement.translatedFrom && <span class="quiet">{m.statement.translated(statement.translatedFrom)}</span>}
      {statement.confidence !== undefined && <span class="quiet">{m.statement.confidence(statement.confidence)}</span>}
      {verification !== 'undetermined' && (
        <span>
          <span class={`flag verification verification-${verification}`}><span aria-hidden="true">{verificationMark[verification]}</span> {m.verification[verification]}</span>
          {statement.verificationNote && <span class="verification-note quiet" dir="auto"> {statement.verificationNote}</span>}
        </span>
      )}
    </p>
  );
}

const verificationMark = { verified: '✓', disputed: '≠', false: '✕', in_progress: '…', not_applicable: '–', undetermined: '' } as const;
