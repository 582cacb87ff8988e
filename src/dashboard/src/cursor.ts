/** A place in one log, `<epoch>:<position>`; another epoch is another log. */
export interface Cursor {
  readonly epoch: string;
  readonly position: number;
}

export function parseCursor(text: string): Cursor {
  const match = /^([a-z0-9]{8,32}):(0|[1-9][0-9]{0,15})$/.exec(text);
  if (!match) throw new Error(`Not a cursor: ${text.slice(0, 80)}`);
  return { epoch: match[1]!, position: Number(match[2]) };
}

export function formatCursor(cursor: Cursor): string {
  return `${cursor.epoch}:${cursor.position}`;
}
