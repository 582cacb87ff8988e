// What a way to the server must be able to do: three are in transports/, the tests play their own.
import type { ChangeItem } from './contracts';

export type TransportName = 'signalr' | 'sse' | 'poll';

export interface Filter {
  readonly touches?: readonly string[];
  readonly kinds?: readonly string[];
}

/** What a transport tells. After `closed` or `reset` it tells nothing more. */
export interface Sink {
  /** The way is open; `head` is where the log was then, when the transport knows. */
  opened(head?: string): void;
  changes(items: readonly ChangeItem[], cursor: string): void;
  /** Everything up to the cursor has been sent: so many items since the way was opened, when the transport knows. */
  heartbeat(cursor: string, head?: string, items?: number): void;
  /** The cursor cannot be resumed: the board must be read again. */
  reset(reason: string): void;
  closed(why: string): void;
}

export interface Connection {
  close(): void;
}

export interface Transport {
  readonly name: TransportName;
  open(after: string, filter: Filter, sink: Sink): Connection;
}
