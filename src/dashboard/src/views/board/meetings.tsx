import { useMemo } from 'preact/hooks';
import type { MeetingDocument, StatusEntry } from '../../contracts';
import { showDuration, showEdtf } from '../../edtf';
import { type Fact, valuesOf } from '../../facts';
import { groupBy } from '../../groups';
import { m } from '../../messages';
import { entityPath, meetingAnchor, statementPath } from '../../urls';
import { memo } from '../memo';
import { Notice } from '../notice';
import { ClaimLine, fieldName } from './claim';
import type { Conditions } from './conditions';
import { ConflictGlyph, factAnchor } from './conflicts';
import { StateGlyph } from './glyph';
import type { Lookup } from './lookup';
import { PlaceName } from './place';
import { type Group, groupOf, shapeOf } from './meetingstate';
import { PeopleList } from './people';
import { show } from './show';
import { MeetingAxis } from './timeline';
import type { BoardUi } from './ui';

const groups: readonly Group[] = ['now', 'upcoming', 'proposed', 'over', 'declined', 'unknown'];

interface MeetingsProps {
  meetings: readonly MeetingDocument[];
  conditions: Conditions;
  facts: readonly Fact[];
  look: Lookup;
  ui: BoardUi;
}

export const Meetings = memo(({ meetings, conditions, facts, look, ui }: MeetingsProps) => {
  const factsOn = useMemo(() => groupBy(facts, (fact) => fact.about), [facts]);
  const grouped = useMemo(() => groupBy(inOrder(meetings), (meeting) => groupOf[meeting.status]), [meetings]);
  if (meetings.length === 0) return <Notice level={3} title={m.meetings.empty} text={m.meetings.emptyHint} />;
  return (
    <>
      <MeetingAxis meetings={meetings} ui={ui} />
      {groups.filter((group) => grouped.has(group)).map((group) => (
        <section key={group} class={`meeting-group meeting-group-${group}`}>
          <h3 class="group-head">{m.meetings.groups[group]} <span class="count">{grouped.get(group)!.length}</span></h3>
          {grouped.get(group)!.map((meeting) => <Meeting key={meeting.id} meeting={meeting} conditions={conditions} facts={factsOn.get(`meeting/${meeting.id}`) ?? none} look={look} ui={ui} />)}
        </section>
      ))}
    </>
  );
});

/** Dated ones newest first, then those without a date as they were recorded. */
function inOrder(meetings: readonly MeetingDocument[]): MeetingDocument[] {
  const key = (meeting: MeetingDocument): string => /\d{4}[-\dT:]*/.exec(meeting.start ?? meeting.end ?? '')?.[0] ?? '';
  return meetings.toSorted((a, b) => compare(key(b), key(a)) || compare(a.recordedAt, b.recordedAt) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

const none: readonly Fact[] = [];
/** Fields that have a place of their own on the card; a conflict about any other is told below it. */
const placed: ReadonlySet<string> = new Set(['name', 'status', 'outcome', 'start', 'end', 'duration', 'place', 'kind', 'host', 'organizer']);

interface MeetingProps extends Omit<MeetingsProps, 'meetings'> {
  meeting: MeetingDocument;
}

const Meeting = memo(({ meeting, conditions, facts, look, ui }: MeetingProps) => {
  const open = facts.filter((fact) => fact.state === 'open');
  const mark = (...fields: readonly string[]) => open.filter((fact) => fields.includes(fact.field)).map((fact) => <ConflictMark key={fact.field} fact={fact} look={look} ui={ui} />);
  const elsewhere = open.filter((fact) => !placed.has(fact.field) && !(fact.field.startsWith('participants.') && meeting.participants?.some((one) => fact.field === `participants.${one.actor}`)));
  return (
    <article id={meetingAnchor(meeting.id)} class="meeting" data-status={meeting.status} tabIndex={-1}>
      <h4 class="meeting-name" dir="auto"><a href={entityPath('meeting', meeting.id)}>{meeting.name}</a>{mark('name')}</h4>
      <p class="meeting-status">
        <span class={`status status-${groupOf[meeting.status]}`}><StateGlyph shape={shapeOf(meeting.status)} />{m.meetingStatus[meeting.status]}</span>{mark('status')}
        {meeting.outcome && <span class="outcome">{m.outcome[meeting.outcome]}</span>}{mark('outcome')}
      </p>
      <p class="meeting-when"><span>{[<When key="when" meeting={meeting} />, meeting.place && <PlaceName key="place" id={meeting.place} />].filter(Boolean).map((part, at) => <span key={at} class="chain-part">{part}</span>)}</span>{mark('start', 'end', 'duration', 'place')}</p>
      <Around meeting={meeting} look={look} marks={mark('kind', 'host', 'organizer')} />
      <PeopleList meeting={meeting} conditions={conditions} mark={mark} look={look} ui={ui} />
      {elsewhere.length > 0 && <p class="meeting-conflicts">{elsewhere.map((fact) => <ConflictMark key={fact.field} fact={fact} look={look} ui={ui} />)}</p>}
      {(meeting.statusHistory?.length ?? 0) > 0 && <StatusHistory entries={meeting.statusHistory!} look={look} />}
      <Background facts={facts} look={look} />
    </article>
  );
});

/** Reports disagree about this very field: how many values there are, and the way to them. */
function ConflictMark({ fact, look, ui }: { fact: Fact; look: Lookup; ui: BoardUi }) {
  const values = valuesOf(fact.claims.filter((claim) => claim.status !== 'superseded')).length;
  const go = (): void => {
    ui.turnTo('review');
    requestAnimationFrame(() => {
      show(factAnchor(fact));
      document.getElementById(factAnchor(fact))?.focus({ preventScroll: true });
    });
  };
  return (
    <button type="button" class="conflict-mark" onClick={go} title={m.review.toConflict}>
      <ConflictGlyph />{fieldName(fact.field, look)}: {m.review.values(values)}<span class="unseen">. {m.review.toConflict}</span>
    </button>
  );
}

/** Sentences about how it came about; nobody's position. */
function Background({ facts, look }: { facts: readonly Fact[]; look: Lookup }) {
  const claims = facts.filter((fact) => fact.state === 'background').flatMap((fact) => fact.claims);
  if (claims.length === 0) return null;
  return (
    <details class="history">
      <summary>{m.meetings.background(claims.length)}</summary>
      <div class="history-list">{claims.map((claim) => <ClaimLine key={claim.id} claim={claim} look={look} />)}</div>
    </details>
  );
}

function When({ meeting }: { meeting: MeetingDocument }) {
  const { start, end, duration } = meeting;
  const parts = [
    start && showEdtf(start), end && end !== start && m.meetings.ended(showEdtf(end)), duration && m.meetings.lasted(showDuration(duration)),
  ].filter(Boolean);
  return parts.length > 0 ? <span>{parts.join(', ')}</span> : <span class="quiet">{m.meetings.noDate}</span>;
}

function Around({ meeting, look, marks }: { meeting: MeetingDocument; look: Lookup; marks: readonly preact.VNode[] }) {
  const parts = [
    meeting.kind && meeting.kind !== 'other' && m.meetingKind[meeting.kind], meeting.host && m.meetings.host(look.actorName(meeting.host)),
    meeting.organizer && m.meetings.organizer(look.actorName(meeting.organizer)), meeting.parent && m.meetings.partOf(look.meetingName(meeting.parent)),
    meeting.previous && m.meetings.follows(look.meetingName(meeting.previous)),
  ].filter(Boolean);
  if (parts.length + marks.length === 0) return null;
  return <p class="meeting-around quiet"><span>{parts.map((part, at) => <span key={at} class="chain-part" dir="auto">{part}</span>)}</span>{marks}</p>;
}

function StatusHistory({ entries, look }: { entries: readonly StatusEntry[]; look: Lookup }) {
  return (
    <details class="history">
      <summary>{m.meetings.history}</summary>
      <ol class="history-list">
        {entries.map((entry, at) => (
          <li key={at}>
            <p class="history-head">
              <strong>{m.meetingStatus[entry.status]}</strong>
              {entry.outcome && <span>{m.outcome[entry.outcome]}</span>}
              <span class="quiet">{entry.at ? showEdtf(entry.at) : m.statement.undated}</span>
              {entry.forced && <span class="flag">{m.meetings.forced}</span>}
            </p>
            {entry.reason && <p dir="auto">{entry.reason}</p>}
            {entry.evidence?.length ? <p>{entry.evidence.map((reference) => <Evidence key={reference} reference={reference} look={look} />)}</p> : null}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Evidence({ reference, look }: { reference: string; look: Lookup }) {
  if (!reference.startsWith('statement/')) return <span class="chain-part" dir="auto">{look.name(reference)}</span>;
  const id = reference.slice('statement/'.length);
  return <a class="chain-part" href={statementPath(look.story, id)}>{m.meetings.evidence}: {m.evidence.missing(id)}</a>;
}
