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

export function showTime(at: number | string): string {
  return time.format(new Date(at));
}

export function showDate(at: number | string): string {
  return date.format(new Date(at));
}

/** As short as the day allows: a time today, a day and a time this year. */
export function showMoment(at: number | string): string {
  const moment = new Date(at);
  const today = new Date();
  if (moment.toDateString() === today.toDateString()) return time.format(moment);
  return (moment.getFullYear() === today.getFullYear() ? dayAndTime : full).format(moment);
}
