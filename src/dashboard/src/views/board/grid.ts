import type { ActorDocument, ActorSide, Cell, Stance, TopicDocument } from '../../contracts';
import type { Conduct } from '../../conduct';
import { groupBy } from '../../groups';
import { m } from '../../messages';
import type { CellIndex } from './cells';
import type { Lookup } from './lookup';

// Rows and columns of the matrix. Their order never depends on what moves while somebody looks, so nothing jumps when something moves.

export interface ActorHead {
  readonly id: string;
  readonly name: string;
}

export interface SideGroup {
  readonly side: ActorSide | 'none' | 'all';
  readonly title: string;
  readonly actors: readonly ActorHead[];
}

export interface TopicHead {
  readonly id: string;
  readonly title: string;
  readonly proposition?: string | undefined;
  /** How deep in the tree of the topics that are shown. */
  readonly depth: number;
  /** Others that are shown lie below it. */
  readonly parent: boolean;
  /** Those that lie below it and are not on the page, for it is folded. */
  readonly below: readonly string[];
}

export interface Grid {
  readonly sides: readonly SideGroup[];
  readonly actors: readonly ActorHead[];
  readonly topics: readonly TopicHead[];
  cell(actor: string, topic: string): Cell | undefined;
  conduct(actor: string, topic: string): Conduct | undefined;
}

/** What lies below a folded topic: how many stand for, against, and neither. */
export interface Sum {
  readonly for: number;
  readonly against: number;
  readonly other: number;
}

export type Order = 'listed' | 'name' | 'moved' | 'strength';
export const orders: readonly Order[] = ['listed', 'name', 'moved', 'strength'];
/** Places in an order, by id; who has none stands behind the others, as listed. */
export interface Ranks {
  readonly actors: ReadonlyMap<string, number>;
  readonly topics: ReadonlyMap<string, number>;
}

export interface Arrangement {
  readonly ranks?: Ranks | undefined;
  /** Actors stand by the side that they are on. */
  readonly bySide: boolean;
  readonly folded: ReadonlySet<string>;
}

export const asListed: Arrangement = { bySide: true, folded: new Set() };

const sides: readonly (ActorSide | 'none')[] = ['party', 'third_party', 'observer', 'none', 'source', 'object'];

/** A row or column for whoever takes a position, in words or by what they do. */
export function gridOf(cells: CellIndex, conduct: readonly Conduct[], parties: string, look: Lookup, arrangement: Arrangement = asListed): Grid {
  const byConduct = new Map(conduct.map((one) => [`${one.actor} ${one.topic}`, one]));
  const actors = new Set([...cells.actors, ...conduct.map(({ actor }) => actor)]);
  const topics = new Set([...cells.topics, ...conduct.map(({ topic }) => topic)]);
  const groups = actorGroups([...actors], parties.split(',').map((id) => look.canonical(id)), look, arrangement);
  return {
    sides: groups,
    actors: groups.flatMap((group) => group.actors),
    topics: topicTree(topics, look, arrangement),
    cell: (actor, topic) => cells.get(actor, topic),
    conduct: (actor, topic) => byConduct.get(`${actor} ${topic}`),
  };
}

/** Of the cells below a folded topic; undefined when nobody stands there. */
export function sumBelow(cells: Pick<Grid, 'cell'>, actor: string, below: readonly string[]): Sum | undefined {
  const found = below.map((topic) => cells.cell(actor, topic)).filter((cell) => cell !== undefined).map(({ stance }) => Math.sign(score[stance]));
  if (found.length === 0) return undefined;
  return { for: found.filter((one) => one > 0).length, against: found.filter((one) => one < 0).length, other: found.filter((one) => one === 0).length };
}

export const score: Record<Stance, number> = { demands: 2, proposes: 2, supports: 1, conditional: 0, neutral: 0, unclear: 0, opposes: -1, rejects: -2 };

/** The places that actors and topics have now: by name in the reader's language, by whose position moved last, by how strongly they stand. */
export function ranksOf(order: Order, cells: CellIndex, look: Lookup): Ranks | undefined {
  if (order === 'listed') return undefined;
  if (order === 'name') {
    const names = new Intl.Collator(m.locale, { numeric: true });
    return {
      actors: placed([...cells.actors], (one, other) => names.compare(look.actorName(one), look.actorName(other))),
      topics: placed([...cells.topics], (one, other) => names.compare(look.topicTitle(one), look.topicTitle(other))),
    };
  }
  const weight = (cell: Cell): number => (order === 'moved' ? cell.cause : Math.abs(score[cell.stance]));
  const [actors, topics] = [new Map<string, number>(), new Map<string, number>()];
  const add = (line: Map<string, number>, id: string, value: number): void => {
    const before = line.get(id) ?? 0;
    line.set(id, order === 'moved' ? Math.max(before, value) : before + value);
  };
  for (const cell of cells.values()) {
    add(actors, look.canonical(cell.actor), weight(cell));
    add(topics, cell.topic, weight(cell));
  }
  const heaviest = (line: Map<string, number>): ReadonlyMap<string, number> => placed([...line.keys()], (one, other) => line.get(other)! - line.get(one)! || (one < other ? -1 : 1));
  return { actors: heaviest(actors), topics: heaviest(topics) };
}

/** Whether lines would stand otherwise if they were ordered now. */
export function differ(one: Ranks | undefined, other: Ranks | undefined): boolean {
  const sequence = (ranks: ReadonlyMap<string, number> | undefined): string => [...ranks?.keys() ?? []].join(' ');
  return sequence(one?.actors) !== sequence(other?.actors) || sequence(one?.topics) !== sequence(other?.topics);
}

function placed(ids: string[], compare: (one: string, other: string) => number): ReadonlyMap<string, number> {
  return new Map(ids.sort(compare).map((id, at) => [id, at]));
}

function actorGroups(ids: readonly string[], parties: readonly string[], look: Lookup, { ranks, bySide }: Arrangement): SideGroup[] {
  const rank = ranks?.actors ?? new Map(parties.map((id, at) => [id, at]));
  const order = (id: string): number => rank.get(id) ?? rank.size;
  const heads = (some: readonly string[]): ActorHead[] => some
    .toSorted((a, b) => order(a) - order(b) || firstRecorded(look.actor(a), look.actor(b)) || (a < b ? -1 : 1))
    .map((id) => ({ id, name: look.actorName(id) }));
  if (!bySide) return [{ side: 'all', title: m.matrix.actor, actors: heads(ids) }];
  const groups = groupBy(ids, (id) => look.actor(id)?.side ?? 'none');
  return sides.filter((side) => groups.has(side)).map((side) => ({ side, title: side === 'none' ? m.sideNone : m.side[side], actors: heads(groups.get(side)!) }));
}

/** Topics that somebody takes a position on, each under the nearest of its parents that shows too. */
function topicTree(shown: ReadonlySet<string>, look: Lookup, { ranks, folded }: Arrangement): TopicHead[] {
  const parentOf = (id: string): string | undefined => {
    const seen = new Set([id]);
    for (let up = look.topic(id)?.parent; up !== undefined && !seen.has(up); up = look.topic(up)?.parent) {
      if (shown.has(up)) return up;
      seen.add(up);
    }
    return undefined;
  };
  const order = (id: string): number => ranks?.topics.get(id) ?? ranks?.topics.size ?? 0;
  const children = groupBy([...shown].sort((a, b) => order(a) - order(b) || firstRecorded(look.topic(a), look.topic(b)) || (a < b ? -1 : 1)), parentOf);
  const heads: TopicHead[] = [];
  const done = new Set<string>();
  const add = (id: string, depth: number, into?: string[]): void => {
    if (done.has(id)) return;
    done.add(id);
    const own = children.get(id) ?? [];
    const below: string[] | undefined = into ?? (folded.has(id) && own.length > 0 ? [] : undefined);
    if (into) into.push(id);
    else heads.push({ id, title: look.topicTitle(id), proposition: look.topic(id)?.proposition, depth, parent: own.length > 0, below: below ?? [] });
    for (const child of own) add(child, depth + 1, below);
  };
  for (const id of children.get(undefined) ?? []) add(id, 0);
  // A ring of parents has no root; its topics must not vanish.
  for (const id of shown) add(id, 0);
  return heads;
}

function firstRecorded(a: ActorDocument | TopicDocument | undefined, b: ActorDocument | TopicDocument | undefined): number {
  const [one, two] = [a?.recordedAt ?? '', b?.recordedAt ?? ''];
  return one < two ? -1 : Number(one > two);
}
