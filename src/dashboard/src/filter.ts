// Which statements of the stream a reader wants to see: by words, who, on what, of which kind. It stands in the address, so a link carries it.
import type { StatementKind } from './contracts';
import { type AnyStatement, isRedacted } from './statements';

export interface StatementFilter {
  /** As typed; all of them are to be found, each as the beginning of a word. */
  readonly words: string;
  /** Speaks, or is spoken for. */
  readonly actor?: string;
  readonly topic?: string;
  readonly kind?: StatementKind;
}

/** The names under which it stands in an address. */
export const filterNames = { words: 'q', actor: 'actor', topic: 'topic', kind: 'kind' } as const;

export function filterOf(query: ReadonlyMap<string, string>): StatementFilter {
  const [actor, topic, kind] = [query.get('actor'), query.get('topic'), query.get('kind')];
  return { words: query.get('q') ?? '', ...(actor ? { actor } : {}), ...(topic ? { topic } : {}), ...(kind ? { kind: kind as StatementKind } : {}) };
}

export function isEmpty({ words, actor, topic, kind }: StatementFilter): boolean {
  return wordsOf(words).length === 0 && !actor && !topic && !kind;
}

/** Case and accents of Latin and Greek letters do not matter, й, ї and ґ are letters of their own, all apostrophes are one: as the server's search has it. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1').normalize('NFC').toLowerCase().replace(/['’`´‘]/g, 'ʼ');
}

export function wordsOf(text: string): string[] {
  return folded(text).match(/[\p{L}\p{N}\p{M}ʼ]+/gu) ?? [];
}

const known = new WeakMap<AnyStatement, string>();

/** The words of a statement with a space before each, so that ` begin` is the beginning of one. Kept: typing asks for it at every key. */
function searchable(statement: AnyStatement): string {
  let words = known.get(statement);
  if (words === undefined) {
    words = isRedacted(statement) ? '' : ` ${wordsOf(statement.text).join(' ')}`;
    known.set(statement, words);
  }
  return words;
}

/** @param same Whether two ids are one actor. */
export function matcher(filter: StatementFilter, same: (one: string, other: string) => boolean): (statement: AnyStatement) => boolean {
  const { actor, topic, kind } = filter;
  const words = wordsOf(filter.words);
  return (statement) => {
    if (isRedacted(statement)) return false;
    if (kind && statement.kind !== kind) return false;
    if (actor && ![...statement.speakers, ...(statement.onBehalfOf ?? [])].some((id) => same(id, actor))) return false;
    if (topic && !statement.positions?.some((position) => position.topic === topic) && !statement.about?.topics?.includes(topic)) return false;
    return words.every((word) => searchable(statement).includes(` ${word}`));
  };
}

/** Where the whole record is asked for them. The server looks for a beginning only when it has two letters. */
export function searchPath(story: string, filter: StatementFilter, limit: number): string {
  const query = new URLSearchParams({ story, limit: String(limit) });
  const words = wordsOf(filter.words).slice(0, 16).map((word) => (word.length > 1 ? `${word}*` : word));
  if (words.length > 0) query.set('q', words.join(' ').slice(0, 300));
  if (filter.actor) query.set('actor', filter.actor);
  if (filter.topic) query.set('topic', filter.topic);
  if (filter.kind) query.set('kind', filter.kind);
  return `/api/search?${query}`;
}
