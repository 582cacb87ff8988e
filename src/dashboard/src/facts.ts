// Claims gathered by the fact that they are about: one field of one entity. The same decisions as the server's `/conflicts`, over the claims of a board.
import type { ClaimDocument } from './contracts';
import { groupBy } from './groups';
import { canonical } from './hash';

/** Open: reports disagree, and no editor has decided since the newest of them came. Decided: an editor prefers one. */
export type FactState = 'open' | 'decided' | 'undisputed' | 'background';

export interface Fact {
  readonly about: string;
  readonly field: string;
  readonly state: FactState;
  /** Oldest first. */
  readonly claims: readonly ClaimDocument[];
}

export interface ClaimedValue {
  readonly value: unknown;
  /** Oldest first. */
  readonly claims: readonly ClaimDocument[];
}

/** The facts of the board's claims (newest first), the one that was claimed about last first. */
export function factsOf(claims: readonly ClaimDocument[]): Fact[] {
  return [...groupBy(claims, (claim) => `${claim.about} ${claim.field}`).values()].map((newestFirst) => {
    const { about, field } = newestFirst[0]!;
    return { about, field, state: stateOf(field, newestFirst), claims: newestFirst.toReversed() };
  });
}

function stateOf(field: string, claims: readonly ClaimDocument[]): FactState {
  if (field === 'background') return 'background';
  const standing = claims.filter((claim) => claim.status !== 'superseded');
  if (claims.some((claim) => claim.status === 'kept') && valuesOf(standing).length > 1) return 'open';
  return claims.some((claim) => claim.status === 'preferred') ? 'decided' : 'undisputed';
}

/** Distinct values, in the order in which they were first claimed. */
export function valuesOf(claims: readonly ClaimDocument[]): ClaimedValue[] {
  return [...groupBy(claims, (claim) => canonical(claim.value)).values()].map((same) => ({ value: same[0]!.value, claims: same }));
}

export interface Decision {
  readonly preferred: ClaimDocument;
  /** The value that stood before. Undefined with `unsure`: several did, and only the record of the decision says which was the last. */
  readonly old?: unknown;
  readonly unsure: boolean;
}

/** What an editor decided about a fact, as far as the claims say. */
export function decisionOf({ claims }: Fact): Decision | undefined {
  const preferred = claims.findLast((claim) => claim.status === 'preferred');
  if (!preferred) return undefined;
  const others = valuesOf(claims.filter((claim) => claim.status === 'superseded' && canonical(claim.value) !== canonical(preferred.value)));
  return others.length === 1 ? { preferred, old: others[0]!.value, unsure: false } : { preferred, unsure: true };
}
