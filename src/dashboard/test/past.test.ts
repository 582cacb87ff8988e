// Going on through the past: after every stop the board that was folded is the board that the server has of that moment, and it was asked for once.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChangeItem } from '../src/contracts';
import { canonical, hashOf } from '../src/hash';
import { nextSlice } from '../src/pace';
import { PastSession } from '../src/past';
import { History } from './history';
import { NaiveBoard } from './naive';

const epoch = 'testepoch';
const page = 60;

/** A server of the past: boards by a plain fold, changes in pages, an actor as it was. */
class PastServer {
  readonly items: ChangeItem[];
  boardReads = 0;
  epoch = epoch;

  constructor(seed: number, wide: boolean) {
    const history = new History(seed);
    this.items = [...history.prelude(wide)];
    for (let n = 0; n < 300; n++) this.items.push(history.next());
  }

  get head(): number { return this.items.at(-1)!.position; }

  boardAt(position: number): Record<string, unknown> {
    const naive = new NaiveBoard('talks');
    for (const item of this.items) if (item.position <= position) naive.take(item);
    return structuredClone(naive.board()) as Record<string, unknown>;
  }

  readonly fetch = async (path: string): Promise<Response> => {
    const url = new URL(path, 'http://here');
    const asOf = url.searchParams.get('asOf') ?? String(this.head);
    const position = Number(asOf.split(':').at(-1));
    if (asOf.includes(':') && !asOf.startsWith(`${this.epoch}:`)) return problem(410, 'cursor-too-old');
    if (url.pathname.endsWith('/board')) {
      if (asOf === 'soon') return problem(400, 'invalid');
      if (position < this.items[0]!.position) return problem(404, 'before-first');
      this.boardReads++;
      const board = this.boardAt(position);
      return Response.json({ asOf, clock: 'known', ...board, cursor: `${this.epoch}:${position}`, hash: await hashOf(board) });
    }
    if (url.pathname === '/api/changes') {
      const after = url.searchParams.get('after')!;
      if (!after.startsWith(`${this.epoch}:`)) return problem(410, 'cursor-too-old');
      const items = this.items.filter((item) => item.position > Number(after.split(':')[1])).slice(0, page);
      return Response.json({ items, cursor: `${this.epoch}:${items.at(-1)?.position ?? this.head}`, head: `${this.epoch}:${this.head}` });
    }
    const actor = /^\/api\/actors\/(.+)$/.exec(url.pathname)?.[1];
    if (actor) return Response.json({ ...(this.actorAt(actor, position) as object), cursor: asOf });
    return problem(404, 'not-found');
  };

  actorAt(id: string, position: number): unknown {
    const naive = new NaiveBoard('talks');
    for (const item of this.items) if (item.position <= position) naive.take(item);
    return (naive.board()['actors'] as { id: string }[]).find((one) => one.id === id);
  }
}

function problem(status: number, code: string): Response {
  return new Response(JSON.stringify({ type: `/problems/${code}`, title: code, status, detail: 'as it is' }), { status, headers: { 'Content-Type': 'application/problem+json' } });
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) => setTimeout(paint, 0));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => { vi.unstubAllGlobals(); });

async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 2000 && !holds(); n++) await new Promise((done) => setTimeout(done, 1));
  expect(holds()).toBe(true);
}

describe.each([{ full: false }, { full: true }])('a story whose lists are full: $full', ({ full }) => {
  test.each([1, 2, 3])('is at every stop what the server has of it, drawn from seed %i', async (seed) => {
    const server = new PastServer(seed, full);
    vi.stubGlobal('fetch', server.fetch);
    const begin = server.items[full ? 420 : 20]!.position;
    const past = new PastSession('talks', { clock: 'known', asOf: String(begin) });
    await until(() => past.load.peek().state === 'ready');
    let stops = 0;
    for (let at = begin; at < server.head; at += 17) {
      past.advance(at);
      await until(() => past.fold.peek()!.position >= at);
      expect(past.fold.peek()!.position).toBe(at);
      expect(canonical(past.fold.peek()!.board), `at ${at}`).toBe(canonical(server.boardAt(at)));
      stops++;
    }
    expect(stops).toBeGreaterThan(15);
    // Once at first, and then only where words are gone that only the server knows the rest of.
    expect(server.boardReads).toBeLessThan(1 + stops / 2);
    past.close();
  });
});

describe('many records at once', () => {
  /** A page that takes so long for every record which has come since its last frame. */
  async function throughAll(perRecord: number): Promise<{ slices: number[]; frames: number[]; past: PastSession; server: PastServer }> {
    const server = new PastServer(8, true);
    vi.stubGlobal('fetch', server.fetch);
    let now = 0;
    vi.stubGlobal('performance', { now: () => now });
    const waiting: ((began: number) => void)[] = [];
    vi.stubGlobal('requestAnimationFrame', (callback: (began: number) => void) => {
      if (waiting.length === 0) setTimeout(() => { const began = now; for (const one of waiting.splice(0)) one(began); }, 0);
      return waiting.push(callback);
    });
    const begin = server.items[420]!.position;
    const past = new PastSession('talks', { clock: 'known', asOf: String(begin) });
    await until(() => past.load.peek().state === 'ready');
    const [slices, frames]: [number[], number[]] = [[], []];
    let shown = begin;
    past.fold.subscribe((fold) => {
      const came = server.items.filter(({ position }) => position > shown && position <= fold!.position).length;
      if (came === 0) return;
      shown = fold!.position;
      slices.push(came);
      frames.push(came * perRecord);
      now += came * perRecord;
    });
    past.advance(server.head);
    await until(() => past.fold.peek()!.position === server.head && !past.underWay);
    return { slices, frames, past, server };
  }

  test('come in slices with a frame between them, as large as the page keeps up with, and end as the server has it', async () => {
    const slow = await throughAll(1);
    expect(slow.slices.reduce((sum, n) => sum + n, 0)).toBe(slow.server.items.length - 421);
    expect(canonical(slow.past.fold.peek()!.board)).toBe(canonical(slow.server.boardAt(slow.server.head)));
    // Only where the board had to be read again much came at once.
    expect(slow.frames.filter((took) => took > 16).length, String(slow.frames)).toBeLessThan(slow.server.boardReads);
    expect(slow.slices.length).toBeGreaterThan(10);
    slow.past.close();

    const quick = await throughAll(0.01);
    expect(Math.max(...quick.slices)).toBeGreaterThan(30);
    expect(quick.slices.length).toBeLessThan(slow.slices.length);
    quick.past.close();
  });

  test('that are on their way are left when the reader goes elsewhere', async () => {
    const server = new PastServer(9, true);
    vi.stubGlobal('fetch', server.fetch);
    const begin = server.items[420]!.position;
    const past = new PastSession('talks', { clock: 'known', asOf: String(begin) });
    await until(() => past.load.peek().state === 'ready');
    past.advance(server.head);
    await until(() => past.fold.peek()!.position > begin);
    past.show({ clock: 'known', asOf: String(begin) });
    await until(() => past.fold.peek()!.position === begin);
    expect(past.underWay).toBe(false);
    expect(canonical(past.fold.peek()!.board)).toBe(canonical(server.boardAt(begin)));
    past.close();
  });
});

test('the next slice is smaller at once when one was too long, and grows bit by bit', () => {
  expect([nextSlice(64, 56), nextSlice(64, 14), nextSlice(64, 3), nextSlice(8, 500), nextSlice(256, 0)]).toEqual([16, 64, 96, 8, 256]);
});

describe('a moment that is none', () => {
  const opened = async (asOf: string): Promise<PastSession> => {
    const past = new PastSession('talks', { clock: 'known', asOf });
    await until(() => past.load.peek().state !== 'loading');
    return past;
  };

  test('is told: before everything, malformed, of another log', async () => {
    const server = new PastServer(4, false);
    vi.stubGlobal('fetch', server.fetch);
    expect((await opened('0')).load.peek()).toEqual({ state: 'before' });
    expect((await opened('soon')).load.peek()).toEqual({ state: 'malformed', detail: 'as it is' });
    expect((await opened('otherepoch:7')).load.peek()).toEqual({ state: 'other_log' });
  });

  test('is found out on the way too, when the log is replaced while somebody looks', async () => {
    const server = new PastServer(5, false);
    vi.stubGlobal('fetch', server.fetch);
    const past = await opened(String(server.items[30]!.position));
    expect(past.load.peek().state).toBe('ready');
    server.epoch = 'laterepoch';
    past.advance(server.items[60]!.position);
    await until(() => past.load.peek().state === 'other_log');
  });

  test('is not taken for one of another log that the live board has come to', async () => {
    const server = new PastServer(7, false);
    vi.stubGlobal('fetch', server.fetch);
    const past = await opened(String(server.items[30]!.position));
    past.replaced();
    expect(past.load.peek()).toEqual({ state: 'other_log' });
  });

  test('does not stop the reader from going to another', async () => {
    const server = new PastServer(6, false);
    vi.stubGlobal('fetch', server.fetch);
    const past = await opened('soon');
    const to = server.items[50]!.position;
    past.show({ clock: 'known', asOf: String(to) });
    await until(() => past.load.peek().state === 'ready');
    expect(canonical(past.fold.peek()!.board)).toBe(canonical(server.boardAt(to)));
  });
});
