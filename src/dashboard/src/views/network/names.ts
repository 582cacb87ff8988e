const lineLength = 20;

/** A name in at most three short lines. */
export function linesOf(name: string): readonly string[] {
  const lines: string[] = [''];
  for (const word of name.trim().split(/\s+/)) {
    const line = lines.at(-1)!;
    if (line === '' || line.length + word.length < lineLength) lines[lines.length - 1] = line ? `${line} ${word}` : word;
    else lines.push(word);
  }
  const shown = lines.slice(0, 3).map((line) => (line.length > 2 * lineLength ? `${line.slice(0, 2 * lineLength)}…` : line));
  return lines.length > 3 ? [...shown.slice(0, 2), `${shown[2]!}…`] : shown;
}
