// A moment of the record, as it stands in an address.

/** Known: what the desk knew by then. Said: what had been said by then, as it is known now. */
export type Clock = 'known' | 'said';

export interface Moment {
  readonly clock: Clock;
  /** A position, a cursor or an EDTF date: whatever the server takes for one. */
  readonly asOf: string;
}

/** What an address says of time; a link within a story carries it on. */
export const momentNames = ['asOf', 'clock', 'compare'] as const;

export function momentOf(query: ReadonlyMap<string, string>): Moment | undefined {
  const asOf = query.get('asOf');
  return asOf ? { clock: clockOf(query), asOf } : undefined;
}

export function clockOf(query: ReadonlyMap<string, string>): Clock {
  return query.get('clock') === 'said' ? 'said' : 'known';
}

/** As a read of the API asks for it. */
export function asOfQuery({ clock, asOf }: Moment): string {
  return `asOf=${encodeURIComponent(asOf)}${clock === 'said' ? '&clock=said' : ''}`;
}

/** An address of this site, with what the present one says of time. */
export function withMoment(path: string, query: ReadonlyMap<string, string>): string {
  const kept = new URLSearchParams(momentNames.flatMap((name) => (query.has(name) ? [[name, query.get(name)!]] : []))).toString();
  const [before, anchor] = path.split('#', 2);
  return `${before}${kept && `?${kept}`}${anchor === undefined ? '' : `#${anchor}`}`;
}
