// Dates as they are known: EDTF level 1 (ISO 8601-2) in words. Nothing is added that the text does not say; what is not EDTF is shown as it is.
import { m } from './messages';

export function showEdtf(text: string): string {
  return readEdtf(text) ?? text;
}

/** In words; null for what is no EDTF. */
export function readEdtf(text: string): string | null {
  const slash = text.indexOf('/');
  return slash < 0 ? showOne(text) : showInterval(text.slice(0, slash), text.slice(slash + 1));
}

function showInterval(from: string, to: string): string | null {
  const open = (end: string): boolean => end === '' || end === '..';
  if (open(from) && open(to)) return m.date.unknown;
  if (from === '..') return apply(showOne(to), m.date.notAfter);
  if (from === '') return apply(showOne(to), m.date.until);
  if (to === '..') return apply(showOne(from), m.date.notBefore);
  if (to === '') return apply(showOne(from), m.date.since);
  return range(from, to) ?? join(showOne(from), showOne(to));
}

const dayForm = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Two plain days share their month and year: 11–15 May 2025. */
function range(from: string, to: string): string | null {
  if (!dayForm.test(from) || !dayForm.test(to)) return null;
  const [start, end] = [new Date(from), new Date(to)];
  if (Number.isNaN(start.getTime()) || Number.isNaN(end.getTime()) || start > end) return null;
  // Browsers differ in the spaces around the dash.
  return days.formatRange(start, end).replace(/^(\d+)\s*–\s*/, '$1–').replace(/(\D)\s*–\s*/, '$1 – ').replaceAll(/\s+/g, ' ');
}

function showOne(text: string): string | null {
  const mark = /[?~%]$/.exec(text)?.[0];
  const shown = showDate(mark ? text.slice(0, -1) : text);
  if (shown === null) return null;
  if (mark === '~') return m.date.about(shown);
  if (mark === '?') return m.date.uncertain(shown);
  return mark === '%' ? m.date.aboutUncertain(shown) : shown;
}

function showDate(text: string): string | null {
  const time = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(text);
  if (time) return apply(showDay(time[1]!), (day) => m.date.atTime(day, time[2]! + zone(time[3])));
  const long = /^Y(-?\d{5,})$/.exec(text);
  if (long) return trimmed(long[1]!);
  const parts = /^(-?)([\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?$/.exec(text);
  if (!parts) return null;
  const [, minus, digits, month, day] = parts;
  const year = `${minus}${digits}`;
  if (month === undefined) return showYear(year);
  if (year.includes('X')) return null;
  if (month === 'XX') return day === undefined || day === 'XX' ? m.date.monthUnknown(trimmed(year)) : null;
  const season = Number(month) - 21;
  if (season >= 0 && season < 4 && day === undefined) return m.date.season(m.date.seasons[season]!, trimmed(year));
  if (day === undefined) return formatted(year, month, '01', months);
  return day === 'XX' ? apply(formatted(year, month, '01', months), m.date.dayUnknown) : showDay(`${year}-${month}-${day}`);
}

function showYear(year: string): string | null {
  if (!year.includes('X')) return trimmed(year);
  if (/^\d{3}X$/.test(year)) return m.date.decade(`${year.slice(0, 3)}0`);
  if (/^\d{2}XX$/.test(year)) return m.date.century(`${year.slice(0, 2)}00`, `${year.slice(0, 2)}99`);
  return null;
}

function showDay(text: string): string | null {
  const [, year, month, day] = /^(-?\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year && month && day ? formatted(year, month, day, days) : null;
}

const days = new Intl.DateTimeFormat(m.locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat(m.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });

function formatted(year: string, month: string, day: string, form: Intl.DateTimeFormat): string | null {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) ? form.format(date) : null;
}

function zone(text: string | undefined): string {
  if (!text) return '';
  if (text === 'Z' || /^[+-]00:?(00)?$/.test(text)) return ` ${m.date.utc}`;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(text) ?? [];
  return ` ${m.date.utc}${sign === '-' ? '−' : '+'}${Number(hours)}${minutes && minutes !== '00' ? `:${minutes}` : ''}`;
}

function trimmed(year: string): string {
  return year.replace(/^(-?)0+(?=\d)/, '$1').replace('-', '−');
}

function apply(text: string | null, form: (text: string) => string): string | null {
  return text === null ? null : form(text);
}

function join(from: string | null, to: string | null): string | null {
  return from === null || to === null ? null : m.date.between(from, to);
}

/** ISO 8601 duration, with `<`, `>` or `~` before it when it is not exact. */
export function showDuration(text: string): string {
  const [, mark, days_, hours, minutes] = /^([<>~]?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text) ?? [];
  const parts = [
    days_ ? m.duration.day(Number(days_)) : '', hours ? m.duration.hour(Number(hours)) : '', minutes ? m.duration.minute(Number(minutes)) : '',
  ].filter(Boolean);
  if (parts.length === 0) return text;
  const shown = parts.join(' ');
  if (mark === '<') return m.meetings.lessThan(shown);
  if (mark === '>') return m.meetings.moreThan(shown);
  return mark === '~' ? m.meetings.about(shown) : shown;
}
