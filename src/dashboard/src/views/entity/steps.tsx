import type { HeldMove, Stance } from '../../contracts';
import { sameHeld } from '../../events';
import { w } from './messages';

const [width, height, edge] = [108, 30, 5];
const score: Readonly<Record<Stance, number>> = { demands: 2, proposes: 2, supports: 1, conditional: 0, neutral: 0, unclear: 0, opposes: -1, rejects: -2 };

/** The way of one position as steps, the newest at the end. A picture only: the moves are listed in words below. */
export function Steps({ moves }: { moves: readonly HeldMove[] }) {
  const way = moves.filter((move) => !sameHeld(move.from, move.to)).toReversed().slice(-12);
  if (way.length < 2) return <span class="steps" />;
  const step = (width - 2 * edge) / way.length;
  const y = (move: HeldMove): number => height / 2 - (move.to ? score[move.to.stance] : 0) * ((height / 2 - edge) / 2);
  const points = way.flatMap((move, at) => [`${edge + at * step} ${y(move)}`, `${edge + (at + 1) * step} ${y(move)}`]);
  const last = way.at(-1)!;
  return (
    <svg class="steps" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <title>{w.moveTitle}</title>
      <path class="steps-middle" d={`M0 ${height / 2}H${width}`} />
      <path class="steps-line" d={`M${points.join('L')}`} />
      <circle class={`steps-end steps-${last.to?.stance ?? 'none'}`} cx={width - edge} cy={y(last)} r="3.4" />
    </svg>
  );
}
