import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import '../../style/board.css';
import '../../style/review.css';
import type { EditorPresence } from '../../contracts';
import { serverNow } from '../../clock';
import { m as shared } from '../../messages';
import { query, setQuery } from '../../router';
import { BoardSession } from '../../session';
import type { Fold } from '../../store';
import { Lookup } from '../board/lookup';
import { BoardUi } from '../board/ui';
import { ConnectionWords } from '../connection';
import { Header } from '../header';
import { Notice } from '../notice';
import { account, ended, may, signOut } from './account';
import { Compose } from './compose';
import { Correct } from './correct';
import { KeyList, type Keys, useKeys } from './keys';
import { DeskMeetings } from './meetings';
import { m } from './messages';
import { Presence } from './presence';
import { RecordList } from './record';
import { referenceWords } from './form';
import type { Scene } from './scene';
import { SignIn } from './signin';
import { type Last, Triage, useLikely, useQueue } from './triage';

type Tab = 'write' | 'queue' | 'meetings' | 'correct';

/** One story at the desk: its record as it grows on one side, the work on the other. */
export function DeskStory({ story }: { story: string }) {
  const session = useMemo(() => new BoardSession(story), [story]);
  useEffect(() => () => session.close(), [session]);
  const fold = session.fold.value;
  const state = session.load.value.state;
  useEffect(() => { document.title = `${m.heading}: ${fold?.board.story.title ?? story} · ${shared.appName}`; }, [fold?.board.story.title, story]);
  if (state === 'ready' && fold) return <OpenDesk session={session} fold={fold} />;
  return (
    <div class="page">
      <Header><AccountWords /></Header>
      <main id="content" tabIndex={-1}>
        {state === 'not_found' ? <Notice title={shared.storyNotFound} text={shared.storyNotFoundHint(story)} link={{ label: m.toStories, href: '/desk' }} />
          : state === 'loading' ? <p class="quiet-loading">{shared.loadingStory}</p>
            : <Notice title={shared.noServer} text={shared.noServerHint} action={{ label: shared.tryAgain, act: () => session.retryNow() }} />}
      </main>
    </div>
  );
}

function OpenDesk({ session, fold }: { session: BoardSession; fold: Fold }) {
  const { board } = fold;
  const story = board.story.id;
  const look = useMemo(() => new Lookup(story, board), [story, board.actors, board.topics, board.meetings, board.acts]);
  const ui = useMemo(() => new BoardUi(() => session.query, fold.takedown, serverNow), [session]);
  useEffect(() => { ui.takedown.value = fold.takedown; }, [fold.takedown, ui]);
  const scene: Scene = { story, fold, look };
  const tab = useSignal<Tab>(tabOf(query.peek().get('tab')));
  const correcting = useSignal<string | undefined>(query.peek().get('statement'));
  const meeting = useSignal<string | undefined>(undefined);
  const notice = useSignal('');
  const help = useSignal(false);
  const place = useSignal(0);
  const last = useSignal<Last | undefined>(undefined);
  const ruled = useSignal(0);
  const triage = useRef<Keys>({});
  const presence = useMemo(() => (may('edit') ? new Presence(story) : undefined), [story]);
  useEffect(() => () => presence?.close(), [presence]);
  const queue = useQueue(scene, useLikely(scene, ruled.value));
  const others = presence?.others.value ?? [];

  const turn = (next: Tab): void => {
    notice.value = '';
    tab.value = next;
    setQuery({ tab: next === 'write' ? undefined : next, statement: next === 'correct' ? correcting.peek() : undefined }, { replace: true });
    requestAnimationFrame(() => document.getElementById(`desk-tab-${next}`)?.focus({ preventScroll: true }));
  };
  const correct = (id: string): void => {
    correcting.value = id;
    turn('correct');
  };
  const here = tab.value === 'queue' ? queue[place.value]?.id : tab.value === 'correct' && correcting.value ? `statement/${correcting.value}` : tab.value === 'meetings' && meeting.value ? `meeting/${meeting.value}` : undefined;
  const reference = here?.startsWith('fact/') ? here.split('/').slice(1, 3).join('/') : here;
  useEffect(() => { presence?.open(reference); }, [presence, reference]);

  if (tab.value !== 'queue') triage.current = {};
  useKeys(() => (help.peek() || ended.peek() ? {} : {
    w: () => { turn('write'); requestAnimationFrame(() => document.querySelector<HTMLElement>('.compose [name=speakers]')?.focus()); },
    q: () => turn('queue'),
    m: () => turn('meetings'),
    s: () => document.querySelector<HTMLElement>('.record-item:not(:disabled)')?.focus(),
    '?': () => { help.value = true; },
    ...triage.current,
  }));
  const tabs: readonly Tab[] = correcting.value ? ['write', 'queue', 'meetings', 'correct'] : ['write', 'queue', 'meetings'];
  const done = (words: string): void => { notice.value = words; };
  return (
    <div class="page page-desk">
      <Header>
        {session.connection.value && <ConnectionWords state={session.connection.value} retry={() => session.retryNow()} />}
        <AccountWords />
      </Header>
      <main id="content" class="desk" tabIndex={-1}>
        <div class="desk-head">
          <h1><span class="quiet">{m.heading}</span> <bdi>{board.story.title}</bdi></h1>
          <Others others={others} reference={reference} scene={scene} />
          <button type="button" class="button button-small" onClick={() => { help.value = true; }}><kbd>?</kbd> {m.keys.heading}</button>
        </div>
        {ended.value && <SignIn over />}
        <div class="desk-areas" inert={ended.value}>
          <section class="desk-record" aria-labelledby="desk-record-heading">
            <h2 id="desk-record-heading" class="panel-heading">{m.record.heading}</h2>
            <RecordList scene={scene} chosen={tab.value === 'correct' ? correcting.value : undefined} others={others} fresh={session.freshFrom.value} mayEdit={may('edit')} choose={correct} />
          </section>
          <section class="desk-work">
            <div class="side-tabs" role="tablist" aria-label={m.tabs.all} onKeyDown={(event) => { const next = step(tabs, tab.peek(), event.key); if (next) { event.preventDefault(); turn(next); } }}>
              {tabs.map((one) => (
                <button key={one} id={`desk-tab-${one}`} type="button" role="tab" aria-selected={tab.value === one} aria-controls="desk-panel" tabIndex={tab.value === one ? 0 : -1} onClick={() => turn(one)}>
                  {m.tabs[one]}{one === 'queue' && queue.length > 0 && <span class="tab-count">{queue.length}</span>}
                </button>
              ))}
            </div>
            <div id="desk-panel" class="desk-panel" role="tabpanel" aria-labelledby={`desk-tab-${tab.value}`}>
              {notice.value && <p class="recorded" role="status">{notice.value}</p>}
              {!may('edit') && tab.value !== 'write' && <p class="refusal">{m.needsEdit}</p>}
              {tab.value === 'write' && (may('post') ? <Compose scene={scene} /> : <p class="refusal">{m.needsPost}</p>)}
              {tab.value === 'queue' && may('edit') && <Triage scene={scene} ui={ui} queue={queue} at={place} last={last} bind={(keys) => { triage.current = keys; }} ruled={() => { ruled.value++; }} />}
              {tab.value === 'meetings' && may('post') && <DeskMeetings scene={scene} chosen={meeting.value} choose={(id) => { meeting.value = meeting.peek() === id ? undefined : id; notice.value = ''; }} done={done} />}
              {tab.value === 'correct' && correcting.value && may('edit') && <Correct key={correcting.value} scene={scene} id={correcting.value} done={(words) => { correcting.value = undefined; turn('write'); notice.value = words; }} />}
            </div>
          </section>
        </div>
      </main>
      {help.value && <KeyList close={() => { help.value = false; }} />}
    </div>
  );
}

function tabOf(text: string | undefined): Tab {
  return text === 'queue' || text === 'meetings' || text === 'correct' ? text : 'write';
}

function step(tabs: readonly Tab[], at: Tab, key: string): Tab | undefined {
  const move = { ArrowRight: 1, ArrowLeft: -1 }[key];
  return move === undefined ? undefined : tabs[(tabs.indexOf(at) + move + tabs.length) % tabs.length];
}

/** Who else is here; first of all who has the very same open. */
function Others({ others, reference, scene }: { others: readonly EditorPresence[]; reference: string | undefined; scene: Scene }) {
  const same = others.filter((other) => reference !== undefined && other.entity === reference);
  return (
    <div class="others" role="status">
      {same.map((other) => <p key={`same ${other.name} ${other.since}`} class="others-same"><span class="here-dot" aria-hidden="true" />{m.presence.same(other.name)}</p>)}
      {others.filter((other) => !same.includes(other)).map((other) => (
        <p key={`${other.name} ${other.since}`} class="others-other"><span class="here-dot" aria-hidden="true" /><bdi>{other.name}</bdi>{other.entity && <span class="quiet"> {m.presence.at} <bdi>{referenceWords(scene, other.entity)}</bdi></span>}</p>
      ))}
      {others.length === 0 && <p class="quiet">{m.presence.alone}</p>}
    </div>
  );
}

export function AccountWords() {
  const who = account.value;
  if (!who) return null;
  return <span class="account"><bdi>{who.name}</bdi> <button type="button" class="button button-small" onClick={() => void signOut()}>{m.signIn.signOut}</button></span>;
}
