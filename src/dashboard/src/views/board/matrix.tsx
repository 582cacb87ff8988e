import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Conduct } from '../../conduct';
import type { Cell, ConditionState, MatrixSize, Stance } from '../../contracts';
import { m } from '../../messages';
import type { BoardSource } from '../../source';
import type { Move } from '../../store';
import { memo } from '../memo';
import { Notice } from '../notice';
import { CellIndex } from './cells';
import { ConditionGlyph } from './condition';
import type { Conditions } from './conditions';
import { type Arrangement, gridOf, type Order, orders, type Ranks, ranksOf } from './grid';
import type { Lookup } from './lookup';
import { b } from './messages';
import { StanceChip } from './stance';
import { GridTable, type Layout } from './table';
import type { BoardUi } from './ui';
import type { WholeMatrix } from './whole';

interface MatrixProps {
  session: BoardSource;
  matrix: readonly Cell[];
  conduct: readonly Conduct[];
  conditions: Conditions;
  size: MatrixSize;
  /** Actor ids in the order of the story's own lists, a comma between. */
  parties: string;
  moves: readonly Move[];
  look: Lookup;
  ui: BoardUi;
  narrow: boolean;
}

/** Who stands where: one grid, walked with the arrow keys; an empty cell says that nothing is known. */
export const Matrix = memo(({ session, matrix, conduct, conditions, size, parties, moves, look, ui, narrow }: MatrixProps) => {
  const layout = useSignal<Layout>('topics');
  const bySide = useSignal(true);
  const folded = useSignal<ReadonlySet<string>>(none);
  const whole = useWhole(session, matrix, look, ui);
  const own = useMemo(() => new CellIndex(matrix, look), [matrix, look]);
  const cells = whole?.index ?? own;
  const version = whole ? whole.version.value : matrix;
  const { order, ranks, choose, overtaken } = useOrder(cells, version, look);
  const arrangement = useMemo<Arrangement>(() => ({ ranks, bySide: bySide.value, folded: folded.value }), [ranks, bySide.value, folded.value]);
  const grid = useMemo(() => gridOf(cells, conduct, parties, look, arrangement), [cells, version, conduct, parties, look, arrangement]);
  if (grid.actors.length === 0) return <Notice level={3} title={m.matrix.empty} text={m.matrix.emptyHint} />;
  const parents = grid.topics.filter(({ parent }) => parent).map(({ id }) => id);
  const fold = (topic: string): void => {
    const next = new Set(folded.peek());
    if (!next.delete(topic)) next.add(topic);
    folded.value = next;
  };
  return (
    <>
      <div class="matrix-tools">
        <Legend />
        <div class="matrix-buttons">
          <fieldset class="segments">
            <legend class="unseen">{m.matrix.orientation}</legend>
            {(['topics', 'actors'] as const).map((one) => (
              <label key={one} class="segment">
                <input type="radio" name="layout" checked={layout.value === one} onChange={() => { layout.value = one; }} />
                <span>{one === 'topics' ? m.matrix.byTopic : m.matrix.byActor}</span>
              </label>
            ))}
          </fieldset>
          {!narrow && <button type="button" class="toggle" aria-pressed={ui.wide.value} onClick={() => { ui.wide.value = !ui.wide.peek(); }}>{m.matrix.wide}</button>}
        </div>
        <div class="matrix-buttons matrix-lines">
          {overtaken && <button type="button" class="toggle toggle-news" onClick={() => choose(order)}>{b.matrix.again}</button>}
          <div class="choice choice-inline"><label class="choice-label" for="matrix-order">{b.matrix.order}</label>
            <select id="matrix-order" class="field" value={order} onChange={(event) => choose(event.currentTarget.value as Order)}>
              {orders.map((one) => <option key={one} value={one}>{b.matrix.orders[one]}</option>)}
            </select>
          </div>
          <button type="button" class="toggle" aria-pressed={bySide.value} onClick={() => { bySide.value = !bySide.peek(); }}>{b.matrix.bySide}</button>
          {parents.length > 0 && (
            <button type="button" class="toggle" aria-pressed={parents.every((id) => folded.value.has(id))} onClick={() => { folded.value = parents.every((id) => folded.peek().has(id)) ? none : new Set(parents); }}>{b.matrix.foldAll}</button>
          )}
        </div>
      </div>
      {(matrix.length < size.cells || whole) && <Part shown={cells.size} size={size} whole={whole} ui={ui} />}
      <GridTable grid={grid} unread={(actor) => whole?.unread(actor) ?? false} cells={version} conditions={conditions} layout={layout.value} bySide={bySide.value} moves={moves} fold={fold} ui={ui} />
    </>
  );
});

const none: ReadonlySet<string> = new Set();

/** By name the lines stand as the names are now. By moves or strength as they stood when that was chosen: what moves since is told, and moves no line. */
function useOrder(cells: CellIndex, version: unknown, look: Lookup): { order: Order; ranks: Ranks | undefined; choose: (order: Order) => void; overtaken: boolean } {
  const chosen = useSignal<{ order: Order; ranks: Ranks | undefined; version: unknown }>({ order: 'listed', ranks: undefined, version: undefined });
  const { order, ranks, version: then } = chosen.value;
  const byName = useMemo(() => (order === 'name' ? ranksOf('name', cells, look) : undefined), [order, cells, cells.actors.size, cells.topics.size, look]);
  const standing = order === 'moved' || order === 'strength';
  return { order, ranks: byName ?? ranks, choose: (next) => { chosen.value = { order: next, ranks: ranksOf(next, cells, look), version }; }, overtaken: standing && then !== version };
}

/** The whole matrix, while the reader wants it; its code and its cells come when they are wanted first. */
function useWhole(session: BoardSource, matrix: readonly Cell[], look: Lookup, ui: BoardUi): WholeMatrix | undefined {
  const wanted = ui.wholeWanted.value;
  const [begun, takedown] = [session.reel.begun.value, ui.takedown.value];
  const first = useRef({ matrix, look });
  first.current = { matrix, look };
  useEffect(() => {
    if (!wanted) return undefined;
    let closed = false;
    void import('./whole').then(({ WholeMatrix: Whole }) => {
      if (!closed) ui.whole.value = new Whole(session, first.current.matrix, first.current.look);
    });
    return () => {
      closed = true;
      ui.whole.peek()?.close();
      ui.whole.value = undefined;
    };
  }, [wanted, session, begun, takedown, ui]);
  const whole = ui.whole.value;
  if (whole) whole.renamed(look);
  return whole;
}

/** Says that the board shows a part of a large matrix, and shows the whole where somebody wants it. */
function Part({ shown, size, whole, ui }: { shown: number; size: MatrixSize; whole: WholeMatrix | undefined; ui: BoardUi }) {
  const state = whole?.state.value;
  return (
    <p class="matrix-part quiet">
      <span role="status">{state === 'failed' ? b.matrix.wholeFailed : state === 'there' ? b.matrix.isWhole(size.actors, size.topics) : m.matrix.partial(Math.min(shown, size.cells), size.cells)}</span>
      <button type="button" class="toggle" aria-pressed={ui.wholeWanted.value} onClick={() => { ui.wholeWanted.value = !ui.wholeWanted.peek(); }}>{b.matrix.whole}</button>
    </p>
  );
}

const stances: readonly Stance[] = ['demands', 'proposes', 'supports', 'conditional', 'neutral', 'unclear', 'opposes', 'rejects'];

const states: readonly ConditionState[] = ['open', 'met', 'failed', 'lapsed'];

function Legend() {
  return (
    <details class="legend">
      <summary>{m.matrix.legend}</summary>
      <ul>
        {stances.map((stance) => <li key={stance}><StanceChip stance={stance} /></li>)}
        <li><span class="stance-chip"><span class="none-known" aria-hidden="true" />{m.stanceNone}</span></li>
        {states.map((state) => <li key={state}><span class="stance-chip"><ConditionGlyph state={state} />{m.conditions.legend(m.condition[state])}</span></li>)}
        <li><span class="stance-chip"><span class="cell-act" aria-hidden="true">{m.conduct.mark}</span>{m.conduct.legend}</span></li>
        <li><span class="stance-chip"><span class="cell-act cell-act-against" aria-hidden="true">{m.conduct.against}</span>{m.conduct.legendAgainst}</span></li>
        <li><span class="stance-chip"><span class="cell-sum" aria-hidden="true"><span class="sum-for">2▲</span><span class="sum-against">1▼</span></span>{b.matrix.sumLegend}</span></li>
      </ul>
    </details>
  );
}
