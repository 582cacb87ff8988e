import type { ChangeItem, LinkDocument, LinkState } from './contracts';
import { type EventData, idOf, some } from './events';
import type { Kind } from './newest';

export const links: Kind<LinkDocument> = {
  most: 100,

  begun(item, story) {
    if (item.kind !== 'statement.linked') return undefined;
    const { link, state, rule, by, cause } = item.data as EventData['statement.linked'];
    if (link.story !== story) return null;
    return { id: idOf(item.entity), ...link, state, ...some({ rule, editor: by, cause }), version: 1, recordedAt: item.at };
  },

  after(before, item) {
    switch (item.kind) {
      case 'link.confirmed': return decided(before, item, 'confirmed');
      case 'link.dismissed': {
        // A rule takes back only what no editor has decided about.
        const ofRule = (item.data as EventData['link.dismissed']).rule !== undefined;
        return ofRule && before.editor !== undefined ? { ...before, version: before.version + 1 } : decided(before, item, 'dismissed');
      }
      default: return null;
    }
  },
};

function decided(before: LinkDocument, item: ChangeItem, state: LinkState): LinkDocument {
  const { reason, by } = item.data as EventData['link.confirmed'];
  const { editor: _, reason: __, ...rest } = before;
  return { ...rest, state, ...some({ editor: by, reason }), version: before.version + 1 };
}
