import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import type { Clock } from '../../moment';
import type { Place } from './axis';

const known = new Intl.DateTimeFormat(m.locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const said = new Intl.DateTimeFormat(m.locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(m.locale, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(m.locale, { month: 'short', year: 'numeric' });
const hour = new Intl.DateTimeFormat(m.locale, { hour: '2-digit', minute: '2-digit' });
const second = new Intl.DateTimeFormat(m.locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A moment in the reader's own zone; a position whose time is not known by its number. */
export function momentWords({ time, position }: Place, clock: Clock): string {
  if (Number.isNaN(time)) return position === undefined ? '…' : m.connection.position(position).toLowerCase();
  return (clock === 'said' ? said : known).format(time);
}

/** As an address has it: a date in its own words. */
export function asOfWords(asOf: string): string {
  if (/^(?:[a-z0-9]{8,32}:)?\d+$/.test(asOf)) return m.connection.position(Number(asOf.split(':').at(-1))).toLowerCase();
  return /T.*\.\d{3}Z$/.test(asOf) ? said.format(Date.parse(asOf)) : showEdtf(asOf);
}

/** A label below the line, as short as the life is long. */
export function tickWords(time: number, span: number): string {
  if (span > 300 * 86_400_000) return dayAndYear.format(time);
  if (span > 2 * 86_400_000) return day.format(time);
  return (span > 20 * 60_000 ? hour : second).format(time);
}
