import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { readPage } from '../../api';
import type { StatementDocument } from '../../contracts';
import { matcher, searchPath, type StatementFilter } from '../../filter';
import { m } from '../../messages';
import type { AnyStatement } from '../../statements';
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
  readonly items: readonly StatementDocument[];
  readonly next: string | null;
  readonly state: 'asking' | 'there' | 'failed';
}

/**
 * Those that the reader asks for. What the page has shows at once, and what arrives as it comes; the whole record answers behind it. Of what the record
 * answered the words are the page's own where it has the statement, for it may have been corrected since.
 */
export function Filtered({ session, statements, known, relations, look, ui, filter }: StreamProps & { filter: StatementFilter }) {
  const path = `${searchPath(session.story, filter, page)}${session.moment ? `&${session.query}` : ''}`;
  const key = `${path} ${ui.takedown.value}`;
  const asked = useSignal<Asked>({ of: '', items: [], next: null, state: 'asking' });
  const depth = useSignal({ of: '', shown: atOnce });
  const end = useRef<HTMLParagraphElement>(null);
  const matches = useMemo(() => matcher(filter, (one, other) => look.canonical(one) === look.canonical(other)), [path, look]);
  const here = useMemo(() => statements.filter(matches), [statements, matches]);

  const ask = async (from: string, before: readonly StatementDocument[], signal: AbortSignal): Promise<void> => {
    asked.value = { of: key, items: before, next: from, state: 'asking' };
    try {
      const answer = await readPage<Found>(from, signal);
      asked.value = { of: key, items: [...before, ...answer.items.map(({ statement }) => statement)], next: answer.next ?? null, state: 'there' };
    } catch {
      if (!signal.aborted) asked.value = { of: key, items: before, next: from, state: 'failed' };
    }
  };
  useEffect(() => {
    const abort = new AbortController();
    void ask(path, [], abort.signal);
    return () => abort.abort();
  }, [key]);

  const answer = asked.value.of === key ? asked.value : undefined;
  const list = useMemo(() => merged(here, answer?.items ?? [], known, matches), [here, answer?.items, known, matches]);
  const shown = list.slice(0, depth.value.of === key ? depth.value.shown : atOnce);
  const more = (): void => {
    const last = depth.peek().of === key ? depth.peek().shown : atOnce;
    if (last < list.length) depth.value = { of: key, shown: Math.min(most, last + page) };
    else if (answer?.next && answer.state !== 'asking' && last < most) void ask(answer.next, answer.items, new AbortController().signal);
  };
  const further = useRef(more);
  further.current = more;
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => { if (entries.at(-1)!.isIntersecting) further.current(); }, { rootMargin: '600px' });
    watch.observe(end.current!);
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

function merged(here: readonly AnyStatement[], answered: readonly StatementDocument[], known: ReadonlyMap<string, AnyStatement>, matches: (statement: AnyStatement) => boolean): readonly AnyStatement[] {
  const all = new Map<string, AnyStatement>(here.map((statement) => [statement.id, statement]));
  for (const statement of answered) {
    const own = known.get(statement.id);
    if (!all.has(statement.id) && (!own || matches(own))) all.set(statement.id, own ?? statement);
  }
  return [...all.values()].sort((a, c) => c.position - a.position);
}
