import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChangeItem, ChangesPage } from '../src/contracts';
import { Feed, type FeedState, timing } from '../src/feed';
import type { Filter, Sink, Transport, TransportName } from '../src/transport';
import { epoch, item } from './world';

const at = (position: number): string => `${epoch}:${position}`;
const change = (position: number): ChangeItem => item(position, 'statement.added', `statement/s${position}`, {});

interface Opening {
  readonly transport: TransportName;
  readonly after: string;
  readonly filter: Filter;
  readonly sink: Sink;
  closed: boolean;
}

/** Transports that the test plays itself, and everything that the feed said. */
function stage(check?: (after: string) => Promise<ChangesPage>) {
  const openings: Opening[] = [];
  const got: number[] = [];
  const states: FeedState[] = [];
  const resets: string[] = [];
  const transport = (name: TransportName): Transport => ({
    name,
    open(after, filter, sink) {
      const opening: Opening = { transport: name, after, filter, sink, closed: false };
      openings.push(opening);
      return { close: () => { opening.closed = true; } };
    },
  });
  const feed = new Feed({
    transports: [transport('signalr'), transport('sse'), transport('poll')],
    filter: { touches: ['story/talks'] },
    ...(check ? { check } : {}),
    onItems: (items) => got.push(...items.map((one) => one.position)),
    onState: (state) => states.push(state),
    onReset: (reason) => resets.push(reason),
    random: () => 1,
  });
  return { feed, openings, got, states, resets, last: () => openings.at(-1)!, phase: () => states.at(-1)?.phase ?? 'connecting' };
}

beforeEach(() => { vi.useFakeTimers({ now: 1_000_000 }); });
afterEach(() => { vi.useRealTimers(); });

describe('a feed that opens', () => {
  test('asks for what comes after its cursor, with its filter', () => {
    const { feed, last } = stage();
    feed.start(at(10));
    expect(last()).toMatchObject({ transport: 'signalr', after: at(10), filter: { touches: ['story/talks'] } });
  });

  test('at the head is live at once', () => {
    const { feed, last, phase } = stage();
    feed.start(at(10));
    expect(phase()).toBe('connecting');
    last().sink.opened(at(10));
    expect(phase()).toBe('live');
  });

  test('behind the head catches up, and is live when nothing more comes', () => {
    const { feed, last, phase, got } = stage();
    feed.start(at(10));
    last().sink.opened(at(90));
    expect(phase()).toBe('catching_up');
    last().sink.changes([change(40)], at(50));
    vi.advanceTimersByTime(timing.quiet - 1);
    expect(phase()).toBe('catching_up');
    vi.advanceTimersByTime(1);
    expect(phase()).toBe('live');
    expect(got).toEqual([40]);
  });

  test('is live as soon as a heartbeat says that everything has been sent', () => {
    const { feed, last, phase } = stage();
    feed.start(at(10));
    last().sink.opened(at(90));
    last().sink.heartbeat(at(90), at(90));
    expect(phase()).toBe('live');
  });

  test('gives changes even when they come before the answer to its question', () => {
    const { feed, last, got, phase } = stage();
    feed.start(at(10));
    last().sink.changes([change(11)], at(11));
    expect(got).toEqual([11]);
    expect(phase()).toBe('catching_up');
    last().sink.opened(at(11));
    expect(phase()).toBe('live');
  });

  test('has caught up when it reaches the head that it opened at, though more keeps coming', () => {
    const { feed, last, phase } = stage();
    feed.start(at(10));
    last().sink.opened(at(12));
    last().sink.changes([change(11)], at(11));
    expect(phase()).toBe('catching_up');
    last().sink.changes([change(12)], at(12));
    expect(phase()).toBe('live');
    last().sink.changes([change(13)], at(13));
    expect(phase()).toBe('live');
  });
});

describe('items', () => {
  test('come in order and once, though frames come twice, overlap or go back', () => {
    const { feed, last, got } = stage();
    feed.start(at(10));
    last().sink.opened(at(10));
    last().sink.changes([change(11), change(14)], at(14));
    last().sink.changes([change(11), change(14)], at(14));
    last().sink.changes([change(14), change(15)], at(15));
    last().sink.changes([change(12)], at(12));
    expect(got).toEqual([11, 14, 15]);
    expect(feed.cursor).toBe(at(15));
  });

  test('that were known before a resume are not given again', () => {
    const { feed, openings, last, got } = stage();
    feed.start(at(10));
    last().sink.opened(at(10));
    last().sink.changes([change(11)], at(11));
    last().sink.closed('cut');
    vi.advanceTimersByTime(timing.firstRetry);
    expect(last().after).toBe(at(11));
    expect(openings).toHaveLength(2);
    last().sink.changes([change(11), change(12)], at(12));
    expect(got).toEqual([11, 12]);
  });

  test('of a connection that was given up are ignored', () => {
    const { feed, openings, got } = stage();
    feed.start(at(10));
    openings[0]!.sink.opened(at(10));
    openings[0]!.sink.closed('cut');
    vi.advanceTimersByTime(timing.firstRetry);
    openings[0]!.sink.changes([change(11)], at(11));
    expect(got).toEqual([]);
  });
});

describe('a lost connection', () => {
  test('is called reconnecting first, offline after a moment, with the time it was lost', () => {
    const { feed, last, states } = stage();
    feed.start(at(10));
    last().sink.opened(at(10));
    vi.advanceTimersByTime(60_000 / 2);
    const lost = Date.now();
    last().sink.closed('cut');
    expect(states.at(-1)).toMatchObject({ phase: 'connecting', since: lost, retryAt: lost + timing.firstRetry });
    vi.advanceTimersByTime(timing.grace);
    expect(states.at(-1)).toMatchObject({ phase: 'offline', since: lost });
  });

  test('is tried again ever more slowly, at most every half minute, and says when', () => {
    const { feed, openings, last, states } = stage();
    feed.start(at(10));
    const waits: number[] = [];
    for (let n = 0; n < 10; n++) {
      last().sink.closed('refused');
      waits.push(states.at(-1)!.retryAt! - Date.now());
      vi.advanceTimersByTime(waits.at(-1)!);
    }
    expect(waits.slice(0, 4)).toEqual([400, 800, 1600, 3200]);
    expect(waits.at(-1)).toBe(timing.lastRetry);
    expect(openings).toHaveLength(11);
  });

  test('is tried at once when the reader asks, and only while waiting', () => {
    const { feed, openings, last } = stage();
    feed.start(at(10));
    feed.retryNow();
    expect(openings).toHaveLength(1);
    last().sink.closed('refused');
    feed.retryNow();
    expect(openings).toHaveLength(2);
    vi.advanceTimersByTime(timing.firstRetry * 2);
    expect(openings).toHaveLength(2);
  });

  test('that had been good starts its retries small again', () => {
    const { feed, last, states } = stage();
    feed.start(at(10));
    for (let n = 0; n < 6; n++) {
      last().sink.closed('refused');
      vi.advanceTimersByTime(timing.lastRetry);
    }
    last().sink.opened(at(10));
    vi.advanceTimersByTime(timing.steady);
    last().sink.closed('cut');
    expect(states.at(-1)!.retryAt! - Date.now()).toBe(timing.firstRetry);
  });

  test('that opens and drops again and again does not start small: a flapping server is not stormed', () => {
    const { feed, last, states } = stage();
    feed.start(at(10));
    for (let n = 0; n < 5; n++) {
      last().sink.opened(at(10));
      last().sink.closed('cut');
      vi.advanceTimersByTime(timing.lastRetry);
    }
    last().sink.opened(at(10));
    last().sink.closed('cut');
    expect(states.at(-1)!.retryAt! - Date.now()).toBeGreaterThan(10_000);
  });

  test('is noticed by its silence', () => {
    const { feed, openings } = stage();
    feed.start(at(10));
    openings[0]!.sink.opened(at(10));
    for (let n = 0; n < 4; n++) {
      vi.advanceTimersByTime(15_000);
      openings[0]!.sink.heartbeat(at(10), at(10));
    }
    expect(openings[0]!.closed).toBe(false);
    vi.advanceTimersByTime(timing.silence);
    expect(openings[0]!.closed).toBe(true);
    vi.advanceTimersByTime(timing.firstRetry);
    expect(openings).toHaveLength(2);
  });

  test('that never opens gives way to the next transport, round and round; one that held is tried first again', () => {
    const { feed, openings, last } = stage();
    feed.start(at(10));
    for (let n = 0; n < 4; n++) {
      vi.advanceTimersByTime(timing.openWithin);
      feed.retryNow();
    }
    expect(openings.map((one) => one.transport)).toEqual(['signalr', 'sse', 'poll', 'signalr', 'sse']);
    last().sink.opened(at(10));
    last().sink.closed('cut');
    feed.retryNow();
    expect(last().transport).toBe('sse');
  });

  test('of a server that is away does not wear out the transport that worked', async () => {
    let reachable = false;
    const { feed, openings, last } = stage(() => (reachable ? Promise.resolve({ items: [], cursor: at(10), head: at(10) }) : Promise.reject(new Error('away'))));
    feed.start(at(10));
    last().sink.opened(at(10));
    last().sink.closed('cut');
    const attempt = async (): Promise<TransportName> => {
      feed.retryNow();
      const { transport } = last();
      last().sink.closed('refused');
      await vi.advanceTimersByTimeAsync(0);
      return transport;
    };
    for (let n = 0; n < 7; n++) expect(await attempt()).toBe('signalr');
    reachable = true;
    expect([await attempt(), await attempt(), await attempt()]).toEqual(['signalr', 'signalr', 'sse']);
    expect(openings).toHaveLength(11);
  });

  test('is live again after it came back, and catches up first', () => {
    const { feed, last, states } = stage();
    feed.start(at(10));
    last().sink.opened(at(10));
    last().sink.closed('cut');
    vi.advanceTimersByTime(10_000);
    last().sink.opened(at(30));
    last().sink.changes([change(30)], at(30));
    vi.advanceTimersByTime(timing.quiet);
    expect(states.map((state) => state.phase).filter((phase, n, all) => phase !== all[n - 1])).toEqual(['live', 'connecting', 'offline', 'catching_up', 'live']);
  });

  test('a stopped feed tries nothing more', () => {
    const { feed, openings, last } = stage();
    feed.start(at(10));
    last().sink.closed('cut');
    feed.stop();
    vi.advanceTimersByTime(600_000);
    expect(openings).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a reset', () => {
  test('stops the feed and says so, once; a new start goes on from the new cursor', () => {
    const { feed, openings, last, resets, got, phase } = stage();
    feed.start(at(10));
    last().sink.reset('floor');
    expect(resets).toEqual(['floor']);
    expect(openings[0]!.closed).toBe(true);
    openings[0]!.sink.changes([change(99)], at(99));
    vi.advanceTimersByTime(60_000);
    expect(openings).toHaveLength(1);
    expect(phase()).toBe('catching_up');
    feed.start(at(99));
    last().sink.opened(at(99));
    last().sink.changes([change(100)], at(100));
    expect(got).toEqual([100]);
    expect(phase()).toBe('live');
  });

  test('is what a cursor of another epoch means, on any frame', () => {
    for (const tell of [
      (sink: Sink) => sink.changes([change(11)], 'anotherepoch:11'), (sink: Sink) => sink.heartbeat('anotherepoch:11', 'anotherepoch:11'),
    ]) {
      const { feed, last, resets, got } = stage();
      feed.start(at(10));
      last().sink.opened(at(10));
      tell(last().sink);
      expect(resets).toEqual(['epoch']);
      expect(got).toEqual([]);
    }
  });
});

describe('what a connection dropped in silence', () => {
  test('is read once more when a heartbeat is further than the page', async () => {
    const asked: string[] = [];
    const { feed, last, got } = stage((after) => {
      asked.push(after);
      return Promise.resolve({ items: [change(12), change(15)], cursor: at(20), head: at(20) });
    });
    feed.start(at(10));
    last().sink.opened(at(10));
    last().sink.changes([change(11)], at(11));
    await vi.advanceTimersByTimeAsync(timing.checkEvery / 2);
    last().sink.heartbeat(at(20), at(20));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(timing.silence / 2);
    last().sink.heartbeat(at(20), at(20));
    await vi.advanceTimersByTimeAsync(timing.silence / 2);
    last().sink.heartbeat(at(20), at(20));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([at(11)]);
    expect(got).toEqual([11, 12, 15]);
    expect(feed.cursor).toBe(at(20));
  });

  test('is not read again when the count says that nothing was missed, and the page moves on', () => {
    const check = vi.fn<(after: string) => Promise<ChangesPage>>();
    const { feed, last } = stage(check);
    feed.start(at(10));
    last().sink.opened(at(10));
    last().sink.changes([change(11)], at(11));
    last().sink.heartbeat(at(20), at(20), 1);
    expect(feed.cursor).toBe(at(20));
    expect(check).not.toHaveBeenCalled();
  });

  test('swallowed at the end is read once more, each item once, and the count is right again', async () => {
    const check = vi.fn((): Promise<ChangesPage> => Promise.resolve({ items: [change(12), change(13)], cursor: at(13), head: at(13) }));
    const { feed, last, got, resets } = stage(check);
    feed.start(at(10));
    last().sink.opened(at(10));
    last().sink.changes([change(11)], at(11));
    last().sink.heartbeat(at(13), at(13), 3);
    await vi.advanceTimersByTimeAsync(0);
    expect(got).toEqual([11, 12, 13]);
    last().sink.changes([change(14)], at(14));
    last().sink.heartbeat(at(14), at(14), 4);
    await vi.advanceTimersByTimeAsync(0);
    expect(check).toHaveBeenCalledTimes(1);
    expect(resets).toEqual([]);
  });

  test('swallowed in the middle, which no position shows, makes it read the board again', () => {
    const { feed, last, got, resets } = stage(() => Promise.reject(new Error('not asked')));
    feed.start(at(10));
    last().sink.opened(at(10));
    last().sink.changes([change(11)], at(11));
    last().sink.changes([change(13)], at(13));
    last().sink.heartbeat(at(13), at(13), 3);
    expect(got).toEqual([11, 13]);
    expect(resets).toEqual(['missed']);
  });

  test('swallowed at both ends is not taken for less than it is', async () => {
    const check = vi.fn((): Promise<ChangesPage> => Promise.resolve({ items: [change(14)], cursor: at(14), head: at(14) }));
    const { feed, last, resets } = stage(check);
    feed.start(at(10));
    last().sink.opened(at(10));
    last().sink.changes([change(13)], at(13));
    last().sink.heartbeat(at(14), at(14), 3);
    await vi.advanceTimersByTimeAsync(0);
    expect(resets).toEqual(['missed']);
  });

  test('counts anew on each connection', () => {
    const { feed, last, resets } = stage(() => Promise.reject(new Error('not asked')));
    feed.start(at(10));
    last().sink.opened(at(10));
    last().sink.changes([change(11)], at(11));
    last().sink.closed('cut');
    vi.advanceTimersByTime(timing.lastRetry);
    last().sink.opened(at(11));
    last().sink.heartbeat(at(11), at(11), 0);
    last().sink.changes([change(12)], at(12));
    last().sink.heartbeat(at(12), at(12), 1);
    expect(resets).toEqual([]);
  });

  test('costs nothing while the page is where the heartbeat is, and a failing check harms nothing', async () => {
    let asked = 0;
    const { feed, last, phase } = stage(() => {
      asked++;
      return Promise.reject(new Error('no'));
    });
    feed.start(at(10));
    last().sink.opened(at(10));
    for (let n = 0; n < 20; n++) {
      await vi.advanceTimersByTimeAsync(15_000);
      last().sink.heartbeat(at(10), at(10));
    }
    expect(asked).toBe(0);
    last().sink.heartbeat(at(11), at(11));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toBe(1);
    expect(phase()).toBe('live');
    expect(feed.cursor).toBe(at(10));
  });

  test('a server that stays behind its own log is said to be behind', () => {
    const { feed, last, phase } = stage();
    feed.start(at(10));
    last().sink.opened(at(10));
    for (let n = 0; n < 3; n++) {
      vi.advanceTimersByTime(15_000);
      last().sink.heartbeat(at(10), at(500));
    }
    expect(phase()).toBe('behind');
    last().sink.changes([change(500)], at(500));
    last().sink.heartbeat(at(500), at(500));
    expect(phase()).toBe('live');
  });
});
