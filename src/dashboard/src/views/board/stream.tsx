import { signal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { readStatement } from '../../api';
import { filterOf, isEmpty } from '../../filter';
import { m } from '../../messages';
import { within } from '../../reel';
import { anchor, query } from '../../router';
import type { BoardSource } from '../../source';
import { type AnyStatement, isRedacted } from '../../statements';
import { memo } from '../memo';
import { Notice } from '../notice';
import type { Known } from './asked';
import { Filtered } from './filtered';
import { useFirst } from './first';
import { type Lookup, speakersIn } from './lookup';
import type { Relations } from './relations';
import { Run, Spacer } from './run';
import { Statement } from './statement';
import { show } from './show';
import type { BoardUi } from './ui';
import { useWindow } from './window';

export interface StreamProps {
  session: BoardSource;
  /** All that is loaded, newest first. */
  statements: readonly AnyStatement[];
  known: Known;
  relations: Relations;
  look: Lookup;
  ui: BoardUi;
}

/** The statements, newest first: all of them, or those that the reader asks for. */
export const Stream = memo((props: StreamProps) => {
  const filter = filterOf(query.value);
  return isEmpty(filter) ? <Whole {...props} /> : <Filtered {...props} filter={filter} />;
});

/**
 * Whoever has scrolled away keeps their place: what arrives waits behind a pill until they come back to the top. What is far from them is an empty space
 * as high as it was.
 */
function Whole({ session, statements: all, known, relations, look, ui }: StreamProps) {
  const top = useRef<HTMLDivElement>(null);
  const held = useSignal<number | undefined>(undefined);
  const { reel } = session;
  const newest = useRef(0);
  newest.current = all[0]?.position ?? 0;
  /** On the way to the top, which is the end of holding a place. */
  const going = useRef(false);
  const hold = (): void => {
    if (held.peek() !== undefined || !newest.current || going.current) return;
    reel.hold(newest.current);
    held.value = newest.current;
  };
  useTopWatch(top, (atTop) => {
    if (!atTop) return hold();
    going.current = false;
    held.value = undefined;
  });
  // After another log nothing is where it was.
  useEffect(() => { held.value = undefined; }, [reel.begun.value, held]);

  const limit = held.value ?? Number.POSITIVE_INFINITY;
  const stretches = reel.stretches.value;
  const head = within(all, stretches[0]?.before ?? 0, Number.MAX_SAFE_INTEGER);
  const begun = stretches.filter(({ low }) => low <= limit);
  const hidden = held.value === undefined ? 0 : head.length + stretches.slice(0, stretches.length - begun.length).reduce((sum, { count }) => sum + count, 0);
  useEffect(() => { ui.waiting.value = hidden; }, [hidden, ui]);
  const { list, near, above, below, heightOf } = useWindow(begun, held.value === undefined && head.length > 0, reel);

  const toTop = (): void => {
    going.current = true;
    held.value = undefined;
    // Once what waited is on the page: the browser keeps the place of whoever is not at the very top.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      top.current?.scrollIntoView({ block: 'end' });
      document.getElementById('stream-heading')?.focus({ preventScroll: true });
      setTimeout(() => { going.current = false; }, 500);
    }));
  };
  const first = useFirst(all.length);
  const shown = near.map((stretch) => within(all, stretch.low, stretch.before).slice(0, first));
  const same = { session, known, relations, look, ui };
  return (
    <>
      <div ref={top} class="stream-top" />
      <div class="pill-rail">
        {hidden > 0 && <button type="button" class="pill" onClick={toTop}><span aria-hidden="true">↑ </span>{m.newStatements(hidden)}</button>}
      </div>
      <Linked all={[...(held.value === undefined ? head : []), ...shown.flat()]} {...same} />
      {all.length === 0 && <Notice level={3} title={m.stream.empty} text={m.stream.emptyHint} />}
      <div class="statements" ref={list}>
        {held.value === undefined && <Run statements={head} {...same} />}
        <Spacer key="above" height={above} />
        {near.map((stretch, at) => (shown[at]!.length > 0
          ? <Run key={stretch.low} statements={shown[at]!} {...same} />
          : <Spacer key={stretch.low} height={heightOf(stretch)} waiting />))}
        <Spacer key="below" height={below} />
      </div>
      {all.length > 0 && <End session={session} />}
    </>
  );
}

function End({ session: { reel } }: { session: BoardSource }) {
  const state = reel.state.value;
  if (state === 'end') return <p class="stream-end quiet">{m.stream.start}</p>;
  return (
    <p class="stream-end">
      {state === 'failed' && <span class="quiet">{m.stream.olderFailed} </span>}
      <button type="button" class="button" aria-disabled={state === 'loading'} onClick={() => void reel.further()}>{state === 'loading' ? m.stream.loadingOlder : m.stream.older}</button>
    </p>
  );
}

/** A statement that the address points to but that is not among those shown stands above them. */
function Linked({ session, all, known, look, ui }: Omit<StreamProps, 'statements'> & { all: readonly AnyStatement[] }) {
  const id = /^statement-(.+)$/.exec(anchor.value)?.[1];
  const here = id !== undefined && all.some((statement) => statement.id === id);
  // Where it was once, there it stays: that its place is let go later is no reason to show it on top.
  const was = useRef<string | undefined>(undefined);
  if (here) was.current = id;
  const found = useMemo(() => signal<AnyStatement | 'missing' | undefined>(undefined), [id]);
  useEffect(() => {
    if (!id || was.current === id) return;
    readStatement(id, session.moment && session.query).then((statement) => { found.value = statement; }, () => { found.value = 'missing'; }).then(() => show('linked'));
    // After a takedown it may be the one whose words are gone.
  }, [id, here, found, session, ui.takedown.value, ui.rest.value]);
  useLayoutEffect(() => {
    if (id && here) show(`statement-${id}`);
    // Only when the address changes or the statement comes: never on later arrivals.
  }, [id, here]);
  if (!id || was.current === id || !found.value) return null;
  const statement = found.value;
  return (
    <section id="linked" class="linked" aria-label={m.stream.linked}>
      <p class="linked-head"><span>{statement === 'missing' ? m.stream.linkedMissing : m.stream.linked}</span>
        <button type="button" class="link-button" onClick={() => { history.replaceState(null, '', location.pathname + location.search); anchor.value = ''; }}>{m.stream.close}</button>
      </p>
      {statement !== 'missing' && <Statement statement={statement} look={look} ui={ui} replyTo={!isRedacted(statement) && statement.inReplyTo ? speakersIn(known, statement.inReplyTo, look) : undefined} />}
    </section>
  );
}

/** What lies below what is in sight counts as in sight: whatever pushes the list down, its reader has not scrolled away from its top. */
const sight = { rootMargin: '40px 0px 100000px 0px', scrollMargin: '40px 0px 100000px 0px' };

/** Tells whether the top of the list is in sight, or below. */
function useTopWatch(top: { current: HTMLDivElement | null }, tell: (atTop: boolean) => void): void {
  const telling = useRef(tell);
  telling.current = tell;
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => telling.current(entries.at(-1)!.isIntersecting), sight);
    if (top.current) watch.observe(top.current);
    return () => watch.disconnect();
  }, [top]);
}
