import type { ActDocument } from './contracts';
import { type EventData, idOf, some } from './events';
import type { Kind } from './newest';

export const acts: Kind<ActDocument> = {
  most: 50,

  begun(item, story) {
    if (item.kind !== 'act.added') return undefined;
    const { act, state } = item.data as EventData['act.added'];
    if (act.story !== story) return null;
    return { id: idOf(item.entity), ...act, state: state.state, stateHistory: [state], version: 1, recordedAt: item.at };
  },

  after(before, item) {
    const version = before.version + 1;
    switch (item.kind) {
      case 'act.revised': {
        const { act } = item.data as EventData['act.revised'];
        const { id, state, stateHistory, recordedAt } = before;
        return { id, ...act, state, ...some({ stateHistory }), version, recordedAt };
      }
      case 'act.state_changed': {
        const { to } = item.data as EventData['act.state_changed'];
        return { ...before, state: to.state, stateHistory: [...(before.stateHistory ?? []), to], version };
      }
      default:
        return null;
    }
  },
};
