import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { now } from '../../clock';
import type { Conduct } from '../../conduct';
import type { Cell, ConditionState, MatrixSize, Stance } from '../../contracts';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import type { Move } from '../../store';
import { memo } from '../memo';
import { Notice } from '../notice';
import { ConditionGlyph } from './condition';
import type { Conditions } from './conditions';
import { type ActorHead, type Grid, gridOf, type TopicHead } from './grid';
import type { Lookup } from './lookup';
import { StanceChip, StanceGlyph } from './stance';
import type { BoardUi } from './ui';

const glowFor = 12_000;
type Layout = 'topics' | 'actors';

interface MatrixProps {
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
export const Matrix = memo(({ matrix, conduct, conditions, size, parties, moves, look, ui, narrow }: MatrixProps) => {
  const layout = useSignal<Layout>('topics');
  const grid = useMemo(() => gridOf(matrix, conduct, parties, look), [matrix, conduct, parties, look]);
  if (grid.actors.length === 0) return <Notice level={3} title={m.matrix.empty} text={m.matrix.emptyHint} />;
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
      </div>
      <GridTable grid={grid} conditions={conditions} layout={layout.value} moves={moves} ui={ui} />
      {matrix.length < size.cells && <p class="quiet">{m.matrix.partial(matrix.length, size.cells)}</p>}
    </>
  );
});

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
      </ul>
    </details>
  );
}

interface GridProps {
  grid: Grid;
  conditions: Conditions;
  layout: Layout;
  moves: readonly Move[];
  ui: BoardUi;
}

function GridTable({ grid, conditions, layout, moves, ui }: GridProps) {
  const table = useRef<HTMLTableElement>(null);
  const active = useSignal('0 0');
  const byTopic = layout === 'topics';
  const rows = byTopic ? grid.topics.length : grid.actors.length;
  const columns = byTopic ? grid.actors.length : grid.topics.length;
  const size = useSignal({ rows, columns });
  if (size.peek().rows !== rows || size.peek().columns !== columns) size.value = { rows, columns };
  // The one cell that the tab key reaches; the grid may have shrunk under it.
  const tabbable = useComputed(() => {
    const [row = 0, column = 0] = active.value.split(' ').map(Number);
    return `${Math.min(row, size.value.rows - 1)} ${Math.min(column, size.value.columns - 1)}`;
  });
  const fresh = useFresh(moves);

  const go = (row: number, column: number): void => {
    active.value = `${Math.max(0, Math.min(rows - 1, row))} ${Math.max(0, Math.min(columns - 1, column))}`;
    const next = table.current?.querySelector<HTMLElement>(`[data-at="${active.value}"]`);
    next?.focus();
    next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const keysAt = (at: { row: number; column: number }): Record<string, (event: KeyboardEvent) => void> => ({
    ArrowUp: () => go(at.row - 1, at.column), ArrowDown: () => go(at.row + 1, at.column),
    ArrowLeft: () => go(at.row, at.column - 1), ArrowRight: () => go(at.row, at.column + 1),
    Home: (event) => go(event.ctrlKey ? 0 : at.row, 0), End: (event) => go(event.ctrlKey ? rows - 1 : at.row, columns - 1),
    PageUp: () => go(at.row - 8, at.column), PageDown: () => go(at.row + 8, at.column),
    Enter: (event) => (event.target as HTMLElement).click(), ' ': (event) => (event.target as HTMLElement).click(),
    Escape: () => ui.closeCell(),
  });
  const pressed = (event: KeyboardEvent): void => {
    const here = (event.target as HTMLElement).dataset['at']?.split(' ').map(Number);
    const act = here && keysAt({ row: here[0]!, column: here[1]! })[event.key];
    if (!act) return;
    event.preventDefault();
    act(event);
  };
  const cell = (actor: ActorHead, topic: TopicHead, row: number, column: number) => {
    const here = grid.cell(actor.id, topic.id);
    return (
      <GridCell
        key={`${actor.id} ${topic.id}`} actor={actor.id} actorName={actor.name} topic={topic.id} topicTitle={topic.title} cell={here}
        state={conditions.stateOfCell(actor.id, topic.id, here?.conditions)} conduct={grid.conduct(actor.id, topic.id)?.stance}
        at={`${row} ${column}`} active={tabbable} moved={fresh.has(`${actor.id} ${topic.id}`)} ui={ui}
      />
    );
  };
  return (
    <div class="matrix-scroll">
      <table ref={table} role="grid" class={`matrix matrix-by-${layout}`} aria-label={m.matrix.gridLabel} aria-describedby="matrix-hint" onKeyDown={pressed} onFocusIn={(event) => { active.value = (event.target as HTMLElement).dataset['at'] ?? active.peek(); }}>
        {byTopic ? <TopicsDown grid={grid} cell={cell} /> : <ActorsDown grid={grid} cell={cell} />}
      </table>
      <p id="matrix-hint" class="unseen">{m.matrix.hint}</p>
    </div>
  );
}

/** Which cells moved a moment ago; they glow, then fade. The clock runs only while something glows. */
function useFresh(moves: readonly Move[]): ReadonlySet<string> {
  const shownAt = useRef<ReadonlyMap<number, number>>(new Map());
  shownAt.current = new Map(moves.map((move) => [move.position, shownAt.current.get(move.position) ?? Date.now()]));
  const young = (time: number): Move[] => moves.filter((move) => time - shownAt.current.get(move.position)! < glowFor);
  const time = young(Date.now()).length > 0 ? now.value : Date.now();
  return new Set(young(time).map((move) => `${move.actor} ${move.topic}`));
}

interface TableProps {
  grid: Grid;
  cell: (actor: ActorHead, topic: TopicHead, row: number, column: number) => preact.VNode;
}

function TopicsDown({ grid, cell }: TableProps) {
  return (
    <>
      <thead>
        <tr>
          <th scope="col" rowSpan={2} class="corner">{m.matrix.topic}</th>
          {grid.sides.map((group) => <th key={group.side} scope="colgroup" colSpan={group.actors.length} class="side-head">{group.title}</th>)}
        </tr>
        <tr>
          {grid.sides.flatMap((group) => group.actors.map((actor, at) => (
            <th key={actor.id} scope="col" class={at === 0 ? 'column-head first-of-side' : 'column-head'} dir="auto" title={actor.name}><span class="head-text">{actor.name}</span></th>
          )))}
        </tr>
      </thead>
      <tbody>
        {grid.topics.map((topic, row) => (
          <tr key={topic.id}>
            <th scope="row" class={`row-head depth-${Math.min(topic.depth, 3)}`} dir="auto" title={topic.proposition}><span class="row-text">{topic.title}</span></th>
            {grid.actors.map((actor, column) => cell(actor, topic, row, column))}
          </tr>
        ))}
      </tbody>
    </>
  );
}

function ActorsDown({ grid, cell }: TableProps) {
  let row = -1;
  return (
    <>
      <thead>
        <tr>
          <th scope="col" class="corner">{m.matrix.actor}</th>
          {grid.topics.map((topic) => <th key={topic.id} scope="col" class="column-head column-tall" dir="auto" title={topic.proposition}><span class="head-text">{topic.title}</span></th>)}
        </tr>
      </thead>
      {grid.sides.map((group) => (
        <tbody key={group.side}>
          <tr><th scope="rowgroup" colSpan={grid.topics.length + 1} class="side-row"><span class="side-row-text">{group.title}</span></th></tr>
          {group.actors.map((actor) => {
            row++;
            const here = row;
            return (
              <tr key={actor.id}>
                <th scope="row" class="row-head" dir="auto"><span class="row-text">{actor.name}</span></th>
                {grid.topics.map((topic, column) => cell(actor, topic, here, column))}
              </tr>
            );
          })}
        </tbody>
      ))}
    </>
  );
}

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
  at: string;
  active: ReadonlySignal<string>;
  moved: boolean;
  ui: BoardUi;
}

/** Painted again only when something of its own changed: it reads signals, and such components compare their props. */
function GridCell({ actor, actorName, topic, topicTitle, cell, state, conduct, at, active, moved, ui }: CellProps) {
  const open = useComputed(() => ui.cell.value?.actor === actor && ui.cell.value.topic === topic).value;
  const reached = useComputed(() => active.value === at).value;
  const words = describe(cell, state, conduct, moved);
  const act = (): void => (open ? ui.closeCell() : ui.openCell({ actor, topic }));
  const classes = ['cell', !cell && 'cell-none', open && 'cell-open', moved && 'cell-moved'].filter(Boolean).join(' ');
  return (
    <td role="gridcell" class={classes} data-at={at} tabIndex={reached ? 0 : -1} onClick={act} aria-selected={open} title={words}>
      <span class="unseen">{m.matrix.cellLabel(actorName, topicTitle, words)}</span>
      {cell ? (
        <span key={cell.cause} class="cell-in" aria-hidden="true">
          <StanceGlyph stance={cell.stance} />
          {cell.conditions?.length ? (state ? <span class="cell-condition"><ConditionGlyph state={state} /></span> : <span class="cell-if">{m.matrix.if}</span>) : null}
          {cell.evidenceCount > 1 && <span class="cell-count">{cell.evidenceCount}</span>}
          {conduct && <span class={leans(conduct) * leans(cell.stance) < 0 ? 'cell-act cell-act-against' : 'cell-act'}>{m.conduct.mark}</span>}
        </span>
      ) : conduct ? <span class="conduct-mark" aria-hidden="true"><StanceGlyph stance={conduct} outline /><span>{m.conduct.mark}</span></span> : <span class="none-known" aria-hidden="true" />}
    </td>
  );
}

function leans(stance: Stance): number {
  if (stance === 'rejects' || stance === 'opposes') return -1;
  return stance === 'demands' || stance === 'proposes' || stance === 'supports' ? 1 : 0;
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
