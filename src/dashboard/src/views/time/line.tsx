import { useComputed } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { memo } from '../memo';
import type { Axis, Place } from './axis';
import type { TimeControl } from './control';
import { t } from './messages';
import { momentWords, tickWords } from './words';

const parts = 160;

/** The story's life as a line with a thumb: dragged, clicked, or walked with the keys. */
export function Line({ control, axis, held }: { control: TimeControl; axis: Axis; /** The other moment, while two are compared. */ held: Place | undefined }) {
  const track = useRef<HTMLDivElement>(null);
  const dragging = useRef(false);
  const place = control.place.value;
  const x = useComputed(() => (control.place.value ? axis.of(control.place.value) : 1)).value;
  const pointed = (event: PointerEvent, rest: boolean): void => {
    const { left, width } = track.current!.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (event.clientX - left) / width));
    const next = axis.at(share);
    const now = control.place.peek();
    if (next.time !== now?.time || next.position !== now?.position || rest) control.seek(next, rest);
  };
  const pressed = (event: KeyboardEvent): void => {
    const act = {
      ArrowLeft: () => control.step(false), ArrowDown: () => control.step(false), ArrowRight: () => control.step(true), ArrowUp: () => control.step(true),
      PageDown: () => control.step(false, 10), PageUp: () => control.step(true, 10), Home: () => control.seek(axis.first!, true), End: () => control.live(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const words = place ? momentWords(place, control.clock.value) : t.now;
  return (
    <div class="line">
      <div
        ref={track} class="line-track" role="slider" tabIndex={0} aria-label={t.slider} aria-valuemin={0} aria-valuemax={1000} aria-valuenow={Math.round(x * 1000)} aria-valuetext={words} aria-orientation="horizontal"
        onKeyDown={pressed}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          dragging.current = true;
          track.current!.setPointerCapture(event.pointerId);
          pointed(event, false);
        }}
        onPointerMove={(event) => { if (dragging.current) pointed(event, false); }}
        onPointerUp={(event) => {
          if (!dragging.current) return;
          dragging.current = false;
          pointed(event, true);
        }}
        onPointerCancel={() => { dragging.current = false; }}
      >
        <Density axis={axis} />
        <div class="line-past" style={{ transform: `scaleX(${x})` }} />
        {held && <span class="line-held" style={{ left: `${axis.of(held) * 100}%` }} title={t.compared.first} />}
        <span class="line-thumb" style={{ left: `${x * 100}%` }} />
      </div>
      <Ticks axis={axis} />
    </div>
  );
}

/** What happened along the line: statements as bars from below, positions that moved over them, meetings and acts as dots. */
const Density = memo(({ axis }: { axis: Axis }) => {
  const bins = useMemo(() => axis.bins(parts), [axis]);
  const most = Math.max(1, ...bins.map(({ statements, moves }) => statements + moves));
  const high = (n: number): number => (n === 0 ? 0 : 3 + 27 * Math.sqrt(n / most));
  return (
    <svg class="line-density" viewBox={`0 0 ${parts} 40`} preserveAspectRatio="none" aria-hidden="true">
      {bins.map(({ statements, moves, statuses }, n) => {
        const all = high(statements + moves);
        const moved = statements + moves === 0 ? 0 : all * (moves / (statements + moves));
        return (
          <g key={n}>
            {all > 0 && <rect class="density-statements" x={n + 0.1} width={0.8} y={39 - all} height={all - moved} />}
            {moved > 0 && <rect class="density-moves" x={n + 0.1} width={0.8} y={39 - moved} height={moved} />}
            {statuses > 0 && <rect class="density-statuses" x={n + 0.1} width={0.8} y={1} height={4} />}
          </g>
        );
      })}
    </svg>
  );
});

const Ticks = memo(({ axis }: { axis: Axis }) => {
  const ticks = useMemo(() => axis.ticks(6), [axis]);
  const span = (ticks.at(-1)?.time ?? 0) - (ticks[0]?.time ?? 0);
  const words = ticks.map(({ time }) => tickWords(time, span));
  return (
    <div class="line-ticks" aria-hidden="true">
      {ticks.map(({ x }, n) => <span key={n} class="line-tick" style={{ left: `${x * 100}%` }}>{words[n] === words[n - 1] ? '' : words[n]}</span>)}
    </div>
  );
});

/** What the colours of the line mean; in words, so that the colour is not the only one who says it. */
export function LineKey() {
  return (
    <p class="line-key quiet" aria-hidden="true">
      <span><i class="key-mark key-statements" />{t.legend.statements}</span>
      <span><i class="key-mark key-moves" />{t.legend.moves}</span>
      <span><i class="key-mark key-statuses" />{t.legend.statuses}</span>
    </p>
  );
}

