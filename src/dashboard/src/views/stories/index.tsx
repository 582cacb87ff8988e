import { signal, useComputed } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { readChanges, ReadFailed, readStories } from '../api';
import { now, showDate } from '../clock';
import type { ChangeItem, StoryDocument } from '../contracts';
import type { EventData } from '../events';
import { Feed, type FeedState } from '../feed';
import { m } from '../messages';
import { poll } from '../transports/poll';
import { signalr } from '../transports/signalr';
import { sse } from '../transports/sse';
import { storyPath } from '../urls';
import { ConnectionWords } from './connection';
import { Header } from './header';
import { Notice } from './notice';

/** The list of stories, kept live: new ones and new titles appear by themselves. */
export function StoriesView() {
  const list = useMemo(() => new StoryList(), []);
  useEffect(() => {
    document.title = `${m.stories} · ${m.appName}`;
    list.open();
    return () => list.close();
  }, [list]);
  return (
    <div class="page">
      <Header>
        {list.connection.value && <ConnectionWords state={list.connection.value} retry={() => list.retryNow()} />}
      </Header>
      <main id="content" class="stories" tabIndex={-1}>
        <h1>{m.stories}</h1>
        <p class="lede">{m.storiesIntro}</p>
        <StoriesBody list={list} />
      </main>
    </div>
  );
}

function StoriesBody({ list }: { list: StoryList }) {
  const stories = list.stories.value;
  const failed = list.failed.value;
  if (stories?.length) return <ul class="story-list">{stories.map((story) => <StoryCard key={story.id} story={story} />)}</ul>;
  if (stories) {
    return <Notice level={2} title={m.noStories}><p class="notice-text">{m.noStoriesHint} <a href="/docs" target="_blank" rel="noopener">{m.tryPage}</a>.</p></Notice>;
  }
  return failed ? <FailedNotice list={list} retryAt={failed.retryAt} status={failed.status} /> : <StoriesSkeleton />;
}

function FailedNotice({ list, retryAt, status }: { list: StoryList; retryAt: number; status: number }) {
  const seconds = useComputed(() => Math.ceil((retryAt - now.value) / 1000));
  if (status === 401 || status === 403) {
    return <Notice level={2} title={m.keyNeeded} text={m.keyNeededHint} action={{ label: m.tryAgain, act: () => list.retryNow() }} />;
  }
  return (
    <Notice level={2} title={status === 0 ? m.noServer : m.serverBusy} text={m.noServerHint} action={{ label: m.tryAgain, act: () => list.retryNow() }}>
      <p class="notice-text quiet">{m.nextTry(seconds.value)}</p>
    </Notice>
  );
}

function StoriesSkeleton() {
  return (
    <ul class="story-list" aria-busy="true" aria-label={m.loading}>
      {[0, 1, 2].map((n) => <li key={n} class="story-card skeleton"><span class="bone bone-title" /><span class="bone" /><span class="bone bone-short" /></li>)}
    </ul>
  );
}

function StoryCard({ story }: { story: StoryDocument }) {
  return (
    <li class="story-card">
      <h2 class="story-title"><a href={storyPath(story.id)} dir="auto">{story.title}</a></h2>
      {story.summary && <p class="story-summary" dir="auto" lang={story.lang}>{story.summary}</p>}
      <p class="story-meta">
        <span class={`tag story-status-${story.status}`}><span aria-hidden="true" class="dot" />{m.storyStatus[story.status]}</span>
        <span>{m.recordedSince(showDate(story.recordedAt))}</span>
      </p>
    </li>
  );
}

const kinds = ['story.created', 'story.revised', 'story.status_changed'];

class StoryList {
  readonly stories = signal<readonly StoryDocument[] | undefined>(undefined);
  readonly failed = signal<{ readonly status: number; readonly retryAt: number } | undefined>(undefined);
  readonly connection = signal<FeedState | undefined>(undefined);
  #retry: ReturnType<typeof setTimeout> | undefined;
  #abort = new AbortController();
  #attempt = 0;
  readonly #feed = new Feed({
    transports: [signalr, sse, poll],
    filter: { kinds },
    check: (after) => readChanges(after, { kinds }, { signal: AbortSignal.timeout(15_000) }),
    onItems: (items) => { this.stories.value = items.reduce(withItem, this.stories.peek() ?? []); },
    onState: (state) => { this.connection.value = state; },
    onReset: () => void this.#read(),
  });

  open(): void {
    this.#abort = new AbortController();
    void this.#read();
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#abort.abort();
    this.#feed.stop();
  }

  retryNow(): void {
    if (this.stories.peek()) {
      this.#feed.retryNow();
      return;
    }
    clearTimeout(this.#retry);
    void this.#read();
  }

  async #read(): Promise<void> {
    try {
      const page = await readStories(this.#abort.signal);
      this.stories.value = page.items;
      this.failed.value = undefined;
      this.#attempt = 0;
      if (page.cursor) this.#feed.start(page.cursor);
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      const wait = Math.min(30_000, 1000 * 2 ** this.#attempt++) * (0.5 + Math.random() / 2);
      this.failed.value = { status: error instanceof ReadFailed ? error.status : 0, retryAt: Date.now() + wait };
      this.#retry = setTimeout(() => void this.#read(), wait);
    }
  }
}

function withItem(stories: readonly StoryDocument[], item: ChangeItem): readonly StoryDocument[] {
  const id = item.entity.slice('story/'.length);
  const at = stories.findIndex((story) => story.id === id);
  const known = stories[at];
  switch (item.kind) {
    case 'story.created': {
      const { story, status } = item.data as EventData['story.created'];
      return known ? stories : [{ id, ...story, status, version: 1, recordedAt: item.at }, ...stories];
    }
    case 'story.revised': {
      const { story } = item.data as EventData['story.revised'];
      return known ? stories.with(at, { id, ...story, status: known.status, version: known.version + 1, recordedAt: known.recordedAt }) : stories;
    }
    case 'story.status_changed': {
      const { to } = item.data as EventData['story.status_changed'];
      return known ? stories.with(at, { ...known, status: to, version: known.version + 1 }) : stories;
    }
    default:
      return stories;
  }
}
