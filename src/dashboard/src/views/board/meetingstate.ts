import type { MeetingStatus } from '../../contracts';
import type { m } from '../../messages';
import type { GlyphShape } from './glyph';

/** What a reader asks of a meeting first: is it on, is it to come, is it over? */
export type Group = keyof typeof m.meetings.groups;

export const groupOf: Record<MeetingStatus, Group> = {
  under_way: 'now', suspended: 'now', scheduled: 'upcoming', rescheduled: 'upcoming', postponed: 'upcoming', proposed: 'proposed', invited: 'proposed',
  concluded: 'over', broken_off: 'over', declined: 'declined', cancelled: 'declined', did_not_take_place: 'declined', unknown: 'unknown',
};
export function shapeOf(status: MeetingStatus): GlyphShape {
  if (status === 'suspended') return 'paused';
  if (status === 'broken_off') return 'broken';
  const group = groupOf[status];
  return group === 'declined' ? 'off' : group;
}
