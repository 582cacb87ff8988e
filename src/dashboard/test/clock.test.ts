// The server's clock on a computer whose own is wrong, or is set while the page is open.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const server = Date.parse('2025-05-16T10:00:00Z');
let clock: typeof import('../src/clock');

/** The computer's clock is so far ahead of the server's. */
async function ahead(milliseconds: number): Promise<void> {
  vi.useFakeTimers({ now: server + milliseconds, toFake: ['Date', 'performance'] });
  vi.resetModules();
  const { loadMessages } = await import('../src/messages');
  await loadMessages();
  clock = await import('../src/clock');
}

beforeEach(() => ahead(3_600_000));
afterEach(() => { vi.useRealTimers(); });

test('is the computer’s own until the server has told its', () => {
  expect([clock.serverNow(), clock.skew()]).toEqual([server + 3_600_000, 0]);
});

test('is what an answer or an arrival says, and goes on evenly from there', () => {
  clock.heard('Fri, 16 May 2025 10:00:00 GMT');
  expect([clock.serverNow(), clock.skew()]).toEqual([server, 3_600_000]);
  vi.advanceTimersByTime(5_000);
  expect(clock.serverNow()).toBe(server + 5_000);
});

test('is not set back by what comes late: what was recorded an hour ago is no news of the time', () => {
  clock.heard('2025-05-16T10:00:00Z');
  clock.heard('2025-05-16T09:00:00Z');
  clock.heard('no date');
  expect(clock.serverNow()).toBe(server);
  clock.heard('2025-05-16T10:00:03Z');
  expect(clock.serverNow()).toBe(server + 3_000);
});

test('does not follow a clock that is set while the page is open', () => {
  clock.heard('2025-05-16T10:00:00Z');
  vi.setSystemTime(server - 86_400_000);
  expect([clock.serverNow(), clock.skew()]).toEqual([server, -86_400_000]);
});

test('of a computer that is right within a minute is not worth a word', async () => {
  await ahead(40_000);
  clock.heard('2025-05-16T10:00:00Z');
  expect(clock.skew()).toBe(0);
});
