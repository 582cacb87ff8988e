import { useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { now, serverNow } from '../../clock';
import type { Conditions } from './conditions';
import { GridCell } from './cell';
import { type ActorHead, type Grid, sumBelow, type TopicHead } from './grid';
import { m } from '../../messages';
import type { Move } from '../../store';
import { b } from './messages';
import { useSpan } from './span';
import type { BoardUi } from './ui';

const glowFor = 12_000;
/** A grid of more cells is on the page only where it is in sight, in lines of one size. */
const mostWhole = 600;

export type Layout = 'topics' | 'actors';

interface GridProps {
  grid: Grid;
  /** Of this actor not all cells have come. */
  unread: (actor: string) => boolean;
  /** Another one when any cell is. */
  cells: unknown;
  conditions: Conditions;
  layout: Layout;
  bySide: boolean;
  moves: readonly Move[];
  fold: (topic: string) => void;
  ui: BoardUi;
}

type Line = { readonly kind: 'actor'; readonly actor: ActorHead } | { readonly kind: 'topic'; readonly topic: TopicHead };
/** A line of cells, or the name of a side above its own. */
type Row = { readonly line: Line; readonly at: number } | { readonly side: string; readonly title: string };

export function GridTable({ grid, unread, conditions, layout, bySide, moves, fold, ui }: GridProps) {
  const table = useRef<HTMLTableElement>(null);
  const active = useSignal('0 0');
  const byTopic = layout === 'topics';
  const actors = grid.actors.map((actor): Line => ({ kind: 'actor', actor }));
  const topics = grid.topics.map((topic): Line => ({ kind: 'topic', topic }));
  const [down, across] = byTopic ? [topics, actors] : [actors, topics];
  const rows: readonly Row[] = byTopic || !bySide ? down.map((line, at) => ({ line, at })) : underSides(grid, down);
  const large = down.length * across.length > mostWhole;
  const span = useSpan(large ? rows.map((row) => 'side' in row) : undefined, across.length, layout);
  const size = useSignal({ rows: down.length, columns: across.length });
  if (size.peek().rows !== down.length || size.peek().columns !== across.length) size.value = { rows: down.length, columns: across.length };
  // The one cell that the tab key reaches. The grid may have shrunk under it, or it may be out of sight.
  const tabbable = useComputed(() => {
    const [row = 0, column = 0] = active.value.split(' ').map(Number);
    const { firstLine, lastLine, firstColumn, lastColumn } = span.lines.value;
    return `${clamp(row, firstLine, Math.min(lastLine, size.value.rows - 1))} ${clamp(column, firstColumn, Math.min(lastColumn, size.value.columns - 1))}`;
  });
  const fresh = useFresh(moves);
  const focus = useRef(false);
  useLayoutEffect(() => {
    if (!focus.current) return;
    focus.current = false;
    const next = table.current?.querySelector<HTMLElement>(`[data-at="${active.peek()}"]`);
    next?.focus({ preventScroll: large });
    if (!large) next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  const turn = useSignal(0);
  void turn.value;
  const go = (row: number, column: number): void => {
    const [to, at] = [clamp(row, 0, down.length - 1), clamp(column, 0, across.length - 1)];
    active.value = `${to} ${at}`;
    span.reveal(rows.findIndex((one) => 'line' in one && one.at === to), at);
    focus.current = true;
    turn.value++;
  };
  const keysAt = (at: { row: number; column: number }): Record<string, (event: KeyboardEvent) => void> => ({
    ArrowUp: () => go(at.row - 1, at.column), ArrowDown: () => go(at.row + 1, at.column),
    ArrowLeft: () => go(at.row, at.column - 1), ArrowRight: () => go(at.row, at.column + 1),
    Home: (event) => go(event.ctrlKey ? 0 : at.row, 0), End: (event) => go(event.ctrlKey ? down.length - 1 : at.row, across.length - 1),
    PageUp: () => go(at.row - 8, at.column), PageDown: () => go(at.row + 8, at.column),
    Enter: (event) => (event.target as HTMLElement).click(), ' ': (event) => (event.target as HTMLElement).click(),
    Escape: () => ui.closeCell(),
  });
  /** From the button that folds a line's topic the arrows lead to its cells. */
  const keysFrom = (fold: string): Record<string, () => void> => {
    const [axis, at] = [fold.split(' ')[0], Number(fold.split(' ')[1])];
    return axis === 'row'
      ? { ArrowRight: () => go(at, 0), ArrowDown: () => go(at + 1, 0), ArrowUp: () => go(at - 1, 0) }
      : { ArrowDown: () => go(0, at), ArrowRight: () => go(0, at + 1), ArrowLeft: () => go(0, at - 1) };
  };
  const pressed = (event: KeyboardEvent): void => {
    const { at, fold: folding } = (event.target as HTMLElement).dataset;
    const here = at?.split(' ').map(Number);
    const act = here ? keysAt({ row: here[0]!, column: here[1]! })[event.key] : folding && keysFrom(folding)[event.key];
    if (!act) return;
    event.preventDefault();
    act(event);
  };
  const cell = (one: Line, other: Line, row: number, column: number) => {
    const { actor } = (one.kind === 'actor' ? one : other) as Extract<Line, { kind: 'actor' }>;
    const { topic } = (one.kind === 'topic' ? one : other) as Extract<Line, { kind: 'topic' }>;
    const here = grid.cell(actor.id, topic.id);
    const sum = topic.below.length > 0 ? sumBelow(grid, actor.id, topic.below) : undefined;
    return (
      <GridCell
        key={`${actor.id} ${topic.id}`} actor={actor.id} actorName={actor.name} topic={topic.id} topicTitle={topic.title} cell={here}
        state={conditions.stateOfCell(actor.id, topic.id, here?.conditions)} conduct={grid.conduct(actor.id, topic.id)?.stance}
        below={sum && `${sum.for} ${sum.against} ${sum.other}`} unread={!here && unread(actor.id)} at={`${row} ${column}`} index={large ? column + 2 : undefined} active={tabbable} moved={fresh.has(`${actor.id} ${topic.id}`)} ui={ui}
      />
    );
  };
  const { from, to, left, right } = span.part;
  const columns = across.slice(left, right);
  const gaps = { before: left > 0, after: right < across.length };
  const sided = byTopic && bySide;
  const allColumns = 1 + columns.length + Number(gaps.before) + Number(gaps.after);
  return (
    <div class={large ? 'matrix-scroll matrix-scroll-large' : 'matrix-scroll'} ref={span.scroller}>
      <table
        ref={table} role="grid" class={`matrix matrix-by-${layout}${large ? ' matrix-large' : ''}`} aria-label={m.matrix.gridLabel} aria-describedby="matrix-hint"
        {...(large ? { 'aria-rowcount': rows.length + (sided ? 2 : 1), 'aria-colcount': across.length + 1, style: { width: `${span.width}px` } } : {})}
        onKeyDown={pressed} onFocusIn={(event) => { active.value = (event.target as HTMLElement).dataset['at'] ?? active.peek(); }}
      >
        {large && <colgroup><col class="col-head" />{gaps.before && <col style={{ width: `${span.before}px` }} />}{columns.map((_, at) => <col key={at} class="col-cell" />)}{gaps.after && <col style={{ width: `${span.after}px` }} />}</colgroup>}
        <thead>
          {sided && (
            <tr>
              <th scope="col" rowSpan={2} class="corner">{m.matrix.topic}</th>
              {gaps.before && <td class="gap" />}
              {sidesWithin(grid, left, right).map(({ key, title, count }) => <th key={key} scope="colgroup" colSpan={count} class="side-head"><span class="side-head-text">{title}</span></th>)}
              {gaps.after && <td class="gap" />}
            </tr>
          )}
          <tr>
            {!sided && <th scope="col" class="corner">{byTopic ? m.matrix.topic : m.matrix.actor}</th>}
            {gaps.before && <td class="gap" />}
            {columns.map((line, at) => <ColumnHead key={idOf(line)} line={line} at={left + at} tall={large || !byTopic} first={sided && beginsSide(grid, left + at)} fold={fold} {...(large ? { index: left + at + 2 } : {})} />)}
            {gaps.after && <td class="gap" />}
          </tr>
        </thead>
        <tbody>
          {span.over > 0 && <tr class="gap" aria-hidden="true" style={{ height: `${span.over}px` }}><td colSpan={allColumns} /></tr>}
          {rows.slice(from, to).map((row, offset) => {
            const index = large ? { 'aria-rowindex': from + offset + (sided ? 3 : 2) } : {};
            if ('side' in row) return <tr key={`side ${row.side}`} class="side-line" {...index}><th scope="rowgroup" colSpan={allColumns} class="side-row"><span class="side-row-text">{row.title}</span></th></tr>;
            return (
              <tr key={idOf(row.line)} {...index}>
                <RowHead line={row.line} at={row.at} fold={fold} />
                {gaps.before && <td class="gap" />}
                {columns.map((line, at) => cell(row.line, line, row.at, left + at))}
                {gaps.after && <td class="gap" />}
              </tr>
            );
          })}
          {span.under > 0 && <tr class="gap" aria-hidden="true" style={{ height: `${span.under}px` }}><td colSpan={allColumns} /></tr>}
        </tbody>
      </table>
      <p id="matrix-hint" class="unseen">{m.matrix.hint}</p>
    </div>
  );
}

function idOf(line: Line): string {
  return line.kind === 'actor' ? line.actor.id : line.topic.id;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function underSides(grid: Grid, lines: readonly Line[]): readonly Row[] {
  let at = 0;
  return grid.sides.flatMap(({ side, title, actors }): Row[] => [{ side, title }, ...actors.map(() => ({ line: lines[at]!, at: at++ }))]);
}

/** The sides whose actors are among these columns, and how many of each. */
function sidesWithin(grid: Grid, left: number, right: number): { key: string; title: string; count: number }[] {
  let at = 0;
  return grid.sides.map(({ side, title, actors }) => {
    const begin = at;
    at += actors.length;
    return { key: side, title, count: Math.min(right, at) - Math.max(left, begin) };
  }).filter(({ count }) => count > 0);
}

function beginsSide(grid: Grid, column: number): boolean {
  let at = 0;
  for (const { actors } of grid.sides) {
    if (at === column) return true;
    at += actors.length;
  }
  return false;
}

interface HeadProps {
  line: Line;
  /** Which row or column of cells it heads. */
  at: number;
  fold: (topic: string) => void;
}

function ColumnHead({ line, at, tall, first, fold, index }: HeadProps & { tall: boolean; first: boolean; index?: number }) {
  const classes = ['column-head', tall && 'column-tall', first && 'first-of-side'].filter(Boolean).join(' ');
  const title = line.kind === 'actor' ? line.actor.name : line.topic.proposition ?? line.topic.title;
  return (
    <th scope="col" class={classes} dir="auto" title={title} {...(index ? { 'aria-colindex': index } : {})}>
      {line.kind === 'topic' && line.topic.parent && <FoldButton topic={line.topic} of={`column ${at}`} fold={fold} />}
      <span class="head-text">{line.kind === 'actor' ? line.actor.name : line.topic.title}</span>
    </th>
  );
}

function RowHead({ line, at, fold }: HeadProps) {
  if (line.kind === 'actor') return <th scope="row" class="row-head" dir="auto" title={line.actor.name}><span class="row-text">{line.actor.name}</span></th>;
  const { topic } = line;
  return (
    <th scope="row" class={`row-head depth-${Math.min(topic.depth, 3)}${topic.parent ? ' row-parent' : ''}`} dir="auto" title={topic.proposition ?? topic.title}>
      {topic.parent && <FoldButton topic={topic} of={`row ${at}`} fold={fold} />}
      <span class="row-text">{topic.title}</span>
    </th>
  );
}

function FoldButton({ topic, of, fold }: { topic: TopicHead; of: string; fold: (topic: string) => void }) {
  const folded = topic.below.length > 0;
  return (
    <button type="button" class="fold" data-fold={of} aria-expanded={!folded} aria-label={folded ? b.matrix.unfold(topic.title, topic.below.length) : b.matrix.fold(topic.title)} onClick={() => fold(topic.id)}>
      <span aria-hidden="true" class="fold-mark">{folded ? '▸' : '▾'}</span>{folded && <span aria-hidden="true" class="fold-count">{topic.below.length}</span>}
    </button>
  );
}

/** Which cells moved a moment ago, by the server's clock; they glow, then fade. The clock ticks only while something glows. */
function useFresh(moves: readonly Move[]): ReadonlySet<string> {
  const young = moves.filter((move) => serverNow() - Date.parse(move.at) < glowFor);
  if (young.length > 0) void now.value;
  return new Set(young.map((move) => `${move.actor} ${move.topic}`));
}
