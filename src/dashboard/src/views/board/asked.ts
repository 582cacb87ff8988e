import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { read } from '../../api';
import type { AnyStatement } from '../../statements';
import type { BoardUi } from './ui';

/**
 * What the server answers to a question that somebody on this page asks; undefined until it has, and while nobody asks. Not older than the page.
 * Asked again when `stamp` changes, the old answer meanwhile staying; after a takedown no answer stays, for it may repeat the words.
 */
export function useAsked<T>(path: string | undefined, ui: BoardUi, stamp: unknown = 0): T | 'failed' | undefined {
  const answer = useSignal<{ readonly path: string | undefined; readonly takedown: number; readonly got: T | 'failed' } | undefined>(undefined);
  const takedown = ui.takedown.value;
  const rest = ui.rest.value;
  useEffect(() => {
    if (path === undefined) return undefined;
    const abort = new AbortController();
    const take = (got: T | 'failed'): void => { if (!abort.signal.aborted) answer.value = { path, takedown, got }; };
    read<T>(`${path}${path.includes('?') ? '&' : '?'}${ui.at()}`, abort.signal).then(take, () => take('failed'));
    return () => abort.abort();
  }, [path, stamp, takedown, rest, answer, ui]);
  const known = answer.value;
  return path !== undefined && known?.path === path && known.takedown === takedown ? known.got : undefined;
}

/** A statement: as the page has it, else as the server has it. */
export function useStatement(id: string | undefined, here: AnyStatement | undefined, ui: BoardUi): AnyStatement | 'failed' | undefined {
  const asked = useAsked<AnyStatement>(id !== undefined && !here ? `/api/statements/${encodeURIComponent(id)}` : undefined, ui);
  return here ?? asked;
}

/** The statements that the page has, by id. */
export type Known = ReadonlyMap<string, AnyStatement>;
