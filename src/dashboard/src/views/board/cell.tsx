import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { Cell, ConditionState, Stance } from '../../contracts';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import { ConditionGlyph } from './condition';
import { score } from './grid';
import { b } from './messages';
import { StanceGlyph } from './stance';
import type { BoardUi } from './ui';

interface CellProps {
  actor: string;
  actorName: string;
  topic: string;
  topicTitle: string;
  cell: Cell | undefined;
  /** Of its conditions. */
  state: ConditionState | undefined;
  /** What they do says, beside what they say. */
  conduct: Stance | undefined;
  /** What lies below a folded topic: how many for, against, neither. */
  below: string | undefined;
  at: string;
  /** Its column, where not all of them are on the page. */
  index: number | undefined;
  active: ReadonlySignal<string>;
  moved: boolean;
  ui: BoardUi;
}

/** Painted again only when something of its own changed: it reads signals, and such components compare their props. */
export function GridCell({ actor, actorName, topic, topicTitle, cell, state, conduct, below, at, index, active, moved, ui }: CellProps) {
  const open = useComputed(() => ui.cell.value?.actor === actor && ui.cell.value.topic === topic).value;
  const reached = useComputed(() => active.value === at).value;
  const sum = below?.split(' ').map(Number) as [number, number, number] | undefined;
  const words = [describe(cell, state, conduct, moved), sum && b.matrix.below(...sum)].filter(Boolean).join('; ');
  const act = (): void => (open ? ui.closeCell() : ui.openCell({ actor, topic }));
  const classes = ['cell', !cell && 'cell-none', open && 'cell-open', moved && 'cell-moved'].filter(Boolean).join(' ');
  return (
    <td role="gridcell" class={classes} data-at={at} tabIndex={reached ? 0 : -1} onClick={act} aria-selected={open} title={words} {...(index ? { 'aria-colindex': index } : {})}>
      <span class="unseen">{m.matrix.cellLabel(actorName, topicTitle, words)}</span>
      {cell ? (
        <span key={cell.cause} class="cell-in" aria-hidden="true">
          <StanceGlyph stance={cell.stance} />
          {cell.conditions?.length ? (state ? <span class="cell-condition"><ConditionGlyph state={state} /></span> : <span class="cell-if">{m.matrix.if}</span>) : null}
          {cell.evidenceCount > 1 && !sum && <span class="cell-count">{cell.evidenceCount}</span>}
          {conduct && (against(conduct, cell.stance) ? <span class="cell-act cell-act-against">{m.conduct.against}</span> : <span class="cell-act">{m.conduct.mark}</span>)}
        </span>
      ) : conduct ? <span class="conduct-mark" aria-hidden="true"><StanceGlyph stance={conduct} outline /><span>{m.conduct.mark}</span></span> : !sum && <span class="none-known" aria-hidden="true" />}
      {sum && (
        <span class="cell-sum" aria-hidden="true">
          {sum[0] > 0 && <span class="sum-for">{sum[0]}▲</span>}{sum[2] > 0 && <span class="sum-other">{sum[2]}◆</span>}{sum[1] > 0 && <span class="sum-against">{sum[1]}▼</span>}
        </span>
      )}
    </td>
  );
}

/** They say one thing and do the other. */
function against(conduct: Stance, words: Stance): boolean {
  return score[conduct] * score[words] < 0;
}

function describe(cell: Cell | undefined, state: ConditionState | undefined, conduct: Stance | undefined, moved: boolean): string {
  const done = conduct && m.conduct.cell(m.stance[conduct]);
  if (!cell) return [m.stanceNone, done].filter(Boolean).join(', ');
  const conditions = (cell.conditions ?? []).map((condition) => m.matrix.condition(condition.text));
  return [
    m.stance[cell.stance], ...conditions, state && m.conditions.legend(m.condition[state]), cell.since ? m.matrix.since(showEdtf(cell.since)) : m.matrix.sinceUndated,
    m.matrix.statements(cell.evidenceCount), done, moved ? m.matrix.movedNow : '',
  ].filter(Boolean).join(', ');
}
