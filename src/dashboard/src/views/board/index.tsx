import { useComputed } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import '../../style/board.css';
import '../../style/review.css';
import { now } from '../../clock';
import { conductOf } from '../../conduct';
import type { LinkDocument } from '../../contracts';
import { formatCursor } from '../../cursor';
import { factsOf } from '../../facts';
import { m } from '../../messages';
import { anchor } from '../../router';
import { loaded } from '../../reel';
import { BoardSession } from '../../session';
import type { Fold } from '../../store';
import type { ViewProps } from '../app';
import { Header } from '../header';
import { Notice } from '../notice';
import { Acts } from './acts';
import { Announcer } from './announcer';
import type { Known } from './asked';
import { Conditions } from './conditions';
import { Evidence } from './evidence';
import { FilterBar } from './filterbar';
import { Lookup } from './lookup';
import { Matrix } from './matrix';
import { Meetings } from './meetings';
import { Moments } from './moments';
import { LatestMoves } from './moves';
import { type Relations, relationsOf } from './relations';
import { Review, undecided } from './review';
import { show } from './show';
import { Side } from './side';
import { Silence } from './silence';
import { BoardStatus } from './status';
import { Stream } from './stream';
import { TabBar, tabName, useNarrow } from './tabs';
import { BoardUi, sideTabs, type Tab } from './ui';

/** One story: what is said, who meets, who stands where, live. */
export function BoardView({ id: story }: ViewProps) {
  const session = useMemo(() => new BoardSession(story), [story]);
  useEffect(() => () => session.close(), [session]);
  const fold = session.fold.value;
  useTitle(fold);
  if (session.load.value.state === 'ready' && fold) return <OpenBoard session={session} fold={fold} />;
  return (
    <div class="page">
      <Header trail={story} />
      <main id="content" tabIndex={-1}><NotOpen session={session} story={story} /></main>
    </div>
  );
}

/** The story's title; while nobody looks at the page, with the number of statements that have come. */
function useTitle(fold: Fold | undefined): void {
  const left = useRef<number | undefined>(undefined);
  const latest = useRef(fold);
  latest.current = fold;
  const title = fold?.board.story.title;
  const unread = left.current === undefined ? 0 : fold?.board.statements.filter((statement) => statement.position > left.current!).length ?? 0;
  useEffect(() => {
    const looked = (): void => {
      left.current = document.visibilityState === 'hidden' ? latest.current?.board.statements[0]?.position ?? 0 : undefined;
      if (left.current === undefined && latest.current) document.title = titleOf(latest.current.board.story.title, 0);
    };
    document.addEventListener('visibilitychange', looked);
    return () => document.removeEventListener('visibilitychange', looked);
  }, []);
  useEffect(() => { document.title = titleOf(title ?? m.loadingStory, unread); }, [title, unread]);
}

function titleOf(title: string, unread: number): string {
  return `${unread > 0 ? m.connection.unread(unread, title) : title} · ${m.appName}`;
}

function NotOpen({ session, story }: { session: BoardSession; story: string }) {
  const load = session.load.value;
  const seconds = useComputed(() => {
    const state = session.load.value;
    return state.state === 'failed' ? Math.ceil((state.retryAt - now.value) / 1000) : 0;
  });
  const again = { label: m.tryAgain, act: () => session.retryNow() };
  switch (load.state) {
    case 'not_found': return <Notice title={m.storyNotFound} text={m.storyNotFoundHint(story)} link={{ label: m.toStories, href: '/' }} />;
    case 'refused': return <Notice title={m.keyNeeded} text={m.keyNeededHint} action={again} />;
    case 'failed':
      return <Notice title={load.answered ? m.serverBusy : m.noServer} text={m.noServerHint} action={again}><p class="notice-text quiet">{m.nextTry(seconds.value)}</p></Notice>;
    default: return <Skeleton />;
  }
}

function Skeleton() {
  return (
    <div class="board-skeleton" aria-busy="true">
      <h1 class="unseen">{m.loadingStory}</h1>
      <span class="bone bone-title" />
      <div class="board-areas">
        {[0, 1, 2].map((area) => <div key={area} class="panel">{[0, 1, 2, 3].map((n) => <div key={n} class="skeleton-card"><span class="bone bone-short" /><span class="bone" /><span class="bone" /></div>)}</div>)}
      </div>
    </div>
  );
}

function OpenBoard({ session, fold }: { session: BoardSession; fold: Fold }) {
  const { board } = fold;
  const ui = useMemo(() => new BoardUi(() => formatCursor(session.fold.peek()!), fold.takedown), [session]);
  const look = useMemo(() => new Lookup(board.story.id, board), [board.story.id, board.actors, board.topics, board.meetings, board.acts]);
  const conditions = useMemo(() => new Conditions(board.conditions, look), [board.conditions, look]);
  const facts = useMemo(() => factsOf(board.claims), [board.claims]);
  const conduct = useMemo(() => conductOf(board.acts, (id) => look.canonical(id)), [board.acts, look]);
  const statements = useMemo(() => loaded(fold), [board.statements, fold.older]);
  const known = useMemo(() => new Map(statements.map((statement) => [statement.id, statement])), [statements]);
  const relations = useRelations(board.links, known, look);
  const narrow = useNarrow();
  useEffect(() => { ui.takedown.value = fold.takedown; }, [fold.takedown, ui]);
  useEffect(() => {
    const target = anchor.value;
    const tab = tabOf(target);
    if (!tab) return;
    ui.turnTo(tab);
    if (tab !== 'stream') requestAnimationFrame(() => show(target));
  }, [anchor.value, ui]);
  const cell = ui.cell.value;
  const evidence = cell && (
    <Evidence
      key={`${cell.actor} ${cell.topic}`} at={cell} board={board} conditions={conditions} known={known} look={look} ui={ui}
      acts={conduct.find((one) => one.actor === cell.actor && one.topic === cell.topic)?.acts ?? []}
    />
  );
  const parties = [...(board.story.parties ?? []), ...(board.story.thirdParties ?? [])].join(',');
  const open = undecided(facts, board.links);
  const side = {
    meetings: <Meetings meetings={board.meetings} conditions={conditions} facts={facts} look={look} ui={ui} />,
    acts: <Acts acts={board.acts} known={known} look={look} ui={ui} />,
    silence: <Silence newest={statements[0]?.position ?? 0} look={look} ui={ui} />,
    review: <Review facts={facts} links={board.links} known={known} look={look} ui={ui} />,
  };
  return (
    <div class="page page-board">
      <Header trail={board.story.id}><BoardStatus session={session} fold={fold} /></Header>
      <main id="content" class="board" tabIndex={-1}>
        <StoryHead fold={fold} look={look} />
        {narrow && <TabBar ui={ui} undecided={open} />}
        <div class="board-areas" data-wide={!narrow && ui.wide.value}>
          <Panel tab="stream" heading={m.stream.heading} narrow={narrow} ui={ui} top={<><FilterBar look={look} /><Moments board={board} look={look} ui={ui} /></>}>
            <Stream session={session} statements={statements} known={known} relations={relations} look={look} ui={ui} />
          </Panel>
          <Panel tab="positions" heading={m.matrix.heading} narrow={narrow} ui={ui}>
            <Matrix session={session} matrix={board.matrix} conduct={conduct} conditions={conditions} size={board.matrixSize} parties={parties} moves={fold.moves} look={look} ui={ui} narrow={narrow} />
            <div class={evidence && !narrow ? 'dock dock-open' : 'dock'}>
              {evidence && !narrow ? evidence : <LatestMoves moves={fold.moves} matrix={board.matrix} look={look} ui={ui} />}
            </div>
          </Panel>
          {narrow
            ? sideTabs.map((tab) => <Panel key={tab} tab={tab} heading={tabName(tab)} narrow ui={ui}>{side[tab]}</Panel>)
            : <Side ui={ui} undecided={open} panels={side} />}
        </div>
        {evidence && narrow && <div class="dock dock-open dock-sheet">{evidence}</div>}
      </main>
      <Announcer session={session} fold={fold} facts={facts} look={look} />
    </div>
  );
}

function useRelations(links: readonly LinkDocument[], known: Known, look: Lookup): Relations {
  const before = useRef<Relations>(new Map());
  before.current = useMemo(() => relationsOf(links, known, look, before.current), [links, known, look]);
  return before.current;
}

/** Where what an address points to is shown. */
function tabOf(target: string): Tab | undefined {
  if (target.startsWith('meeting-')) return 'meetings';
  if (target.startsWith('act-')) return 'acts';
  return target.startsWith('statement-') ? 'stream' : undefined;
}

function StoryHead({ fold, look }: { fold: Fold; look: Lookup }) {
  const { story } = fold.board;
  const sides = [[m.parties, story.parties], [m.thirdParties, story.thirdParties]] as const;
  return (
    <div class="story-head">
      <h1 dir="auto">{story.title}</h1>
      <p class="story-line">
        {story.status !== 'active' && <span class={`tag story-status-${story.status}`}><span aria-hidden="true" class="dot" />{m.storyStatus[story.status]}</span>}
        {story.status === 'closed' && <span class="quiet">{m.closedStory}</span>}
        {sides.map(([label, ids]) => ids?.length ? <span key={label} class="story-side"><span class="quiet">{label}: </span><bdi>{ids.map((id) => look.actorName(id)).join(', ')}</bdi></span> : null)}
      </p>
      {story.summary && <p class="story-summary" dir="auto" lang={story.lang}>{story.summary}</p>}
    </div>
  );
}

interface PanelProps {
  tab: Tab;
  heading: string;
  narrow: boolean;
  ui: BoardUi;
  /** Stands still above what scrolls. */
  top?: preact.ComponentChildren;
  children: preact.ComponentChildren;
}

/** One of the three areas: side by side on a desk, behind tabs on a phone. */
function Panel({ tab, heading, narrow, ui, top, children }: PanelProps) {
  const role = narrow ? { role: 'tabpanel' as const, id: `panel-${tab}`, 'aria-labelledby': `tab-${tab}`, hidden: ui.tab.value !== tab } : { id: `panel-${tab}`, 'aria-labelledby': `${tab}-heading` };
  return (
    <section class={`panel panel-${tab}`} {...role}>
      <h2 id={`${tab}-heading`} class="panel-heading" tabIndex={-1}>{heading}</h2>
      {top && <div class="panel-top">{top}</div>}
      <div class="panel-body">{children}</div>
    </section>
  );
}
