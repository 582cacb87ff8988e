// What a wall shows, as its address says it: whoever opens the same address sees the same wall.

export const frames = ['stream', 'matrix', 'meetings'] as const;
export type Frame = (typeof frames)[number];

export interface WallSettings {
  /** Story ids; empty: every story that is active. */
  readonly stories: readonly string[];
  readonly views: readonly Frame[];
  /** Seconds that one view stays, 3 to 600. */
  readonly every: number;
  readonly sound: boolean;
  /** Percent. */
  readonly volume: number;
}

export const defaults: WallSettings = { stories: [], views: frames, every: 20, sound: false, volume: 60 };
export const mostStories = 8;

/** What is malformed is as if it were absent: a wall has nobody to read an error. */
export function settingsOf(query: ReadonlyMap<string, string>): WallSettings {
  const list = (name: string): string[] => (query.get(name) ?? '').split(',').map((one) => one.trim()).filter(Boolean);
  const views = list('views').filter((one): one is Frame => (frames as readonly string[]).includes(one));
  return {
    stories: [...new Set(list('stories'))].slice(0, mostStories),
    views: views.length > 0 ? [...new Set(views)] : defaults.views,
    every: within(query.get('every'), 3, 600, defaults.every),
    sound: query.get('sound') === 'on',
    volume: within(query.get('volume'), 0, 100, defaults.volume),
  };
}

/** As they stand in the address; what is as ever is left out. */
export function queryFor(settings: WallSettings): Readonly<Record<string, string | undefined>> {
  return {
    stories: settings.stories.join(',') || undefined,
    views: settings.views.length === frames.length ? undefined : settings.views.join(','),
    every: settings.every === defaults.every ? undefined : String(settings.every),
    sound: settings.sound ? 'on' : undefined,
    volume: settings.volume === defaults.volume ? undefined : String(settings.volume),
  };
}

function within(text: string | undefined, least: number, most: number, otherwise: number): number {
  const value = Number(text);
  return text !== undefined && /^\d{1,4}$/.test(text) ? Math.max(least, Math.min(most, value)) : otherwise;
}
