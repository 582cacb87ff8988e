import { signal } from '@preact/signals';
import { m } from './messages';

// Moments that the desk or this page knew, in the reader's own zone. What was *said* when is another matter: see edtf.ts.

const time = new Intl.DateTimeFormat(m.locale, { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(m.locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(m.locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat(m.locale, { day: 'numeric', month: 'long', year: 'numeric' });

/** The page's own clock, for counting down and for what is "just now". Ticks once a second while somebody reads it. */
export const now = signal(Date.now(), {
  watched() {
    this.value = Date.now();
    ticking = setInterval(() => { now.value = Date.now(); }, 1000);
  },
  unwatched() {
    clearInterval(ticking);
  },
});
let ticking: ReturnType<typeof setInterval> | undefined;

// The server's clock, as far as its answers and what arrives tell it, over this page's steady one: what a reader's computer takes for the time does not matter.
let base = Date.now() - performance.now();
let told = false;

/** Something was recorded, or answered, at this time of the server (RFC 3339 or an HTTP date): it is not earlier now. */
export function heard(at: string): void {
  const least = Date.parse(at) - performance.now();
  if (Number.isNaN(least)) return;
  base = told ? Math.max(base, least) : least;
  told = true;
}

/** What the server's clock shows now, in milliseconds; never ahead of it by more than the time that an answer took. */
export function serverNow(): number {
  return performance.now() + base;
}

/** How far this computer's own clock is ahead of the server's, in milliseconds; what is less than a minute is none. */
export function skew(): number {
  const ahead = Date.now() - serverNow();
  return Math.abs(ahead) < 60_000 ? 0 : ahead;
}

export function showTime(at: number | string): string {
  return time.format(new Date(at));
}

export function showDate(at: number | string): string {
  return date.format(new Date(at));
}

/** As short as the day allows: a time today, a day and a time this year. */
export function showMoment(at: number | string): string {
  const moment = new Date(at);
  const today = new Date(serverNow());
  if (moment.toDateString() === today.toDateString()) return time.format(moment);
  return (moment.getFullYear() === today.getFullYear() ? dayAndTime : full).format(moment);
}
