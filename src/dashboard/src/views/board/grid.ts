import type { ActorDocument, ActorSide, Cell, TopicDocument } from '../../contracts';
import type { Conduct } from '../../conduct';
import { groupBy } from '../../groups';
import { m } from '../../messages';
import type { Lookup } from './lookup';

// Rows and columns of the matrix. Their order never depends on what moved last, so nothing jumps when something moves.

export interface ActorHead {
  readonly id: string;
  readonly name: string;
}

export interface SideGroup {
  readonly side: ActorSide | 'none';
  readonly title: string;
  readonly actors: readonly ActorHead[];
}

export interface TopicHead {
  readonly id: string;
  readonly title: string;
  readonly proposition?: string | undefined;
  /** How deep in the tree of the topics that are shown. */
  readonly depth: number;
}

export interface Grid {
  readonly sides: readonly SideGroup[];
  readonly actors: readonly ActorHead[];
  readonly topics: readonly TopicHead[];
  cell(actor: string, topic: string): Cell | undefined;
  conduct(actor: string, topic: string): Conduct | undefined;
}

interface At {
  readonly actor: string;
  readonly topic: string;
}

const sides: readonly (ActorSide | 'none')[] = ['party', 'third_party', 'observer', 'none', 'source', 'object'];

/** A row or column for whoever takes a position, in words or by what they do. A merged actor's cells stand where the other's are. */
export function gridOf(matrix: readonly Cell[], conduct: readonly Conduct[], parties: string, look: Lookup): Grid {
  const cells = new Map<string, Cell>();
  for (const cell of matrix) {
    const key = `${look.canonical(cell.actor)} ${cell.topic}`;
    if (!cells.has(key) || look.canonical(cell.actor) === cell.actor) cells.set(key, cell);
  }
  const byConduct = new Map(conduct.map((one) => [`${one.actor} ${one.topic}`, one]));
  const taken: At[] = [...matrix.map(({ actor, topic }) => ({ actor: look.canonical(actor), topic })), ...conduct];
  const groups = actorGroups(taken, parties.split(',').map((id) => look.canonical(id)), look);
  return {
    sides: groups,
    actors: groups.flatMap((group) => group.actors),
    topics: topicTree(taken, look),
    cell: (actor, topic) => cells.get(`${actor} ${topic}`),
    conduct: (actor, topic) => byConduct.get(`${actor} ${topic}`),
  };
}

function actorGroups(matrix: readonly At[], parties: readonly string[], look: Lookup): SideGroup[] {
  const ids = [...new Set(matrix.map((cell) => cell.actor))];
  const rank = new Map(parties.map((id, at) => [id, at]));
  const order = (id: string): number => rank.get(id) ?? rank.size;
  const bySide = groupBy(ids, (id) => look.actor(id)?.side ?? 'none');
  return sides.filter((side) => bySide.has(side)).map((side) => ({
    side,
    title: side === 'none' ? m.sideNone : m.side[side],
    actors: bySide.get(side)!
      .toSorted((a, b) => order(a) - order(b) || firstRecorded(look.actor(a), look.actor(b)) || (a < b ? -1 : 1))
      .map((id) => ({ id, name: look.actorName(id) })),
  }));
}

/** Topics that somebody takes a position on, each under the nearest of its parents that shows too. */
function topicTree(matrix: readonly At[], look: Lookup): TopicHead[] {
  const shown = new Set(matrix.map((cell) => cell.topic));
  const parentOf = (id: string): string | undefined => {
    const seen = new Set([id]);
    for (let up = look.topic(id)?.parent; up !== undefined && !seen.has(up); up = look.topic(up)?.parent) {
      if (shown.has(up)) return up;
      seen.add(up);
    }
    return undefined;
  };
  const children = groupBy([...shown].sort((a, b) => firstRecorded(look.topic(a), look.topic(b)) || (a < b ? -1 : 1)), parentOf);
  const heads: TopicHead[] = [];
  const done = new Set<string>();
  const add = (id: string, depth: number): void => {
    if (done.has(id)) return;
    done.add(id);
    heads.push({ id, title: look.topicTitle(id), proposition: look.topic(id)?.proposition, depth });
    for (const child of children.get(id) ?? []) add(child, depth + 1);
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
