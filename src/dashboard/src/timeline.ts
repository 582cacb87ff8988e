// Meetings on one axis of time: where each stands, in which lane, and the ticks below. Pure; units are milliseconds and shares of the axis (0 to 1).
import type { MeetingDocument } from './contracts';
import { type Stretch, stretchOf } from './when';

export interface Mark {
  readonly meeting: MeetingDocument;
  readonly from: number;
  readonly to: number;
  /** Where its sign stands: in the middle, or beside it where there is no lane left. */
  readonly at: number;
  readonly lane: number;
}

/** A part of the axis on which time goes evenly. Between two parts nothing happened for long. */
export interface Part {
  /** From its first meeting to its last. */
  readonly of: Stretch;
  /** The same with room around it: what its ends stand for. */
  readonly span: Stretch;
  readonly from: number;
  readonly to: number;
  /** Empty where there is no room for several: then the span itself is its label. */
  readonly ticks: readonly Tick[];
}

export interface Tick {
  readonly at: number;
  readonly time: number;
  readonly unit: Unit;
}

export type Unit = 'hour' | 'day' | 'month' | 'year';

export interface Timeline {
  readonly parts: readonly Part[];
  readonly marks: readonly Mark[];
  readonly lanes: number;
  /** Where now is; undefined: nothing is to come, and now is not among what was. */
  readonly now?: number | undefined;
  /** Meetings without a date. */
  readonly undated: number;
}

interface Dated {
  readonly when: Stretch;
  readonly meeting?: MeetingDocument;
}

const day = 86_400_000;
/** Marks that are nearer than this stand in lanes of their own: a mark is 24 px, and the narrowest axis of a desk 239. */
const apart = 0.102;
const mostLanes = 4;
/** An empty time of more than this share of the whole is left out, and takes this much room. */
const longEmpty = 0.15, gap = 0.05;
/** A part that is narrower than this has one label. */
const narrow = 0.6;
/** A part is at least so long: what is of one day is no bar from end to end. */
const shortest = 8 * day;

/** Undefined when no meeting has a date. */
export function timelineOf(meetings: readonly MeetingDocument[], now: number): Timeline | undefined {
  const dated = meetings.flatMap((meeting): Required<Dated>[] => {
    const when = whenOf(meeting);
    return when ? [{ meeting, when }] : [];
  });
  if (dated.length === 0) return undefined;
  const ahead = dated.some(({ meeting, when }) => expected.has(meeting.status) && when.to > now - 60 * day);
  const parts = partsOf(ahead ? [...dated, { when: { from: now, to: now } }] : dated);
  const share = (time: number): number => {
    const part = parts.findLast(({ span }) => span.from <= time) ?? parts[0]!;
    return part.from + Math.min(1, Math.max(0, (time - part.span.from) / (part.span.to - part.span.from))) * (part.to - part.from);
  };
  const ends: number[] = [];
  const marks = dated.sort((a, b) => a.when.from - b.when.from || (a.meeting.id < b.meeting.id ? -1 : 1)).map(({ meeting, when }): Mark => {
    const [from, to] = [share(when.from), share(when.to)];
    const middle = (from + to) / 2;
    let lane = ends.findIndex((last) => middle >= last + apart);
    if (lane < 0) lane = ends.length < mostLanes ? ends.length : ends.indexOf(Math.min(...ends));
    const at = Math.min(1, Math.max(middle, (ends[lane] ?? -1) + apart));
    ends[lane] = at;
    return { meeting, from, to, at, lane };
  });
  const within = parts.some(({ span }) => now >= span.from && now <= span.to);
  return { parts, marks, lanes: ends.length, undated: meetings.length - dated.length, ...(within ? { now: share(now) } : {}) };
}

function whenOf({ start, end }: MeetingDocument): Stretch | undefined {
  if (!start) return end === undefined ? undefined : stretchOf(end);
  return (end !== undefined && end !== start ? stretchOf(`${start}/${end}`) : undefined) ?? stretchOf(start);
}

const expected: ReadonlySet<MeetingDocument['status']> = new Set(['proposed', 'invited', 'scheduled', 'rescheduled', 'postponed', 'under_way', 'suspended']);

/** Time without what is long and empty; each part is the wider the more stands in it. */
function partsOf(dated: readonly Dated[]): readonly Part[] {
  const sorted = dated.toSorted((a, b) => a.when.from - b.when.from);
  const whole = Math.max(...sorted.map(({ when }) => when.to)) - sorted[0]!.when.from;
  const groups: { span: Stretch; count: number }[] = [];
  for (const { when } of sorted) {
    const last = groups.at(-1);
    if (!last || when.from - last.span.to > Math.max(whole * longEmpty, 2 * day)) groups.push({ span: when, count: 1 });
    else {
      last.span = { from: last.span.from, to: Math.max(last.span.to, when.to) };
      last.count++;
    }
  }
  const room = 1 - gap * (groups.length - 1);
  const weights = groups.reduce((sum, { count }) => sum + 1 + count / 2, 0);
  let from = 0;
  return groups.map(({ span, count }): Part => {
    const to = from + room * ((1 + count / 2) / weights);
    // Not to stand at the very edge.
    const edge = Math.max((span.to - span.from) * 0.06, (shortest - (span.to - span.from)) / 2);
    const wider = { from: span.from - edge, to: span.to + edge };
    const part = { of: span, span: wider, from, to, ticks: to - from < narrow ? [] : ticksOf(wider).map((tick) => ({ ...tick, at: from + tick.at * (to - from) })) };
    from = to + gap;
    return part.ticks.length > 1 ? part : { ...part, ticks: [] };
  });
}

/** At most four, on whole hours, days, months or years. */
export function ticksOf({ from, to }: Stretch): readonly Tick[] {
  const steps: readonly [Unit, number][] = [
    ['hour', 3], ['hour', 6], ['hour', 12], ['day', 1], ['day', 2], ['day', 7], ['day', 14], ['month', 1], ['month', 3], ['month', 6], ['year', 1], ['year', 2], ['year', 5], ['year', 10],
    ['year', 50], ['year', 200], ['year', 1000],
  ];
  for (const [unit, step] of steps) {
    const times = every(unit, step, from, to);
    if (times.length <= 4) return times.map((time) => ({ time, unit, at: (time - from) / (to - from) }));
  }
  return [];
}

function every(unit: Unit, step: number, from: number, to: number): number[] {
  const found: number[] = [];
  const begin = new Date(from);
  const [year, month, date] = [begin.getUTCFullYear(), begin.getUTCMonth(), begin.getUTCDate()];
  for (let n = 0; n < 400 && found.length <= 4; n++) {
    const at = unit === 'hour' ? Date.UTC(year, month, date, n * step) : unit === 'day' ? Date.UTC(year, month, 1 + n * step) : unit === 'month' ? Date.UTC(year, n * step) : yearBegins(Math.floor(year / step) * step + n * step);
    if (at > to) break;
    if (at >= from) found.push(at);
  }
  return found;
}

function yearBegins(year: number): number {
  const at = new Date(0);
  return at.setUTCFullYear(year, 0, 1);
}
