import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { readPage } from '../../api';
import type { ChangeItem, StatementDocument } from '../../contracts';
import { parseCursor } from '../../cursor';
import { idOf } from '../../events';
import { matcher, searchPath, type StatementFilter } from '../../filter';
import { m } from '../../messages';
import { type AnyStatement, foldStatement } from '../../statements';
import { Notice } from '../notice';
import { b } from './messages';
import { Run } from './run';
import type { StreamProps } from './stream';

const page = 50;
/** So many are shown; whoever wants to see more asks for less. */
const most = 400;
/** On the page at once after a key was pressed, the rest follows as it is scrolled to. */
const atOnce = 15;

interface Found {
  readonly statement: StatementDocument;
}

interface Asked {
  readonly of: string;
  readonly items: readonly AnyStatement[];
  /** Position of the newest answer: what comes after it is folded in. */
  readonly asOf: number;
  readonly next: string | null;
  readonly state: 'asking' | 'there' | 'failed';
}

/**
 * Those that the reader asks for. What the page has shows at once, and what arrives as it comes; the whole record answers behind it. Of what the record
 * answered the words are the page's own where it has the statement, and are brought on by what comes where it has not.
 */
export function Filtered({ session, statements, known, relations, look, ui, filter }: StreamProps & { filter: StatementFilter }) {
  const path = `${searchPath(session.story, filter, page)}${session.moment ? `&${session.query}` : ''}`;
  const key = `${path} ${ui.takedown.value}`;
  const asked = useSignal<Asked>({ of: '', items: [], asOf: 0, next: null, state: 'asking' });
  const depth = useSignal({ of: '', shown: atOnce });
  const end = useRef<HTMLParagraphElement>(null);
  const matches = useMemo(() => matcher(filter, (one, other) => look.canonical(one) === look.canonical(other)), [path, look]);
  const here = useMemo(() => statements.filter(matches), [statements, matches]);

  const ask = async (from: string, before: Pick<Asked, 'items' | 'asOf'>, signal: AbortSignal): Promise<void> => {
    const { items, asOf } = before;
    asked.value = { of: key, items, asOf, next: from, state: 'asking' };
    try {
      const answer = await readPage<Found>(from, signal);
      const now = asked.peek();
      const read = answer.cursor ? parseCursor(answer.cursor).position : 0;
      if (now.of === key) asked.value = { of: key, items: [...now.items, ...answer.items.map(({ statement }) => statement)], asOf: Math.max(now.asOf, read), next: answer.next ?? null, state: 'there' };
    } catch {
      if (!signal.aborted) asked.value = { ...asked.peek(), of: key, next: from, state: 'failed' };
    }
  };
  useEffect(() => session.listen((items) => { asked.value = { ...asked.peek(), items: items.reduce(followed, asked.peek()).items }; }), [session]);
  useEffect(() => {
    const abort = new AbortController();
    void ask(path, { items: [], asOf: 0 }, abort.signal);
    return () => abort.abort();
  }, [key]);

  const answer = asked.value.of === key ? asked.value : undefined;
  const list = useMemo(() => merged(here, answer?.items ?? [], known), [here, answer?.items, known]);
  const shown = list.slice(0, depth.value.of === key ? depth.value.shown : atOnce);
  const more = (): void => {
    const last = depth.peek().of === key ? depth.peek().shown : atOnce;
    if (last < list.length) depth.value = { of: key, shown: Math.min(most, last + page) };
    else if (answer?.next && answer.state !== 'asking' && last < most) void ask(answer.next, answer, new AbortController().signal);
  };
  const further = useRef(more);
  further.current = more;
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => { if (entries.at(-1)!.isIntersecting) further.current(); }, { rootMargin: '600px' });
    if (end.current) watch.observe(end.current);
    return () => watch.disconnect();
  }, [list.length, shown.length]);
  useEffect(() => { ui.waiting.value = 0; }, [ui]);

  const whole = answer !== undefined && answer.state === 'there' && answer.next === null;
  return (
    <>
      <div class="stream-top" />
      <p class="filter-count quiet" role="status">{answer?.state === 'failed' ? b.filter.failed : whole ? b.filter.found(list.length) : b.filter.foundSoFar(list.length)}</p>
      {list.length === 0 && whole && <Notice level={3} title={b.filter.none} text={b.filter.noneHint} />}
      <div class="statements"><Run statements={shown} session={session} known={known} relations={relations} look={look} ui={ui} /></div>
      <p ref={end} class="stream-end quiet">{shown.length >= most ? b.filter.tooMany(most) : whole && shown.length === list.length ? m.stream.start : m.stream.loadingOlder}</p>
    </>
  );
}

/** What was answered, brought on by what became of it since. */
function followed(before: Asked, item: ChangeItem): Asked {
  if (item.position <= before.asOf || !item.entity.startsWith('statement/')) return before;
  const at = before.items.findIndex(({ id }) => id === idOf(item.entity));
  const after = at < 0 ? null : foldStatement(before.items[at]!, item);
  return after ? { ...before, items: before.items.with(at, after) } : before;
}

function merged(here: readonly AnyStatement[], answered: readonly AnyStatement[], known: ReadonlyMap<string, AnyStatement>): readonly AnyStatement[] {
  const all = new Map<string, AnyStatement>(here.map((statement) => [statement.id, statement]));
  for (const statement of answered) {
    // The record's search knows more ways of writing a word than this page: what it found is shown.
    if (!all.has(statement.id)) all.set(statement.id, known.get(statement.id) ?? statement);
  }
  return [...all.values()].sort((a, c) => c.position - a.position);
}
