// What an editor can say about what waits in the queue, as orders; and what takes it back, where the record allows that.
import { readPage, read } from '../../api';
import type { ActorDocument, ClaimDocument, LinkDocument, StatementDocument } from '../../contracts';
import { newKey } from './draft';
import type { Order } from './sending';

/** An order that waits for its reason, or can go at once. */
export interface Ruling {
  readonly words: 'confirmed' | 'dismissed' | 'same' | 'distinct' | 'preferred' | 'merged' | 'reviewed';
  /** Whether it needs one; a confirmation may have one. */
  readonly reason: boolean;
  readonly order: (reason: string) => Order | Promise<Order>;
  /** What takes it back: a new record, never a deletion. Absent where nothing does. */
  readonly back?: Ruling;
}

const at = (kind: string, id: string, action: string): string => `/api/${kind}/${encodeURIComponent(id)}/${action}`;

export function confirmLink(link: LinkDocument, back = true): Ruling {
  return { words: 'confirmed', reason: false, order: once(() => ({ path: at('links', link.id, 'confirmation'), body: {} })), ...(back ? { back: dismissLink(link, false) } : {}) };
}

export function dismissLink(link: LinkDocument, back = true): Ruling {
  return { words: 'dismissed', reason: true, order: once((reason) => ({ path: at('links', link.id, 'dismissal'), body: { reason } })), ...(back ? { back: confirmLink(link, false) } : {}) };
}

export function sameStatement(statement: StatementDocument, back = true): Ruling {
  const of = statement.duplicate?.of;
  return {
    words: 'same', reason: true, order: once((reason) => ({ path: at('statements', statement.id, 'duplicate'), body: { decision: 'same', ...(of ? { of } : {}), reason } })),
    ...(back ? { back: distinctStatement(statement, false) } : {}),
  };
}

export function distinctStatement(statement: StatementDocument, back = true): Ruling {
  return {
    words: 'distinct', reason: true, order: once((reason) => ({ path: at('statements', statement.id, 'duplicate'), body: { decision: 'distinct', reason } })),
    ...(back ? { back: sameStatement(statement, false) } : {}),
  };
}

/** What a preference supersedes another preference takes back. */
export function preferClaim(claim: ClaimDocument): Ruling {
  return { words: 'preferred', reason: true, order: once((reason) => ({ path: at('claims', claim.id, 'preferred'), body: { reason } })) };
}

/** Two are one from here on; nothing parts them again. */
export function mergeActor(actor: ActorDocument, into: string): Ruling {
  return { words: 'merged', reason: true, order: once((reason) => ({ path: at('actors', actor.id, 'merge'), body: { into, reason } })) };
}

export function reviewActor(actor: ActorDocument, reviewed = true): Ruling {
  return {
    words: 'reviewed', reason: false,
    // An actor is put as a whole, so it is read as it is now.
    order: once(async () => {
      const { id: _, version, recordedAt: _at, cursor: _cursor, mergedInto: _into, reviewed: _before, ...fields } = await read<ActorDocument>(`/api/actors/${encodeURIComponent(actor.id)}`);
      return { method: 'PUT', path: `/api/actors/${encodeURIComponent(actor.id)}`, body: { ...fields, ...(reviewed ? {} : { reviewed: false }) }, ifVersion: version };
    }),
    ...(reviewed ? { back: reviewActor(actor, false) } : {}),
  };
}

/** The same ruling sent twice is recorded once. */
function once(make: (reason: string) => Order | Promise<Order>): (reason: string) => Promise<Order> {
  const key = newKey();
  return async (reason) => ({ ...await make(reason), key });
}

/** Statements that rules hold for told again, of one story. */
export async function readLikely(story: string, atLeast: string, signal: AbortSignal): Promise<readonly StatementDocument[]> {
  const page = await readPage<StatementDocument>(`/api/statements?state=likely&limit=200&story=${encodeURIComponent(story)}&atLeast=${encodeURIComponent(atLeast)}`, signal);
  return page.items;
}
