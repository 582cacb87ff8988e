import type { Cell, ConditionText, Stance } from '../../contracts';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import type { Move } from '../../store';
import { memo } from '../memo';
import type { Lookup } from './lookup';
import { StanceGlyph } from './stance';
import type { BoardUi } from './ui';

const shown = 12;

interface Row {
  readonly key: string;
  readonly actor: string;
  readonly topic: string;
  /** Where they stood before, when they moved while the page was open. */
  readonly from?: Stance | undefined;
  readonly stance?: Stance | undefined;
  readonly conditions?: readonly ConditionText[] | undefined;
  readonly note: string;
}

/** Who moved, to what, from what: those of this visit first, then the cells that changed last before it. */
export const LatestMoves = memo(({ moves, matrix, look, ui }: { moves: readonly Move[]; matrix: readonly Cell[]; look: Lookup; ui: BoardUi }) => {
  const rows = rowsOf(moves, matrix);
  return (
    <section class="latest" aria-labelledby="latest-heading">
      <h3 id="latest-heading" class="group-head">{m.matrix.latest}</h3>
      {rows.length === 0 && <p class="quiet">{m.matrix.latestEmpty}</p>}
      <ol class="latest-list">
        {rows.map((row) => (
          <li key={row.key}>
            <button type="button" class="move" onClick={() => ui.openCell({ actor: look.canonical(row.actor), topic: row.topic })}>
              <span class="move-way" aria-hidden="true">
                {row.from && <><StanceGlyph stance={row.from} /><span class="move-arrow">→</span></>}
                {row.stance ? <StanceGlyph stance={row.stance} /> : <span class="none-known" />}
              </span>
              <span class="move-text" dir="auto">
                <strong>{look.actorName(row.actor)}</strong>: {look.topicTitle(row.topic)} — {row.stance ? m.stance[row.stance] : m.matrix.gone}
                {row.conditions?.map((condition, at) => <span key={at} class="only-if">{at === 0 ? ' ' : '; '}<bdi>{m.matrix.condition(condition.text)}</bdi></span>)}
              </span>
              <span class="quiet move-note">{row.note}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
});

function rowsOf(moves: readonly Move[], matrix: readonly Cell[]): Row[] {
  const seen = new Set(moves.map((move) => `${move.actor} ${move.topic}`));
  const live = moves.map((move) => ({
    key: `move ${move.position}`, actor: move.actor, topic: move.topic, from: move.from?.stance, stance: move.to?.stance, conditions: move.to?.conditions,
    note: move.from ? m.matrix.moveFrom(m.stance[move.from.stance]) : m.matrix.first,
  }));
  const before = matrix.filter((cell) => !seen.has(`${cell.actor} ${cell.topic}`)).toSorted((a, b) => b.cause - a.cause).map((cell) => ({
    key: `cell ${cell.actor} ${cell.topic}`, actor: cell.actor, topic: cell.topic, stance: cell.stance, conditions: cell.conditions,
    note: cell.since ? showEdtf(cell.since) : m.statement.undated,
  }));
  return [...live, ...before].slice(0, shown);
}
