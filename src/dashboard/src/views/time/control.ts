// Going through a story's life: by hand, from change to change, or as time runs. It knows nothing of boards; what shows the moment is told.
import { batch, signal } from '@preact/signals';
import { read } from '../../api';
import type { Mark, Stops, Timeline } from '../../contracts';
import { type Clock, clockOf, type Moment, momentOf } from '../../moment';
import { query, setQuery } from '../../router';
import { Axis, type Place } from './axis';

export interface Viewer {
  /** The log as this page knows it. */
  readonly epoch: () => string | undefined;
  /** Shows a moment that the reader went to. */
  show(moment: Moment): void;
  /** Goes on to a later moment while time runs. */
  advance(moment: Moment): void;
  /** False while it is still on its way to the moment that it was told last. */
  ready(): boolean;
}

export const speeds = [1, 10, 60, 600] as const;
export type Speed = (typeof speeds)[number];

/** Nothing is waited for longer than this while time runs, in milliseconds: quiet stretches are passed over. */
const longestWait = 1_200;
const tick = 60;
/** The address follows at this distance: browsers refuse one that changes all the time. */
const addressEvery = 400;
const stopsAtOnce = 100;

export class TimeControl {
  readonly clock = signal<Clock>(clockOf(query.peek()));
  readonly axis = signal<Axis | undefined>(undefined);
  readonly failed = signal(false);
  /** Undefined: now. */
  readonly place = signal<Place | undefined>(undefined);
  readonly playing = signal(false);
  readonly speed = signal<Speed>(60);
  readonly onlyMoves = signal(false);
  /** Grows when the reader, or time, has come to rest at a moment: what is asked about it is asked then. */
  readonly rested = signal(0);
  #stops: { readonly forward: boolean; readonly key: string; readonly ahead: readonly Mark[] } | undefined;
  #stepping: Promise<void> = Promise.resolve();
  #running: ReturnType<typeof setInterval> | undefined;
  #address: ReturnType<typeof setTimeout> | undefined;
  #written: string | undefined;
  #time = 0;
  #refilling = false;
  #abort = new AbortController();

  constructor(readonly story: string, readonly viewer: Viewer) {}

  close(): void {
    this.pause();
    clearTimeout(this.#address);
    this.#abort.abort();
  }

  /** The moment at the place where it is; undefined: now. */
  get moment(): Moment | undefined {
    const place = this.place.peek();
    return place && this.#momentAt(place);
  }

  /** Draws the line: at first, on another clock, and when more has happened. */
  async draw(): Promise<void> {
    this.#abort.abort();
    const { signal: aborted } = this.#abort = new AbortController();
    try {
      const { marks } = await read<Timeline>(`${this.#path}/timeline?marks=400${this.#clockQuery}`, aborted);
      batch(() => {
        this.axis.value = new Axis(marks);
        this.failed.value = false;
      });
    } catch {
      if (!aborted.aborted) this.failed.value = true;
    }
  }

  /** The address says another moment than this page wrote there: a link, a step back in the browser's history, the first load. */
  arrive(address: ReadonlyMap<string, string>): boolean {
    const moment = momentOf(address);
    if (keyOf(moment) === this.#written) return false;
    this.pause();
    clearTimeout(this.#address);
    this.#written = keyOf(moment);
    batch(() => {
      if (moment && moment.clock !== this.clock.peek()) {
        this.clock.value = moment.clock;
        void this.draw();
      }
      this.place.value = moment && placeOf(moment);
      this.rested.value++;
    });
    return true;
  }

  /** Goes where the reader points; `rest` when they let go. */
  seek(place: Place, rest: boolean): void {
    this.pause();
    this.#go(place, (moment) => this.viewer.show(moment));
    if (rest) this.#rest();
  }

  turnTo(clock: Clock): void {
    if (clock === this.clock.peek()) return;
    this.pause();
    const time = this.place.peek()?.time;
    this.clock.value = clock;
    this.axis.value = undefined;
    void this.draw().then(() => {
      const axis = this.axis.peek();
      if (time === undefined || !axis || axis.empty) return;
      this.seek(clock === 'said' ? { time } : axis.at(axis.of({ time })), true);
    });
  }

  /** To the next change, or the one before. After the last one it is now. */
  step(forward: boolean, by = 1): void {
    this.pause();
    this.#stepping = this.#stepping.then(async () => {
      if (!this.axis.peek()) await this.draw();
      for (let n = 0; n < by; n++) {
        const stop = await this.#next(forward);
        if (!stop) {
          if (forward) this.live();
          break;
        }
        const place = placeAt(stop);
        this.#stops = { ...this.#stops!, key: this.#keyOf(place), ahead: this.#stops!.ahead.slice(1) };
        if (n === by - 1 || this.#stops.ahead.length === 0) this.#go(place, (moment) => (forward ? this.viewer.advance(moment) : this.viewer.show(moment)));
        else this.place.value = place;
      }
      this.#rest();
    }).catch(() => { this.failed.value = true; });
  }

  play(): void {
    if (this.playing.peek()) return;
    const axis = this.axis.peek();
    const from = this.place.peek() ?? axis?.first;
    if (!from) return;
    if (!this.place.peek()) this.seek(from, false);
    this.#time = Number.isNaN(from.time) ? 0 : from.time;
    this.playing.value = true;
    this.#running = setInterval(() => this.#run(), tick);
  }

  pause(): void {
    if (!this.playing.peek()) return;
    clearInterval(this.#running);
    this.playing.value = false;
    this.#rest();
  }

  live(): void {
    this.pause();
    clearTimeout(this.#address);
    this.#written = undefined;
    batch(() => {
      this.place.value = undefined;
      setQuery({ asOf: undefined, clock: undefined, compare: undefined });
    });
  }

  #run(): void {
    const place = this.place.peek();
    if (!place || !this.viewer.ready()) return;
    if (this.#stops?.forward !== true || this.#stops.key !== this.#keyOf(place) || this.#stops.ahead.length === 0) {
      void this.#refill();
      return;
    }
    this.#time += tick * this.speed.peek();
    const { ahead } = this.#stops;
    this.#time = Math.max(this.#time, Date.parse(ahead[0]!.at) - longestWait * this.speed.peek());
    const reached = ahead.findLastIndex(({ at }) => Date.parse(at) <= this.#time);
    if (reached < 0) return;
    const next = placeAt(ahead[reached]!);
    this.#stops = { ...this.#stops, key: this.#keyOf(next), ahead: ahead.slice(reached + 1) };
    this.#go(next, (moment) => this.viewer.advance(moment));
  }

  async #refill(): Promise<void> {
    if (this.#refilling) return;
    this.#refilling = true;
    try {
      if (!await this.#next(true)) this.pause();
    } catch {
      this.failed.value = true;
      this.pause();
    } finally {
      this.#refilling = false;
    }
  }

  /** The nearest stop; asked for when none is at hand. */
  async #next(forward: boolean): Promise<Mark | undefined> {
    const place = this.place.peek();
    const key = this.#keyOf(place);
    if (this.#stops?.forward !== forward || this.#stops.key !== key || this.#stops.ahead.length === 0) {
      if (forward && !place) return undefined;
      const from = place ? (this.clock.peek() === 'known' ? this.#cursorOf(place.position!) : new Date(place.time).toISOString()) : undefined;
      const side = from ? `${forward ? 'after' : 'before'}=${encodeURIComponent(from)}` : `before=${this.clock.peek() === 'said' ? new Date().toISOString() : this.#cursorOf(this.axis.peek()?.last?.position ?? 0)}`;
      const { items } = await read<Stops>(`${this.#path}/stops?${side}&of=${this.onlyMoves.peek() ? 'moves' : 'all'}&limit=${stopsAtOnce}${this.#clockQuery}`);
      this.#stops = { forward, key, ahead: items };
    }
    return this.#stops.ahead[0];
  }

  /** After the reader chose what to step over, what is at hand is of the other kind. */
  stepOver(onlyMoves: boolean): void {
    this.onlyMoves.value = onlyMoves;
    this.#stops = undefined;
  }

  #go(place: Place, show: (moment: Moment) => void): void {
    const entering = !this.place.peek();
    this.place.value = place;
    show(this.#momentAt(place));
    if (entering) this.#write(false);
    else this.#address ??= setTimeout(() => this.#write(true), addressEvery);
  }

  #rest(): void {
    if (this.place.peek()) this.#write(true);
    this.rested.value++;
  }

  #write(replace: boolean): void {
    clearTimeout(this.#address);
    this.#address = undefined;
    const { moment } = this;
    if (!moment || keyOf(moment) === this.#written) return;
    this.#written = keyOf(moment);
    setQuery({ asOf: moment.asOf, clock: moment.clock === 'said' ? 'said' : undefined }, { replace });
  }

  /** A position says nothing of when it was taken: the record there does. */
  async #settle(position: number): Promise<void> {
    try {
      const { items } = await read<{ items: readonly { at: string; position: number }[] }>(`/api/changes?after=${this.#cursorOf(position - 1)}&limit=1`);
      if (items[0]?.position === position && this.place.peek()?.position === position) this.place.value = { time: Date.parse(items[0].at), position };
    } catch {
      // The moment itself is shown, or what is wrong with it; only its time is not known.
    }
  }

  /** What shows the moment has come to it: on the clock of what was known a date has a position now, and a position gets its time. */
  located(position: number): void {
    const place = this.place.peek();
    if (!place || this.clock.peek() !== 'known') return;
    if (place.position === undefined) this.place.value = { ...place, position };
    else if (Number.isNaN(place.time) && place.position > 0) void this.#settle(place.position);
  }

  #momentAt(place: Place): Moment {
    return this.clock.peek() === 'said' || place.position === undefined ? { clock: this.clock.peek(), asOf: new Date(place.time).toISOString() } : { clock: 'known', asOf: String(place.position) };
  }

  #cursorOf(position: number): string {
    const epoch = this.viewer.epoch();
    return epoch ? `${epoch}:${position}` : String(position);
  }

  #keyOf(place: Place | undefined): string {
    return place ? `${place.position ?? ''} ${place.time}` : '';
  }

  get #path(): string { return `/api/stories/${encodeURIComponent(this.story)}`; }
  get #clockQuery(): string { return this.clock.peek() === 'said' ? '&clock=said' : ''; }
}

function keyOf(moment: Moment | undefined): string | undefined {
  return moment && `${moment.clock} ${moment.asOf}`;
}

function placeAt({ at, position }: Mark): Place {
  return { time: Date.parse(at), ...(position === undefined ? {} : { position }) };
}

function positionIn(asOf: string): number | undefined {
  const found = /^(?:[a-z0-9]{8,32}:)?(\d{1,15})$/.exec(asOf)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** As far as the address tells it; NaN: the time of a position, until it is known. */
export function placeOf({ asOf, clock }: Moment): Place {
  const position = positionIn(asOf);
  if (position !== undefined && clock === 'known') return { time: Number.NaN, position };
  const time = Date.parse(asOf.replace(/[~?%]$/, ''));
  // A day, a month or a year stands for its last moment.
  const day = /^\d{4}-\d\d-\d\d$/.test(asOf) ? 86_399_999 : 0;
  return { time: time + day };
}
