import { signal } from '@preact/signals';
import type { SessionDocument } from '../../contracts';
import { forgetAll } from './draft';
import { send } from './sending';

/** Who is signed in here: undefined until it is known, null when nobody is. The key itself is never kept; the cookie that it was exchanged for cannot be read by scripts. */
export const account = signal<SessionDocument | null | undefined>(undefined);
/** The session ended while somebody was at work: what they write stays, and they sign in over it. */
export const ended = signal(false);

export function may(scope: 'post' | 'edit'): boolean {
  const scopes = account.value?.scopes ?? [];
  return scopes.includes(scope) || scopes.includes('admin');
}

export async function readAccount(): Promise<void> {
  try {
    const response = await fetch('/api/session', { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
    account.value = response.ok ? await response.json() as SessionDocument : null;
  } catch {
    account.value = null;
  }
}

export type SignIn = 'done' | 'refused' | 'unreachable';

export async function signIn(key: string): Promise<SignIn> {
  const outcome = await send<SessionDocument>({ path: '/api/session', body: { key } });
  if (outcome.state === 'done') {
    account.value = outcome.value;
    ended.value = false;
    return 'done';
  }
  return outcome.state === 'unknown' ? 'unreachable' : 'refused';
}

export async function signOut(): Promise<void> {
  forgetAll();
  await send({ method: 'DELETE', path: '/api/session' });
  ended.value = false;
  account.value = null;
}

/** The server says that nobody is signed in here any more. */
export function sessionEnded(): void {
  if (account.peek()) ended.value = true;
}
