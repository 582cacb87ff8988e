import type { ChangeItem, Heartbeat, Reset } from '../contracts';
import type { Transport } from '../transport';
import { filterQuery } from '../api';

/** `GET /api/live`. The browser's own reconnecting is not used: the feed resumes by its cursor. */
export const sse: Transport = {
  name: 'sse',
  open(after, filter, sink) {
    const source = new EventSource(`/api/live?${filterQuery(filter, { after })}`);
    source.addEventListener('change', (event: MessageEvent<string>) => {
      sink.changes([JSON.parse(event.data) as ChangeItem], event.lastEventId);
    });
    source.addEventListener('heartbeat', (event: MessageEvent<string>) => {
      const beat = JSON.parse(event.data) as Heartbeat;
      sink.heartbeat(beat.cursor, beat.head, beat.items);
    });
    source.addEventListener('reset', (event: MessageEvent<string>) => {
      source.close();
      sink.reset((JSON.parse(event.data) as Reset).reason);
    });
    source.addEventListener('error', () => {
      source.close();
      sink.closed('error');
    });
    return { close: () => source.close() };
  },
};
