import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { DryRun, ProblemDetails, Receipt } from '../../contracts';
import { statementPath } from '../../urls';
import { sessionEnded } from './account';
import { type Draft, emptyDraft, fieldsOf, isEmpty, keep, kept, type Kept, makesActors, newKey } from './draft';
import { StatementFields } from './form';
import { m } from './messages';
import { DryRunRecords } from './preview';
import { focusWrong, Refusal } from './refusal';
import type { Scene } from './scene';
import { type Order, preview, send } from './sending';

type State = 'idle' | 'sending' | 'unknown' | 'earlier';

interface Recorded {
  readonly receipt: Receipt;
  readonly replayed: boolean;
  readonly duplicateOf?: string | undefined;
}

/** A new statement: written, looked at as it would be recorded, sent once. What is written stays in this browser until it is recorded. */
export function Compose({ scene }: { scene: Scene }) {
  const { story } = scene;
  const work = useSignal<Kept>(kept(story) ?? { draft: { ...emptyDraft, lang: scene.fold.board.story.lang ?? '' }, key: newKey() });
  const state = useSignal<State>(work.peek().sent ? 'unknown' : 'idle');
  const problem = useSignal<ProblemDetails | undefined>(undefined);
  const shown = useSignal<DryRun | undefined>(undefined);
  const recorded = useSignal<Recorded | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);

  const put = (next: Kept): void => {
    work.value = next;
    keep(story, isEmpty(next.draft) ? undefined : next);
  };
  const change = (changes: Partial<Draft>): void => {
    shown.value = undefined;
    put({ ...work.peek(), draft: { ...work.peek().draft, ...changes } });
  };
  const order = (draft: Draft): Order => ({ path: `/api/statements${makesActors(draft) ? '?onUnknown=create' : ''}`, body: { story, ...fieldsOf(draft) } });
  const begin = (): void => {
    put({ draft: { ...emptyDraft, lang: work.peek().draft.lang }, key: newKey() });
    shown.value = problem.value = undefined;
    state.value = 'idle';
  };

  const submit = async (): Promise<void> => {
    if (state.peek() === 'sending') return;
    state.value = 'sending';
    problem.value = recorded.value = undefined;
    const { draft, key } = work.peek();
    put({ draft, key, sent: true });
    const outcome = await send({ ...order(draft), key });
    switch (outcome.state) {
      case 'done':
        recorded.value = { receipt: outcome.value, replayed: outcome.replayed, duplicateOf: outcome.duplicateOf };
        begin();
        form.current?.querySelector<HTMLElement>('[name=speakers]')?.focus();
        break;
      case 'unknown':
        state.value = 'unknown';
        break;
      case 'signed_out':
        put({ draft, key });
        state.value = 'idle';
        sessionEnded();
        break;
      case 'refused':
        state.value = outcome.code === 'key-reused' ? 'earlier' : 'idle';
        if (outcome.code === 'key-reused') break;
        put({ draft: work.peek().draft, key });
        problem.value = outcome.problem;
        focusWrong(form.current);
    }
  };
  const look = async (): Promise<void> => {
    problem.value = shown.value = undefined;
    const outcome = await preview(order(work.peek().draft));
    if (outcome.state === 'done') shown.value = outcome.value;
    else if (outcome.state === 'signed_out') sessionEnded();
    else if (outcome.state === 'refused') {
      problem.value = outcome.problem;
      focusWrong(form.current);
    }
  };
  const draft = work.value.draft;
  return (
    <form ref={form} class="compose" noValidate aria-label={m.tabs.write} onSubmit={(event) => { event.preventDefault(); void submit(); }} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void submit(); } }}>
      {recorded.value && <RecordedLine recorded={recorded.value} scene={scene} />}
      {problem.value && <Refusal problem={problem.value} />}
      {state.value === 'unknown' && <p class="refusal" role="alert">{m.compose.unknown}</p>}
      {state.value === 'earlier' && (
        <div class="refusal" role="alert"><p>{m.compose.earlier}</p><p><button type="button" class="button button-small" onClick={begin}>{m.compose.beginAnew}</button></p></div>
      )}
      <StatementFields scene={scene} draft={draft} change={change} problem={problem.value} />
      {shown.value && <DryRunRecords dry={shown.value} scene={scene} />}
      <div class="form-end">
        <button type="submit" class="button button-main" disabled={state.value === 'sending'}>{state.value === 'sending' ? m.compose.sending : state.value === 'unknown' ? m.compose.again : m.compose.send}</button>
        <button type="button" class="button" onClick={() => void look()}>{m.compose.preview}</button>
        {!isEmpty(draft) && <button type="button" class="link-button" onClick={begin}>{m.compose.clear}</button>}
        <span class="quiet form-keys"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span>
        {!isEmpty(draft) && <span class="quiet">{m.compose.kept}</span>}
      </div>
    </form>
  );
}

/** From the receipt to the desk's own board: shown as there only when the live feed has brought it. */
function RecordedLine({ recorded: { receipt, replayed, duplicateOf }, scene }: { recorded: Recorded; scene: Scene }) {
  const sentAt = useRef(performance.now());
  const took = useSignal<number | undefined>(undefined);
  const { board, position } = scene.fold;
  const there = board.statements.some((statement) => statement.id === receipt.id) || scene.fold.older.some(({ doc }) => doc.id === receipt.id);
  useEffect(() => { if (there && took.peek() === undefined) took.value = Math.round(performance.now() - sentAt.current); }, [there, took]);
  return (
    <p class="recorded" role="status">
      <strong>{replayed ? m.compose.recordedBefore(receipt.position) : m.compose.recorded(receipt.position)}</strong>{' '}
      {duplicateOf
        ? m.compose.duplicate(duplicateOf)
        : there
          ? <span class="recorded-there"><a href={statementPath(scene.story, receipt.id)} target="_blank" rel="noopener">{m.compose.onBoard}</a>{took.value !== undefined && <span class="quiet"> {m.compose.after(took.value)}</span>}</span>
          : position >= receipt.position ? m.compose.notListed : m.compose.awaited}
    </p>
  );
}

