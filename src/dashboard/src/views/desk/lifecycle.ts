import type { MeetingStatus } from '../../contracts';

/** Which status may follow which, as the server has it (a test of the server reads this table). */
export const after: Readonly<Record<MeetingStatus, readonly MeetingStatus[]>> = {
  proposed: ['invited', 'scheduled', 'under_way', 'declined', 'cancelled', 'did_not_take_place'],
  invited: ['scheduled', 'declined', 'cancelled', 'did_not_take_place'],
  scheduled: ['under_way', 'postponed', 'rescheduled', 'declined', 'cancelled', 'did_not_take_place'],
  postponed: ['scheduled', 'rescheduled', 'under_way', 'cancelled'],
  rescheduled: ['scheduled', 'postponed', 'under_way', 'cancelled'],
  under_way: ['suspended', 'concluded', 'broken_off'],
  suspended: ['under_way', 'concluded', 'broken_off'],
  concluded: [],
  broken_off: [],
  declined: ['proposed', 'invited'],
  cancelled: [],
  did_not_take_place: [],
  unknown: ['proposed', 'invited', 'scheduled', 'postponed', 'rescheduled', 'under_way', 'suspended', 'concluded', 'broken_off', 'declined', 'cancelled', 'did_not_take_place'],
};
