// The stream behind what is newest: whatever is let go and read again, the reader has every statement once, in order, and only a few at a time.
import { describe, expect, test } from 'vitest';
import type { StatementDocument } from '../src/contracts';
import { loaded, Reel, sealed, stretchOf, within } from '../src/reel';
import { fold, type Fold, openBoard } from '../src/store';
import { added, board, statement } from './world';

/** A story of so many statements at positions 1, 2, 3 …, and a page that has its board open. */
function page(count: number, { fails = () => false }: { fails?: () => boolean } = {}) {
  const record: StatementDocument[] = Array.from({ length: count }, (_, at) => statement(`s${at + 1}`, at + 1)).reverse();
  let state: Fold = openBoard(board({ cursor: `testepoch:${count}`, statements: record.slice(0, 50) }));
  let reads = 0;
  const reel = new Reel({
    fold: () => state,
    become: (next) => { state = next; },
    read: async (before, limit) => {
      reads++;
      if (fails()) throw new Error('no answer');
      const rest = record.filter(({ position }) => position < before);
      return { page: { items: rest.slice(0, limit), next: rest.length > limit ? 'more' : null }, asOf: state.position };
    },
  });
  reel.begin();
  return {
    reel,
    record,
    get state() { return state; },
    get reads() { return reads; },
    arrive(many: number) {
      for (let n = 0; n < many; n++) {
        const position = state.position + 1;
        record.unshift(statement(`s${position}`, position));
        state = reel.tidy(fold(state, added(position, `s${position}`)));
      }
    },
    shows: (low: number) => {
      const stretch = reel.stretches.peek().find((one) => one.low === low)!;
      return within(loaded(state), stretch.low, stretch.before).map(({ position }) => position);
    },
  };
}

const settled = async (): Promise<void> => { for (let n = 0; n < 20; n++) await Promise.resolve(); };

describe('going back', () => {
  test('reads the record to its beginning, keeps what is near, and lets go of the rest', async () => {
    const view = page(1_000);
    const { reel } = view;
    for (let n = 0; n < 30 && reel.state.peek() !== 'end'; n++) {
      await reel.further();
      reel.near([reel.stretches.peek().at(-1)!.low]);
      await settled();
    }
    expect(reel.state.peek()).toBe('end');
    const stretches = reel.stretches.peek();
    expect(stretches.map(({ count }) => count)).toEqual(Array.from({ length: 20 }, () => 50));
    expect(stretches.every(({ before }, at) => at === 0 || before === stretches[at - 1]!.low)).toBe(true);
    expect(stretches.at(-1)!.low).toBe(1);
    expect(view.shows(1)).toEqual(Array.from({ length: 50 }, (_, at) => 50 - at));
  });

  test('and forth reads again what was let go', async () => {
    const view = page(1_000);
    for (let n = 0; n < 20; n++) {
      await view.reel.further();
      view.reel.near([view.reel.stretches.peek().at(-1)!.low]);
    }
    expect(view.state.older.length).toBeLessThanOrEqual(250);
    expect(view.shows(801)).toEqual([]);
    view.reel.near([801]);
    await settled();
    expect(view.shows(801)).toEqual(Array.from({ length: 50 }, (_, at) => 850 - at));
    expect(view.state.older.length).toBeLessThanOrEqual(250);
  });

  test('says when the record does not answer, and goes on when it is asked again', async () => {
    let broken = true;
    const view = page(200, { fails: () => broken });
    await view.reel.further();
    expect(view.reel.state.peek()).toBe('failed');
    broken = false;
    await view.reel.further();
    expect([view.reel.state.peek(), view.reel.stretches.peek().length]).toEqual(['more', 2]);
  });

  test('at a record that the board shows whole has nowhere to go', async () => {
    const view = page(20);
    expect(view.reel.state.peek()).toBe('end');
    await view.reel.further();
    expect(view.reads).toBe(0);
  });
});

describe('what arrives', () => {
  test('for hours keeps the page small, and nothing is lost between the stretches', () => {
    const view = page(100);
    view.arrive(3_000);
    expect(view.state.older.length).toBeLessThanOrEqual(250);
    const stretches = view.reel.stretches.peek();
    expect(stretches[0]!.before + within(loaded(view.state), stretches[0]!.before, Number.MAX_SAFE_INTEGER).length - 1).toBe(3_100);
    expect(stretches.reduce((sum, { count }) => sum + count, 0)).toBe(stretches[0]!.before - 51);
  });

  test('while the reader holds a place is apart from what was there', () => {
    const view = page(100);
    view.arrive(7);
    view.reel.hold(107);
    view.arrive(60);
    expect(view.reel.stretches.peek().find(({ low }) => low <= 107)).toMatchObject({ before: 108, count: 7 });
    expect(within(loaded(view.state), 108, Number.MAX_SAFE_INTEGER)).toHaveLength(60);
  });
});

test('a statement that left the lists while it was let go is counted no longer', async () => {
  const view = page(600);
  for (let n = 0; n < 11; n++) {
    await view.reel.further();
    view.reel.near([view.reel.stretches.peek().at(-1)!.low]);
  }
  view.record.splice(view.record.findIndex(({ position }) => position === 425), 1);
  view.reel.near([401]);
  await settled();
  expect(view.reel.stretches.peek().find(({ low }) => low === 401)).toMatchObject({ count: 49 });
  const { reads } = view;
  view.reel.near([401]);
  await settled();
  expect(view.reads).toBe(reads);
});

test('stretches are cut from the old end, so that the newest alone may be short', () => {
  expect(sealed([], Array.from({ length: 120 }, (_, at) => 120 - at))).toEqual([{ before: 121, low: 101, count: 20 }, { before: 101, low: 51, count: stretchOf }, { before: 51, low: 1, count: stretchOf }]);
});
