import type { MeetingDocument, Participation, StatusEntry } from '../../contracts';
import { showDuration, showEdtf } from '../../edtf';
import { splitReference } from '../../events';
import { m } from '../../messages';
import { entityPath } from '../../urls';
import { StateGlyph } from '../board/glyph';
import { groupOf, shapeOf } from '../board/meetingstate';
import { attendanceMark } from '../board/people';
import { ActsOf, ClaimsOf, ConditionsOf, EntityLink, Head, HistoryOf, type PageProps, Section, Statements } from './parts';
import { w } from './messages';

/** A meeting: what became of it and why, who takes part and on what condition, what was said there. */
export function MeetingPage({ own, here }: PageProps<MeetingDocument>) {
  const { page } = here;
  const { participants = [], statusHistory = [] } = own;
  const next = (page.meetings ?? []).filter((other) => other.previous === own.id);
  const within = (page.meetings ?? []).filter((other) => other.parent === own.id);
  return (
    <>
      <Head title={own.name} kind={own.kind ? m.meetingKind[own.kind] : m.meetingKind.other} story={own.story} here={here} />
      <p class="meeting-status entity-status">
        <span class={`status status-${groupOf[own.status]}`}><StateGlyph shape={shapeOf(own.status)} />{m.meetingStatus[own.status]}</span>
        {own.outcome && <span class="outcome">{m.outcome[own.outcome]}</span>}
      </p>
      <p class="meeting-when">
        <span>{own.start ? showEdtf(own.start) : <span class="quiet">{m.meetings.noDate}</span>}{own.end && own.end !== own.start && `, ${m.meetings.ended(showEdtf(own.end))}`}{own.duration && `, ${m.meetings.lasted(showDuration(own.duration))}`}</span>
        {own.place && <span><bdi>{here.placeName(own.place)}</bdi></span>}
      </p>
      {own.note && <p class="entity-note" dir="auto">{own.note}</p>}
      <dl class="profile">
        {own.host && <><dt>{m.field['host']}</dt><dd><EntityLink kind="actor" id={own.host} here={here} /></dd></>}
        {own.organizer && <><dt>{m.field['organizer']}</dt><dd><EntityLink kind="actor" id={own.organizer} here={here} /></dd></>}
        {own.parent && <><dt>{m.field['parent']}</dt><dd><EntityLink kind="meeting" id={own.parent} here={here} /></dd></>}
        {own.previous && <><dt>{m.field['previous']}</dt><dd><EntityLink kind="meeting" id={own.previous} here={here} /></dd></>}
        {[...next, ...within].length > 0 && <><dt>{w.after}</dt><dd>{[...next, ...within].map((other) => <span key={other.id} class="chain-part"><EntityLink kind="meeting" id={other.id} here={here} /></span>)}</dd></>}
        {own.topics?.length ? <><dt>{w.agenda}</dt><dd>{own.topics.map((id) => <span key={id} class="chain-part"><EntityLink kind="topic" id={id} here={here} /></span>)}</dd></> : null}
      </dl>
      <Section title={w.lifecycle} count={statusHistory.length}>
        <ol class="lifecycle">{statusHistory.map((entry, at) => <Step key={at} entry={entry} here={here} />)}</ol>
      </Section>
      <Section title={w.people} count={participants.length}>
        {participants.length === 0 ? <p class="quiet">{w.peopleNone}</p> : <ul class="people entity-people">{participants.map((person) => <Person key={person.actor} person={person} here={here} />)}</ul>}
      </Section>
      <ConditionsOf page={page} here={here} />
      <Statements title={w.saidMeeting} page={page} here={here} none={w.saidNone} />
      <ActsOf page={page} here={here} />
      <ClaimsOf page={page} here={here} />
      <HistoryOf entries={(page.history ?? []).filter((entry) => entry.version > 1)} of={page.of} here={here} />
    </>
  );
}

function Step({ entry, here }: { entry: StatusEntry; here: PageProps<MeetingDocument>['here'] }) {
  return (
    <li class="lifecycle-step">
      <span class={`status status-${groupOf[entry.status]}`}><StateGlyph shape={shapeOf(entry.status)} />{m.meetingStatus[entry.status]}</span>
      <span class="lifecycle-what">
        <span class="quiet">{entry.at ? showEdtf(entry.at) : m.statement.undated}{entry.outcome && ` · ${m.outcome[entry.outcome]}`}{entry.by && ` · ${m.statement.historyBy(entry.by)}`}</span>
        {entry.forced && <span class="flag">{m.meetings.forced}</span>}
        {entry.reason && <span class="lifecycle-reason" dir="auto">{entry.reason}</span>}
        {entry.evidence?.map((reference) => <Evidence key={reference} reference={reference} here={here} />)}
      </span>
    </li>
  );
}

function Evidence({ reference, here }: { reference: string; here: PageProps<MeetingDocument>['here'] }) {
  const [kind, id] = splitReference(reference);
  if (kind !== 'statement') return <span class="quiet">{here.look().name(reference)}</span>;
  return <a href={`${entityPath('statement', id)}${here.suffix}`}>{m.meetings.evidence}: {m.review.statement(id)}</a>;
}

function Person({ person, here }: { person: Participation; here: PageProps<MeetingDocument>['here'] }) {
  const attendance = person.attendance ?? 'unknown';
  return (
    <li class={`person person-${attendance}`}>
      <span class="person-mark" aria-hidden="true">{attendanceMark[attendance]}</span>
      <span class="person-name"><EntityLink kind="actor" id={person.actor} here={here} />
        {(person.role || person.rank) && <span class="quiet"> {[person.role && m.role[person.role], person.rank].filter(Boolean).join(', ')}</span>}
      </span>
      <span class="person-attendance">{m.attendance[attendance]}</span>
      {(person.basis || person.at) && <p class="person-conditions quiet">{[person.at && showEdtf(person.at), person.basis && m.meetings.basis(person.basis)].filter(Boolean).join(', ')}</p>}
      {person.conditions?.map((condition, at) => <p key={at} class="person-conditions only-if" dir="auto">{m.matrix.condition(condition.text)}</p>)}
    </li>
  );
}
