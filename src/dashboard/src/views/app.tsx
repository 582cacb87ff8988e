import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { m } from '../messages';
import { route, type View } from '../router';
import { Notice } from './notice';

/** What stands in the address, or nothing. */
export interface ViewProps {
  readonly id: string;
}
type Component = ComponentType<ViewProps>;

// Each view is a chunk of its own. One with words of its own loads them first: `words: () => import('./network/messages')`.
const views: Record<View, { code: () => Promise<Component>; words?: () => Promise<{ loadMessages: () => Promise<void> }> }> = {
  stories: { code: async () => (await import('./stories')).StoriesView, words: () => import('./stories/messages') },
  actor: { code: async () => (await import('./entity')).ActorView, words: () => import('./entity/messages') },
  meeting: { code: async () => (await import('./entity')).MeetingView, words: () => import('./entity/messages') },
  topic: { code: async () => (await import('./entity')).TopicView, words: () => import('./entity/messages') },
  statement: { code: async () => (await import('./entity')).StatementView, words: () => import('./entity/messages') },
  search: { code: async () => (await import('./search')).SearchView, words: () => import('./search/messages') },
  board: { code: async () => (await import('./board')).BoardView, words: () => import('./board/messages') },
  network: { code: async () => (await import('./network')).NetworkView, words: () => import('./network/messages') },
  wall: { code: async () => (await import('./wall')).WallView, words: () => import('./wall/messages') },
  desk: { code: async () => (await import('./desk')).DeskView, words: () => import('./desk/messages') },
};

const loaded = signal<Partial<Record<View, Component>>>({});
const failed = signal(false);

async function load(view: View): Promise<void> {
  if (loaded.peek()[view]) return;
  failed.value = false;
  try {
    const { code, words } = views[view];
    await (await words?.())?.loadMessages();
    const component = await code();
    loaded.value = { ...loaded.peek(), [view]: component };
  } catch {
    failed.value = true;
  }
}

/** Loads what the address shows, so that the first thing that is drawn over the server's page is the view itself. */
export async function ready(): Promise<void> {
  const { view } = route.peek();
  if (view !== 'nowhere') await load(view);
}

export function App() {
  const current = route.value;
  useEffect(() => { if (current.view !== 'nowhere') void load(current.view); }, [current.view]);
  if (current.view === 'nowhere') return <NowhereView />;
  const Shown = loaded.value[current.view];
  if (Shown) return <Shown key={`${current.view} ${current.id}`} id={current.id} />;
  if (failed.value) {
    return <main id="content"><Notice title={m.noServer} text={m.noServerHint} action={{ label: m.tryAgain, act: () => void load(current.view) }} /></main>;
  }
  return <main id="content" aria-busy="true"><p class="quiet-loading">{m.loading}</p></main>;
}

function NowhereView() {
  useEffect(() => { document.title = `${m.pageNotFound} · ${m.appName}`; }, []);
  return <main id="content"><Notice title={m.pageNotFound} link={{ label: m.toStories, href: '/' }} /></main>;
}
