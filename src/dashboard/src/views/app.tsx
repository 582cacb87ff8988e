import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { m } from '../messages';
import { type Route, route } from '../router';
import { Notice } from './notice';

type View = ComponentType<{ story: string }>;

// Each view is a chunk of its own.
const views: Record<Exclude<Route['view'], 'nowhere'>, () => Promise<View>> = {
  stories: async () => (await import('./stories')).StoriesView,
  board: async () => (await import('./board')).BoardView,
};

const loaded = signal<Partial<Record<Route['view'], View>>>({});
const failed = signal(false);

function load(view: Route['view']): void {
  if (view === 'nowhere' || loaded.peek()[view]) return;
  failed.value = false;
  views[view]().then((component) => { loaded.value = { ...loaded.peek(), [view]: component }; }, () => { failed.value = true; });
}

export function App() {
  const current = route.value;
  useEffect(() => load(current.view), [current.view]);
  if (current.view === 'nowhere') return <NowhereView />;
  const View = loaded.value[current.view];
  if (View) return <View key={JSON.stringify(current)} story={current.view === 'board' ? current.story : ''} />;
  if (failed.value) {
    return <main id="content"><Notice title={m.noServer} text={m.noServerHint} action={{ label: m.tryAgain, act: () => load(current.view) }} /></main>;
  }
  return <main id="content" aria-busy="true"><p class="quiet-loading">{m.loading}</p></main>;
}

function NowhereView() {
  useEffect(() => { document.title = `${m.pageNotFound} · ${m.appName}`; }, []);
  return <main id="content"><Notice title={m.pageNotFound} link={{ label: m.toStories, href: '/' }} /></main>;
}
