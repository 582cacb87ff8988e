// The whole matrix: read in blocks while positions go on changing, it ends as the server has it.
import { afterEach, expect, test, vi } from 'vitest';
import type { Cell, ChangeItem } from '../src/contracts';
import type { BoardSession } from '../src/session';
import { Lookup } from '../src/views/board/lookup';
import { WholeMatrix } from '../src/views/board/whole';
import { board, cell, epoch, moved } from './world';

const actors = Array.from({ length: 60 }, (_, at) => `a${at}`);
const topics = ['truce', 'aid'];

/** A server whose matrix is `cells` at a position, and that answers when it is told to. */
function served() {
  const cells = new Map<string, Cell>(actors.flatMap((actor) => topics.map((topic) => [`${actor} ${topic}`, cell(actor, topic, 1)] as const)));
  let position = 10;
  let take: (items: readonly ChangeItem[]) => void = () => {};
  const waiting: (() => void)[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    await new Promise<void>((go) => { waiting.push(go); });
    const query = new URL(path, 'http://x').searchParams;
    const answer = path.includes('/axes')
      ? { cursor: `${epoch}:${position}`, actors, topics }
      : { cursor: `${epoch}:${position}`, cells: query.get('actors')!.split(',').flatMap((actor) => topics.map((topic) => cells.get(`${actor} ${topic}`)).filter((one) => one !== undefined)) };
    return new Response(JSON.stringify(answer), { headers: { 'Content-Type': 'application/json' } });
  });
  const session = { story: 'talks', cursor: `${epoch}:10`, listen: (fn: typeof take) => { take = fn; return () => { take = () => {}; }; } } as unknown as BoardSession;
  return {
    session, cells,
    /** A position changes on the server; the page hears of it now, or later by what is returned. */
    turn(actor: string, topic: string, to: Cell | undefined): () => void {
      position++;
      if (to) cells.set(`${actor} ${topic}`, to);
      else cells.delete(`${actor} ${topic}`);
      const item = moved(position, actor, topic, to);
      return () => take([item]);
    },
    async answer(): Promise<void> {
      for (let n = 0; n < 30; n++) await new Promise((done) => { setTimeout(done, 0); });
      for (const go of waiting.splice(0)) go();
      for (let n = 0; n < 30; n++) await new Promise((done) => { setTimeout(done, 0); });
    },
  };
}

afterEach(() => { vi.unstubAllGlobals(); });

test('names its lines first, says of which the cells are still to come, and then has all', async () => {
  const { session, answer } = served();
  const whole = new WholeMatrix(session, [cell('a0', 'truce', 1)], new Lookup('talks', board()));
  await answer();
  expect([whole.index.actors.size, whole.index.topics.size, whole.index.size]).toEqual([60, 2, 1]);
  expect([whole.unread('a0'), whole.unread('a59')]).toEqual([true, true]);
  await answer();
  await answer();
  expect([whole.state.value, whole.index.size, whole.unread('a59')]).toEqual(['there', 120, false]);
});

test('takes what changes while it is read, whichever comes first, and what comes after', async () => {
  const { session, cells, turn, answer } = served();
  const whole = new WholeMatrix(session, [], new Lookup('talks', board()));
  await answer();
  turn('a0', 'truce', cell('a0', 'truce', 11, { stance: 'rejects' }))();
  const heardLate = turn('a1', 'aid', undefined);
  await answer();
  heardLate();
  await answer();
  turn('a59', 'aid', undefined)();
  turn('new', 'peace', cell('new', 'peace', 14))();
  expect(whole.state.value).toBe('there');
  expect([...whole.index.values()].map((one) => JSON.stringify(one)).sort()).toEqual([...cells.values()].map((one) => JSON.stringify(one)).sort());
  expect(whole.index.actors.has('new')).toBe(true);
});

test('that could not be read says so and keeps what it has', async () => {
  vi.stubGlobal('fetch', async () => { throw new TypeError('no network'); });
  const whole = new WholeMatrix({ story: 'talks', cursor: `${epoch}:10`, listen: () => () => {} } as unknown as BoardSession, [cell('a0', 'truce', 1)], new Lookup('talks', board()));
  await new Promise((done) => { setTimeout(done, 5); });
  expect([whole.state.value, whole.index.size]).toEqual(['failed', 1]);
});
