import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import '../../style/board.css';
import '../../style/wall.css';
import { now, showTime } from '../../clock';
import { m as shared } from '../../messages';
import { query, setQuery } from '../../router';
import type { Fold } from '../../store';
import type { ViewProps } from '../app';
import { Lookup } from '../board/lookup';
import { ConnectionWords } from '../connection';
import { type Alert, leaning } from './alerts';
import { WallFrame } from './frames';
import { m } from './messages';
import { Panel } from './panel';
import { type Frame, queryFor, settingsOf, type WallSettings } from './settings';
import { tellFor, type Told, Wall } from './wall';
import type { StoryWatch } from './watch';
import { followBuilds, keepScreenOn, onWake } from './wakeful';

/** After the last key or movement the wall goes on by itself. */
const holdFor = 15_000;

/** A screen that nobody has to touch: stories and views in turn, alerts in colour, words and sound, for days. */
export function WallView(_: ViewProps) {
  const settings = useMemo(() => settingsOf(query.value), [query.value]);
  const wall = useMemo(() => new Wall(settings), []);
  const touched = useRef(0);
  useEffect(() => {
    document.title = `${m.heading} · ${shared.appName}`;
    const stops = [keepScreenOn(), onWake(() => wall.wake()), followBuilds(() => touched.current)];
    const online = (): void => wall.retryNow();
    addEventListener('online', online);
    return () => {
      for (const stop of stops) stop();
      removeEventListener('online', online);
      wall.close();
    };
  }, [wall]);
  useEffect(() => wall.use(settings), [wall, settings]);
  return <Hanging wall={wall} settings={settings} touched={touched} />;
}

interface Slot {
  readonly watch: StoryWatch;
  readonly frame: Frame;
}

function Hanging({ wall, settings, touched }: { wall: Wall; settings: WallSettings; touched: { current: number } }) {
  const at = useSignal(0);
  const paused = useSignal(false);
  const held = useSignal(false);
  const panel = useSignal(false);
  const woken = useSignal(false);
  const slots: readonly Slot[] = wall.watches.value.filter((watch) => !watch.missing.value).flatMap((watch) => settings.views.map((frame) => ({ watch, frame })));
  const place = slots.length === 0 ? 0 : ((at.value % slots.length) + slots.length) % slots.length;
  const slot = slots[place];
  const change = (next: WallSettings): void => setQuery(queryFor(next), { replace: true });
  const turn = (by: number): void => { at.value = place + by; };
  const wake = (): void => { if (!woken.peek()) void wall.sound.wake().then((heard) => { woken.value = heard; }); };

  useHold(held, touched);
  useTurning(slots.length > 1 && !paused.value && !held.value && !panel.value, settings.every, place, () => turn(1));
  useWallKeys({
    ' ': () => { paused.value = !paused.peek(); },
    ArrowRight: () => turn(1),
    ArrowLeft: () => turn(-1),
    f: fullScreen,
    s: () => { panel.value = true; },
    m: () => change({ ...settings, sound: !settings.sound }),
  }, panel, () => wake());

  return (
    <div class="wall" data-phase={slot?.watch.connection.value?.phase} data-held={held.value ? '' : undefined}>
      <main id="content" class="wall-main" tabIndex={-1}>
        {slot ? <SlotView key={`${slot.watch.story} ${slot.frame}`} slot={slot} wall={wall} /> : <Nothing wall={wall} settings={settings} />}
      </main>
      <AlertBanner wall={wall} />
      <footer class="wall-foot">
        <Signs wall={wall} slot={slot} />
        <AlertTrail wall={wall} />
        {settings.sound && !woken.value && <button type="button" class="button wall-sound" onClick={wake}>{m.needsTouch}</button>}
        {slots.length > 1 && <span class="wall-place" role="img" aria-label={m.place(place + 1, slots.length)}>{slots.map((_, one) => <i key={one} class={one === place ? 'here' : undefined} />)}</span>}
        <div class="wall-controls" role="group" aria-label={m.controls}>
          <button type="button" class="button" title={m.previous} aria-label={m.previous} onClick={() => turn(-1)}><span aria-hidden="true">‹</span></button>
          <button type="button" class="button" aria-pressed={paused.value} onClick={() => { paused.value = !paused.peek(); }}>{paused.value ? m.goOn : m.pause}</button>
          <button type="button" class="button" title={m.next} aria-label={m.next} onClick={() => turn(1)}><span aria-hidden="true">›</span></button>
          <button type="button" class="button" onClick={fullScreen}>{m.fullScreen}</button>
          <button type="button" class="button" title={m.keys} onClick={() => { panel.value = true; }}>{m.settings}</button>
        </div>
      </footer>
      {panel.value && (
        <Panel
          settings={settings} stories={wall.stories.value} folds={wall.watches.value.map((watch) => watch.fold.value).filter((fold) => fold !== undefined)} rules={wall.rules.value}
          change={change} changeRules={(rules) => wall.changeRules(rules)} close={() => { panel.value = false; }}
          tryOut={() => void wall.sound.wake().then((heard) => { woken.value = heard; wall.sound.play({ kind: 'position', position: 0, at: '', story: '', actor: '', topic: '', from: 'opposes', to: 'supports', turned: false }, settings.volume); })}
        />
      )}
    </div>
  );
}

function SlotView({ slot: { watch, frame }, wall }: { slot: Slot; wall: Wall }) {
  const fold = watch.fold.value;
  const since = useRef<number | undefined>(undefined);
  if (!fold) return <p class="wall-empty" aria-busy="true">{shared.loadingStory}</p>;
  since.current ??= freshFrom(fold);
  return <Framed fold={fold} frame={frame} wall={wall} fresh={since.current} />;
}

const newFor = 120_000;

/** Statements of the last two minutes are new, and those that come while the view is there. */
function freshFrom(fold: Fold): number {
  const old = fold.board.statements.find((statement) => Date.now() - Date.parse(statement.recordedAt) > newFor);
  return old?.position ?? fold.board.statements[0]?.position ?? 0;
}

function Framed({ fold, frame, wall, fresh }: { fold: Fold; frame: Frame; wall: Wall; fresh: number }) {
  const { board } = fold;
  const look = useMemo(() => new Lookup(board.story.id, board), [board.story.id, board.actors, board.topics, board.meetings, board.acts]);
  const moved = new Set(wall.changes.value.filter(({ alert }) => alert.story === board.story.id).map(({ alert }) => (alert.kind === 'meeting' ? alert.meeting : `${look.canonical(alert.actor)} ${alert.topic}`)));
  return (
    <article class={`wall-slot wall-slot-${frame}`}>
      <header class="wall-head">
        <h1 dir="auto">{board.story.title}</h1>
        <p>{m.frames[frame]}</p>
      </header>
      <WallFrame frame={frame} fold={fold} look={look} fresh={fresh} moved={moved} />
    </article>
  );
}

function Nothing({ wall, settings }: { wall: Wall; settings: WallSettings }) {
  const missing = settings.stories.length > 0 && wall.watches.value.length > 0 && wall.watches.value.every((watch) => watch.missing.value);
  return (
    <div class="wall-nothing">
      <h1>{missing ? m.missing : m.nothing}</h1>
      <p>{missing ? <bdi>{settings.stories.join(', ')}</bdi> : m.nothingHint}</p>
    </div>
  );
}

function AlertBanner({ wall }: { wall: Wall }) {
  const fresh = wall.alerts.value.filter(({ at }) => now.value - at < tellFor).slice(0, 3);
  return (
    <div class="wall-alerts" role="status" aria-live="assertive">
      {fresh.map(({ alert }) => (
        <div key={`${alert.story} ${alert.position}`} class={`wall-alert wall-alert-${alert.kind === 'meeting' ? 'meeting' : leaning(alert)}`}>
          <AlertWords alert={alert} wall={wall} />
        </div>
      ))}
      {fresh.length > 0 && wall.more.value > 0 && <p class="wall-more">{m.more(wall.more.value)}</p>}
    </div>
  );
}

function AlertWords({ alert, wall }: { alert: Alert; wall: Wall }) {
  const board = wall.watches.value.find((watch) => watch.story === alert.story)?.fold.value?.board;
  const look = board && new Lookup(alert.story, board);
  const several = wall.watches.value.length > 1;
  const sign = alert.kind === 'meeting' ? '◷' : { for: '▲', against: '▼', neither: '◆' }[leaning(alert)];
  const heading = alert.kind === 'meeting' ? m.meeting : alert.to === undefined ? m.gone : alert.from === undefined ? m.first : alert.turned ? m.turned : m.moved;
  const subject = alert.kind === 'meeting' ? look?.meetingName(alert.meeting) ?? alert.meeting : `${look?.actorName(alert.actor) ?? alert.actor} · ${look?.topicTitle(alert.topic) ?? alert.topic}`;
  const words = alert.kind === 'meeting'
    ? m.change(shared.meetingStatus[alert.from] ?? alert.from, shared.meetingStatus[alert.to] ?? alert.to)
    : m.change(alert.from ? shared.stance[alert.from] : shared.stanceNone, alert.to ? shared.stance[alert.to] : shared.stanceNone);
  return (
    <>
      <span class="wall-alert-sign" aria-hidden="true">{sign}</span>
      <span class="wall-alert-text">
        <span class="wall-alert-head">{heading}{several && board && <> · <bdi>{board.story.title}</bdi></>}</span>
        <strong><bdi>{subject}</bdi></strong> <span class="wall-alert-change">{words}</span>
      </span>
    </>
  );
}

/** The last alerts, small, for whoever comes back to the screen. */
function AlertTrail({ wall }: { wall: Wall }) {
  const alerts = wall.alerts.value.slice(0, 3);
  return (
    <ol class="wall-trail" aria-label={m.alerts}>
      {alerts.length === 0 && <li class="quiet">{m.noAlerts}</li>}
      {alerts.map((one: Told) => <li key={`${one.alert.story} ${one.alert.position}`}><time>{showTime(one.at)}</time> <AlertWords alert={one.alert} wall={wall} /></li>)}
    </ol>
  );
}

/** What the wall knows of itself: connection, lag, when the server was heard of last, the time. */
function Signs({ wall, slot }: { wall: Wall; slot: Slot | undefined }) {
  const lag = wall.lag.value;
  const connection = slot?.watch.connection.value;
  const sign = wall.sign.value;
  const seconds = (value: number): string => value.toLocaleString(shared.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <div class="wall-signs">
      <time class="wall-clock">{showTime(now.value)}</time>
      {connection && <ConnectionWords state={connection} retry={() => wall.retryNow()} />}
      <span class="wall-lag" title={lag ? m.lagHint(lag.of) : undefined}>{lag ? `${m.lag(seconds(lag.last))} (p95 ${seconds(lag.p95)})` : m.lagUnknown}</span>
      <span class="wall-sign">{sign === undefined ? m.noSign : m.sign(Math.max(0, Math.round((now.value - sign) / 1000)))}</span>
    </div>
  );
}

/** A key or a movement holds the wall still, so that one can read; then it goes on. */
function useHold(held: Signal<boolean>, touched: { current: number }): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const touch = (): void => {
      touched.current = Date.now();
      held.value = true;
      clearTimeout(timer);
      timer = setTimeout(() => { held.value = false; }, holdFor);
    };
    for (const name of ['keydown', 'pointermove', 'pointerdown'] as const) addEventListener(name, touch, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const name of ['keydown', 'pointermove', 'pointerdown'] as const) removeEventListener(name, touch);
    };
  }, []);
}

function useTurning(on: boolean, every: number, place: number, turn: () => void): void {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(() => {
    if (!on) return undefined;
    const timer = setTimeout(() => latest.current(), every * 1000);
    return () => clearTimeout(timer);
  }, [on, every, place]);
}

function useWallKeys(keys: Readonly<Record<string, () => void>>, panel: Signal<boolean>, touch: () => void): void {
  const latest = useRef({ keys, touch });
  latest.current = { keys, touch };
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      latest.current.touch();
      if (panel.peek() || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = latest.current.keys[event.key] ?? latest.current.keys[event.key.toLowerCase()];
      if (!act || (event.key === ' ' && event.target instanceof HTMLButtonElement)) return;
      event.preventDefault();
      act();
    };
    const clicked = (): void => latest.current.touch();
    document.addEventListener('keydown', pressed);
    document.addEventListener('pointerdown', clicked);
    return () => {
      document.removeEventListener('keydown', pressed);
      document.removeEventListener('pointerdown', clicked);
    };
  }, []);
}

function fullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen?.().catch(() => undefined);
}
