import { describe, expect, it } from 'vitest';
import { pathOf, pieces } from '../src/views/search/query';

describe('what a search asks', () => {
  const asked = (query: Record<string, string>): string | undefined => pathOf(new Map(Object.entries(query)));

  it('asks for nothing where nothing is asked', () => {
    expect(asked({})).toBeUndefined();
    expect(asked({ q: '  ' })).toBeUndefined();
    expect(asked({ lang: 'uk', order: 'best', asOf: '5' })).toBeUndefined();
  });

  it('passes on what it knows and nothing else', () => {
    expect(asked({ q: 'a & b', other: 'x' })).toBe('/api/search?q=a+%26+b&facets=true&names=true&limit=30');
    expect(asked({ actor: 'ann', asOf: '2025-05', clock: 'said' })).toContain('asOf=2025-05&clock=said&actor=ann');
  });

  it('tells the reader’s language from that of the words', () => {
    expect(asked({ q: 'x', lang: 'tr', language: 'uk' })).toContain('lang=uk');
    expect(asked({ q: 'x', lang: 'tr' })).not.toContain('lang=');
  });
});

describe('the words around a hit', () => {
  const text = (of: readonly { text: string }[]): string => of.map((piece) => piece.text).join('');

  it('marks the hits and keeps every character', () => {
    const found = pieces('Tea at four, tea at five.', [{ start: 0, length: 3 }, { start: 13, length: 3 }]);
    expect(found.filter((piece) => piece.hit).map((piece) => piece.text)).toEqual(['Tea', 'tea']);
    expect(text(found)).toBe('Tea at four, tea at five.');
  });

  it('shows where the first hit is in long words', () => {
    const long = `${'before '.repeat(200)}here ${'after '.repeat(200)}`;
    const found = pieces(long, [{ start: long.indexOf('here'), length: 4 }]);
    expect(found.some((piece) => piece.hit && piece.text === 'here')).toBe(true);
    expect(found[0]!.text).toBe('… ');
    expect(text(found).length).toBeLessThan(500);
  });

  it('never cuts a character in two', () => {
    const long = '👩‍🚀'.repeat(400);
    expect(text(pieces(long, []))).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
  });

  it('survives highlights that overlap or lie outside', () => {
    expect(text(pieces('abc', [{ start: 0, length: 2 }, { start: 1, length: 2 }, { start: 9, length: 1 }]))).toBe('abc');
  });
});
