// Moves what overlaps apart, each by half of it, along the shorter way. Stands in for a label-placement library: d3-force knows circles only.

/** A shape with its name: how far it reaches from its spot. */
export interface Reach {
  readonly beside: number;
  readonly above: number;
  readonly below: number;
}

export interface Placed extends Reach {
  x: number;
  y: number;
}

/** @param rounds At most so many passes; it ends with the first in which nothing overlaps. The work of one grows with the square of how many there are. */
export function moveApart(all: readonly Placed[], rounds: number): void {
  for (let moved = true, round = 0; moved && round < rounds; round++) {
    moved = false;
    for (let at = 1; at < all.length; at++) {
      for (let before = 0; before < at; before++) moved = part(all[before]!, all[at]!) || moved;
    }
  }
}

function part(one: Placed, other: Placed): boolean {
  const x = other.x - one.x;
  const across = one.beside + other.beside - Math.abs(x);
  if (across <= 0) return false;
  const y = middle(other) - middle(one);
  const down = (one.above + one.below + other.above + other.below) / 2 - Math.abs(y);
  if (down <= 0) return false;
  // A little more than needed, or the last of it would take for ever.
  if (down <= across) {
    const by = (down / 2 + 0.1) * (y < 0 ? -1 : 1);
    one.y -= by;
    other.y += by;
  } else {
    const by = (across / 2 + 0.1) * (x < 0 ? -1 : 1);
    one.x -= by;
    other.x += by;
  }
  return true;
}

const middle = ({ y, above, below }: Placed): number => y + (below - above) / 2;
