import { w } from './messages';

const [width, height] = [120, 36];

/** How much came in each of the last hours: a bar an hour, the newest at the end. The words beside it say how much in all. */
export function Sparkline({ hours }: { hours: readonly number[]; until: string }) {
  const all = hours.reduce((sum, hour) => sum + hour, 0);
  const most = Math.max(1, ...hours);
  const step = width / hours.length;
  return (
    <p class="spark">
      <svg class="spark-bars" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" preserveAspectRatio="none">
        {hours.map((hour, at) => {
          const tall = hour === 0 ? 1 : 3 + (height - 4) * Math.sqrt(hour / most);
          return <rect key={at} class={hour === 0 ? 'spark-none' : at === hours.length - 1 ? 'spark-now' : 'spark-bar'} x={at * step + 0.75} y={height - tall} width={step - 1.5} height={tall} rx="1" />;
        })}
      </svg>
      <span class="spark-words">{all === 0 ? w.quiet : w.lastDay(all)}</span>
    </p>
  );
}
