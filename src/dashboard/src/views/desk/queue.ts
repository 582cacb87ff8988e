// What waits for an editor in a story, in one order: reports that disagree, statements that may be told again, links that rules propose, names that nobody has looked at.
import type { ActorDocument, ClaimDocument, LinkDocument, StatementDocument } from '../../contracts';
import { type Fact, factsOf } from '../../facts';
import type { BoardState } from '../../store';

export type QueueItem =
  | { readonly kind: 'conflict'; readonly id: string; readonly fact: Fact }
  | { readonly kind: 'duplicate'; readonly id: string; readonly statement: StatementDocument }
  | { readonly kind: 'link'; readonly id: string; readonly link: LinkDocument }
  | { readonly kind: 'name'; readonly id: string; readonly actor: ActorDocument };

export type QueueKind = QueueItem['kind'];
export const queueKinds: readonly QueueKind[] = ['conflict', 'duplicate', 'link', 'name'];

type Sorts = Pick<BoardState, 'actors' | 'links'> & { readonly claims: readonly ClaimDocument[] };

export function queueOf(board: Sorts, likely: readonly StatementDocument[]): QueueItem[] {
  const conflicts = factsOf(board.claims).filter((fact) => fact.state === 'open').map((fact): QueueItem => ({ kind: 'conflict', id: `fact/${fact.about}/${fact.field}`, fact }));
  const duplicates = likely.map((statement): QueueItem => ({ kind: 'duplicate', id: `statement/${statement.id}`, statement }));
  const links = board.links.filter((link) => link.state === 'proposed').map((link): QueueItem => ({ kind: 'link', id: `link/${link.id}`, link }));
  const names = board.actors.filter((actor) => actor.reviewed === false && !actor.mergedInto).map((actor): QueueItem => ({ kind: 'name', id: `actor/${actor.id}`, actor }));
  return [...conflicts, ...duplicates, ...links, ...names];
}

/** Where the reader is after the queue has changed: at the same item, or where that stood. */
export function placeAfter(before: readonly QueueItem[], at: number, now: readonly QueueItem[]): number {
  const found = now.findIndex((item) => item.id === before[at]?.id);
  if (found >= 0) return found;
  // Those before it that are gone move the place up.
  const still = new Set(now.map((item) => item.id));
  const kept = before.slice(0, at).filter((item) => still.has(item.id)).length;
  return Math.max(0, Math.min(kept, now.length - 1));
}

/** Names that are likely the same actor: folded, one contains the other, or they share most of their words. Only a suggestion, nearest first. */
export function likelySame(actor: ActorDocument, all: readonly ActorDocument[]): ActorDocument[] {
  const mine = wordsOf(actor.name);
  const near = (other: ActorDocument): number => Math.max(...[other.name, ...(other.otherNames ?? []).map(({ name }) => name), ...(other.metonyms ?? [])].map((name) => shared(mine, wordsOf(name))));
  return all.filter((other) => other.id !== actor.id && !other.mergedInto && near(other) >= 0.5)
    .toSorted((a, b) => near(b) - near(a) || Number(b.reviewed !== false) - Number(a.reviewed !== false)).slice(0, 4);
}

function wordsOf(name: string): ReadonlySet<string> {
  return new Set(name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.size === 0 || b.size === 0 ? 0 : [...a].filter((word) => b.has(word)).length / Math.min(a.size, b.size);
}
