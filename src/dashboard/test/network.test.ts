import { describe, expect, test } from 'vitest';
import type { NetworkNode, NetworkTie } from '../src/contracts';
import { readable } from '../src/views/network/readable';
import { boxOf, layOut, nearest, radiusOf, reachOf, scaleOf } from '../src/views/network/layout';

const sides = ['party', 'third_party', 'observer', 'source', 'object', undefined] as const;
const node = (n: number): NetworkNode => ({ actor: `a${n}`, name: `Actor ${n}`, statements: n % 13, ...(sides[n % 6] ? { side: sides[n % 6]! } : {}) });
const nodes = Array.from({ length: 40 }, (_, n) => node(n));
const ties: NetworkTie[] = Array.from({ length: 90 }, (_, n) => ({ from: `a${(n * 7) % 40}`, to: `a${(n * 11 + 3) % 40}`, kind: 'spoke_to', count: 1 + (n % 5), evidence: [] }));

describe('the picture of a network', () => {
  test('is the same for the same network, in whatever order it came', () => {
    expect([...layOut(nodes.toReversed(), ties)].sort()).toEqual([...layOut(nodes, ties)].sort());
  });

  test('lays nobody over another', () => {
    const spots = layOut(nodes, ties);
    for (const a of nodes) {
      for (const b of nodes) {
        if (a.actor >= b.actor) continue;
        const [one, other] = [spots.get(a.actor)!, spots.get(b.actor)!];
        expect(Math.hypot(one.x - other.x, one.y - other.y), `${a.actor} ${b.actor}`).toBeGreaterThan(radiusOf(a) + radiusOf(b));
      }
    }
  });

  test('writes no name over another, however long they are', () => {
    const names = ['Reuters', 'Russian negotiating team, 2022', 'Volodymyr Zelensky', 'Foreign minister of Ukraine (not named in the article)', 'Consortium behind the Nord Stream gas pipeline'];
    const named = nodes.map((one, at): NetworkNode => ({ ...one, name: names[at % names.length]! }));
    const spots = layOut(named, ties);
    const boxes = named.map((one) => ({ spot: spots.get(one.actor)!, reach: reachOf(one) }));
    const over = boxes.flatMap((a, at) => boxes.slice(at + 1).filter((b) =>
      Math.abs(a.spot.x - b.spot.x) < a.reach.beside + b.reach.beside - 0.5
      && a.spot.y - a.reach.above < b.spot.y + b.reach.below - 0.5 && b.spot.y - b.reach.above < a.spot.y + a.reach.below - 0.5));
    expect(over).toEqual([]);
  });

  test('writes as many names as have room, and first those of whoever has most to say', () => {
    const first = nodes.toSorted((a, b) => b.statements - a.statements);
    const spots = layOut(nodes, ties);
    const box = boxOf(spots);
    expect(readable(first, spots, scaleOf(box), box).size).toBe(nodes.length);
    const afar = readable(first, spots, 3, box);
    expect(afar.size).toBeGreaterThan(5);
    expect(afar.size).toBeLessThan(nodes.length);
    expect(afar.has(first[0]!.actor)).toBe(true);
    expect(readable([first[0]!], new Map(), 1, box).size).toBe(0);
  });

  test('leaves whoever was there about where they were', () => {
    const before = layOut(nodes, ties);
    const after = layOut(nodes, [...ties, { from: 'a1', to: 'a2', kind: 'met', count: 1, evidence: [] }], before);
    const moved = nodes.map(({ actor }) => Math.hypot(after.get(actor)!.x - before.get(actor)!.x, after.get(actor)!.y - before.get(actor)!.y));
    expect(moved.reduce((all, one) => all + one, 0) / moved.length).toBeLessThan(40);
  });

  test('has everybody in its box, and a box where nobody is', () => {
    const spots = layOut(nodes, ties);
    const box = boxOf(spots);
    for (const { x, y } of spots.values()) {
      expect(x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height).toBe(true);
    }
    expect(boxOf(new Map()).width).toBeGreaterThan(0);
  });

  test('settles 300 actors before a reader waits', () => {
    const many = Array.from({ length: 300 }, (_, n) => node(n));
    const among = Array.from({ length: 1000 }, (_, n): NetworkTie => ({ from: `a${(n * 7) % 300}`, to: `a${(n * 13 + 5) % 300}`, kind: 'about', count: 1, evidence: [] }));
    const began = performance.now();
    expect(layOut(many, among).size).toBe(300);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

test('an arrow key goes to the nearest in its direction, and nowhere where there is none', () => {
  const spots = new Map([['a', { x: 0, y: 0 }], ['right', { x: 50, y: 10 }], ['far', { x: 500, y: 0 }], ['up', { x: 5, y: -40 }]]);
  expect([nearest(spots, 'a', [1, 0]), nearest(spots, 'a', [0, -1]), nearest(spots, 'a', [-1, 0]), nearest(spots, 'right', [1, 0])]).toEqual(['right', 'up', undefined, 'far']);
});
