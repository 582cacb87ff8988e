import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import '../../style/desk.css';
import { readStories } from '../../api';
import type { StoryDocument } from '../../contracts';
import { m as shared } from '../../messages';
import type { ViewProps } from '../app';
import { Header } from '../header';
import { Notice } from '../notice';
import { account, readAccount } from './account';
import { m } from './messages';
import { SignIn } from './signin';
import { AccountWords, DeskStory } from './story';

/** The newsroom's desk: for whoever has an editor's key. */
export function DeskView({ id }: ViewProps) {
  useEffect(() => {
    document.title = `${m.heading} · ${shared.appName}`;
    if (account.peek() === undefined) void readAccount();
  }, []);
  const who = account.value;
  if (who && id) return <DeskStory story={id} />;
  return (
    <div class="page">
      <Header><AccountWords /></Header>
      <main id="content" class="stories" tabIndex={-1}>
        {who === undefined ? <p class="quiet-loading" aria-busy="true">{shared.loading}</p> : who === null ? <SignIn /> : <Choose />}
      </main>
    </div>
  );
}

function Choose() {
  const stories = useSignal<readonly StoryDocument[] | 'failed' | undefined>(undefined);
  const load = (): void => { readStories().then((page) => { stories.value = page.items; }, () => { stories.value = 'failed'; }); };
  useEffect(load, []);
  const list = stories.value;
  if (list === 'failed') return <Notice title={shared.noServer} text={shared.noServerHint} action={{ label: shared.tryAgain, act: load }} />;
  return (
    <>
      <h1>{m.heading}</h1>
      <p class="lede">{m.choose}</p>
      {list?.length === 0 && <Notice level={2} title={shared.noStories} />}
      <ul class="story-list" aria-busy={list === undefined}>
        {list?.map((story) => (
          <li key={story.id} class="story-card">
            <h2 class="story-title"><a href={`/desk/${encodeURIComponent(story.id)}`} dir="auto">{story.title}</a></h2>
            <p class="story-meta"><span class={`tag story-status-${story.status}`}><span aria-hidden="true" class="dot" />{shared.storyStatus[story.status]}</span></p>
          </li>
        ))}
      </ul>
    </>
  );
}
