import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { MeetingDocument, MeetingOutcome, MeetingStatus, ProblemDetails } from '../../contracts';
import { showEdtf } from '../../edtf';
import { m as shared } from '../../messages';
import { may, sessionEnded } from './account';
import { newKey } from './draft';
import { Choice, DateField, TextField } from './fields';
import { after } from './lifecycle';
import { m } from './messages';
import { Picker } from './picker';
import { errorsAt, focusWrong, Refusal } from './refusal';
import { findStatements, type Scene } from './scene';
import { send } from './sending';

interface MeetingsProps {
  scene: Scene;
  chosen: string | undefined;
  choose: (meeting: string) => void;
  done: (words: string) => void;
}

/** Meetings and where each may go from where it is. */
export function DeskMeetings({ scene, chosen, choose, done }: MeetingsProps) {
  const { meetings } = scene.fold.board;
  if (meetings.length === 0) return <p class="quiet">{shared.meetings.empty}</p>;
  return (
    <ul class="desk-meetings">
      {meetings.map((meeting) => (
        <li key={meeting.id} class="desk-meeting">
          <button type="button" class="desk-meeting-name" aria-expanded={chosen === meeting.id} onClick={() => choose(meeting.id)}>
            <bdi>{meeting.name}</bdi>
            <span class="quiet">{shared.meetingStatus[meeting.status]}{meeting.start ? `, ${showEdtf(meeting.start)}` : ''}</span>
          </button>
          {chosen === meeting.id && <StatusForm key={`${meeting.id} ${meeting.status}`} scene={scene} meeting={meeting} done={done} />}
        </li>
      ))}
    </ul>
  );
}

const outcomes = Object.entries(shared.outcome) as [MeetingOutcome, string][];
const all = Object.keys(after) as MeetingStatus[];
const final: ReadonlySet<MeetingStatus> = new Set(['concluded', 'broken_off']);

function StatusForm({ scene, meeting, done }: { scene: Scene; meeting: MeetingDocument; done: (words: string) => void }) {
  const next = after[meeting.status];
  const force = useSignal(next.length === 0);
  const status = useSignal<MeetingStatus | ''>(next[0] ?? '');
  const at = useSignal('');
  const outcome = useSignal<MeetingOutcome | ''>('');
  const reason = useSignal('');
  const evidence = useSignal<readonly { readonly key: string; readonly label: string }[]>([]);
  const problem = useSignal<ProblemDetails | undefined>(undefined);
  const notice = useSignal('');
  const busy = useSignal(false);
  const key = useRef(newKey());
  const form = useRef<HTMLFormElement>(null);
  const offered = force.value ? all.filter((one) => one !== meeting.status) : next;
  const submit = async (): Promise<void> => {
    if (busy.peek() || status.peek() === '') return;
    busy.value = true;
    problem.value = undefined;
    notice.value = '';
    const forced = force.peek() && !next.includes(status.peek() as MeetingStatus);
    const body = {
      status: status.peek(), ...(at.peek().trim() ? { at: at.peek().trim() } : {}), ...(outcome.peek() ? { outcome: outcome.peek() } : {}), ...(reason.peek().trim() ? { reason: reason.peek().trim() } : {}),
      ...(evidence.peek().length > 0 ? { evidence: evidence.peek().map(({ key: id }) => `statement/${id}`) } : {}), ...(forced ? { force: true } : {}),
    };
    const answer = await send({ path: `/api/meetings/${encodeURIComponent(meeting.id)}/status`, body, key: key.current, ifVersion: meeting.version });
    busy.value = false;
    if (answer.state === 'done') done(m.meetings.done(meeting.name, shared.meetingStatus[status.peek() as MeetingStatus]));
    else if (answer.state === 'signed_out') sessionEnded();
    else if (answer.state === 'unknown') notice.value = m.compose.unknown;
    else {
      key.current = newKey();
      problem.value = answer.problem;
      focusWrong(form.current);
    }
  };
  return (
    <form ref={form} class="compose" noValidate aria-label={m.meetings.heading} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      {problem.value && <Refusal problem={problem.value} />}
      {notice.value && <p class="refusal" role="alert">{notice.value}</p>}
      {next.length === 0 && <p class="quiet">{m.meetings.final}</p>}
      <div class="fields-row">
        <Choice
          label={m.meetings.next} name="status" value={status.value} options={[...(status.value === '' ? [['', m.form.none] as const] : []), ...offered.map((one) => [one, shared.meetingStatus[one]] as const)]}
          onChange={(one) => { status.value = one; }} errors={errorsAt(problem.value, 'status')}
        />
        <Choice label={shared.field['outcome']!} name="outcome" value={outcome.value} options={[['', m.form.none], ...outcomes]} onChange={(one) => { outcome.value = one; }} errors={errorsAt(problem.value, 'outcome')} hint={status.value !== '' && final.has(status.value) && outcome.value === '' ? <span class="quiet">{m.meetings.outcomeHint}</span> : undefined} />
      </div>
      <DateField label={shared.field['at']!} name="at" value={at.value} onInput={(text) => { at.value = text; }} errors={errorsAt(problem.value, 'at')} zone={meeting.tz ?? scene.fold.board.story.tz} />
      <TextField label={m.correct.reason} name="reason" value={reason.value} onInput={(text) => { reason.value = text; }} required={force.value} errors={errorsAt(problem.value, 'reason')} />
      <Picker
        label={shared.field['evidence']!} name="evidence" many chosen={evidence.value} find={(typed) => findStatements(scene, typed)} errors={errorsAt(problem.value, 'evidence')}
        onChoose={(option) => { evidence.value = [...evidence.peek(), option]; }} onRemove={(one) => { evidence.value = evidence.peek().filter(({ key: id }) => id !== one); }}
      />
      {may('edit') && <label class="check"><input type="checkbox" name="force" checked={force.value} disabled={next.length === 0} onChange={(event) => { force.value = event.currentTarget.checked; if (!force.peek() && status.peek() !== '' && !next.includes(status.peek() as MeetingStatus)) status.value = next[0] ?? ''; }} /> {m.meetings.force}</label>}
      <div class="form-end"><button type="submit" class="button button-main" disabled={busy.value || status.value === ''}>{m.meetings.send}</button></div>
    </form>
  );
}
