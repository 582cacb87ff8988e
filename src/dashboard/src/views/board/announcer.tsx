import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { m } from '../../messages';
import type { BoardSession } from '../../session';
import { isRedacted } from '../../statements';
import type { Fact } from '../../facts';
import type { Fold } from '../../store';
import { fieldName } from './claim';
import { type Lookup, listed } from './lookup';

const every = 5_000;

/** Tells a screen reader what arrived, politely, at most every five seconds, and when the connection goes or comes back. */
export function Announcer({ session, fold, facts, look }: { session: BoardSession; fold: Fold; facts: readonly Fact[]; look: Lookup }) {
  const said = useSignal('');
  const connection = useSignal('');
  const conflict = useConflict(facts, look);
  const told = useRef(fold.position);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef({ fold, look });
  latest.current = { fold, look };
  const newest = fold.board.statements[0]?.position ?? 0;
  useEffect(() => {
    if (newest <= told.current || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      said.value = announcement(latest.current.fold, latest.current.look, told.current);
      told.current = latest.current.fold.position;
    }, every);
  }, [newest, said]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const phase = session.connection.value?.phase;
  const wasOffline = useRef(false);
  useEffect(() => {
    if (phase === 'offline') connection.value = m.connection.announceOffline;
    else if (phase === 'live' && wasOffline.current) connection.value = m.connection.announceLive;
    if (phase === 'offline' || phase === 'live') wasOffline.current = phase === 'offline';
  }, [phase, connection]);
  return <div class="unseen"><p role="status" aria-live="polite">{said.value}</p><p role="status" aria-live="polite">{connection.value}</p><p role="status" aria-live="polite">{conflict}</p></div>;
}

/** The newest of the conflicts that opened while the page was open. */
function useConflict(facts: readonly Fact[], look: Lookup): string {
  const known = useRef<ReadonlySet<string> | undefined>(undefined);
  const words = useSignal('');
  useEffect(() => {
    const open = facts.filter((fact) => fact.state === 'open');
    const fresh = open.find((fact) => known.current && !known.current.has(`${fact.about} ${fact.field}`));
    if (fresh) words.value = m.announceConflict(look.name(fresh.about), fieldName(fresh.field, look));
    known.current = new Set(open.map((fact) => `${fact.about} ${fact.field}`));
  }, [facts, look, words]);
  return words.value;
}

function announcement(fold: Fold, look: Lookup, after: number): string {
  const arrived = fold.board.statements.filter((statement) => statement.position > after && !isRedacted(statement)).map((statement) => (isRedacted(statement) ? undefined : statement)).filter((statement) => statement !== undefined);
  const [first] = arrived;
  if (!first) return '';
  const names = [...new Set(arrived.flatMap((statement) => statement.speakers))].slice(0, 4).map((id) => look.actorName(id));
  return arrived.length === 1 ? m.announceOne(listed(names), m.kind[first.kind]) : m.announceMany(arrived.length, listed(names));
}
