// Where the actors of a network stand. Always the same for the same network: nothing is left to chance, and what was there before keeps its place.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from 'd3-force';
import type { ActorSide, NetworkNode, NetworkTie } from '../../contracts';
import { moveApart, type Reach } from './apart';
import { linesOf } from './names';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export type Spots = ReadonlyMap<string, Spot>;

interface Body extends SimulationNodeDatum {
  readonly id: string;
  readonly side: Side;
  readonly radius: number;
  readonly room: number;
}

export type Side = ActorSide | 'none';

/** Where each side gathers: parties face each other, the others around them. */
const homes: Record<Side, Spot> = {
  party: { x: 0, y: 0 }, third_party: { x: 0, y: -260 }, observer: { x: 290, y: -130 }, source: { x: 0, y: 290 }, object: { x: -290, y: 150 }, none: { x: 290, y: 170 },
};

export function radiusOf({ statements }: NetworkNode): number {
  return 7 + Math.min(22, 3.4 * Math.sqrt(statements));
}

export function sideOf(node: NetworkNode): Side {
  return node.side ?? 'none';
}

/** Names lie on their side: there has to be more room beside an actor than above it. */
const wide = 1.55;

/** Half of what a letter of a name takes, and what a line of it takes. */
const halfLetter = 3.9;
const line = 14;

/** How far others keep from it: from its shape, and from about half of its name, which is below. */
function roomOf(node: NetworkNode): number {
  const longest = Math.max(...linesOf(node.name).map(({ length }) => length));
  return Math.max(radiusOf(node) + 20, (longest * halfLetter) / wide + 8);
}

/**
 * What its shape and its name cover, with a little air.
 * @param scale How many times larger names are in the picture.
 */
export function reachOf(node: NetworkNode, scale = 1): Reach {
  const [lines, radius] = [linesOf(node.name), radiusOf(node)];
  return { beside: Math.max(radius, Math.max(...lines.map(({ length }) => length)) * halfLetter * scale) + 4, above: radius + 3, below: radius + 5 + lines.length * line * scale };
}

/** @param before Where they stood: who was there keeps about their place. */
export function layOut(nodes: readonly NetworkNode[], ties: readonly NetworkTie[], before: Spots = new Map()): Spots {
  const spread = Math.max(1, Math.sqrt(nodes.length / 22));
  const bodies: Body[] = nodes.toSorted((a, b) => (a.actor < b.actor ? -1 : 1)).map((node, at) => {
    const home = homes[sideOf(node)];
    // A sunflower about the home of their side: no two begin at one place.
    const [angle, far] = [at * 2.399963, 26 * Math.sqrt(at + 1)];
    const was = before.get(node.actor);
    return { id: node.actor, side: sideOf(node), radius: radiusOf(node), room: roomOf(node), x: (was && was.x / wide) ?? home.x * spread + far * Math.cos(angle), y: was?.y ?? home.y * spread + far * Math.sin(angle) };
  });
  const there = new Set(bodies.map(({ id }) => id));
  const links = pairs(ties).filter(({ source, target }) => there.has(source as string) && there.has(target as string));
  const kept = nodes.length > 0 && nodes.every(({ actor }) => before.has(actor));
  const simulation = forceSimulation(bodies)
    .randomSource(seeded())
    .force('link', forceLink<Body, SimulationLinkDatum<Body> & { weight: number }>(links).id(({ id }) => id).distance(({ weight }) => 165 - 18 * Math.log2(1 + Math.min(weight, 32))).strength(0.12))
    .force('apart', forceManyBody<Body>().strength(({ radius }) => -190 - 18 * radius).distanceMax(700))
    .force('room', forceCollide<Body>(({ room }) => room))
    .force('x', forceX<Body>(({ side }) => homes[side].x * spread).strength(0.055))
    .force('y', forceY<Body>(({ side }) => homes[side].y * spread).strength(0.075))
    .stop();
  simulation.alpha(kept ? 0.12 : 1).tick(kept ? 40 : nodes.length > 150 ? 170 : 280);
  const named = new Map(nodes.map((node) => [node.actor, node]));
  const spots = (scale: number): Spots => {
    const placed = bodies.map(({ id, x, y }) => ({ id, ...reachOf(named.get(id)!, scale), x: x! * wide, y: y! }));
    moveApart(placed, nodes.length > 150 ? 40 : 150);
    return new Map(placed.map(({ id, x, y }) => [id, { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }]));
  };
  // The wider it is, the larger its names are in it, and those that had room apart need more.
  return spots(Math.min(mostScale, scaleOf(boxOf(spots(1))) * 1.05));
}

/** More is no picture any more: then some names are not written. */
const mostScale = 1.5;

/** How many times larger names are in a picture of that width, to be read on a desk. */
export function scaleOf({ width }: { readonly width: number }): number {
  return Math.max(0.6, Math.min(2.6, width / 1_000));
}

/** One pull a pair, however many kinds of ties they have. */
function pairs(ties: readonly NetworkTie[]): (SimulationLinkDatum<Body> & { weight: number })[] {
  const found = new Map<string, SimulationLinkDatum<Body> & { weight: number }>();
  for (const { from, to, count } of ties) {
    const [source, target] = from < to ? [from, to] : [to, from];
    const known = found.get(`${source} ${target}`);
    if (known) known.weight += count;
    else found.set(`${source} ${target}`, { source, target, weight: count });
  }
  return [...found.values()];
}

/** The same numbers every time (mulberry32). */
function seeded(): () => number {
  let state = 20250516;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The nearest one in a direction: what an arrow key means on a plane. */
export function nearest(spots: Spots, from: string, [dx, dy]: readonly [number, number]): string | undefined {
  const here = spots.get(from);
  if (!here) return undefined;
  let best: { readonly id: string; readonly cost: number } | undefined;
  for (const [id, spot] of spots) {
    if (id === from) continue;
    const [x, y] = [spot.x - here.x, spot.y - here.y];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (along <= 0 || aside > along * 2) continue;
    const cost = along + 2 * aside;
    if (!best || cost < best.cost) best = { id, cost };
  }
  return best?.id;
}

/** A box about them all, with room for their names. */
export function boxOf(spots: Spots): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const all = [...spots.values()];
  if (all.length === 0) return { x: -300, y: -200, width: 600, height: 400 };
  const [left, right] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))];
  const [width, height] = [Math.max(420, right - left + 230), Math.max(280, bottom - top + 190)];
  return { x: (left + right) / 2 - width / 2, y: (top + bottom) / 2 - height / 2 + 32, width, height };
}
