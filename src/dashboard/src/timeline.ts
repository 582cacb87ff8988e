// Meetings on one axis of time: where each stands, in which lane, and the ticks below. Pure; units are milliseconds and shares of the axis (0 to 1).
import type { MeetingDocument } from './contracts';
import { type Stretch, stretchOf } from './when';

export interface Mark {
  readonly meeting: MeetingDocument;
  readonly from: number;
  readonly to: number;
  readonly lane: number;
}

export interface Tick {
  readonly at: number;
  readonly time: number;
  readonly unit: Unit;
}

export type Unit = 'hour' | 'day' | 'month' | 'year';

export interface Timeline {
  readonly span: Stretch;
  readonly marks: readonly Mark[];
  readonly lanes: number;
  readonly ticks: readonly Tick[];
  /** Where now is; undefined: not on the axis. */
  readonly now?: number | undefined;
  /** Meetings without a date. */
  readonly undated: number;
}

const day = 86_400_000;
/** Marks that are nearer than this stand in lanes of their own. */
const apart = 0.045;
const mostLanes = 4;

/** Undefined when no meeting has a date. `now` is on the axis when something is still to come or under way, or it lies within. */
export function timelineOf(meetings: readonly MeetingDocument[], now: number): Timeline | undefined {
  const dated = meetings.flatMap((meeting) => {
    const when = meeting.start ? stretchOf(meeting.end && meeting.end !== meeting.start ? `${meeting.start}/${meeting.end}` : meeting.start) ?? stretchOf(meeting.start) : meeting.end ? stretchOf(meeting.end) : undefined;
    return when ? [{ meeting, when }] : [];
  });
  if (dated.length === 0) return undefined;
  let from = Math.min(...dated.map(({ when }) => when.from));
  let to = Math.max(...dated.map(({ when }) => when.to));
  const ahead = dated.some(({ meeting }) => expected.has(meeting.status));
  if (ahead && now > to - 400 * day && now < to + 30 * day) to = Math.max(to, now);
  if (ahead && now < from && now > from - 60 * day) from = now;
  const room = Math.max((to - from) * 0.04, day / 4);
  const span = { from: from - room, to: to + room };
  const share = (time: number): number => (time - span.from) / (span.to - span.from);
  const ends: number[] = [];
  const marks = dated.sort((a, b) => a.when.from - b.when.from || (a.meeting.id < b.meeting.id ? -1 : 1)).map(({ meeting, when }): Mark => {
    const [begin, end] = [share(when.from), share(when.to)];
    let lane = ends.findIndex((last) => begin >= last + apart);
    if (lane < 0) lane = ends.length < mostLanes ? ends.length : ends.indexOf(Math.min(...ends));
    ends[lane] = end;
    return { meeting, from: begin, to: end, lane };
  });
  return {
    span, marks, lanes: ends.length, ticks: ticksOf(span), undated: meetings.length - dated.length, ...(now >= span.from && now <= span.to ? { now: share(now) } : {}),
  };
}

const expected: ReadonlySet<MeetingDocument['status']> = new Set(['proposed', 'invited', 'scheduled', 'rescheduled', 'postponed', 'under_way', 'suspended']);

/** Three to seven, on whole hours, days, months or years. */
export function ticksOf({ from, to }: Stretch): readonly Tick[] {
  const steps: readonly [Unit, number][] = [['hour', 3], ['hour', 6], ['hour', 12], ['day', 1], ['day', 2], ['day', 7], ['day', 14], ['month', 1], ['month', 3], ['month', 6], ['year', 1], ['year', 2], ['year', 5], ['year', 10], ['year', 50], ['year', 200]];
  let ticks: number[] = [];
  let unit: Unit = 'year';
  for (const [one, step] of steps) {
    ticks = every(one, step, from, to);
    unit = one;
    if (ticks.length <= 6) break;
  }
  return ticks.map((time) => ({ time, unit, at: (time - from) / (to - from) }));
}

function every(unit: Unit, step: number, from: number, to: number): number[] {
  const found: number[] = [];
  const begin = new Date(from);
  for (let n = 0; n < 400; n++) {
    const at = unit === 'hour' ? Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth(), begin.getUTCDate(), n * step)
      : unit === 'day' ? Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth(), 1 + n * step)
        : unit === 'month' ? Date.UTC(begin.getUTCFullYear(), n * step) : Date.UTC(Math.floor(begin.getUTCFullYear() / step) * step + n * step, 0);
    if (at > to) break;
    if (at >= from) found.push(at);
  }
  return found;
}
