import { signal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { readStatement } from '../../api';
import { m } from '../../messages';
import { anchor } from '../../router';
import type { BoardSession } from '../../session';
import { type AnyStatement, isRedacted } from '../../statements';
import type { Stamped } from '../../store';
import { memo } from '../memo';
import { Notice } from '../notice';
import { type Lookup, speakersOf } from './lookup';
import type { Relations } from './relations';
import { Statement } from './statement';
import type { BoardUi } from './ui';

const step = 50;

interface StreamProps {
  session: BoardSession;
  statements: readonly AnyStatement[];
  older: readonly Stamped<AnyStatement>[];
  relations: Relations;
  look: Lookup;
  ui: BoardUi;
}

/** The statements, newest first. Whoever has scrolled away keeps their place: what arrives waits behind a pill until they come back to the top. */
export const Stream = memo(({ session, statements, older: behind, relations, look, ui }: StreamProps) => {
  const top = useRef<HTMLDivElement>(null);
  const held = useSignal<number | undefined>(undefined);
  const depth = useSignal(step);
  const all = useMemo(() => [...statements, ...behind.map(({ doc }) => doc)], [statements, behind]);
  const newest = all[0]?.position ?? 0;
  useTopWatch(top, (atTop) => { held.value = atTop ? undefined : held.peek() ?? (latest.current || undefined); });
  const latest = useRef(newest);
  latest.current = newest;

  const limit = held.value ?? Number.POSITIVE_INFINITY;
  const waiting = all.findIndex((statement) => statement.position <= limit);
  const hidden = waiting < 0 ? 0 : waiting;
  const shown = all.slice(hidden, hidden + depth.value);
  useEffect(() => { ui.waiting.value = hidden; }, [hidden, ui]);

  const toTop = (): void => {
    held.value = undefined;
    top.current?.scrollIntoView({ block: 'end', behavior: calm() ? 'auto' : 'smooth' });
    document.getElementById('stream-heading')?.focus({ preventScroll: true });
  };
  const older = (): void => {
    const want = depth.peek() + step;
    depth.value = want;
    if (all.length < hidden + want) void session.loadOlder();
  };
  return (
    <>
      <div ref={top} class="stream-top" />
      <div class="pill-rail">
        {hidden > 0 && <button type="button" class="pill" onClick={toTop}><span aria-hidden="true">↑ </span>{m.newStatements(hidden)}</button>}
      </div>
      <Linked session={session} all={all} shown={shown} look={look} ui={ui} />
      {all.length === 0 && <Notice level={3} title={m.stream.empty} text={m.stream.emptyHint} />}
      <div class="statements">
        {shown.map((statement) => (
          <Statement
            key={statement.id}
            statement={statement}
            look={look}
            ui={ui}
            isNew={statement.position > session.freshFrom.value}
            relations={relations.get(statement.id)}
            replyTo={!isRedacted(statement) && statement.inReplyTo ? speakersOf(all, statement.inReplyTo, look) : undefined}
          />
        ))}
      </div>
      {all.length > 0 && <Older session={session} more={all.length > hidden + depth.value} show={older} />}
    </>
  );
});

function Older({ session, more, show }: { session: BoardSession; more: boolean; show: () => void }) {
  const state = session.older.value;
  if (!more && state === 'end') return <p class="stream-end quiet">{m.stream.start}</p>;
  return (
    <p class="stream-end">
      {state === 'failed' && <span class="quiet">{m.stream.olderFailed} </span>}
      <button type="button" class="button" disabled={state === 'loading'} onClick={show}>{state === 'loading' ? m.stream.loadingOlder : m.stream.older}</button>
    </p>
  );
}

/** A statement that the address points to but that is not among those shown stands above them. */
function Linked({ session, all, shown, look, ui }: { session: BoardSession; all: readonly AnyStatement[]; shown: readonly AnyStatement[]; look: Lookup; ui: BoardUi }) {
  const id = /^statement-(.+)$/.exec(anchor.value)?.[1];
  const here = id !== undefined && shown.some((statement) => statement.id === id);
  const found = useMemo(() => signal<AnyStatement | 'missing' | undefined>(undefined), [id]);
  useEffect(() => {
    if (!id || here) return;
    readStatement(id).then((statement) => { found.value = statement; }, () => { found.value = 'missing'; }).then(() => show('linked'));
    // After a takedown it may be the one whose words are gone.
  }, [id, here, found, session, ui.takedowns.value]);
  useLayoutEffect(() => {
    if (id && here) show(`statement-${id}`);
    // Only when the address changes or the statement comes: never on later arrivals.
  }, [id, here]);
  if (!id || here || !found.value) return null;
  const statement = found.value;
  return (
    <section id="linked" class="linked" aria-label={m.stream.linked}>
      <p class="linked-head"><span>{statement === 'missing' ? m.stream.linkedMissing : m.stream.linked}</span>
        <button type="button" class="link-button" onClick={() => { history.replaceState(null, '', location.pathname); anchor.value = ''; }}>{m.stream.close}</button>
      </p>
      {statement !== 'missing' && <Statement statement={statement} look={look} ui={ui} replyTo={!isRedacted(statement) && statement.inReplyTo ? speakersOf(all, statement.inReplyTo, look) : undefined} />}
    </section>
  );
}

export function show(element: string): void {
  const target = document.getElementById(element);
  if (!target) return;
  target.scrollIntoView({ block: 'center', behavior: 'auto' });
  target.classList.remove('pointed');
  requestAnimationFrame(() => target.classList.add('pointed'));
}

export function calm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Tells whether the top of the list is in sight. */
function useTopWatch(top: { current: HTMLDivElement | null }, tell: (atTop: boolean) => void): void {
  const telling = useRef(tell);
  telling.current = tell;
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => telling.current(entries.at(-1)!.isIntersecting), { rootMargin: '40px 0px 0px 0px' });
    if (top.current) watch.observe(top.current);
    return () => watch.disconnect();
  }, [top]);
}
