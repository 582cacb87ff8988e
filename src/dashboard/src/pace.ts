// How much is done between two frames: as much as the last ones allowed, so that much at once never holds the page up.

const least = 8, most = 256;
/** Milliseconds of work that a frame may take: with them it is still in time for the screen, or misses one refresh. */
const budget = 14;

/** How many to take next, after so many took so long: fewer at once when it was too long, more bit by bit when there was room. */
export function nextSlice(size: number, took: number): number {
  if (took > budget) return Math.max(least, Math.floor((size * budget) / took));
  return took < budget / 2 ? Math.min(most, Math.ceil(size * 1.5)) : size;
}

export class Pace {
  #size = least * 2;

  /** How many are taken before the next frame. */
  get size(): number { return this.#size; }

  /** Waits until what is on its way to the screen is there, and learns from how long that took. `worked`: what was spent before, in milliseconds. */
  async frame(worked: number): Promise<void> {
    this.#size = nextSlice(this.#size, worked + await painted());
  }
}

/** Milliseconds that the next frame takes the page; a page that nobody sees has none, and waits for none. */
function painted(): Promise<number> {
  if (globalThis.document?.visibilityState === 'hidden') return new Promise((done) => { setTimeout(() => done(0), 0); });
  return new Promise((done) => {
    requestAnimationFrame((began) => {
      // A task after the frame: by then its callbacks, what they drew, layout and paint are over.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        done(performance.now() - began);
      };
      port2.postMessage(0);
    });
  });
}
