// What the server put into the page: the answer to the first thing that its view will ask, so that nothing has to be asked before it is drawn.

interface Carried {
  readonly path: string;
  readonly text: string;
}

let kept: Carried | undefined = found();

function found(): Carried | undefined {
  const element = globalThis.document?.getElementById('page-data');
  if (!element) return undefined;
  const here = { path: element.dataset['path'] ?? '', text: element.textContent ?? '' };
  element.remove();
  return here;
}

/** The answer to this path, once: who asks a second time wants to know how it is by then. */
export function carried<T>(path: string): T | undefined {
  if (kept?.path !== path) return undefined;
  const { text } = kept;
  kept = undefined;
  return JSON.parse(text) as T;
}
