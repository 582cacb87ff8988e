import { describe, expect, test } from 'vitest';
import { showDuration, showEdtf } from '../src/edtf';

describe('a date is shown as it is known', () => {
  test.each([
    ['2025-05-16', '16 May 2025'],
    ['2025-05', 'May 2025'],
    ['2025', '2025'],
    ['2025-05-16T13:00+03:00', '16 May 2025, 13:00 UTC+3'],
    ['2025-05-16T13:00:05.250Z', '16 May 2025, 13:00 UTC'],
    ['2025-05-16T13:00:00', '16 May 2025, 13:00'],
    ['2025-05-16T13:00-03:30', '16 May 2025, 13:00 UTC−3:30'],
    ['2025-05-16~', 'about 16 May 2025'],
    ['2025-05?', 'May 2025 (uncertain)'],
    ['2025%', 'about 2025 (uncertain)'],
    ['../2025-05-16', 'by 16 May 2025'],
    ['2025-05-16/..', 'from 16 May 2025 on'],
    ['/2025-05-16', 'until 16 May 2025'],
    ['2025-05-16/', 'from 16 May 2025'],
    ['2025-05-11/2025-05-15', '11–15 May 2025'],
    ['2025-04-30/2025-05-02', '30 April – 2 May 2025'],
    ['2024-12-31/2025-01-01', '31 December 2024 – 1 January 2025'],
    ['2025-05~/2025-07', 'about May 2025 – July 2025'],
    ['2022-21', 'spring 2022'],
    ['2022-24', 'winter 2022'],
    ['201X', '2010s'],
    ['19XX', '1900–1999'],
    ['2025-05-XX', 'May 2025, day unknown'],
    ['2025-XX', '2025, month unknown'],
    ['2025-XX-XX', '2025, month unknown'],
    ['-0044', '−44'],
    ['Y-17000', '−17000'],
  ])('%s is "%s"', (text, shown) => expect(showEdtf(text)).toBe(shown));

  test.each(['soon', '2025-13-01', '2025-02-30', '2025-1-1', '16.5.2025', '2025-05-16T25', '<b>2025</b>', ''])('%s is no date and stays as it is', (text) => {
    expect(showEdtf(text)).toBe(text);
  });

  test.each([['<PT2H', 'less than 2 h'], ['PT1H30M', '1 h 30 min'], ['~P2D', 'about 2 days'], ['>PT45M', 'more than 45 min'], ['a while', 'a while']])('a duration %s is "%s"', (text, shown) => {
    expect(showDuration(text)).toBe(shown);
  });
});
