// EDTF dates as stretches of time, for putting things in order and on an axis. Showing them is another matter: see edtf.ts.

/** First and last millisecond, in UTC where the date has no zone. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a date covers, at its own precision; `~`, `?` and `%` are ignored. Undefined: it is no date of level 1, or has no end that is known. */
export function stretchOf(edtf: string): Stretch | undefined {
  const slash = edtf.indexOf('/');
  if (slash < 0) return one(edtf);
  const [from, to] = [one(edtf.slice(0, slash)), one(edtf.slice(slash + 1))];
  // Open at one end: what is known is the other.
  if (!from || !to) return to ?? from;
  return from.from <= to.to ? { from: from.from, to: to.to } : undefined;
}

/** What comes later has the larger key; what has no date comes before everything. */
export function orderKey(...dates: readonly (string | undefined)[]): number {
  for (const date of dates) {
    const found = date === undefined ? undefined : stretchOf(date);
    if (found) return found.to;
  }
  return Number.NEGATIVE_INFINITY;
}

const minute = 60_000, hour = 60 * minute, day = 24 * hour;

function one(text: string): Stretch | undefined {
  const bare = text.replace(/[?~%]$/, '');
  const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:(Z)|([+-]\d\d)(?::?(\d\d))?)?$/.exec(bare);
  if (time) {
    const [, y, mo, d, h, mi, s, fraction, , oh = '0', om = '0'] = time;
    const offset = (Number(oh) * 60 + Math.sign(Number(oh) || 1) * Number(om)) * minute;
    const at = utc(Number(y), Number(mo), Number(d)) + Number(h) * hour + Number(mi) * minute + Number(s ?? 0) * 1000 + Number((fraction ?? '').slice(0, 3).padEnd(3, '0')) - offset;
    return { from: at, to: at + (s === undefined ? minute : fraction === undefined ? 1000 : 1) - 1 };
  }
  const parts = /^(-?\d{3}[\dX]|-?\d\dXX)(?:-([\dX]{2}))?(?:-([\dX]{2}))?$/.exec(bare);
  if (!parts) return undefined;
  const [, year, month, date] = parts;
  const [first, last] = [Number(year!.replaceAll('X', '0')), Number(year!.replaceAll('X', '9'))];
  if (month === undefined || month === 'XX') return { from: utc(first, 1, 1), to: utc(last + 1, 1, 1) - 1 };
  const number = Number(month);
  if (number >= 21 && number <= 24) {
    // Spring begins in March; winter ends in the year after.
    const begins = [3, 6, 9, 12][number - 21]!;
    return { from: utc(first, begins, 1), to: utc(first, begins + 3, 1) - 1 };
  }
  if (number < 1 || number > 12) return undefined;
  if (date === undefined || date === 'XX') return { from: utc(first, number, 1), to: utc(first, number + 1, 1) - 1 };
  const at = utc(first, number, Number(date));
  return { from: at, to: at + day - 1 };
}

function utc(year: number, month: number, date: number): number {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, date);
  return at.getTime();
}
