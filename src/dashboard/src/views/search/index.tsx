import { useEffect, useMemo, useRef } from 'preact/hooks';
import '../../style/board.css';
import '../../style/search.css';
import type { FoundStatement } from '../../contracts';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import { query, setQuery } from '../../router';
import { isRedacted } from '../../statements';
import { entityPath } from '../../urls';
import { Header } from '../header';
import { Notice } from '../notice';
import { Facets } from './facets';
import { w } from './messages';
import { filters, pieces } from './query';
import { SearchSession } from './session';

/** Search as one types: the address carries what is asked, so that a link to a search is the search. */
export function SearchView() {
  const session = useMemo(() => new SearchSession(), []);
  const asked = query.value;
  const first = useRef(true);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => () => session.close(), [session]);
  useEffect(() => {
    session.ask(asked, first.current);
    first.current = false;
  }, [asked, session]);
  const q = asked.get('q') ?? '';
  useEffect(() => { document.title = `${q ? `${q} · ` : ''}${w.title} · ${m.appName}`; }, [q]);
  useEffect(() => { if (innerWidth > 832) document.getElementById('q')?.focus({ preventScroll: true }); }, []);

  const walk = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const links = [...list.current?.querySelectorAll<HTMLElement>('.hit-link') ?? []];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const next = event.key === 'ArrowDown' ? links[at + 1] : at === 0 ? document.getElementById('q') : links[at - 1];
    if (!next || (at < 0 && event.key === 'ArrowUp')) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div class="page">
      <Header />
      <main id="content" class="search" tabIndex={-1}>
        <h1>{w.title}</h1>
        <form class="search-form" role="search" onSubmit={(event) => { event.preventDefault(); session.again(); }} onKeyDown={walk}>
          <label class="unseen" for="q">{w.label}</label>
          <input id="q" name="q" type="search" value={q} placeholder={w.hint} autocomplete="off" maxLength={500} enterKeyHint="search" aria-describedby="search-count" onInput={(event) => setQuery({ q: event.currentTarget.value || undefined }, { replace: true })} />
          <label class="search-order"><span class="unseen">{w.order}</span>
            <select value={asked.get('order') ?? 'newest'} onChange={(event) => setQuery({ order: event.currentTarget.value === 'best' ? 'best' : undefined })}>
              <option value="newest">{w.newest}</option><option value="best">{w.best}</option>
            </select>
          </label>
        </form>
        <div class="search-body">
          <Facets session={session} />
          <section class="search-hits" aria-label={w.hitsList}>
            <Count session={session} />
            <Outcome session={session} />
            <ol ref={list} class="hits" onKeyDown={walk}>{session.items.value.map((hit) => <Hit key={hit.statement.id} hit={hit} names={session.names.value} />)}</ol>
            {session.next.value && <p class="stream-end"><button type="button" class="button" disabled={session.loadingMore.value} onClick={() => void session.more()}>{w.more}</button></p>}
          </section>
        </div>
      </main>
    </div>
  );
}

function Count({ session }: { session: SearchSession }) {
  const state = session.state.value;
  const facets = session.facets.value;
  const words = state.at === 'searching' ? w.searching : state.at === 'found' && facets && session.items.value.length > 0 ? w.hits(facets.of.hits, facets.of.all) : '';
  const ranked = session.ranked.value;
  return (
    <p id="search-count" class="search-count" role="status">
      {words}
      {ranked && !ranked.all && <span class="quiet"> {w.ranked(ranked.hits)}</span>}
    </p>
  );
}

function Outcome({ session }: { session: SearchSession }) {
  const state = session.state.value;
  const narrowed = filters.some((name) => query.value.has(name));
  const clear = { label: w.clear, act: () => setQuery(Object.fromEntries([...filters, 'from', 'to', 'asOf', 'clock'].map((name) => [name, undefined]))) };
  switch (state.at) {
    case 'empty': return <Notice level={2} title={w.empty} text={w.emptyHint} />;
    case 'found': return session.items.value.length === 0 ? <Notice level={2} title={w.none} text={w.noneHint} {...(narrowed ? { action: clear } : {})} /> : null;
    case 'invalid': return <Notice level={2} title={w.invalid} text={state.detail} {...(narrowed ? { action: clear } : {})} />;
    case 'indexing': return <Notice level={2} title={w.indexing} text={`${state.detail} ${w.indexingHint}`.trim()} />;
    case 'refused': return <Notice level={2} title={m.keyNeeded} text={m.keyNeededHint} action={{ label: m.tryAgain, act: () => session.again() }} />;
    case 'failed': return <Notice level={2} title={w.failed} text={m.noServer} action={{ label: m.tryAgain, act: () => session.again() }} />;
    default: return null;
  }
}

function Hit({ hit: { statement, highlights }, names }: { hit: FoundStatement; names: Readonly<Record<string, string>> }) {
  if (isRedacted(statement)) return null;
  const name = (kind: string, id: string): string => names[`${kind}/${id}`] ?? id;
  const principal = statement.onBehalfOf?.at(-1);
  const shown = pieces(statement.text, highlights);
  return (
    <li class="hit">
      <p class="statement-top">
        <span class="kind">{m.kind[statement.kind]}</span>
        {statement.status !== 'published' && <span class={`flag flag-${statement.status}`}>{statement.status === 'retracted' ? m.statement.retracted : m.statement.corrected(statement.version)}</span>}
        <span class="said">{statement.saidAt ? showEdtf(statement.saidAt) : m.statement.undated}</span>
      </p>
      <h2 class="hit-who"><a class="hit-link" href={entityPath('statement', statement.id)}><bdi>{statement.speakers.map((id) => name('actor', id)).join(', ')}</bdi>{principal && <span class="for"> {m.statement.forWhom(name('actor', principal))}</span>}</a></h2>
      <p class={`hit-words hit-${statement.quoteForm ?? 'unknown'}`} dir="auto" lang={statement.lang}>{shown.map((piece, at) => (piece.hit ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>))}</p>
      <p class="hit-foot quiet"><bdi>{name('story', statement.story)}</bdi>{statement.positions?.map(({ topic, stance }) => <span key={topic}> · {m.stance[stance]} <bdi>{name('topic', topic)}</bdi></span>)}</p>
    </li>
  );
}
