import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { ActorDocument, ProblemDetails, StatementDocument } from '../../contracts';
import { formatCursor } from '../../cursor';
import { groupBy } from '../../groups';
import type { BoardUi } from '../board/ui';
import { sessionEnded } from './account';
import { choicesFor, ItemBody, wordsOf } from './items';
import type { Keys } from './keys';
import { m } from './messages';
import { Picker } from './picker';
import { placeAfter, type QueueItem, queueKinds, queueOf } from './queue';
import { Refusal } from './refusal';
import { mergeActor, readLikely, type Ruling } from './rulings';
import { findActors, type Scene } from './scene';
import { send } from './sending';

export interface Last {
  readonly ruling: Ruling;
  readonly about: string;
}

interface TriageProps {
  scene: Scene;
  ui: BoardUi;
  queue: readonly QueueItem[];
  at: Signal<number>;
  last: Signal<Last | undefined>;
  bind: (keys: Keys) => void;
  ruled: () => void;
}

const likelyEvery = 2_000;

/** The likely duplicates of a story. One that is held is in no list of the board, so the list is read again when the board has moved, or somebody has ruled. */
export function useLikely(scene: Scene, stamp: number): readonly StatementDocument[] {
  const found = useSignal<readonly StatementDocument[]>([]);
  const latest = useRef(scene);
  latest.current = scene;
  const reading = useRef<{ timer?: ReturnType<typeof setTimeout> | undefined; at: number; readonly abort: AbortController }>({ at: 0, abort: new AbortController() });
  useEffect(() => {
    const now = reading.current;
    // Not put off by what comes next, however much comes.
    if (now.timer !== undefined) return;
    now.timer = setTimeout(() => {
      now.timer = undefined;
      now.at = Date.now();
      readLikely(latest.current.story, formatCursor(latest.current.fold), now.abort.signal).then((items) => { found.value = items; }, () => undefined);
    }, Math.max(300, now.at + likelyEvery - Date.now()));
  }, [scene.fold.position, stamp]);
  useEffect(() => () => {
    clearTimeout(reading.current.timer);
    reading.current.abort.abort();
  }, []);
  return found.value;
}

export function useQueue(scene: Scene, likely: readonly StatementDocument[]): readonly QueueItem[] {
  const { actors, links, claims } = scene.fold.board;
  return useMemo(() => queueOf({ actors, links, claims }, likely), [actors, links, claims, likely]);
}

/** What waits for an editor, one after the other, from the keyboard alone. */
export function Triage({ scene, ui, queue, at, last, bind, ruled }: TriageProps) {
  const asking = useSignal<{ readonly ruling: Ruling; readonly about: string } | undefined>(undefined);
  const merging = useSignal(false);
  const problem = useSignal<ProblemDetails | undefined>(undefined);
  const busy = useSignal(false);
  const before = useRef(queue);
  const list = useRef<HTMLOListElement>(null);
  if (before.current !== queue) {
    at.value = placeAfter(before.current, at.peek(), queue);
    before.current = queue;
  }
  const here = queue[at.value];
  const hereId = here?.id;
  const shownId = useRef(hereId);
  // While it is painted, not after: whoever types fast would see what they had just begun taken away.
  if (shownId.current !== hereId) {
    shownId.current = hereId;
    asking.value = problem.value = undefined;
    merging.value = false;
  }
  useEffect(() => { list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }); }, [hereId]);

  const go = (to: number): void => { at.value = Math.max(0, Math.min(queue.length - 1, to)); };
  const rule = async (ruling: Ruling, about: string, reason: string): Promise<void> => {
    if (busy.peek()) return;
    busy.value = true;
    problem.value = undefined;
    try {
      const outcome = await send(await ruling.order(reason));
      if (outcome.state === 'done') {
        asking.value = undefined;
        merging.value = false;
        last.value = { ruling, about };
        ruled();
      } else if (outcome.state === 'signed_out') sessionEnded();
      else if (outcome.state === 'refused') problem.value = outcome.problem;
      else problem.value = unreachable;
    } catch {
      problem.value = unreachable;
    } finally {
      busy.value = false;
    }
  };
  const start = (ruling: Ruling | undefined, about: string): void => {
    if (!ruling) return;
    if (ruling.reason) asking.value = { ruling, about };
    else void rule(ruling, about, '');
  };
  const choices = here ? choicesFor(here, scene) : [];
  bind({
    j: () => go(at.peek() + 1),
    k: () => go(at.peek() - 1),
    u: () => { if (last.peek()?.ruling.back) start(last.peek()!.ruling.back, last.peek()!.about); },
    ...(here?.kind === 'name' ? { o: () => { merging.value = true; } } : {}),
    ...Object.fromEntries(choices.map(({ key, ruling }) => [key, () => start(ruling, wordsOf(here!, scene))])),
  });
  const counts = groupBy(queue, (item) => item.kind);
  return (
    <div class="triage">
      <p class="triage-counts" aria-live="polite">
        {queueKinds.map((kind) => <span key={kind} class={counts.has(kind) ? 'triage-count' : 'triage-count quiet'}><strong>{counts.get(kind)?.length ?? 0}</strong> {m.queue.kinds[kind]}</span>)}
      </p>
      {last.value && <LastLine last={last.value} />}
      {queue.length === 0 && <p class="triage-empty">{m.queue.empty}</p>}
      <div class="triage-body">
        <ol ref={list} class="triage-list" aria-label={m.tabs.queue}>
          {queue.map((item, place) => (
            <li key={item.id}>
              <button type="button" class="triage-item" aria-current={place === at.value ? 'true' : undefined} onClick={() => go(place)}>
                <span class="triage-kind">{m.queue.kind[item.kind]}</span> <bdi>{wordsOf(item, scene)}</bdi>
              </button>
            </li>
          ))}
        </ol>
        {here && (
          <section class="triage-here" aria-label={m.queue.position(at.value + 1, queue.length)}>
            <p class="quiet">{m.queue.position(at.value + 1, queue.length)}</p>
            <ItemBody key={here.id} item={here} scene={scene} ui={ui} />
            {problem.value && (problem.value === unreachable ? <p class="refusal" role="alert">{m.compose.unknown}</p> : <Refusal problem={problem.value} />)}
            {asking.value
              ? <Reason asking={asking.value} busy={busy.value} send={(reason) => void rule(asking.value!.ruling, asking.value!.about, reason)} cancel={() => { asking.value = undefined; }} />
              : (
                <ul class="triage-choices">
                  {choices.map(({ key, label, ruling }) => <li key={key}><button type="button" class="choice-button" disabled={busy.value} onClick={() => start(ruling, wordsOf(here, scene))}><kbd>{key}</kbd> {label}</button></li>)}
                  {here.kind === 'name' && <li><button type="button" class="choice-button" onClick={() => { merging.value = true; }}><kbd>o</kbd> {m.queue.mergeOther}</button></li>}
                </ul>
              )}
            {merging.value && here.kind === 'name' && !asking.value && <MergeOther scene={scene} actor={here.actor} choose={(into) => { asking.value = { ruling: mergeActor(here.actor, into), about: here.actor.name }; }} />}
          </section>
        )}
      </div>
    </div>
  );
}

const unreachable: ProblemDetails = { type: '', title: '', status: 0, retry: 'later' };

function MergeOther({ scene, actor, choose }: { scene: Scene; actor: ActorDocument; choose: (into: string) => void }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => { box.current?.querySelector('input')?.focus(); }, []);
  return <div ref={box}><Picker label={m.queue.mergeInto(actor.name)} name="mergeInto" many={false} chosen={[]} find={(typed) => findActors(scene, typed, actor.id)} onChoose={({ key }) => choose(key)} onRemove={() => undefined} /></div>;
}

/** Why: asked for where the record wants it, before anything is sent. */
function Reason({ asking, busy, send: act, cancel }: { asking: { readonly ruling: Ruling; readonly about: string }; busy: boolean; send: (reason: string) => void; cancel: () => void }) {
  const reason = useSignal('');
  const missing = useSignal(false);
  const box = useRef<HTMLInputElement>(null);
  // Before the next key comes: the first letters of a reason are no orders.
  useLayoutEffect(() => { box.current?.focus(); }, []);
  const submit = (event: Event): void => {
    event.preventDefault();
    missing.value = asking.ruling.reason && reason.peek().trim() === '';
    if (!missing.peek()) act(reason.peek().trim());
  };
  return (
    <form class="reason" noValidate onSubmit={submit} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); cancel(); } }}>
      <p><strong>{m.queue.asking[asking.ruling.words]}:</strong> <bdi>{asking.about}</bdi></p>
      {!asking.ruling.back && <p class="warning">{asking.ruling.words === 'merged' ? m.queue.mergeForever : asking.ruling.words === 'preferred' ? m.queue.preferAgain : ''}</p>}
      <div class="reason-row">
        <label for="ruling-reason" class="field-label">{m.correct.reason}</label>
        <input ref={box} id="ruling-reason" name="rulingReason" type="text" dir="auto" autocomplete="off" aria-invalid={missing.value ? true : undefined} value={reason.value} onInput={(event) => { reason.value = event.currentTarget.value; }} />
        <button type="submit" class="button button-main" disabled={busy}><kbd>Enter</kbd> {m.queue.send}</button>
        <button type="button" class="button" onClick={cancel}><kbd>Esc</kbd> {m.queue.cancel}</button>
      </div>
      {missing.value && <p class="field-error" role="alert">{m.correct.reasonNeeded}</p>}
    </form>
  );
}

function LastLine({ last: { ruling, about } }: { last: Last }) {
  return (
    <p class="recorded" role="status"><strong>{m.queue.ruling[ruling.words]}</strong> <bdi>{about}</bdi>{' '}
      {ruling.back ? <span><kbd>u</kbd> {m.queue.undo}</span> : <span class="quiet">{ruling.words === 'preferred' ? m.queue.preferAgain : ruling.words === 'merged' ? m.queue.mergeForever : ''}</span>}
    </p>
  );
}
