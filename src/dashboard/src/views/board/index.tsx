import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import '../../style/board.css';
import '../../style/review.css';
import { now, serverNow } from '../../clock';
import { conductOf } from '../../conduct';
import type { LinkDocument } from '../../contracts';
import { factsOf } from '../../facts';
import { m } from '../../messages';
import { withMoment } from '../../moment';
import { filterOf, isEmpty } from '../../filter';
import { anchor, query } from '../../router';
import { loaded } from '../../reel';
import { BoardSession } from '../../session';
import type { BoardSource } from '../../source';
import type { Fold } from '../../store';
import { storyPath } from '../../urls';
import type { ViewProps } from '../app';
import { Header } from '../header';
import { Notice } from '../notice';
import { type TimeCode, useTimeCode } from '../time/code';
import { Acts } from './acts';
import { Announcer } from './announcer';
import type { Known } from './asked';
import { Conditions } from './conditions';
import { Evidence } from './evidence';
import { FilterBar } from './filterbar';
import { StoryHead } from './head';
import { Lookup } from './lookup';
import { b } from './messages';
import { Matrix } from './matrix';
import { Meetings } from './meetings';
import { Moments } from './moments';
import { LatestMoves } from './moves';
import { type Relations, relationsOf } from './relations';
import { Review, undecided } from './review';
import { Run } from './run';
import { show } from './show';
import { Side } from './side';
import { Silence } from './silence';
import { BoardStatus } from './status';
import { Stream } from './stream';
import { TabBar, tabName, useNarrow } from './tabs';
import { BoardUi, sideTabs, type Tab } from './ui';

/** One story: what is said, who meets, who stands where; live, or as of a moment. */
export function BoardView({ id: story }: ViewProps) {
  const session = useMemo(() => new BoardSession(story), [story]);
  useEffect(() => () => session.close(), [session]);
  const opened = useSignal(false);
  const inPast = query.value.has('asOf');
  const code = useTimeCode(inPast || query.value.has('compare') || opened.value);
  const time = useMemo(() => code && new code.BoardTime(session), [code, session]);
  useEffect(() => () => time?.close(), [time]);
  const past = inPast ? time?.past.value : undefined;
  const live = session.fold.value;
  const fold = inPast ? past?.fold.value : live;
  const place = inPast ? time?.control.place.value : undefined;
  useTitle(fold, place && code ? (title) => code.t.titled(code.momentWords(place, time!.control.clock.value), title) : undefined);

  const load = session.load.value.state;
  const frame = {
    band: code && time && inPast && <code.PastBand control={time.control} news={newsSince(live, time.leftAt.value)} {...(past && place?.position !== undefined ? { verify: () => past.verify() } : {})} />,
    bar: code && time && (inPast || opened.value || query.value.has('compare')) && load !== 'not_found' && (
      <><code.TimeKeys control={time.control} past={inPast} /><code.TimeBar control={time.control} head={live?.position ?? 0} busy={past?.busy.value ?? false} held={time.held.value} close={() => { opened.value = false; }} /></>
    ),
  };
  const shown = inPast ? past?.load.value.state === 'ready' : load === 'ready';
  if (shown && fold) return <OpenBoard live={session} source={past ?? session} fold={fold} time={time} code={code} frame={frame} look={() => { opened.value = !opened.peek(); }} looking={opened.value} />;
  return (
    <div class="page page-board" data-past={inPast}>
      <Header trail={story} />
      {frame.band}
      <main id="content" class="board board-none" tabIndex={-1}>
        {inPast && code && time && past && load !== 'not_found' && past.load.value.state !== 'loading'
          ? <code.NotThen load={past.load.value} moment={past.moment.value} control={time.control} again={() => past.again()} />
          : inPast && load !== 'not_found' ? <Skeleton /> : <NotOpen session={session} story={story} />}
      </main>
      {frame.bar}
    </div>
  );
}

function newsSince(fold: Fold | undefined, position: number | undefined): number {
  return position === undefined ? 0 : fold?.board.statements.filter((statement) => statement.position > position).length ?? 0;
}

/** The story's title; while nobody looks at the page, with the number of statements that have come; of the past, with its moment. */
function useTitle(fold: Fold | undefined, then?: (title: string) => string): void {
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
  const words = title !== undefined && then ? `${then(title)} · ${m.appName}` : titleOf(title ?? m.loadingStory, unread);
  useEffect(() => { document.title = words; }, [words]);
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

interface OpenProps {
  live: BoardSession;
  /** What is shown: the live board, or a moment. */
  source: BoardSource;
  fold: Fold;
  time: InstanceType<TimeCode['BoardTime']> | undefined;
  code: TimeCode | undefined;
  /** What stands around the board while somebody goes through time. */
  frame: { band: preact.ComponentChildren; bar: preact.ComponentChildren };
  look: () => void;
  looking: boolean;
}

function OpenBoard({ live, source, fold, time, code, frame, look: lookBack, looking }: OpenProps) {
  const { board } = fold;
  const inPast = source !== live;
  const asked = useRef(source);
  asked.current = source;
  const control = useRef(time?.control);
  control.current = time?.control;
  const ui = useMemo(() => new BoardUi(() => asked.current.query, fold.takedown, () => {
    const at = control.current?.place.peek()?.time;
    return at === undefined || Number.isNaN(at) ? serverNow() : at;
  }), [live]);
  const look = useMemo(() => new Lookup(board.story.id, board), [board.story.id, board.actors, board.topics, board.meetings, board.acts]);
  const conditions = useMemo(() => new Conditions(board.conditions, look), [board.conditions, look]);
  const facts = useMemo(() => factsOf(board.claims), [board.claims]);
  const conduct = useMemo(() => conductOf(board.acts, (id) => look.canonical(id)), [board.acts, look]);
  const statements = useMemo(() => loaded(fold), [board.statements, fold.older]);
  const known = useMemo(() => new Map(statements.map((statement) => [statement.id, statement])), [statements]);
  const relations = useRelations(board.links, known, look);
  const narrow = useNarrow();
  // Of what is taken down the live board knows first, also while the past is shown.
  const takedown = live.fold.value?.takedown ?? 0;
  useEffect(() => { ui.takedown.value = takedown; }, [takedown, ui]);
  const rest = inPast ? `${time?.control.playing.value || time?.past.value?.busy.value ? '' : `${fold.position} ${source.moment?.value?.asOf}`}` : 'live';
  useEffect(() => { if (rest) ui.rest.value = rest; }, [rest, ui]);
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
    <div class="page page-board" data-past={inPast}>
      <Header trail={board.story.id}>
        {!inPast && <BoardStatus session={live} fold={fold} />}
        <StoryTools story={board.story.id} looking={looking || inPast} look={inPast ? undefined : lookBack} />
      </Header>
      {frame.band}
      <main id="content" class="board" tabIndex={-1}>
        <StoryHead fold={fold} look={look} />
        {narrow && <TabBar ui={ui} undecided={open} />}
        {code && query.value.has('compare') ? <code.Compared control={time!.control} moment={inPast ? source.moment?.value : undefined} look={look} ui={ui} /> : (
        <div class="board-areas" data-wide={!narrow && ui.wide.value}>
          <Panel tab="stream" heading={m.stream.heading} narrow={narrow} ui={ui} top={<>{!narrow && <SkipStatements />}<FilterBar look={look} /><Moments board={board} look={look} ui={ui} /></>}>
            {source.moment?.value?.clock === 'said' && isEmpty(filterOf(query.value))
              ? <SaidStream session={source} statements={board.statements} known={known} relations={relations} look={look} ui={ui} />
              : <Stream session={source} statements={statements} known={known} relations={relations} look={look} ui={ui} />}
          </Panel>
          <Panel tab="positions" heading={m.matrix.heading} narrow={narrow} ui={ui}>
            <Matrix session={source} matrix={board.matrix} conduct={conduct} conditions={conditions} size={board.matrixSize} parties={parties} moves={fold.moves} look={look} ui={ui} narrow={narrow} />
            <div class={evidence && !narrow ? 'dock dock-open' : 'dock'}>
              {evidence && !narrow ? evidence : <LatestMoves moves={fold.moves} matrix={board.matrix} look={look} ui={ui} />}
            </div>
          </Panel>
          {narrow
            ? sideTabs.map((tab) => <Panel key={tab} tab={tab} heading={tabName(tab)} narrow ui={ui}>{side[tab]}</Panel>)
            : <Side ui={ui} undecided={open} panels={side} />}
        </div>
        )}
        {evidence && narrow && <div class="dock dock-open dock-sheet">{evidence}</div>}
      </main>
      {frame.bar}
      {!inPast && <Announcer session={live} fold={fold} facts={facts} look={look} />}
    </div>
  );
}

/** By when they were said: on that clock the newest fifty are all that the board has. */
function SaidStream(props: Parameters<typeof Run>[0]) {
  return (
    <>
      <p class="said-order quiet">{b.time.saidOrder}</p>
      {props.statements.length === 0 && <Notice level={3} title={m.stream.empty} />}
      <div class="statements"><Run {...props} /></div>
    </>
  );
}

/** Ways to look at a story otherwise: its past, its network. */
function StoryTools({ story, looking, look }: { story: string; looking: boolean; look: (() => void) | undefined }) {
  return (
    <div class="story-tools">
      <a class="button button-small" href={withMoment(`${storyPath(story)}/network`, query.value)}>{b.time.network}</a>
      {look && <button type="button" class="button button-small look-back" aria-expanded={looking} onClick={look}>{b.time.open}</button>}
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

/** Hundreds of links stand in the stream: whoever goes by the keyboard need not walk them to reach what is beside it. */
function SkipStatements() {
  return <button type="button" class="skip skip-statements" onClick={() => document.getElementById('positions-heading')?.focus()}>{b.skipStatements}</button>;
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
  // Behind a tab that nobody has opened nothing is drawn: a phone opens the board in half the time.
  const seen = useRef(false);
  if (ui.tab.value === tab) seen.current = true;
  const role = narrow ? { role: 'tabpanel' as const, id: `panel-${tab}`, 'aria-labelledby': `tab-${tab}`, hidden: ui.tab.value !== tab } : { id: `panel-${tab}`, 'aria-labelledby': `${tab}-heading` };
  return (
    <section class={`panel panel-${tab}`} {...role}>
      <h2 id={`${tab}-heading`} class="panel-heading" tabIndex={-1}>{heading}</h2>
      {top && <div class="panel-top">{top}</div>}
      <div class="panel-body">{(!narrow || seen.current) && children}</div>
    </section>
  );
}
