import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Clock } from '../../moment';
import { query, setQuery } from '../../router';
import { m } from '../../messages';
import type { Verified } from '../../session';
import type { Place } from './axis';
import { type Speed, speeds, type TimeControl } from './control';
import { Line, LineKey } from './line';
import { t } from './messages';
import { momentWords } from './words';

interface BarProps {
  control: TimeControl;
  /** Grows with what happens now: the line grows with it, at rest. */
  head: number;
  busy: boolean;
  held: Place | undefined;
  /** Undefined: nothing to compare here. */
  comparable?: boolean;
  close: () => void;
}

const growEvery = 5_000;

/** The way through the story's life: clock, steps, play, the line itself, and what to do with a moment. */
export function TimeBar({ control, head, busy, held, comparable = true, close }: BarProps) {
  const axis = control.axis.value;
  useEffect(() => { if (!control.axis.peek()) void control.draw(); }, [control]);
  useEffect(() => {
    if (!control.axis.peek() || control.playing.peek()) return undefined;
    const timer = setTimeout(() => void control.draw(), growEvery);
    return () => clearTimeout(timer);
  }, [control, head]);
  const place = control.place.value;
  const playing = control.playing.value;
  const comparing = query.value.has('compare');
  return (
    <section class="time-bar" aria-label={t.bar} data-playing={playing}>
      <div class="time-tools">
        <fieldset class="segments time-clock">
          <legend class="unseen">{t.clocks}</legend>
          {(['known', 'said'] as const).map((clock: Clock) => (
            <label key={clock} class="segment" title={t.hint[clock]}>
              <input type="radio" name="time-clock" checked={control.clock.value === clock} onChange={() => control.turnTo(clock)} />
              <span>{t.clock[clock]}</span>
            </label>
          ))}
        </fieldset>
        <div class="time-transport">
          <button type="button" class="time-button" aria-label={t.previous} title={`${t.previous} (,)`} onClick={() => control.step(false)}><Shape of="previous" /></button>
          <button type="button" class="time-button time-play" aria-label={playing ? t.pause : t.play} title={playing ? t.pause : t.play} onClick={() => (playing ? control.pause() : control.play())}><Shape of={playing ? 'pause' : 'play'} /></button>
          <button type="button" class="time-button" aria-label={t.next} title={`${t.next} (.)`} disabled={!place} onClick={() => control.step(true)}><Shape of="next" /></button>
          <fieldset class="segments time-speeds" title={t.quiet}>
            <legend class="unseen">{t.speed}</legend>
            {speeds.map((speed: Speed) => (
              <label key={speed} class="segment">
                <input type="radio" name="time-speed" checked={control.speed.value === speed} onChange={() => { control.speed.value = speed; }} />
                <span>{t.times(speed)}</span>
              </label>
            ))}
          </fieldset>
          <label class="time-over"><span class="quiet">{t.step} </span>
            <select class="field" value={control.onlyMoves.value ? 'moves' : 'all'} onChange={(event) => control.stepOver(event.currentTarget.value === 'moves')}>
              <option value="all">{t.every}</option>
              <option value="moves">{t.moves}</option>
            </select>
          </label>
        </div>
        <div class="time-ends">
          {comparable && (comparing
            ? <button type="button" class="button button-small" onClick={() => setQuery({ compare: undefined })}>{t.endCompare}</button>
            : place && <button type="button" class="button button-small" title={t.compareHint} onClick={() => setQuery({ compare: control.moment!.asOf })}>{t.compare}</button>)}
          {!place && <button type="button" class="button button-small" onClick={close}>{t.close}</button>}
        </div>
      </div>
      {control.failed.value && <p class="time-failed">{t.lineFailed} <button type="button" class="link-button" onClick={() => void control.draw()}>{t.again}</button></p>}
      {axis && !axis.empty
        ? <Line control={control} axis={axis} held={held} />
        : <div class="line line-waiting" aria-busy="true"><div class="line-track" /><div class="line-ticks" /></div>}
      <div class="time-foot">
        <LineKey />
        <p class="time-keys quiet">{t.keys}</p>
        <p class="time-busy quiet">{busy && place && !playing ? t.reading : ''}</p>
      </div>
    </section>
  );
}

/** Over the whole page while it shows the past: the moment in words, which clock, and the way back. */
export function PastBand({ control, news, verify }: { control: TimeControl; news: number; /** Holds what is shown against the server's own. */ verify?: () => Promise<Verified> }) {
  const place = control.place.value;
  const clock = control.clock.value;
  // Told at rest: while somebody drags, or time runs, a voice could not follow.
  const told = useMemo(() => (place ? `${t.asOf(momentWords(place, clock))}. ${t.clock[clock]}` : ''), [control.rested.value, clock]);
  if (!place) return null;
  return (
    <section class="past-band" aria-label={t.band}>
      <p class="past-moment">
        <strong><ClockFace />{t.asOf(momentWords(place, clock))}</strong>
        <span class="past-hint">{t.hint[clock]}</span>
      </p>
      {place.position !== undefined && (verify ? <Proof position={place.position} verify={verify} /> : <span class="past-record">{m.connection.position(place.position)}</span>)}
      {news > 0 && <p class="past-news">{t.newSince(news)}</p>}
      <button type="button" class="past-live" onClick={() => control.live()}>{t.live} <kbd>{t.liveKey}</kbd></button>
      <p class="unseen" role="status">{told}</p>
    </section>
  );
}

/** The record that is shown, and the proof that it shows what the server has of it. */
function Proof({ position, verify }: { position: number; verify: () => Promise<Verified> }) {
  const result = useSignal<{ readonly of: number; readonly was: Verified | 'asking' } | undefined>(undefined);
  const ask = async (): Promise<void> => {
    result.value = { of: position, was: 'asking' };
    result.value = { of: position, was: await verify() };
  };
  const was = result.value?.of === position ? result.value.was : undefined;
  return (
    <details class="about-connection past-record">
      <summary aria-label={`${m.connection.position(position)}. ${m.connection.details}`}><span class="cursor">{m.connection.position(position)}</span></summary>
      <div class="about-body">
        <p class="quiet">{m.connection.verifyHint}</p>
        <p><button type="button" class="button verify" disabled={was === 'asking'} onClick={() => void ask()}>{m.connection.verify}</button></p>
        <p role="status" class="verify-result">{was && resultWords(was)}</p>
      </div>
    </details>
  );
}

function resultWords(result: Verified | 'asking'): string {
  if (result === 'asking') return m.connection.verifying;
  if (result.result === 'same') return `✓ ${m.connection.same(result.position)}`;
  return result.result === 'different' ? m.connection.different : m.connection.notCompared;
}

export function ClockFace() {
  return <svg class="clock-face" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.8" /><path d="M8 4.6V8L5.6 9.6" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" /></svg>;
}

const shapes = {
  previous: <path d="M11.5 3.5 6 8l5.5 4.5zM4.5 3.5v9" />, next: <path d="M4.5 3.5 10 8l-5.5 4.5zM11.5 3.5v9" />, play: <path d="M5 3.2 12.5 8 5 12.8z" />, pause: <path d="M5.2 3.5v9M10.8 3.5v9" />,
} as const;

function Shape({ of }: { of: keyof typeof shapes }) {
  return <svg class="time-shape" viewBox="0 0 16 16" aria-hidden="true" fill="currentColor" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round">{shapes[of]}</svg>;
}
