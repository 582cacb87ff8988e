// What a reader asks the stream for: found on this page as the server finds it in the record.
import { describe, expect, test } from 'vitest';
import { filterOf, isEmpty, matcher, searchPath, type StatementFilter } from '../src/filter';
import { statement } from './world';

const same = (one: string, other: string): boolean => one === other;
const finds = (filter: Partial<StatementFilter>, changes: Parameters<typeof statement>[2]): boolean => matcher({ words: '', ...filter }, same)(statement('s', 1, changes));

describe('words', () => {
  test.each([
    ['cease', 'A ceasefire now', true],
    ['fire', 'A ceasefire now', false],
    ['now cease', 'A ceasefire now', true],
    ['CEASEFIRE', 'a ceasefire', true],
    ['zurich', 'In Zürich', true],
    ['istanbul', 'İstanbul', true],
    ['київ', 'Київ', true],
    ['киів', 'Київ', false],
    ["п'ять", 'п’ять', true],
    ['停', '停火', true],
    ['вод:', 'Вода', true],
    ['', 'anything', true],
  ])('%s in “%s”: %s', (words, text, found) => { expect(finds({ words }, { text })).toBe(found); });

  test('of a statement that was taken down are not found', () => {
    expect(matcher({ words: '', kind: 'demand' }, same)({ id: 's', redacted: true, version: 2, position: 1, recordedAt: '' })).toBe(false);
  });
});

test('an actor speaks or is spoken for, under whatever name; a topic is taken a position on, or spoken of', () => {
  expect([finds({ actor: 'ann' }, {}), finds({ actor: 'bob' }, {}), finds({ actor: 'bob' }, { onBehalfOf: ['bob'] }), finds({ actor: 'bob' }, { to: ['bob'] })]).toEqual([true, false, true, false]);
  expect(matcher({ words: '', actor: 'annie' }, (one, other) => one.slice(0, 3) === other.slice(0, 3))(statement('s', 1))).toBe(true);
  expect([finds({ topic: 'tea' }, { positions: [{ topic: 'tea', stance: 'demands' }] }), finds({ topic: 'tea' }, { about: { topics: ['tea'] } }), finds({ topic: 'tea' }, {})]).toEqual([true, true, false]);
  expect([finds({ kind: 'demand' }, {}), finds({ kind: 'reject' }, {})]).toEqual([true, false]);
});

test('the address carries it, and the record is asked for the same', () => {
  const filter = filterOf(new Map([['q', 'no tea-'], ['actor', 'ann'], ['topic', 'tea'], ['kind', 'reject'], ['asOf', '5']]));
  expect(filter).toEqual({ words: 'no tea-', actor: 'ann', topic: 'tea', kind: 'reject' });
  expect(new URL(searchPath('talks', filter, 50), 'http://x').searchParams.toString()).toBe('story=talks&limit=50&q=no*+tea*&actor=ann&topic=tea&kind=reject');
  expect(searchPath('talks', { words: 'a' }, 50)).toBe('/api/search?story=talks&limit=50&q=a');
  expect([isEmpty(filterOf(new Map())), isEmpty({ words: ' ?! ' }), isEmpty(filter)]).toEqual([true, true, false]);
});
