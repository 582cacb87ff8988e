import type { HubConnection } from '@microsoft/signalr';
import type { Changes, Heartbeat, Reset, WatchReply } from '../contracts';
import type { Connection, Filter, Sink, Transport } from '../transport';

/** Hub `/hubs/live`: JSON over one WebSocket, without negotiation. Its library loads when it is first used. */
export const signalr: Transport = {
  name: 'signalr',
  open(after, filter, sink) {
    let hub: HubConnection | undefined;
    let closed = false;
    const end = (why: string): void => {
      if (!closed) sink.closed(why);
      closed = true;
      void hub?.stop();
    };
    void watch(after, filter, sink, (made) => { hub = made; return closed; }, end).catch((error: unknown) => end(String(error)));
    return { close: () => { closed = true; void hub?.stop(); } } satisfies Connection;
  },
};

async function watch(
  after: string, filter: Filter, sink: Sink, keep: (hub: HubConnection) => boolean, end: (why: string) => void,
): Promise<void> {
  const { HubConnectionBuilder, HttpTransportType, LogLevel } = await import('@microsoft/signalr');
  const hub = new HubConnectionBuilder()
    .withUrl('/hubs/live', { skipNegotiation: true, transport: HttpTransportType.WebSockets })
    .configureLogging(LogLevel.None)
    .build();
  if (keep(hub)) return;
  hub.on('changes', (frame: Changes) => sink.changes(frame.items, frame.cursor));
  hub.on('heartbeat', (beat: Heartbeat) => sink.heartbeat(beat.cursor, beat.head, beat.items));
  hub.on('reset', (reset: Reset) => sink.reset(reset.reason));
  hub.onclose((error) => end(String(error ?? 'closed')));
  await hub.start();
  const reply = await hub.invoke<WatchReply>('Watch', { after, ...filter });
  sink.opened(reply.head);
}
