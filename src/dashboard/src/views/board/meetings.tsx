import { useMemo, useState } from 'preact/hooks';
import type { Attendance, MeetingDocument, MeetingStatus, Participation, StatusEntry } from '../../contracts';
import { showDuration, showEdtf } from '../../edtf';
import { groupBy } from '../../groups';
import { m } from '../../messages';
import { meetingAnchor, statementPath } from '../../urls';
import { memo } from '../memo';
import { Notice } from '../notice';
import type { Lookup } from './lookup';
import { ActorName } from './names';
import { PlaceName } from './place';

type Group = keyof typeof m.meetings.groups;

const groupOf: Record<MeetingStatus, Group> = {
  under_way: 'now', suspended: 'now', scheduled: 'upcoming', rescheduled: 'upcoming', postponed: 'upcoming', proposed: 'proposed', invited: 'proposed',
  concluded: 'over', broken_off: 'over', declined: 'declined', cancelled: 'declined', did_not_take_place: 'declined', unknown: 'unknown',
};
const groups: readonly Group[] = ['now', 'upcoming', 'proposed', 'over', 'declined', 'unknown'];

export const Meetings = memo(({ meetings, look }: { meetings: readonly MeetingDocument[]; look: Lookup }) => {
  const grouped = useMemo(() => groupBy(inOrder(meetings), (meeting) => groupOf[meeting.status]), [meetings]);
  if (meetings.length === 0) return <Notice level={3} title={m.meetings.empty} text={m.meetings.emptyHint} />;
  return (
    <>
      {groups.filter((group) => grouped.has(group)).map((group) => (
        <section key={group} class={`meeting-group meeting-group-${group}`}>
          <h3 class="group-head">{m.meetings.groups[group]} <span class="count">{grouped.get(group)!.length}</span></h3>
          {grouped.get(group)!.map((meeting) => <Meeting key={meeting.id} meeting={meeting} look={look} />)}
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

const Meeting = memo(({ meeting, look }: { meeting: MeetingDocument; look: Lookup }) => (
  <article id={meetingAnchor(meeting.id)} class="meeting" data-status={meeting.status}>
    <h4 class="meeting-name" dir="auto">{meeting.name}</h4>
    <p class="meeting-status">
      <span class={`status status-${groupOf[meeting.status]}`}><StatusGlyph status={meeting.status} />{m.meetingStatus[meeting.status]}</span>
      {meeting.outcome && <span class="outcome">{m.outcome[meeting.outcome]}</span>}
    </p>
    <p class="meeting-when">{[<When key="when" meeting={meeting} />, meeting.place && <PlaceName key="place" id={meeting.place} />].filter(Boolean).map((part, at) => <span key={at} class="chain-part">{part}</span>)}</p>
    <Around meeting={meeting} look={look} />
    <People people={meeting.participants ?? []} look={look} />
    {(meeting.statusHistory?.length ?? 0) > 0 && <StatusHistory entries={meeting.statusHistory!} look={look} />}
  </article>
));

function When({ meeting }: { meeting: MeetingDocument }) {
  const { start, end, duration } = meeting;
  const parts = [
    start && showEdtf(start), end && end !== start && m.meetings.ended(showEdtf(end)), duration && m.meetings.lasted(showDuration(duration)),
  ].filter(Boolean);
  return parts.length > 0 ? <span>{parts.join(', ')}</span> : <span class="quiet">{m.meetings.noDate}</span>;
}

function Around({ meeting, look }: { meeting: MeetingDocument; look: Lookup }) {
  const parts = [
    meeting.kind && meeting.kind !== 'other' && m.meetingKind[meeting.kind], meeting.host && m.meetings.host(look.actorName(meeting.host)),
    meeting.organizer && m.meetings.organizer(look.actorName(meeting.organizer)), meeting.parent && m.meetings.partOf(look.meetingName(meeting.parent)),
    meeting.previous && m.meetings.follows(look.meetingName(meeting.previous)),
  ].filter(Boolean);
  return parts.length > 0 ? <p class="meeting-around quiet">{parts.map((part, at) => <span key={at} class="chain-part" dir="auto">{part}</span>)}</p> : null;
}

const peopleShown = 5;

function People({ people, look }: { people: readonly Participation[]; look: Lookup }) {
  const [all, setAll] = useState(false);
  if (people.length === 0) return <p class="quiet">{m.meetings.noPeople}</p>;
  const shown = all || people.length <= peopleShown + 1 ? people : people.slice(0, peopleShown);
  return (
    <>
      <ul class="people" aria-label={m.meetings.people(people.length)}>
        {shown.map((person) => <Person key={person.actor} person={person} look={look} />)}
      </ul>
      {people.length > peopleShown + 1 && (
        <button type="button" class="link-button" aria-expanded={all} onClick={() => setAll(!all)}>{all ? m.meetings.fewerPeople : m.meetings.allPeople(people.length)}</button>
      )}
    </>
  );
}

function Person({ person, look }: { person: Participation; look: Lookup }) {
  const attendance = person.attendance ?? 'unknown';
  return (
    <li class={`person person-${attendance}`}>
      <span class="person-mark" aria-hidden="true">{attendanceMark[attendance]}</span>
      <span class="person-name"><ActorName id={person.actor} look={look} />
        {(person.role || person.rank) && <span class="quiet"> {[person.role && m.role[person.role], person.rank].filter(Boolean).join(', ')}</span>}
        {person.conditions?.map((condition, at) => <span key={at} class="person-if" dir="auto">{m.matrix.condition(condition.text)}</span>)}
      </span>
      <span class="person-attendance" title={person.basis && m.meetings.basis(person.basis)}>{m.attendance[attendance]}</span>
    </li>
  );
}

const attendanceMark: Record<Attendance, string> = {
  present: '●', accepted: '✓', invited: '○', conditional: '◐', declined: '✕', absent: '–', left: '→', unknown: '?',
};

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

function StatusGlyph({ status }: { status: MeetingStatus }) {
  const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
  return (
    <svg class="status-glyph" viewBox="0 0 16 16" aria-hidden="true">
      {groupOf[status] === 'now' && (status === 'suspended' ? <path d="M6 4v8M10 4v8" {...line} /> : <><circle cx="8" cy="8" r="6" {...line} /><circle cx="8" cy="8" r="2.6" fill="currentColor" /></>)}
      {groupOf[status] === 'upcoming' && <><circle cx="8" cy="8" r="6" {...line} /><path d="M8 4.8V8l2.2 1.6" {...line} /></>}
      {groupOf[status] === 'proposed' && <circle cx="8" cy="8" r="6" {...line} stroke-dasharray="2.4 3" />}
      {groupOf[status] === 'over' && (status === 'broken_off' ? <path d="M3 8h3l1.5-3 1.5 6 1-3h3" {...line} /> : <path d="m3.5 8.5 3 3 6-7" {...line} />)}
      {groupOf[status] === 'declined' && <path d="m4 4 8 8M12 4l-8 8" {...line} />}
      {groupOf[status] === 'unknown' && <path d="M6 6a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.3M8 12v.1" {...line} />}
    </svg>
  );
}
