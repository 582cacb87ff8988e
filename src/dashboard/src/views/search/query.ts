// What the address of a search says, and what is asked of the server for it. Pure.

/** By name in the address; what is not there is not asked. `language` is that of the words: `lang` is the reader's own. */
export const filters = ['actor', 'topic', 'meeting', 'story', 'kind', 'language', 'source'] as const;
export type Filter = (typeof filters)[number];

const others = ['q', 'from', 'to', 'order', 'asOf', 'clock'] as const;

/** The server's path for an address; nothing where nothing is asked. */
export function pathOf(query: ReadonlyMap<string, string>): string | undefined {
  const asked = new URLSearchParams();
  for (const name of [...others, ...filters]) {
    const value = query.get(name)?.trim();
    if (value) asked.set(name === 'language' ? 'lang' : name, value);
  }
  const alone = ['order', 'asOf', 'clock'];
  if ([...asked.keys()].every((name) => alone.includes(name))) return undefined;
  return `/api/search?${asked.toString()}&facets=true&names=true&limit=30`;
}

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

const before = 120;
const most = 420;

/** The words around the first hit, in pieces: what was looked for and what stands between. Never cut within a character. */
export function pieces(text: string, highlights: readonly { readonly start: number; readonly length: number }[]): readonly Piece[] {
  const first = highlights[0]?.start ?? 0;
  const from = text.length <= most || first <= before ? 0 : wordStart(text, first - before);
  const to = Math.min(text.length, from + most) === text.length ? text.length : wordStart(text, from + most);
  const found: Piece[] = from > 0 ? [{ text: '… ', hit: false }] : [];
  let at = from;
  for (const { start, length } of highlights) {
    if (start < at || start + length > to) continue;
    if (start > at) found.push({ text: text.slice(at, start), hit: false });
    found.push({ text: text.slice(start, start + length), hit: true });
    at = start + length;
  }
  if (at < to) found.push({ text: text.slice(at, to), hit: false });
  if (to < text.length) found.push({ text: ' …', hit: false });
  return found;
}

function wordStart(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  const start = space > at - 40 ? space + 1 : at;
  return /[\uDC00-\uDFFF]/.test(text[start] ?? '') ? start - 1 : start;
}
