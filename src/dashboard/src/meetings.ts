import type { ChangeItem, MeetingDocument } from './contracts';
import { type EventData, idOf } from './events';

/** The meeting that an item begins; null when it is of another story. */
export function createdMeeting(item: ChangeItem, story: string): MeetingDocument | null {
  const { meeting, status, participants } = item.data as EventData['meeting.created'];
  if (meeting.story !== story) return null;
  return {
    id: idOf(item.entity), ...meeting, status: status.status, ...(status.outcome ? { outcome: status.outcome } : {}),
    ...(participants?.length ? { participants } : {}), statusHistory: [status], version: 1, recordedAt: item.at,
  };
}

/** The meeting after one more record of its own stream; null for a kind that this program does not know. */
export function meetingAfter(before: MeetingDocument, item: ChangeItem): MeetingDocument | null {
  const version = before.version + 1;
  switch (item.kind) {
    case 'meeting.revised': {
      const { meeting } = item.data as EventData['meeting.revised'];
      const { id, status, outcome, participants, statusHistory, recordedAt } = before;
      const kept = { ...(outcome ? { outcome } : {}), ...(participants ? { participants } : {}), ...(statusHistory ? { statusHistory } : {}) };
      return { id, ...meeting, status, ...kept, version, recordedAt };
    }
    case 'meeting.status_changed': {
      const { to } = item.data as EventData['meeting.status_changed'];
      const outcome = to.outcome ?? before.outcome;
      const statusHistory = [...(before.statusHistory ?? []), to];
      return { ...before, status: to.status, ...(outcome ? { outcome } : {}), statusHistory, version };
    }
    case 'meeting.participation_changed': {
      const { to } = item.data as EventData['meeting.participation_changed'];
      const people = before.participants ?? [];
      const at = people.findIndex((entry) => entry.actor === to.actor);
      return { ...before, participants: at < 0 ? [...people, to] : people.with(at, to), version };
    }
    default:
      return null;
  }
}
