// What keeps a wall going for days: the screen stays on, a sleep is noticed, a new build is taken when nobody is at it.

const tick = 1_000;
/** A timer that comes this late has slept: the machine did, or the browser froze the page. */
const slept = 20_000;

/** Calls back after a sleep, with how long it was in milliseconds. */
export function onWake(woke: (gap: number) => void): () => void {
  let last = Date.now();
  const timer = setInterval(() => {
    const gap = Date.now() - last;
    last = Date.now();
    if (gap > slept) woke(gap);
  }, tick);
  return () => clearInterval(timer);
}

interface Sentinel {
  release(): Promise<void>;
}

/** The screen stays on while the page is in sight, where the browser can. */
export function keepScreenOn(): () => void {
  let lock: Sentinel | undefined;
  let over = false;
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== 'visible' || over) return;
    try {
      lock = await (navigator as { wakeLock?: { request(type: 'screen'): Promise<Sentinel> } }).wakeLock?.request('screen');
    } catch {
      // It saves power, or has none: the machine's own settings decide.
    }
  };
  const seen = (): void => void ask();
  document.addEventListener('visibilitychange', seen);
  void ask();
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', seen);
    void lock?.release().catch(() => undefined);
  };
}

/** The build that a page is of: its first script's name. */
export function buildOf(html: string): string | undefined {
  return /<script[^>]*\ssrc="([^"]+)"/.exec(html)?.[1];
}

const askEvery = 300_000;
const untouchedFor = 60_000;
const notAgainFor = 600_000;
const reloadedKey = 'tracker-wall-reloaded';

/** Loads the page anew when the server has another build, and nobody has touched this one for a minute. */
export function followBuilds(lastTouch: () => number): () => void {
  const own = document.querySelector<HTMLScriptElement>('script[src]')?.getAttribute('src');
  const look = async (): Promise<void> => {
    try {
      const response = await fetch(location.pathname, { cache: 'no-store', headers: { Accept: 'text/html' }, credentials: 'same-origin' });
      const build = response.ok ? buildOf(await response.text()) : undefined;
      if (own && build && build !== own && Date.now() - lastTouch() > untouchedFor && Date.now() - Number(sessionStorage.getItem(reloadedKey) ?? 0) > notAgainFor) {
        sessionStorage.setItem(reloadedKey, String(Date.now()));
        location.reload();
      }
    } catch {
      // No network: next time.
    }
  };
  const timer = setInterval(() => void look(), askEvery);
  return () => clearInterval(timer);
}
