import { useState } from 'preact/hooks';
import type { Attendance, MeetingDocument, Participation, ParticipationRole } from '../../contracts';
import { showEdtf } from '../../edtf';
import { groupBy } from '../../groups';
import { m } from '../../messages';
import { BareCondition, ConditionLine } from './condition';
import { type Conditions, standing } from './conditions';
import type { Lookup } from './lookup';
import { b } from './messages';
import { ActorName } from './names';
import type { BoardUi } from './ui';

const few = 5;
/** A list of more than this stands by whom they belong to. */
const many = 12;

interface PeopleProps {
  meeting: MeetingDocument;
  conditions: Conditions;
  /** The mark of an open conflict about a field, where there is one. */
  mark: (field: string) => readonly preact.VNode[];
  look: Lookup;
  ui: BoardUi;
}

/** Who takes part, who stays away, and on what condition. Of many the first few by rank, and how many came; the rest by delegation when somebody wants them. */
export function PeopleList({ meeting, conditions, mark, look, ui }: PeopleProps) {
  const [all, setAll] = useState(false);
  const people = together(meeting.participants ?? [], look);
  if (people.length === 0) return <p class="quiet">{m.meetings.noPeople}</p>;
  const fold = people.length > few + 1;
  const shown = all || !fold ? people : byRank(people).slice(0, few);
  const list = (some: readonly Participation[], label: string) => (
    <ul class="people" aria-label={label}>
      {some.map((person) => <Person key={person.actor} person={person} meeting={meeting} conditions={conditions} mark={mark} look={look} ui={ui} />)}
    </ul>
  );
  return (
    <>
      {people.length > many && <p class="people-counts">{counts(people)}</p>}
      {all && people.length > many
        ? [...groupBy(byRank(people), (person) => belongsTo(person, look))].map(([to, some]) => (
          <div key={to ?? ''} class="people-group"><p class="people-of quiet"><bdi>{to ?? b.people.others}</bdi> <span class="count">{some.length}</span></p>{list(some, `${to ?? b.people.others}: ${m.meetings.people(some.length)}`)}</div>
        ))
        : list(shown, m.meetings.people(people.length))}
      {fold && <button type="button" class="link-button" aria-expanded={all} onClick={() => setAll(!all)}>{all ? m.meetings.fewerPeople : m.meetings.allPeople(people.length)}</button>}
    </>
  );
}

/** Two entries for what turned out to be one actor stand together, the one that it is first. */
function together(people: readonly Participation[], look: Lookup): readonly Participation[] {
  return [...groupBy(people, (person) => look.canonical(person.actor)).values()].flatMap((same) => same.toSorted((a, c) => Number(look.canonical(a.actor) !== a.actor) - Number(look.canonical(c.actor) !== c.actor)));
}

const ranks: Partial<Record<ParticipationRole, number>> = { principal: 0, head_of_delegation: 1, host: 2, opener: 2, chair: 2, mediator: 3, facilitator: 3, delegation: 4, delegate: 5, guest: 6, observer: 7, spokesperson: 8, interpreter: 9 };

function byRank(people: readonly Participation[]): readonly Participation[] {
  const rank = ({ role }: Participation): number => (role && ranks[role]) ?? 6;
  return people.length > many ? people.toSorted((a, c) => rank(a) - rank(c)) : people;
}

/** The delegation, organization or state that somebody stands for, by name. */
function belongsTo({ actor: id }: Participation, look: Lookup): string | undefined {
  const actor = look.actor(id);
  const membership = actor?.memberships?.findLast(({ to }) => to === undefined);
  const to = membership?.onBehalfOf ?? membership?.organization ?? actor?.parent;
  return to && look.actorName(to);
}

/** How many came, stayed away and so on, the most first. */
function counts(people: readonly Participation[]): string {
  return [...groupBy(people, ({ attendance }) => attendance ?? 'unknown')].sort((a, c) => c[1].length - a[1].length).map(([attendance, some]) => `${some.length} ${m.attendance[attendance]}`).join(' · ');
}

function Person({ person, meeting, conditions, mark, look, ui }: PeopleProps & { person: Participation }) {
  const attendance = person.attendance ?? 'unknown';
  const documents = look.canonical(person.actor) === person.actor || person.conditions ? conditions.ofParticipant(person.actor, meeting.id) : [];
  const { bare } = standing(person.conditions ?? [], documents);
  const basis = [person.at && showEdtf(person.at), person.basis && m.meetings.basis(person.basis)].filter(Boolean).join(', ');
  return (
    <li class={`person person-${attendance}`}>
      <span class="person-mark" aria-hidden="true">{attendanceMark[attendance]}</span>
      <span class="person-name"><ActorName id={person.actor} look={look} />
        {(person.role || person.rank) && <span class="quiet"> {[person.role && m.role[person.role], person.rank].filter(Boolean).join(', ')}</span>}
      </span>
      <span class="person-attendance" title={basis || undefined}>{m.attendance[attendance]}</span>
      {documents.length + bare.length > 0 && (
        <div class="person-conditions">
          {documents.map((condition) => <ConditionLine key={condition.id} condition={condition} look={look} ui={ui} />)}
          {bare.map((condition, at) => <BareCondition key={at} condition={condition} />)}
        </div>
      )}
      {mark(`participants.${person.actor}`).length > 0 && <div class="person-conditions">{mark(`participants.${person.actor}`)}</div>}
    </li>
  );
}

const attendanceMark: Record<Attendance, string> = {
  present: '●', accepted: '✓', invited: '○', conditional: '◐', declined: '✕', absent: '–', left: '→', unknown: '?',
};
