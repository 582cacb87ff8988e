import { readChanges, ReadFailed } from '../api';
import type { Filter, Sink, Transport } from '../transport';

/** `GET /api/changes`, long-polled: the way that passes every proxy. */
export const poll: Transport = {
  name: 'poll',
  open(after, filter, sink) {
    const abort = new AbortController();
    void follow(after, filter, sink, abort.signal);
    return { close: () => abort.abort() };
  },
};

async function follow(after: string, filter: Filter, sink: Sink, signal: AbortSignal): Promise<void> {
  let cursor = after;
  let wait = 0;
  while (!signal.aborted) {
    try {
      const page = await readChanges(cursor, filter, { wait, signal });
      if (signal.aborted) return;
      if (page.items.length > 0) sink.changes(page.items, page.cursor);
      sink.heartbeat(page.cursor, page.head);
      cursor = page.cursor;
      wait = 20;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ReadFailed && error.status === 410) sink.reset('cursor-too-old');
      else sink.closed(String(error));
      return;
    }
  }
}
