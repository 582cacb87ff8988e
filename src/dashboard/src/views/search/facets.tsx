import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readPage } from '../../api';
import type { FacetCount, StatementKind, StoryDocument } from '../../contracts';
import { m } from '../../messages';
import { query, setQuery } from '../../router';
import { w } from './messages';
import { type Filter, filters } from './query';
import type { SearchSession } from './session';

const shown = 8;

/** What the hits have in common, and the filters that are set: a click narrows, another one lets go. */
export function Facets({ session }: { session: SearchSession }) {
  const facets = session.facets.value;
  const names = session.names.value;
  const name = (filter: Filter, value: string): string => nameOf(filter, value, names);
  const lists: readonly (readonly [Filter, readonly FacetCount[]])[] = [
    ['actor', facets?.actor ?? []], ['topic', facets?.topic ?? []], ['meeting', facets?.meeting ?? []], ['kind', facets?.kind ?? []], ['language', facets?.lang ?? []], ['source', facets?.source ?? []],
  ];
  return (
    <section class="search-facets" aria-label={w.filters}>
      <Set names={names} />
      <Stories />
      <Moment />
      {lists.map(([filter, counts]) => counts.length > 0 && !query.value.has(filter) && <Facet key={filter} filter={filter} counts={counts} name={name} />)}
    </section>
  );
}

function nameOf(filter: Filter, value: string, names: Readonly<Record<string, string>>): string {
  if (filter === 'kind') return m.kind[value as StatementKind] ?? value;
  if (filter === 'language') return languageName(value);
  return filter === 'source' ? value : names[`${filter}/${value}`] ?? value;
}

const languageNames = new Intl.DisplayNames(m.locale, { type: 'language', fallback: 'code' });

function languageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The filters that are set: each goes away by itself. */
function Set({ names }: { names: Readonly<Record<string, string>> }) {
  const on = filters.filter((filter) => filter !== 'story' && query.value.has(filter));
  if (on.length === 0) return null;
  return (
    <ul class="filters-set">
      {on.map((filter) => {
        const what = `${w.facet[facetOf(filter)]}: ${nameOf(filter, query.value.get(filter)!, names)}`;
        return <li key={filter}><button type="button" class="filter-on" aria-label={w.remove(what)} onClick={() => setQuery({ [filter]: undefined })}><bdi>{what}</bdi><span aria-hidden="true"> ✕</span></button></li>;
      })}
    </ul>
  );
}

function facetOf(filter: Filter): keyof typeof w.facet {
  return filter === 'language' ? 'lang' : filter;
}

function Facet({ filter, counts, name }: { filter: Filter; counts: readonly FacetCount[]; name: (filter: Filter, value: string) => string }) {
  const all = useSignal(false);
  const most = counts[0]?.count ?? 1;
  return (
    <section class="facet">
      <h2 class="facet-head">{w.facet[facetOf(filter)]}</h2>
      <ul>
        {(all.value ? counts : counts.slice(0, shown)).map(({ value, count }) => (
          <li key={value}>
            <button type="button" class="facet-value" onClick={() => setQuery({ [filter]: value })}>
              <bdi class="facet-name">{name(filter, value)}</bdi><span class="facet-count">{count}</span>
              <svg class="facet-bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true"><rect width={(100 * count) / most} height="2" /></svg>
            </button>
          </li>
        ))}
      </ul>
      {counts.length > shown && !all.value && <button type="button" class="link-button" onClick={() => { all.value = true; }}>{w.showAll(counts.length)}</button>}
    </section>
  );
}

function Stories() {
  const stories = useSignal<readonly StoryDocument[]>([]);
  useEffect(() => { readPage<StoryDocument>('/api/stories?limit=200').then((page) => { stories.value = page.items; }, () => undefined); }, [stories]);
  const chosen = query.value.get('story') ?? '';
  if (stories.value.length < 2 && !chosen) return null;
  return (
    <label class="facet-field"><span class="facet-head">{w.facet.story}</span>
      <select value={chosen} onChange={(event) => setQuery({ story: event.currentTarget.value || undefined })}>
        <option value="">–</option>
        {chosen && !stories.value.some((story) => story.id === chosen) && <option value={chosen}>{chosen}</option>}
        {stories.value.map((story) => <option key={story.id} value={story.id}>{story.title}</option>)}
      </select>
    </label>
  );
}

/** From when, until when, and as of which moment: dates as far as they are known (2025, 2025-05, 2025-05-16). */
function Moment() {
  const value = (name: string): string => query.value.get(name) ?? '';
  const field = (name: string, label: string, hint?: string) => (
    <label class="facet-field"><span class="facet-head">{label}</span>
      <input type="text" value={value(name)} placeholder="2025-05-16" title={hint} inputMode="numeric" onChange={(event) => setQuery({ [name]: event.currentTarget.value.trim() || undefined })} />
    </label>
  );
  return (
    <div class="facet-moment">
      {field('from', w.from)}{field('to', w.to)}{field('asOf', w.asOf, w.asOfHint)}
      {value('asOf') && (
        <label class="facet-field"><span class="unseen">{w.asOf}</span>
          <select value={value('clock') || 'known'} onChange={(event) => setQuery({ clock: event.currentTarget.value === 'said' ? 'said' : undefined })}>
            <option value="known">{w.clockKnown}</option><option value="said">{w.clockSaid}</option>
          </select>
        </label>
      )}
    </div>
  );
}
