import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import '../../style/board.css';
import '../../style/network.css';
import '../../style/review.css';
import type { NetworkNode, TieKind } from '../../contracts';
import { m } from '../../messages';
import { withMoment } from '../../moment';
import { query, setQuery } from '../../router';
import { BoardSession } from '../../session';
import type { Fold } from '../../store';
import { storyPath } from '../../urls';
import type { ViewProps } from '../app';
import { Lookup } from '../board/lookup';
import { useNarrow } from '../board/tabs';
import { ConnectionWords } from '../connection';
import { Header } from '../header';
import { Notice } from '../notice';
import { momentWords, NotThen, PastBand, t, TimeBar, TimeKeys } from '../time';
import { layOut, type Side, sideOf, type Spots } from './layout';
import { n } from './messages';
import { Opened } from './opened';
import { type Chosen, Picture } from './picture';
import { NetworkSession } from './session';
import { SideGlyph, sides, TieGlyph, tieKinds } from './shapes';
import { TieTable } from './table';

/** Who has to do with whom in a story; live, or as of a moment. */
export function NetworkView({ id: story }: ViewProps) {
  const live = useMemo(() => new BoardSession(story), [story]);
  const session = useMemo(() => new NetworkSession(live), [live]);
  useEffect(() => () => { session.close(); live.close(); }, [session, live]);
  const opened = useSignal(false);
  const fold = live.fold.value;
  const { control } = session;
  const inPast = query.value.has('asOf');
  const place = control.place.value;
  const title = fold ? n.of(fold.board.story.title) : n.heading;
  useEffect(() => { document.title = `${inPast && place ? t.titled(momentWords(place, control.clock.value), title) : title} · ${m.appName}`; }, [title, inPast, place]);
  const load = session.load.value;
  const missing = live.load.value.state === 'not_found';
  const connection = live.connection.value;
  return (
    <div class="page page-board page-network" data-past={inPast}>
      <Header trail={story}>
        {!inPast && connection && <ConnectionWords state={connection} retry={() => live.retryNow()} />}
        <div class="story-tools">
          <a class="button button-small" href={withMoment(storyPath(story), query.value)}>{n.toBoard}</a>
          {!inPast && !missing && <button type="button" class="button button-small look-back" aria-expanded={opened.value} onClick={() => { opened.value = !opened.peek(); }}>{t.bar}</button>}
        </div>
      </Header>
      {inPast && <PastBand control={control} news={0} />}
      <main id="content" class="network" tabIndex={-1}>
        {missing ? <Notice title={m.storyNotFound} text={m.storyNotFoundHint(story)} link={{ label: m.toStories, href: '/' }} />
          : load.state === 'ready' && session.network.value ? <Open session={session} fold={fold} story={story} />
            : inPast && load.state !== 'loading' ? <NotThen load={load} moment={session.moment.value} control={control} again={() => session.again()} />
              : load.state === 'loading' ? <p class="quiet-loading" aria-busy="true">{m.loading}</p>
                : <Notice title={n.failed} action={{ label: m.tryAgain, act: () => session.again() }} />}
      </main>
      {(inPast || opened.value) && !missing && (
        <><TimeKeys control={control} past={inPast} /><TimeBar control={control} head={fold?.position ?? 0} busy={session.busy.value} held={undefined} comparable={false} close={() => { opened.value = false; }} /></>
      )}
    </div>
  );
}

const nobody: Fold['board']['actors'] = [];

function Open({ session, fold, story }: { session: NetworkSession; fold: Fold | undefined; story: string }) {
  const network = session.network.value!;
  const board = fold?.board;
  const look = useMemo(() => new Lookup(story, { actors: board?.actors ?? nobody, topics: board?.topics ?? [], meetings: board?.meetings ?? [], acts: board?.acts ?? [] }), [story, board?.actors, board?.topics, board?.meetings, board?.acts]);
  const hidden = useHidden();
  const nodes = useMemo(() => new Map(network.nodes.map((node) => [node.actor, node])), [network.nodes]);
  const shown = useMemo(() => {
    const ties = network.ties.filter(({ kind, from, to }) => !hidden.has(kind) && [from, to].every((end) => !hidden.has(sideAt(nodes, end))));
    const tied = new Set(ties.flatMap(({ from, to }) => [from, to]));
    return { ties, nodes: network.nodes.filter((node) => tied.has(node.actor)) };
  }, [network, nodes, hidden]);
  const before = useRef<Spots>(new Map());
  const spots = useMemo(() => {
    before.current = new Map([...before.current, ...layOut(shown.nodes, shown.ties, before.current)]);
    return new Map(shown.nodes.map(({ actor }) => [actor, before.current.get(actor)!]));
  }, [shown]);
  const chosen = useSignal<Chosen>(undefined);
  const opener = useRef<Element | null>(null);
  const choose = (next: Chosen): void => {
    if (next && !chosen.peek()) opener.current = document.activeElement;
    chosen.value = next;
    if (!next) (opener.current as HTMLElement | null)?.focus?.({ preventScroll: true });
  };
  const names = useMemo(() => new Map(network.nodes.map(({ actor, name }) => [actor, name])), [network.nodes]);
  const filtered = query.value.has('topic') || query.value.has('meeting') || hidden.size > 0;
  return (
    <>
      <div class="network-head">
        <h1 dir="auto">{board?.story.title ?? n.heading}</h1>
        <p class="quiet">{n.intro} {n.shape}</p>
      </div>
      <Filters look={look} topics={board?.topics ?? []} meetings={board?.meetings ?? []} hidden={hidden} present={new Set(network.nodes.map(sideOf))} filtered={filtered} />
      {shown.ties.length === 0
        ? <Notice level={2} title={filtered ? n.nothingLeft : n.empty} text={filtered ? undefined : n.emptyHint} {...(filtered ? { action: { label: n.clear, act: clear } } : {})} />
        : (
          <div class="network-areas">
            <Picture nodes={shown.nodes} ties={shown.ties} spots={spots} chosen={chosen.value} choose={useStable(choose)} />
            <div class="network-side">
              {chosen.value && <Opened chosen={chosen.value} nodes={nodes} ties={shown.ties} look={look} session={session} choose={choose} />}
              <TieTable ties={shown.ties} names={names} chosen={chosen.value} choose={useStable(choose)} />
              {!network.complete && <p class="quiet network-note">{n.incomplete}</p>}
            </div>
          </div>
        )}
    </>
  );
}

interface FiltersProps {
  look: Lookup;
  topics: Fold['board']['topics'];
  meetings: Fold['board']['meetings'];
  hidden: ReadonlySet<string>;
  present: ReadonlySet<Side>;
  filtered: boolean;
}

function Filters({ look, topics, meetings, hidden, present, filtered }: FiltersProps) {
  const turn = (one: TieKind | Side): void => {
    const next = new Set(hidden);
    if (!next.delete(one)) next.add(one);
    setQuery({ without: [...next].join(',') || undefined }, { replace: true });
  };
  const narrow = useNarrow();
  const pick = (name: 'topic' | 'meeting', value: string): void => setQuery({ [name]: value || undefined }, { replace: true });
  return (
    <details class="network-filters" open={!narrow}>
      <summary>{n.filters}{filtered && <span class="tab-count" aria-hidden="true">•</span>}</summary>
      <fieldset class="network-choices">
        <legend class="unseen">{n.kinds}</legend>
        {tieKinds.map((kind) => <label key={kind} class="network-choice"><input type="checkbox" checked={!hidden.has(kind)} onChange={() => turn(kind)} /><TieGlyph kind={kind} />{n.kind[kind]}</label>)}
      </fieldset>
      <fieldset class="network-choices">
        <legend class="unseen">{n.sides}</legend>
        {sides.filter((side) => present.has(side)).map((side) => <label key={side} class="network-choice"><input type="checkbox" checked={!hidden.has(side)} onChange={() => turn(side)} /><SideGlyph side={side} />{side === 'none' ? m.sideNone : m.side[side]}</label>)}
      </fieldset>
      <label class="choice choice-inline"><span class="choice-label">{n.topic}</span>
        <select class="field" value={query.value.get('topic') ?? ''} onChange={(event) => pick('topic', event.currentTarget.value)}>
          <option value="">{n.allTopics}</option>
          {topics.map(({ id }) => <option key={id} value={id}>{look.topicTitle(id)}</option>)}
        </select>
      </label>
      <label class="choice choice-inline"><span class="choice-label">{n.meeting}</span>
        <select class="field" value={query.value.get('meeting') ?? ''} onChange={(event) => pick('meeting', event.currentTarget.value)}>
          <option value="">{n.allMeetings}</option>
          {meetings.map(({ id }) => <option key={id} value={id}>{look.meetingName(id)}</option>)}
        </select>
      </label>
      {filtered && <button type="button" class="toggle" onClick={clear}>{n.clear}</button>}
    </details>
  );
}

function clear(): void {
  setQuery({ topic: undefined, meeting: undefined, without: undefined }, { replace: true });
}

/** Kinds of ties and sides that the reader has taken away; in the address, so a link carries it. */
function useHidden(): ReadonlySet<string> {
  const without = query.value.get('without') ?? '';
  return useMemo(() => new Set(without.split(',').filter(Boolean)), [without]);
}

function sideAt(nodes: ReadonlyMap<string, NetworkNode>, actor: string): string {
  const node = nodes.get(actor);
  return node ? sideOf(node) : 'none';
}

/** The same function for as long as the view stands, so that what takes it is not painted again. */
function useStable<A>(act: (arg: A) => void): (arg: A) => void {
  const latest = useRef(act);
  latest.current = act;
  return useMemo(() => (arg: A) => latest.current(arg), []);
}
