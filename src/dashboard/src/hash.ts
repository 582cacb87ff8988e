// The board's proof: SHA-256 over RFC 8785 (JCS), the same as the server's.
import { sha256Plain } from './sha256';

/** RFC 8785: keys in UTF-16 order, numbers and strings as ECMAScript writes them. Absent (undefined) members are left out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members: string[] = [];
    for (const key of Object.keys(value).sort()) {
      const member = (value as Record<string, unknown>)[key];
      if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonical(member)}`);
    }
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('JCS has no such number.');
  return JSON.stringify(value);
}

/** Lower-case hex. A page on http://host has no crypto.subtle, so there our own SHA-256 does it. */
export async function sha256(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const subtle = globalThis.crypto?.subtle;
  const digest = subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256Plain(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function hashOf(board: unknown): Promise<string> {
  return sha256(canonical(board));
}
