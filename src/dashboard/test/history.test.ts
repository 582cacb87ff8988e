// Random desks: after every item the fold is the board that a plain fold of everything gives, or it says that the board must be read again.
import { describe, expect, test } from 'vitest';
import type { Board, ChangeItem } from '../src/contracts';
import { canonical } from '../src/hash';
import { addActor, fold, type Fold, openBoard, rereadBoard } from '../src/store';
import { History } from './history';
import { NaiveBoard } from './naive';

const items = 400;
/** What may make a page read its board again: takedowns, statements that are held or were, conditions without their words. Everything else it folds. */
const unknowable = (item: ChangeItem, history: History): boolean =>
  item.kind === 'record.redacted' || (item.entity.startsWith('statement/') && history.wasHeld(item.entity)) || (item.entity.startsWith('condition/') && history.lostWords(item.entity));

const boardOf = (naive: NaiveBoard, position: number): Board => ({ ...structuredClone(naive.board()), cursor: `testepoch:${position}`, hash: '' }) as unknown as Board;

/** The parts of two boards that differ, and of a list the first place where they do: whole boards are no message to read. */
function differing(mine: object, theirs: object): string[] {
  return [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].flatMap((part) => {
    const [a, b] = [(mine as Record<string, unknown>)[part], (theirs as Record<string, unknown>)[part]];
    if (canonical(a ?? null) === canonical(b ?? null)) return [];
    if (!Array.isArray(a) || !Array.isArray(b)) return [`${part}: ${JSON.stringify(a)} / ${JSON.stringify(b)}`];
    const at = a.findIndex((one, n) => canonical(one) !== canonical(b[n] ?? null));
    return [`${part} (${a.length} / ${b.length}) at ${at}: ${JSON.stringify(a[at])} / ${JSON.stringify(b[at])}`];
  });
}

function settled(state: Fold, naive: NaiveBoard, item: ChangeItem): { state: Fold; reread: boolean } {
  let next = state;
  for (const id of next.missing) next = addActor(next, (naive.board()['actors'] as { id: string }[]).find((actor) => actor.id === id) as never, item.position, []);
  return next.stale ? { state: rereadBoard(next, boardOf(naive, item.position), []), reread: true } : { state: next, reread: false };
}

describe.each([{ full: false }, { full: true }])('a desk whose lists are full: $full', ({ full }) => {
  test.each(Array.from({ length: 6 }, (_, n) => n + 1))('drawn from seed %i', (seed) => {
    const history = new History(seed);
    const naive = new NaiveBoard('talks');
    let last = 0;
    for (const item of history.prelude(full)) {
      naive.take(item);
      last = item.position;
    }
    let state = openBoard(boardOf(naive, last));
    let rereads = 0;
    for (let n = 0; n < items; n++) {
      const item = history.next();
      naive.take(item);
      const after = fold(state, item);
      if (after.stale) expect(unknowable(item, history), `${item.kind} of ${item.entity}: ${after.stale}`).toBe(true);
      const next = settled(after, naive, item);
      state = next.state;
      rereads += Number(next.reread);
      if (n % 4 === 0 || n === items - 1) expect(differing(state.board, naive.board()), `after ${n} items, ${item.kind} of ${item.entity}`).toEqual([]);
    }
    expect(rereads).toBeLessThan(items / 10);
    expect(state.older.every(({ doc }) => !('duplicate' in doc) && doc.position < state.board.statements.at(-1)!.position)).toBe(true);
  });
});

describe('a matrix larger than its window', () => {
  test.each(Array.from({ length: 4 }, (_, n) => n + 1))('drawn from seed %i', (seed) => {
    const history = new History(seed);
    const naive = new NaiveBoard('talks');
    let last = 0;
    for (const item of history.wide(900)) {
      naive.take(item);
      last = item.position;
    }
    let state = openBoard(boardOf(naive, last));
    let rereads = 0;
    for (let n = 0; n < items; n++) {
      const item = history.move();
      naive.take(item);
      const next = settled(fold(state, item), naive, item);
      state = next.state;
      rereads += Number(next.reread);
      if (n % 4 === 0) expect(differing(state.board, naive.board()), `after ${n} moves`).toEqual([]);
    }
    expect(state.board.matrixSize.cells).toBeGreaterThan(state.board.matrix.length);
    expect(rereads).toBeLessThan(items);
  });
});
