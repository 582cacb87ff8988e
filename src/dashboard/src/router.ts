import { signal } from '@preact/signals';
import { withMoment } from './moment';

// Which view an address shows. A new view is a row here and a row in views/app.tsx.
const patterns = {
  stories: /^\/(?:index\.html|stories\/?)?$/,
  board: /^\/stories\/([^/]+)\/?$/,
  actor: /^\/actors\/([^/]+)\/?$/,
  meeting: /^\/meetings\/([^/]+)\/?$/,
  topic: /^\/topics\/([^/]+)\/?$/,
  statement: /^\/statements\/([^/]+)\/?$/,
  search: /^\/search\/?$/,
  network: /^\/stories\/([^/]+)\/network\/?$/,
  wall: /^\/wall\/?$/,
  desk: /^\/desk(?:\/([^/]+))?\/?$/,
} as const;

export type View = keyof typeof patterns;
/** `id`: what stands in the address in place of a name; empty where nothing does. */
export type Route = { readonly view: View; readonly id: string } | { readonly view: 'nowhere' };

export function routeOf(path: string): Route {
  for (const [view, pattern] of Object.entries(patterns)) {
    const found = pattern.exec(path);
    if (!found) continue;
    try {
      return { view: view as View, id: decodeURIComponent(found[1] ?? '') };
    } catch {
      return { view: 'nowhere' };
    }
  }
  return { view: 'nowhere' };
}

export const route = signal<Route>(routeOf(location.pathname));
/** The part after `#`, without it. */
export const anchor = signal(location.hash.slice(1));
/** The part after `?`; a view keeps there what a link to it must carry. */
export const query = signal<ReadonlyMap<string, string>>(queryOf(location.search));

function queryOf(search: string): ReadonlyMap<string, string> {
  return new Map(new URLSearchParams(search));
}

/** Changes the address's query and nothing else; `undefined` takes a name away. `replace`: without a step back in the browser's history. */
export function setQuery(changes: Readonly<Record<string, string | undefined>>, { replace = false } = {}): void {
  const next = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  const search = next.toString();
  const href = location.pathname + (search && `?${search}`) + location.hash;
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  query.value = queryOf(search);
}

/** Goes to an address of this site. */
export function goTo(href: string): void {
  history.pushState(null, '', href);
  scrollTo(0, 0);
  arrived();
}

/** Follows links within the page by itself; everything else stays the browser's. */
export function startRouter(): void {
  addEventListener('popstate', arrived);
  addEventListener('hashchange', arrived);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (routeOf(link.pathname).view === 'nowhere') return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash) {
      // The browser goes there; the page is told even when the address is the same as before.
      anchor.value = '';
      queueMicrotask(() => { anchor.value = link.hash.slice(1); });
      return;
    }
    event.preventDefault();
    goTo(link.search === '' && sameStory(routeOf(link.pathname)) ? withMoment(link.pathname + link.hash, query.peek()) : link.href);
  });
}

/** Within a story one stays in its moment. */
function sameStory(to: Route): boolean {
  const from = route.peek();
  return to.view !== 'nowhere' && from.view !== 'nowhere' && to.id === from.id && [from, to].every(({ view }) => view === 'board' || view === 'network');
}

function arrived(): void {
  const next = routeOf(location.pathname);
  if (JSON.stringify(next) !== JSON.stringify(route.peek())) route.value = next;
  const search = new URLSearchParams(location.search).toString();
  if (search !== new URLSearchParams([...query.peek()]).toString()) query.value = queryOf(location.search);
  anchor.value = location.hash.slice(1);
}
