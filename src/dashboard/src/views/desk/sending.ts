// What the desk sends, and what becomes of it. A try that got no answer is made again under the same key: recorded once, whatever was lost.
import type { DryRun, ProblemDetails, Receipt } from '../../contracts';

export type Outcome<T = Receipt> =
  | { readonly state: 'done'; readonly value: T; readonly replayed: boolean; readonly duplicateOf?: string }
  | { readonly state: 'refused'; readonly problem: ProblemDetails; readonly code: string }
  /** The session has ended, or there was none. */
  | { readonly state: 'signed_out' }
  /** No answer came: it may be recorded or not. The same again finds out. */
  | { readonly state: 'unknown' };

export interface Order {
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Under the same key the same content is recorded once. */
  readonly key?: string;
  readonly ifVersion?: number;
}

const tries = 3;
const firstWait = 600;

export async function send<T = Receipt>(order: Order): Promise<Outcome<T>> {
  for (let made = 1; ; made++) {
    const outcome = await attempt<T>(order);
    const again = outcome.state === 'unknown' || (outcome.state === 'refused' && outcome.problem.retry === 'later');
    if (!again || made === tries) return outcome;
    await new Promise((next) => setTimeout(next, firstWait * made));
  }
}

/** What would be recorded; nothing is. */
export function preview(order: Order): Promise<Outcome<DryRun>> {
  return attempt<DryRun>({ ...order, path: `${order.path}${order.path.includes('?') ? '&' : '?'}dryRun=true` });
}

async function attempt<T>({ method = 'POST', path, body, key, ifVersion }: Order): Promise<Outcome<T>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key !== undefined) headers['Idempotency-Key'] = key;
  if (ifVersion !== undefined) headers['If-Match'] = `"${ifVersion}"`;
  try {
    const response = await fetch(path, {
      method, headers, credentials: 'same-origin', signal: AbortSignal.timeout(15_000), ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.status === 401) return { state: 'signed_out' };
    if (response.status === 204) return { state: 'done', value: undefined as T, replayed: false };
    const answer = await response.json() as unknown;
    if (!response.ok) return refused(answer as ProblemDetails);
    const duplicateOf = response.headers.get('Tracker-Duplicate-Of');
    return { state: 'done', value: answer as T, replayed: response.headers.get('Idempotency-Replayed') === 'true', ...(duplicateOf ? { duplicateOf } : {}) };
  } catch {
    return { state: 'unknown' };
  }
}

function refused<T>(problem: ProblemDetails): Outcome<T> {
  return { state: 'refused', problem, code: problem.type.replace('/problems/', '') };
}
