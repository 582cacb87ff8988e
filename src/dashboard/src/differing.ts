export type Parts = readonly [before: string, changed: string, after: string];

/** Two texts, each as what they begin with alike, what differs, and what they end with alike; in whole words. */
export function differing(old: string, now: string): { old: Parts; now: Parts } {
  const [a, b] = [old.split(/(?<=\s)/), now.split(/(?<=\s)/)];
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const parts = (words: readonly string[]): Parts => [words.slice(0, start).join(''), words.slice(start, words.length - end).join(''), words.slice(words.length - end).join('')];
  return { old: parts(a), now: parts(b) };
}
