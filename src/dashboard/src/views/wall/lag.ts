// How far this screen is behind the record. Both clocks are compared first: a wall's own may be wrong by minutes.

/** What one question for the server's time told: the difference, and by how much that may be off. Milliseconds. */
export interface Sample {
  readonly difference: number;
  readonly error: number;
}

/** @param asked This page's clock before and after; @param server The server's clock in between. */
export function sampleOf(asked: number, answered: number, server: number): Sample {
  return { difference: server - (asked + answered) / 2, error: (answered - asked) / 2 };
}

/** The best of the last few: the one that took the least time. */
export function bestOf(samples: readonly Sample[]): Sample | undefined {
  return samples.toSorted((a, b) => a.error - b.error)[0];
}

const kept = 8;

export class ServerClock {
  #samples: readonly Sample[] = [];

  /** Add to this page's clock to have the server's; undefined until it is known. */
  get difference(): number | undefined {
    return bestOf(this.#samples)?.difference;
  }

  async ask(): Promise<void> {
    try {
      const asked = Date.now();
      const response = await fetch('/api/clock', { headers: { Accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout(10_000) });
      const { now } = await response.json() as { readonly now: string };
      const sample = sampleOf(asked, Date.now(), Date.parse(now));
      if (Number.isFinite(sample.difference)) this.#samples = [...this.#samples, sample].slice(-kept);
    } catch {
      // What was known stays.
    }
  }

  /** After a sleep nothing that was measured before holds. */
  forget(): void {
    this.#samples = [];
  }
}

/** The place below which 95 of 100 of the last values lie. */
export function p95(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)];
}
