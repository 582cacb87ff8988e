// The desk's pure parts: what a draft becomes, how two editors' changes meet, what waits in the queue, what a date field is filled with.
import { describe, expect, test } from 'vitest';
import type { ActorDocument, MeetingStatus, StatementDocument } from '../src/contracts';
import { loadMessages } from '../src/views/desk/messages';

await loadMessages();
const { changesBetween, correctionOf, draftOf, emptyDraft, fieldsOf, isEmpty, makesActors, rebased } = await import('../src/views/desk/draft');
const { momentIn } = await import('../src/views/desk/fields');
const { errorsAt } = await import('../src/views/desk/refusal');
const { ranked } = await import('../src/views/desk/scene');
const { likelySame, placeAfter, queueOf } = await import('../src/views/desk/queue');
const { after } = await import('../src/views/desk/lifecycle');
import { claimed, at, linked, after as folded, statement } from './world';

describe('a draft', () => {
  test('is written by the contract’s names, and what is empty is absent', () => {
    expect(fieldsOf({ ...emptyDraft, kind: 'demand', text: 'We want a truce.', speakers: [{ id: 'ann', name: 'Ann' }, { name: 'A new one' }], saidAt: ' 2025-05-16 ', sources: [{ name: ' ' }, { name: 'Wire', url: '' }] })).toEqual({
      kind: 'demand', text: 'We want a truce.', speakers: ['ann', { name: 'A new one' }], saidAt: '2025-05-16', sources: [{ name: 'Wire' }],
    });
    expect([isEmpty({ ...emptyDraft, lang: 'tr' }), isEmpty({ ...emptyDraft, text: 'x' })]).toEqual([true, false]);
    expect([makesActors({ ...emptyDraft, to: [{ name: 'x' }] }), makesActors({ ...emptyDraft, to: [{ id: 'x', name: 'x' }] })]).toEqual([true, false]);
  });

  test('of a statement, left as it is, changes nothing', () => {
    const said = statement('s1', 8, { saidAt: '2025-05', quoteForm: 'direct', to: ['bob'], positions: [{ topic: 'truce', stance: 'demands', conditions: [{ text: 'if', about: 'actor/bob' }] }], sources: [{ name: 'Wire', kind: 'agency' }], historical: true });
    const draft = draftOf(said, (id) => id.toUpperCase());
    expect(draft.to).toEqual([{ id: 'bob', name: 'BOB' }]);
    expect(changesBetween(draft, draft)).toEqual({});
    const { id: _, story: _s, status: _st, verification: _v, version: _ver, position: _p, recordedAt: _r, ...fields } = said;
    expect(fieldsOf(draft)).toEqual(fields);
  });

  test('that has changed is a correction of those fields, null for one that goes', () => {
    const base = draftOf(statement('s1', 8, { saidAt: '2025-05', to: ['bob'] }), (id) => id);
    expect(correctionOf(base, { ...base, text: 'Other words', saidAt: '', to: [] })).toEqual({ text: 'Other words', saidAt: null, to: null });
  });
});

describe('two editors at one statement', () => {
  const base = draftOf(statement('s1', 8, { saidAt: '2025-05' }), (id) => id);

  test('keep what each changed', () => {
    const { draft, theirs, both } = rebased(base, { ...base, text: 'mine' }, { ...base, saidAt: '2025-06' });
    expect([draft.text, draft.saidAt, theirs, both]).toEqual(['mine', '2025-06', ['saidAt'], []]);
    expect(correctionOf({ ...base, saidAt: '2025-06' }, draft)).toEqual({ text: 'mine' });
  });

  test('are told of what both changed, unless to the same', () => {
    expect(rebased(base, { ...base, text: 'mine' }, { ...base, text: 'theirs' })).toMatchObject({ draft: { text: 'mine' }, both: ['text'] });
    expect(rebased(base, { ...base, text: 'same' }, { ...base, text: 'same' })).toMatchObject({ both: [] });
  });
});

describe('a refusal', () => {
  const problem = { type: '/problems/invalid', title: '', status: 400, retry: 'after-change', errors: { saidAt: ['No date.'], 'positions[0].topic': ['None.'], 'changes.kind': ['Unknown.'], sourcesOther: ['x'] } };

  test('stands at the field that it names, of a list at the list', () => {
    expect([errorsAt(problem, 'saidAt'), errorsAt(problem, 'positions'), errorsAt(problem, 'kind'), errorsAt(problem, 'sources'), errorsAt(undefined, 'x')]).toEqual([['No date.'], ['None.'], ['Unknown.'], undefined, undefined]);
  });
});

describe('what is typed finds', () => {
  const names = (all: readonly string[], typed: string): string[] => ranked(all, typed, (one) => [one]);

  test('whole beginnings before words before parts, without accents and case', () => {
    expect(names(['Bozel', 'Volodymyr Zelensky', 'Zelensky', 'Putin'], 'zel')).toEqual(['Zelensky', 'Volodymyr Zelensky', 'Bozel']);
    expect(names(['Erdoğan', 'Őze'], 'erdogan')).toEqual(['Erdoğan']);
  });

  test('й, ї and ґ as letters of their own', () => expect(names(['Йосип', 'Иосиф'], 'йо')).toEqual(['Йосип']));
});

describe('the queue', () => {
  const actor = (id: string, name: string, changes: Partial<ActorDocument> = {}): ActorDocument => ({ id, kind: 'person', name, version: 1, recordedAt: at(1), ...changes });
  const board = folded([claimed(11, 'c1', '2025-05-16'), claimed(12, 'c2', '2025-05-17'), linked(13, 'l1')]).board;
  const likely: StatementDocument[] = [statement('s9', 9, { duplicate: { of: 's1', state: 'likely', rule: 'paraphrase' } })];

  test('has conflicts, likely repetitions, proposed links, names that nobody looked at', () => {
    const actors = [actor('new', 'New', { reviewed: false }), actor('gone', 'Gone', { reviewed: false, mergedInto: 'ann' }), actor('ann', 'Ann')];
    expect(queueOf({ ...board, actors }, likely).map(({ id }) => id)).toEqual(['fact/meeting/round/start', 'statement/s9', 'link/l1', 'actor/new']);
  });

  test('keeps its reader’s place when others have gone or come', () => {
    const all = queueOf({ ...board, actors: [actor('x', 'X', { reviewed: false }), actor('y', 'Y', { reviewed: false })] }, likely);
    const without = all.filter(({ id }) => id !== 'link/l1');
    expect(placeAfter(all, 3, without)).toBe(2);
    expect(placeAfter(all, 2, without)).toBe(2);
    expect(placeAfter(all, 4, [])).toBe(0);
    expect(placeAfter(without, 1, all)).toBe(1);
  });

  test('suggests names that share words, the reviewed first', () => {
    const others = [actor('a', 'Mevlut Aydin'), actor('b', 'Mevlüt AYDIN', { reviewed: false }), actor('c', 'Ayla'), actor('d', 'Aydın, Mevlut', { mergedInto: 'a' })];
    expect(likelySame(actor('n', 'Aydin', { reviewed: false }), others).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('the moment now', () => {
  test.each([
    ['Europe/Istanbul', '2025-05-16T13:00+03:00'], ['UTC', '2025-05-16T10:00Z'], ['America/St_Johns', '2025-05-16T07:30-02:30'], [undefined, '2025-05-16T10:00Z'], ['No/Where', '2025-05-16T10:00Z'],
  ])('in %s is %s', (zone, text) => expect(momentIn(zone, new Date('2025-05-16T10:00:30Z'))).toBe(text));
});

describe('the lifecycle', () => {
  test('leads nowhere but to statuses that there are', () => {
    const all = new Set(Object.keys(after) as MeetingStatus[]);
    expect(all.size).toBe(13);
    expect(Object.values(after).flat().filter((status) => !all.has(status))).toEqual([]);
  });
});
