import { Fragment } from 'preact';
import type { ActState, Attendance, ClaimDocument, MeetingOutcome, MeetingStatus } from '../../contracts';
import { showDuration, showEdtf } from '../../edtf';
import { splitReference } from '../../events';
import { m } from '../../messages';
import type { Lookup } from './lookup';
import { PlaceName } from './place';
import { SourceList } from './sources';

const dates: ReadonlySet<string> = new Set(['start', 'end', 'at', 'saidAt']);
const people: ReadonlySet<string> = new Set(['host', 'organizer', 'parent', 'actors', 'targets', 'parties', 'thirdParties', 'speakers', 'onBehalfOf', 'to', 'reportedBy', 'platform']);

/** What a claim says a field is, as that field is shown elsewhere. What is none of the kinds known here is shown as it was written. */
export function ClaimValue({ about, field, value, look }: { about: string; field: string; value: unknown; look: Lookup }) {
  const [kind] = splitReference(about);
  if (Array.isArray(value)) return <>{value.map((one, at) => <Fragment key={at}>{at > 0 && ', '}<ClaimValue about={about} field={field} value={one} look={look} /></Fragment>)}</>;
  if (typeof value !== 'string') return <code>{JSON.stringify(value)}</code>;
  if (dates.has(field)) return <span title={value}>{showEdtf(value)}</span>;
  if (field === 'duration') return <>{showDuration(value)}</>;
  if (field === 'place') return <PlaceName id={value} />;
  if (field === 'topics' || (kind === 'topic' && (field === 'parent' || field === 'opposes'))) return <bdi>{look.topicTitle(value)}</bdi>;
  if (kind === 'meeting' && (field === 'parent' || field === 'previous')) return <bdi>{look.meetingName(value)}</bdi>;
  if (people.has(field)) return <bdi>{look.actorName(value)}</bdi>;
  return <bdi>{wordFor(kind, field, value) ?? value}</bdi>;
}

function wordFor(kind: string, field: string, value: string): string | undefined {
  if (field.startsWith('participants.')) return m.attendance[value as Attendance];
  if (kind === 'meeting' && field === 'status') return m.meetingStatus[value as MeetingStatus];
  if (kind === 'meeting' && field === 'outcome') return m.outcome[value as MeetingOutcome];
  if (kind === 'act' && field === 'state') return m.actState[value as ActState];
  return undefined;
}

/** The name of the field that a claim is about; of `participants.ACTOR` whose attendance it is. */
export function fieldName(field: string, look: Lookup): string {
  return field.startsWith('participants.') ? m.review.attendanceOf(look.actorName(field.slice('participants.'.length))) : m.field[field] ?? field;
}

/** One claim: its value, the words in which it was claimed, who says so and where. */
export function ClaimLine({ claim, look, withValue = true }: { claim: ClaimDocument; look: Lookup; withValue?: boolean }) {
  const { about, field, value, text, sources, by, status, at } = claim;
  return (
    <div class={`claim claim-${status}`}>
      {withValue && <p class="claim-value"><ClaimValue about={about} field={field} value={value} look={look} />{status !== 'kept' && <span class={`flag flag-${status}`}>{m.review.claimStatus[status]}</span>}</p>}
      {text && <p class="claim-text" dir="auto">{text}</p>}
      <p class="claim-sources quiet">
        {sources?.length ? <SourceList sources={sources} /> : by ? m.review.givenBy(by) : m.review.noSource}
        {at && field !== 'background' && <span> · {showEdtf(at)}</span>}
      </p>
    </div>
  );
}
