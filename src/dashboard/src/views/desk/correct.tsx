import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { readStatement } from '../../api';
import type { CorrectionKind, ProblemDetails, StatementDocument, Verification } from '../../contracts';
import { m as shared } from '../../messages';
import { isRedacted } from '../../statements';
import { Changed } from '../board/history';
import { sessionEnded } from './account';
import { changesBetween, correctionOf, type Draft, draftOf, keep, kept, newKey, people, rebased } from './draft';
import { Choice, TextField } from './fields';
import { StatementFields } from './form';
import { m } from './messages';
import { focusWrong, Refusal } from './refusal';
import type { Scene } from './scene';
import { type Order, type Outcome, send } from './sending';

interface CorrectProps {
  scene: Scene;
  id: string;
  done: (words: string) => void;
}

interface Work {
  readonly statement: StatementDocument;
  readonly base: Draft;
  readonly mine: Draft;
  readonly key: string;
}

/** What another editor has recorded since the form was opened. */
interface Meanwhile {
  readonly before: Draft;
  readonly after: Draft;
  readonly both: readonly string[];
  readonly by?: string | undefined;
}

type Asked = 'loading' | 'failed' | 'gone' | 'ready';

/** Corrects or retracts one statement: every change is shown as old and new before it is sent, on condition of the version that was looked at. */
export function Correct({ scene, id, done }: CorrectProps) {
  const asked = useSignal<Asked>('loading');
  const work = useSignal<Work | undefined>(undefined);
  const meanwhile = useSignal<Meanwhile | undefined>(undefined);
  const problem = useSignal<ProblemDetails | undefined>(undefined);
  const notice = useSignal('');
  const sending = useSignal(false);
  const reason = useSignal('');
  const kind = useSignal<CorrectionKind>('correction');
  const root = useRef<HTMLDivElement>(null);
  const name = `${scene.story}/${id}`;
  const nameOf = (actor: string): string => scene.look.actorName(actor);

  const load = async (): Promise<StatementDocument | undefined> => {
    const statement = await readStatement(id);
    if (!isRedacted(statement) && statement.status !== 'retracted') return statement;
    asked.value = 'gone';
    return undefined;
  };
  useEffect(() => {
    load().then((statement) => {
      if (!statement) return;
      const base = draftOf(statement, nameOf);
      const before = kept(name);
      work.value = { statement, base, mine: before?.draft ?? base, key: before?.key ?? newKey() };
      asked.value = 'ready';
      requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('h2')?.focus());
    }, () => { asked.value = 'failed'; });
  }, [id]);

  const change = (changes: Partial<Draft>): void => {
    const now = work.peek()!;
    const mine = { ...now.mine, ...changes };
    work.value = { ...now, mine };
    keep(name, Object.keys(changesBetween(now.base, mine)).length > 0 ? { draft: mine, key: now.key } : undefined);
  };

  /** Somebody was faster: theirs is read, mine is brought onto it, and what they changed is shown. */
  const catchUp = async (): Promise<void> => {
    const statement = await load();
    if (!statement) return;
    const { base, mine } = work.peek()!;
    const after = draftOf(statement, nameOf);
    const merged = rebased(base, mine, after);
    meanwhile.value = { before: base, after, both: merged.both, by: statement.history?.at(-1)?.by };
    work.value = { statement, base: after, mine: merged.draft, key: newKey() };
    keep(name, { draft: merged.draft, key: work.peek()!.key });
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('.meanwhile')?.focus());
  };

  const sent = async (order: Order, words: string): Promise<void> => {
    if (sending.peek()) return;
    sending.value = true;
    problem.value = undefined;
    notice.value = '';
    const outcome: Outcome = await send({ ...order, key: work.peek()!.key, ifVersion: work.peek()!.statement.version });
    sending.value = false;
    if (outcome.state === 'done') {
      keep(name, undefined);
      done(words);
    } else if (outcome.state === 'signed_out') sessionEnded();
    else if (outcome.state === 'unknown') notice.value = m.compose.unknown;
    else if (outcome.code === 'stale') await catchUp().catch(() => { notice.value = m.compose.unknown; });
    else {
      problem.value = outcome.problem;
      focusWrong(root.current);
    }
  };

  if (asked.value === 'loading') return <p class="quiet" aria-busy="true">{shared.loading}</p>;
  if (asked.value === 'failed') return <p class="refusal" role="alert">{m.correct.failed}</p>;
  if (asked.value === 'gone' || !work.value) return <p class="refusal" role="alert">{m.correct.gone}</p>;

  const { statement, base, mine } = work.value;
  const changes = Object.entries(changesBetween(base, mine));
  const path = `/api/statements/${encodeURIComponent(id)}`;
  const correct = async (): Promise<void> => {
    const named = await withIds(mine);
    if (!named) return void (notice.value = m.compose.unknown);
    if (named !== mine) change(named);
    await sent({ path: `${path}/corrections`, body: { changes: correctionOf(base, named), reason: reason.peek(), kind: kind.peek() } }, m.correct.done);
  };
  return (
    <div ref={root} class="correct">
      <h2 tabIndex={-1}>{m.correct.heading(scene.look.actorName(statement.speakers[0] ?? ''))} <span class="quiet">{m.correct.version(statement.version)}</span></h2>
      {problem.value && <Refusal problem={problem.value} />}
      {notice.value && <p class="refusal" role="alert">{notice.value}</p>}
      {meanwhile.value && <MeanwhileNote meanwhile={meanwhile.value} scene={scene} />}
      <form class="compose" noValidate aria-label={m.correct.correct} onSubmit={(event) => { event.preventDefault(); void correct(); }}>
        <StatementFields scene={scene} draft={mine} change={change} problem={problem.value} />
        <section class="changes" aria-label={m.correct.changes}>
          <h3 class="group-head">{m.correct.changes}</h3>
          {changes.length === 0 ? <p class="quiet">{m.correct.noChanges}</p> : changes.map(([field, { old, new: now }]) => <Changed key={field} field={field} change={{ old: shownAs(old), new: shownAs(now) }} look={scene.look} />)}
        </section>
        <div class="form-end">
          <div class="fields-row">
            <Choice label={m.correct.kind} name="correctionKind" value={kind.value} options={(['correction', 'clarification', 'update'] as const).map((one) => [one, shared.correctionKind[one]])} onChange={(next) => { kind.value = next; }} />
            <TextField label={m.correct.reason} name="reason" value={reason.value} required onInput={(text) => { reason.value = text; }} errors={problem.value?.type === '/problems/reason-needed' || problem.value?.errors?.['reason'] ? problem.value.errors?.['reason'] ?? [m.correct.reasonNeeded] : undefined} />
          </div>
          <button type="submit" class="button button-main" disabled={sending.value || changes.length === 0}>{m.correct.send(changes.length)}</button>
        </div>
      </form>
      <Retract send={(why) => sent({ path: `${path}/retraction`, body: { reason: why } }, m.correct.retracted)} busy={sending.value} />
      <Verify statement={statement} send={(status, note) => sent({ path: `${path}/verification`, body: { status, ...(note ? { note } : {}) } }, m.correct.verified)} busy={sending.value} />
    </div>
  );
}

/** A second press makes nobody twice. */
const makingKeys = new Map<string, string>();

/** Whoever nobody has recorded yet is made first: a correction names ids. Undefined: one could not be made. */
async function withIds(draft: Draft): Promise<Draft | undefined> {
  let after = draft;
  for (const field of people) {
    for (const [at, one] of after[field].entries()) {
      if (one.id !== undefined) continue;
      const key = makingKeys.get(one.name) ?? newKey();
      makingKeys.set(one.name, key);
      const made = await send({ path: '/api/actors', body: { kind: 'person', name: one.name, reviewed: false }, key });
      if (made.state !== 'done') return undefined;
      after = { ...after, [field]: after[field].with(at, { id: made.value.id, name: one.name }) };
    }
  }
  return after;
}

/** A name that has no id yet is shown as the name. */
function shownAs(value: unknown): unknown {
  return Array.isArray(value) ? value.map((one: unknown) => (typeof one === 'object' && one !== null && Object.keys(one).length === 1 && 'name' in one ? one.name : one)) : value;
}

function MeanwhileNote({ meanwhile: { before, after, both, by }, scene }: { meanwhile: Meanwhile; scene: Scene }) {
  const changes = Object.entries(changesBetween(before, after));
  return (
    <section class="meanwhile" tabIndex={-1} role="alert" aria-label={m.correct.meanwhile}>
      <p><strong>{by ? m.correct.meanwhileBy(by) : m.correct.meanwhile}</strong></p>
      {changes.map(([field, { old, new: now }]) => (
        <div key={field}>
          <Changed field={field} change={{ old: shownAs(old), new: shownAs(now) }} look={scene.look} />
          {both.includes(field) && <p class="field-error">{m.correct.bothChanged}</p>}
        </div>
      ))}
      {changes.length === 0 && <p>{m.correct.meanwhileOther}</p>}
      <p>{m.correct.goOn}</p>
    </section>
  );
}

function Retract({ send: act, busy }: { send: (reason: string) => Promise<void>; busy: boolean }) {
  const reason = useSignal('');
  const missing = useSignal(false);
  return (
    <details class="correct-more">
      <summary>{m.correct.retract}</summary>
      <form noValidate onSubmit={(event) => { event.preventDefault(); missing.value = reason.peek().trim() === ''; if (!missing.peek()) void act(reason.peek()); }}>
        <p class="quiet">{m.correct.retractHint}</p>
        <TextField label={m.correct.reason} name="retractReason" value={reason.value} required onInput={(text) => { reason.value = text; }} errors={missing.value ? [m.correct.reasonNeeded] : undefined} />
        <button type="submit" class="button button-bad" disabled={busy}>{m.correct.retractNow}</button>
      </form>
    </details>
  );
}

const verifications = Object.entries(shared.verification) as [Verification, string][];

function Verify({ statement, send: act, busy }: { statement: StatementDocument; send: (status: Verification, note: string) => Promise<void>; busy: boolean }) {
  const status = useSignal<Verification>(statement.verification);
  const note = useSignal(statement.verificationNote ?? '');
  return (
    <details class="correct-more">
      <summary>{shared.recordKind['statement.verified']}</summary>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void act(status.peek(), note.peek().trim()); }}>
        <div class="fields-row">
          <Choice label={shared.recordKind['statement.verified']!} name="verification" value={status.value} options={verifications} onChange={(next) => { status.value = next; }} />
          <TextField label={shared.field['note']!} name="verificationNote" value={note.value} onInput={(text) => { note.value = text; }} />
        </div>
        <button type="submit" class="button" disabled={busy}>{m.correct.verifyNow}</button>
      </form>
    </details>
  );
}
