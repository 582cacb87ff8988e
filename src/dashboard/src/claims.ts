import type { ChangeItem, ClaimDocument } from './contracts';
import { type EventData, idOf, some } from './events';
import { foldNewest, type Kind } from './newest';

const claims: Kind<ClaimDocument> = {
  most: 100,

  begun(item, story) {
    if (item.kind !== 'claim.added') return undefined;
    const { claim, by } = item.data as EventData['claim.added'];
    if (claim.story !== story) return null;
    return { id: idOf(item.entity), ...claim, status: 'kept', ...some({ by }), version: 1, recordedAt: item.at };
  },

  after(before, item) {
    return item.kind === 'claim.preferred' ? decided(before, 'preferred', item.data as EventData['claim.preferred'], before.version + 1) : null;
  },
};

/** The claims after one more item; those that a preferred one supersedes turn with it. One that is superseded beyond the window stays there. */
export function foldClaims(list: readonly ClaimDocument[], item: ChangeItem, story: string): readonly ClaimDocument[] | null {
  const after = foldNewest(list, item, claims, story);
  if (!after || item.kind !== 'claim.preferred') return after;
  const preferred = item.data as EventData['claim.preferred'];
  return after.map((claim) => (preferred.superseded?.includes(claim.id) ? decided(claim, 'superseded', preferred, claim.version) : claim));
}

function decided(before: ClaimDocument, status: ClaimDocument['status'], { reason, by }: EventData['claim.preferred'], version: number): ClaimDocument {
  const { reason: _, editor: __, ...rest } = before;
  return { ...rest, status, reason, ...some({ editor: by }), version };
}
