import { describe, expect, it } from 'vitest';
import { groupBy } from '../src/groups';

// A view's words are there in every language, of the same shape: a function where the others have one, and no string left empty.
const views = import.meta.glob<Record<string, unknown>>('../src/views/*/messages/{en,uk,tr}.ts', { eager: true });
const byView = groupBy(Object.entries(views), ([path]) => path.split('/').at(-3)!);

describe.each([...byView.keys()])('the words of %s', (view) => {
  const languages = new Map(byView.get(view)!.map(([path, module]) => [path.slice(-5, -3), module[path.slice(-5, -3)] as object]));

  it('are there in all three languages', () => expect([...languages.keys()].sort()).toEqual(['en', 'tr', 'uk']));

  it.each(['uk', 'tr'])('have the same shape in %s', (language) => expect(shape(languages.get(language)!)).toEqual(shape(languages.get('en')!)));
});

function shape(words: object, path = ''): readonly string[] {
  return Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, word]) => {
    const here = `${path}${name}`;
    if (typeof word === 'object' && word !== null) return shape(word, `${here}.`);
    if (typeof word === 'string') expect(word.trim() || here === '', here).not.toBe('');
    return [`${here}: ${typeof word}`];
  });
}
