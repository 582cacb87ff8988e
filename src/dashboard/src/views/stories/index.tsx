import { signal, useComputed } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import '../../style/stories.css';
import { readChanges, ReadFailed, readStoriesInShort } from '../../api';
import { now, showDate, showMoment } from '../../clock';
import type { ActorDocument, MeetingDocument, StoryInShort, StorySummary } from '../../contracts';
import { showEdtf } from '../../edtf';
import { Feed, type FeedState } from '../../feed';
import { m } from '../../messages';
import { poll } from '../../transports/poll';
import { signalr } from '../../transports/signalr';
import { sse } from '../../transports/sse';
import { storyPath } from '../../urls';
import { isRedacted } from '../../statements';
import { ConnectionWords } from '../connection';
import { Header } from '../header';
import { Notice } from '../notice';
import { after, kinds, readAgain } from './fold';
import { w } from './messages';
import { Sparkline } from './sparkline';

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
  if (stories?.length) return <ul class="story-list">{stories.map((story) => <StoryCard key={story.story.id} item={story} />)}</ul>;
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

function StoryCard({ item: { story, summary } }: { item: StoryInShort }) {
  return (
    <li class="story-card">
      <div class="story-main">
        <h2 class="story-title"><a href={storyPath(story.id)} dir="auto">{story.title}</a></h2>
        {story.summary && <p class="story-summary" dir="auto" lang={story.lang}>{story.summary}</p>}
        <Last summary={summary} />
        {summary.meeting && <Next meeting={summary.meeting} />}
        <p class="story-meta">
          <span class={`tag story-status-${story.status}`}><span aria-hidden="true" class="dot" />{m.storyStatus[story.status]}</span>
          <span>{m.recordedSince(showDate(story.recordedAt))}</span>
        </p>
      </div>
      <Sparkline hours={summary.hours} until={summary.until} />
    </li>
  );
}

/** What was said last, by whom, in their words as far as they fit. */
function Last({ summary: { statement, actors } }: { summary: StorySummary }) {
  if (!statement) return <p class="story-now quiet">{w.nothingYet}</p>;
  if (isRedacted(statement)) return <p class="story-now quiet">{w.takenDown}</p>;
  const names = statement.speakers.map((id) => actors.find((actor: ActorDocument) => actor.id === id)?.name ?? id);
  return (
    <p class="story-now">
      <span class="story-label">{w.said}</span>
      <span class="story-said"><strong><bdi>{names.join(', ')}</bdi></strong>: <span dir="auto" lang={statement.lang}>{statement.text.slice(0, 600)}</span></span>
      <time class="story-when" dateTime={statement.recordedAt}>{showMoment(statement.recordedAt)}</time>
    </p>
  );
}

function Next({ meeting }: { meeting: MeetingDocument }) {
  const on = meeting.status === 'under_way' || meeting.status === 'suspended';
  return (
    <p class={on ? 'story-now story-on' : 'story-now'}>
      <span class="story-label">{on ? w.meetingNow : w.meetingNext}</span>
      <span><strong dir="auto">{meeting.name}</strong>, {m.meetingStatus[meeting.status]}</span>
      {meeting.start && <span class="story-when">{showEdtf(meeting.start)}</span>}
    </p>
  );
}

class StoryList {
  readonly stories = signal<readonly StoryInShort[] | undefined>(undefined);
  readonly failed = signal<{ readonly status: number; readonly retryAt: number } | undefined>(undefined);
  readonly connection = signal<FeedState | undefined>(undefined);
  #retry: ReturnType<typeof setTimeout> | undefined;
  #abort = new AbortController();
  #again: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  readonly #feed = new Feed({
    transports: [signalr, sse, poll],
    filter: { kinds },
    check: (after) => readChanges(after, { kinds }, { signal: AbortSignal.timeout(15_000) }),
    onItems: (items) => {
      this.stories.value = items.reduce(after, this.stories.peek() ?? []);
      if (items.some(readAgain)) this.#later();
    },
    onState: (state) => { this.connection.value = state; },
    onReset: () => void this.#read(),
  });

  open(): void {
    this.#abort = new AbortController();
    void this.#read();
  }

  close(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#again);
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

  /** What cannot be told from the items alone is read, however many come at most every two seconds; the feed goes on meanwhile. */
  #later(): void {
    this.#again ??= setTimeout(() => {
      this.#again = undefined;
      readStoriesInShort(this.#abort.signal).then((page) => { this.stories.value = page.items; }, () => undefined);
    }, 2000);
  }

  async #read(): Promise<void> {
    try {
      const page = await readStoriesInShort(this.#abort.signal);
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
