import type { LinkDocument } from '../../contracts';
import { idOf } from '../../events';
import { m } from '../../messages';
import { isRedacted } from '../../statements';
import type { Known } from './asked';
import type { Lookup } from './lookup';

/** How one statement stands to another, as it is told at that statement. */
export interface Relation {
  readonly link: LinkDocument;
  /** At the other end: "is contradicted by". */
  readonly back: boolean;
  /** A reference. */
  readonly other: string;
  /** Who speaks there, or what it is called. */
  readonly name: string;
}

export type Relations = ReadonlyMap<string, readonly Relation[]>;

/** Confirmed links by the statements that they join. A statement whose links are the same as before keeps the same list, so that it is not painted again. */
export function relationsOf(links: readonly LinkDocument[], known: Known, look: Lookup, before: Relations): Relations {
  const found = new Map<string, Relation[]>();
  const add = (at: string, relation: Relation): void => {
    if (at.startsWith('statement/')) found.set(idOf(at), [...(found.get(idOf(at)) ?? []), relation]);
  };
  for (const link of links) {
    if (link.state !== 'confirmed') continue;
    add(link.from, { link, back: false, other: link.to, name: nameOf(link.to, known, look) });
    add(link.to, { link, back: true, other: link.from, name: nameOf(link.from, known, look) });
  }
  return new Map([...found].map(([id, relations]) => [id, same(before.get(id), relations) ? before.get(id)! : relations]));
}

function same(before: readonly Relation[] | undefined, now: readonly Relation[]): boolean {
  return before !== undefined && before.length === now.length && now.every((one, at) => one.link === before[at]!.link && one.name === before[at]!.name);
}

function nameOf(reference: string, known: Known, look: Lookup): string {
  if (!reference.startsWith('statement/')) return look.name(reference);
  const statement = known.get(idOf(reference));
  return statement && !isRedacted(statement) ? statement.speakers.map((id) => look.actorName(id)).join(', ') : m.review.statement(idOf(reference));
}
