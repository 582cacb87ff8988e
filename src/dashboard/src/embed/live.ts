import { readBoard, readChanges } from '../api';
import { Feed, type FeedState } from '../feed';
import { m } from '../messages';
import { fold, type Fold, openBoard } from '../store';
import { poll } from '../transports/poll';
import { sse } from '../transports/sse';
import { draw, type Show } from './draw';
import { el } from './elements';

const rereadEvery = 2_000;

/** Follows the story as a board does (the same feed, the same fold), without a WebSocket: an article may have many readers who look for a moment. */
export function live(): void {
  const story = decodeURIComponent(/^\/embed\/stories\/([^/]+)/.exec(location.pathname)?.[1] ?? '');
  const show = (new URLSearchParams(location.search).get('show') ?? 'stream') as Show;
  const filter = { touches: [`story/${story}`] };
  const status = el('span', { class: 'embed-status', role: 'status' });
  document.querySelector('.embed-foot')?.append(status);
  let state: Fold | undefined;
  let painting = 0;
  let reading: ReturnType<typeof setTimeout> | undefined;

  const paint = (): void => {
    painting ||= requestAnimationFrame(() => {
      painting = 0;
      if (state) draw(state.board, show);
    });
  };
  const open = async (first: boolean): Promise<void> => {
    reading = undefined;
    try {
      const board = await readBoard(story, state && `${state.epoch}:${state.position}`);
      state = openBoard(board);
      // What the server rendered is this board: it is drawn over when something comes.
      if (!first) paint();
      feed.start(board.cursor);
    } catch {
      reading ??= setTimeout(() => void open(first), rereadEvery * (1 + Math.random() * 3));
    }
  };
  const feed = new Feed({
    transports: [sse, poll],
    filter,
    check: (after) => readChanges(after, filter, { signal: AbortSignal.timeout(15_000) }),
    onItems: (items) => {
      if (!state) return;
      state = items.reduce(fold, state);
      if (state.stale || state.missing.length > 0) reading ??= setTimeout(() => void open(false), rereadEvery * Math.random());
      paint();
    },
    onState: (next) => tell(status, next),
    onReset: () => void open(false),
  });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') feed.retryNow(); });
  void open(true);
}

function tell(status: Element, state: FeedState): void {
  const words = state.phase === 'offline' ? m.connection.offline(new Date(state.since).toLocaleTimeString(m.locale, { hour: '2-digit', minute: '2-digit' }))
    : state.phase === 'live' ? m.connection.live : m.connection[state.phase];
  status.className = `embed-status connection-${state.phase}`;
  status.textContent = words;
}
