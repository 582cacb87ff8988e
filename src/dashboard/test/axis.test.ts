import { describe, expect, test } from 'vitest';
import type { Mark } from '../src/contracts';
import { asOfQuery, momentOf, withMoment } from '../src/moment';
import { Axis } from '../src/views/time/axis';

const mark = (position: number, seconds: number, statements = 1): Mark => ({ at: new Date(1_700_000_000_000 + seconds * 1000).toISOString(), position, statements, moves: 0, statuses: 0 });

describe('the line of a story', () => {
  // Ten changes in ten seconds, a quiet month, ten more.
  const marks = [...Array.from({ length: 10 }, (_, n) => mark(n + 1, n)), ...Array.from({ length: 10 }, (_, n) => mark(n + 21, 2_600_000 + n))];
  const axis = new Axis(marks);

  test('ends at its end, and leads back where it led to', () => {
    expect(axis.last).toEqual({ time: Date.parse(marks.at(-1)!.at), position: 30 });
    for (const { position, at } of marks) {
      const x = axis.of({ time: Date.parse(at), position: position! });
      expect(axis.at(x).position).toBe(position);
      expect(axis.of({ time: Date.parse(at) })).toBeCloseTo(x, 9);
    }
    expect(axis.of({ time: 0, position: 31 })).toBe(1);
  });

  test('gives a silence no more than its share and a busy minute room to be pointed at', () => {
    const xs = marks.map(({ position, at }) => axis.of({ time: Date.parse(at), position: position! }));
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    expect(xs[9]! - xs[0]!).toBeGreaterThan(0.2);
    expect(xs[19]! - xs[10]!).toBeGreaterThan(0.2);
  });

  test('shows between two marks the part of the way', () => {
    const sparse = new Axis([mark(10, 0, 5), mark(20, 100, 5)]);
    expect(sparse.of({ time: 0, position: 15 })).toBeCloseTo((sparse.of({ time: 0, position: 10 }) + 1) / 2, 9);
  });

  test('loses nothing when it is drawn', () => {
    const bins = axis.bins(7);
    expect(bins.reduce((all, { statements }) => all + statements, 0)).toBe(20);
    expect(axis.ticks(5)).toHaveLength(5);
  });

  test('of all that happened at one moment, or of nothing, is a line too', () => {
    const one = new Axis([mark(1, 0), mark(2, 0), mark(3, 0)]);
    expect([one.at(0.1).position, one.at(0.5).position, one.at(1).position]).toEqual([1, 2, 3]);
    expect(new Axis([]).empty).toBe(true);
    expect(new Axis([]).bins(3)).toHaveLength(3);
  });
});

describe('a moment in an address', () => {
  test('is what stands there, and nothing where nothing does', () => {
    expect(momentOf(new Map([['asOf', '12'], ['clock', 'said']]))).toEqual({ clock: 'said', asOf: '12' });
    expect(momentOf(new Map([['asOf', '12'], ['clock', 'heard']]))).toEqual({ clock: 'known', asOf: '12' });
    expect(momentOf(new Map([['clock', 'said']]))).toBeUndefined();
    expect(asOfQuery({ clock: 'said', asOf: '2025-05-16T10:00+03:00' })).toBe('asOf=2025-05-16T10%3A00%2B03%3A00&clock=said');
  });

  test('goes along within a story, and nothing else does', () => {
    const query = new Map([['asOf', '12'], ['q', 'gas'], ['compare', '7']]);
    expect(withMoment('/stories/talks#statement-1', query)).toBe('/stories/talks?asOf=12&compare=7#statement-1');
    expect(withMoment('/stories/talks', new Map([['q', 'gas']]))).toBe('/stories/talks');
  });
});
