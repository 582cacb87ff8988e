import type { NetworkNode } from '../../contracts';
import { radiusOf, type Spots } from './layout';
import { linesOf } from './names';

/**
 * Where a name begins, below its shape.
 * @param scale How many times larger it is in the picture: names have about one size on the screen, so the farther away the fewer have room.
 */
export function nameTop(node: NetworkNode, scale: number): number {
  return radiusOf(node) + 15 * Math.sqrt(scale);
}

/** Whose names are written: the first of these have theirs, and whoever follows only where it covers none before; none that the picture's sides would cut. */
export function readable(first: readonly NetworkNode[], spots: Spots, scale: number, sides: { readonly x: number; readonly width: number }): ReadonlySet<string> {
  const written: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }[] = [];
  const found = new Set<string>();
  for (const node of first) {
    const spot = spots.get(node.actor);
    if (!spot) continue;
    const lines = linesOf(node.name);
    const half = Math.max(...lines.map(({ length }) => length)) * 3.4 * scale;
    const top = spot.y + nameTop(node, scale) - 10 * scale;
    const box = { left: spot.x - half, right: spot.x + half, top, bottom: top + lines.length * 12.5 * scale };
    if (box.left < sides.x || box.right > sides.x + sides.width) continue;
    if (written.some((one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom)) continue;
    written.push(box);
    found.add(node.actor);
  }
  return found;
}
