import { signal } from '@preact/signals';

export type Route = { readonly view: 'stories' } | { readonly view: 'board'; readonly story: string } | { readonly view: 'nowhere' };

export function routeOf(path: string): Route {
  if (path === '/' || path === '/index.html' || path === '/stories' || path === '/stories/') return { view: 'stories' };
  const story = /^\/stories\/([^/]+)\/?$/.exec(path)?.[1];
  if (story === undefined) return { view: 'nowhere' };
  try {
    return { view: 'board', story: decodeURIComponent(story) };
  } catch {
    return { view: 'nowhere' };
  }
}

export const route = signal<Route>(routeOf(location.pathname));
/** The part after `#`, without it. */
export const anchor = signal(location.hash.slice(1));

/** Follows links within the page by itself; everything else stays the browser's. */
export function startRouter(): void {
  addEventListener('popstate', arrived);
  addEventListener('hashchange', arrived);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (routeOf(link.pathname).view === 'nowhere') return;
    if (link.pathname === location.pathname && link.hash) {
      // The browser goes there; the page is told even when the address is the same as before.
      anchor.value = '';
      queueMicrotask(() => { anchor.value = link.hash.slice(1); });
      return;
    }
    event.preventDefault();
    history.pushState(null, '', link.href);
    scrollTo(0, 0);
    arrived();
  });
}

function arrived(): void {
  const next = routeOf(location.pathname);
  if (JSON.stringify(next) !== JSON.stringify(route.peek())) route.value = next;
  anchor.value = location.hash.slice(1);
}
