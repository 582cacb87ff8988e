import type { ActorDocument, Board, ChangesPage, PlaceDocument, ProblemDetails, StatementDocument, StoryDocument, StoryInShort } from './contracts';
import { carried } from './carried';
import { heard } from './clock';
import type { Filter } from './transport';

/** A read that got no document: the server's problem, or no answer at all (status 0). */
export class ReadFailed extends Error {
  constructor(readonly status: number, readonly problem?: ProblemDetails) {
    super(problem?.title ?? (status === 0 ? 'no answer' : `HTTP ${status}`));
  }

  get code(): string {
    return this.problem?.type.replace('/problems/', '') ?? '';
  }
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | null;
  /** Where the log was when the page was read. */
  readonly cursor?: string;
}

export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const here = carried<T>(path);
  if (here) return here;
  return (await answer(path, signal)).json() as Promise<T>;
}

export function readBoard(story: string, atLeast?: string, signal?: AbortSignal): Promise<Board> {
  const query = atLeast ? `?atLeast=${encodeURIComponent(atLeast)}` : '';
  return read<Board>(`/api/stories/${encodeURIComponent(story)}/board${query}`, signal);
}

export function readActor(id: string, atLeast: string, signal: AbortSignal): Promise<ActorDocument> {
  return read<ActorDocument>(`/api/actors/${encodeURIComponent(id)}?atLeast=${encodeURIComponent(atLeast)}`, signal);
}

export function readActorAsOf(id: string, cursor: string, signal: AbortSignal): Promise<ActorDocument> {
  return read<ActorDocument>(`/api/actors/${encodeURIComponent(id)}?asOf=${encodeURIComponent(cursor)}`, signal);
}

export function readStatement(id: string, query = ''): Promise<StatementDocument> {
  return read<StatementDocument>(`/api/statements/${encodeURIComponent(id)}${query && `?${query}`}`);
}

export function readPlace(id: string): Promise<PlaceDocument> {
  return read<PlaceDocument>(`/api/places/${encodeURIComponent(id)}`);
}

/** The stories, each with what its card says. */
export function readStoriesInShort(signal?: AbortSignal): Promise<Page<StoryInShort>> {
  return readPage<StoryInShort>('/api/stories?with=summary', signal);
}

export function readStories(signal?: AbortSignal): Promise<Page<StoryDocument>> {
  return readPage<StoryDocument>('/api/stories?limit=200', signal);
}

export async function readPage<T>(path: string, signal?: AbortSignal): Promise<Page<T>> {
  const here = carried<Page<T>>(path);
  if (here) return here;
  const response = await answer(path, signal);
  const page = await response.json() as Page<T>;
  const cursor = response.headers.get('Tracker-Cursor') ?? page.cursor;
  return { ...page, ...(cursor ? { cursor } : {}) };
}

export function readChanges(after: string, filter: Filter, options: { wait?: number; signal?: AbortSignal } = {}): Promise<ChangesPage> {
  const { wait = 0, signal } = options;
  return read<ChangesPage>(`/api/changes?${filterQuery(filter, { after, limit: '500', ...(wait > 0 ? { wait: String(wait) } : {}) })}`, signal);
}

export function filterQuery(filter: Filter, rest: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(rest);
  for (const touch of filter.touches ?? []) query.append('touches', touch);
  for (const kind of filter.kinds ?? []) query.append('kinds', kind);
  return query.toString();
}

async function answer(path: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { Accept: 'application/json' }, credentials: 'same-origin', signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ReadFailed(0);
  }
  heard(response.headers.get('Date') ?? '');
  if (!response.ok) throw new ReadFailed(response.status, await problemOf(response));
  return response;
}

async function problemOf(response: Response): Promise<ProblemDetails | undefined> {
  try {
    return response.headers.get('Content-Type')?.includes('json') ? await response.json() as ProblemDetails : undefined;
  } catch {
    return undefined;
  }
}
