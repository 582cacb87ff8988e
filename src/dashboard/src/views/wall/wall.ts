// What a wall knows while it hangs: which stories it watches, what moved lately, what to tell aloud, how far it is behind. No element of the page.
import { batch, signal } from '@preact/signals';
import { readStories } from '../../api';
import type { ChangeItem, StoryDocument } from '../../contracts';
import { type Alert, alertOf, keepRules, keptRules, type Rule, told } from './alerts';
import { p95, ServerClock } from './lag';
import { mostStories, type WallSettings } from './settings';
import { Sound } from './sound';
import { StoryWatch } from './watch';

const listEvery = 60_000;
const listAgain = 5_000;
const clockEvery = 60_000;
const keptAlerts = 12;
const keptLags = 200;
/** So long a change glows, and an alert stands in the middle of the screen. */
export const glowFor = 60_000;
export const tellFor = 15_000;
const mostAtOnce = 3;
const remembered = 500;

export interface Told {
  readonly alert: Alert;
  /** When it came here. Milliseconds. */
  readonly at: number;
}

export class Wall {
  readonly stories = signal<readonly StoryDocument[]>([]);
  readonly watches = signal<readonly StoryWatch[]>([]);
  readonly rules = signal<readonly Rule[]>(keptRules());
  /** Told aloud, newest first. */
  readonly alerts = signal<readonly Told[]>([]);
  /** How many more were to be told at once than are shown. */
  readonly more = signal(0);
  /** Every change of a moment ago, told or not. */
  readonly changes = signal<readonly Told[]>([]);
  /** Seconds from the record to this screen: the last, and the place below which 95 of 100 lie. */
  readonly lag = signal<{ readonly last: number; readonly p95: number; readonly of: number } | undefined>(undefined);
  readonly sign = signal<number | undefined>(undefined);
  readonly sound = new Sound();
  readonly #clock = new ServerClock();
  readonly #known = new Set<string>();
  #lags: readonly number[] = [];
  #settings: WallSettings;
  #timers: readonly ReturnType<typeof setInterval>[] = [];
  #listing: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(settings: WallSettings) {
    this.#settings = settings;
    void this.#list();
    for (let n = 0; n < 4; n++) setTimeout(() => void this.#clock.ask(), n * 700);
    this.#timers = [setInterval(() => void this.#clock.ask(), clockEvery), setInterval(() => this.#age(), 5_000)];
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#listing);
    for (const watch of this.watches.peek()) watch.close();
  }

  use(settings: WallSettings): void {
    this.#settings = settings;
    this.#watch();
  }

  changeRules(rules: readonly Rule[]): void {
    this.rules.value = rules;
    keepRules(rules);
  }

  /** The machine slept, or the network was away for long: what is shown may be of another day. */
  wake(): void {
    this.#clock.forget();
    void this.#clock.ask();
    void this.#list();
    for (const watch of this.watches.peek()) watch.renew();
  }

  retryNow(): void {
    for (const watch of this.watches.peek()) watch.retryNow();
  }

  /** The stories are few and change seldom; a wall without any of its own shows each that is active. */
  async #list(): Promise<void> {
    clearTimeout(this.#listing);
    let wait = listEvery;
    try {
      const { items } = await readStories(AbortSignal.timeout(15_000));
      if (JSON.stringify(items) !== JSON.stringify(this.stories.peek())) this.stories.value = items;
      this.#watch();
    } catch {
      wait = listAgain;
    }
    if (!this.#closed) this.#listing = setTimeout(() => void this.#list(), wait);
  }

  #watch(): void {
    if (this.#closed) return;
    const own = this.#settings.stories;
    const wanted = own.length > 0 ? own : this.stories.peek().filter(({ status }) => status === 'active').map(({ id }) => id).slice(0, mostStories);
    const before = this.watches.peek();
    if (before.length === wanted.length && before.every(({ story }, at) => story === wanted[at])) return;
    const kept = new Map(before.map((watch) => [watch.story, watch]));
    this.watches.value = wanted.map((story) => kept.get(story) ?? new StoryWatch(story, this));
    for (const watch of before) if (!wanted.includes(watch.story)) watch.close();
  }

  onSign(): void {
    const now = Date.now();
    if (now - (this.sign.peek() ?? 0) >= 1_000) this.sign.value = now;
  }

  onItems(story: string, items: readonly ChangeItem[]): void {
    const now = Date.now();
    // After a fresh reading two feeds of one story may overlap for a moment.
    const fresh = items.filter((item) => !this.#known.has(`${story} ${item.position} ${item.at}`));
    for (const item of fresh) this.#known.add(`${story} ${item.position} ${item.at}`);
    for (const key of this.#known) {
      if (this.#known.size <= remembered) break;
      this.#known.delete(key);
    }
    const alerts = fresh.map((item) => alertOf(item, story)).filter((alert) => alert !== undefined);
    const loud = alerts.filter((alert) => told(alert, this.rules.peek()));
    if (alerts.length > 0) {
      batch(() => {
        this.changes.value = [...alerts.map((alert) => ({ alert, at: now })).toReversed(), ...this.changes.peek()].slice(0, 100);
        if (loud.length > 0) {
          this.alerts.value = [...loud.slice(-keptAlerts).map((alert) => ({ alert, at: now })).toReversed(), ...this.alerts.peek()].slice(0, keptAlerts);
          this.more.value = Math.max(0, loud.length - mostAtOnce);
        }
      });
    }
    if (loud.length > 0 && this.#settings.sound) this.sound.play(loud.find((alert) => alert.kind === 'position' && alert.turned) ?? loud.at(-1)!, this.#settings.volume);
    const last = fresh.at(-1);
    const live = this.watches.peek().find((watch) => watch.story === story)?.connection.peek()?.phase === 'live';
    if (last && live) this.#measure(last.at);
  }

  /** Two frames on, it has been painted. */
  #measure(at: string): void {
    if (document.visibilityState !== 'visible') return;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const difference = this.#clock.difference;
      if (difference === undefined) return;
      const last = Math.max(0, (Date.now() + difference - Date.parse(at)) / 1000);
      this.#lags = [...this.#lags, last].slice(-keptLags);
      this.lag.value = { last, p95: p95(this.#lags)!, of: this.#lags.length };
    }));
  }

  #age(): void {
    const now = Date.now();
    const changes = this.changes.peek().filter(({ at }) => now - at < glowFor);
    if (changes.length !== this.changes.peek().length) this.changes.value = changes;
  }
}
