// Positions that acts imply of those who did them. They stand beside the matrix of what was said, never in it.
import type { ActDocument, Stance } from './contracts';
import { groupBy } from './groups';

export interface Conduct {
  readonly actor: string;
  readonly topic: string;
  /** Of the newest act. */
  readonly stance: Stance;
  /** Newest first. */
  readonly acts: readonly ActDocument[];
}

/** By actor and topic, of acts newest first. An act that was withdrawn or failed speaks for nobody. */
export function conductOf(acts: readonly ActDocument[], canonical: (actor: string) => string): Conduct[] {
  const speaking = acts.filter((act) => act.state !== 'withdrawn' && act.state !== 'failed');
  const taken = speaking.flatMap((act) => (act.positions ?? []).map(({ actor, topic, stance }) => ({ actor: canonical(actor), topic, stance, act })));
  return [...groupBy(taken, ({ actor, topic }) => `${actor} ${topic}`).values()].map((all) => {
    const { actor, topic, stance } = all[0]!;
    return { actor, topic, stance, acts: all.map(({ act }) => act) };
  });
}
