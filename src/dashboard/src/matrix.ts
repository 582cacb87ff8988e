import type { Cell, MatrixSize } from './contracts';
import type { PositionChanged } from './events';

export const windowActors = 50;
export const windowTopics = 40;

export interface Matrix {
  readonly cells: readonly Cell[];
  readonly size: MatrixSize;
}

/**
 * The matrix after one `position.changed`, or null when it cannot be known from here: the board then has to be read again.
 * While the story's whole matrix fits the window, every cell is here and the fold is exact. When it does not fit, a cell whose actor and topic
 * both show already is still exact: rows and columns are those that moved last, so neither leaves the window and nobody enters it.
 */
export function foldCell(matrix: Matrix, changed: PositionChanged): Matrix | null {
  const { cells, size } = matrix;
  const found = place(cells, changed.actor, changed.topic);
  const whole = size.cells === cells.length;
  if (!changed.cell) {
    if (!whole) return null;
    return found.exact ? measured(cells.toSpliced(found.at, 1)) : matrix;
  }
  if (found.exact) return { cells: cells.with(found.at, changed.cell), size };
  if (whole) {
    const next = measured(cells.toSpliced(found.at, 0, changed.cell));
    return next.size.actors <= windowActors && next.size.topics <= windowTopics ? next : null;
  }
  if (!cells.some((cell) => cell.actor === changed.actor) || !cells.some((cell) => cell.topic === changed.topic)) return null;
  return { cells: cells.toSpliced(found.at, 0, changed.cell), size: { ...size, cells: size.cells + 1 } };
}

function measured(cells: readonly Cell[]): Matrix {
  const actors = new Set(cells.map((cell) => cell.actor)).size;
  const topics = new Set(cells.map((cell) => cell.topic)).size;
  return { cells, size: { actors, topics, cells: cells.length } };
}

/** Where a cell stands, or would stand, in the order by actor, then topic. */
function place(cells: readonly Cell[], actor: string, topic: string): { at: number; exact: boolean } {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const cell = cells[middle]!;
    if (cell.actor < actor || (cell.actor === actor && cell.topic < topic)) low = middle + 1;
    else high = middle;
  }
  const cell = cells[low];
  return { at: low, exact: cell !== undefined && cell.actor === actor && cell.topic === topic };
}
