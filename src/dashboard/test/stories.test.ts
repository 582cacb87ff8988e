import { describe, expect, it } from 'vitest';
import type { ChangeItem, StoryInShort } from '../src/contracts';
import { after, readAgain, shifted } from '../src/views/stories/fold';

const story: StoryInShort = {
  story: { id: 'talks', title: 'Talks', status: 'active', version: 1, recordedAt: '2025-05-16T08:00:00Z' },
  summary: { actors: [], hours: Array.from({ length: 24 }, (_, at) => at), until: '2025-05-16T10:00:00.000Z' },
};

function said(at: string, more: object = {}): ChangeItem {
  return { position: 9, at, kind: 'statement.added', entity: 'statement/s1', touches: [], data: { statement: { story: 'talks', speakers: ['ann'], text: 'Yes.', kind: 'other', ...more } } };
}

describe('the list of stories', () => {
  it('has the newest statement and one more in its hour', () => {
    const [next] = after([story], said('2025-05-16T10:20:00.000Z'));
    expect(next!.summary.statement).toMatchObject({ id: 's1', text: 'Yes.', position: 9 });
    expect(next!.summary.hours.at(-1)).toBe(24);
    expect(next!.summary.hours).toHaveLength(24);
  });

  it('moves its hours on with the time that has passed', () => {
    const [next] = after([story], said('2025-05-16T12:30:00.000Z'));
    expect(next!.summary.hours.slice(-3)).toEqual([23, 0, 1]);
    expect(next!.summary.hours[0]).toBe(2);
    expect(next!.summary.until).toBe('2025-05-16T12:30:00.000Z');
  });

  it('does not count what is told again, and leaves other stories alone', () => {
    expect(after([story], said('2025-05-16T10:20:00Z', { duplicate: { of: 's0', state: 'likely', rule: 'paraphrase' } }))).toEqual([story]);
    expect(after([story], said('2025-05-16T10:20:00Z', { story: 'others' }))).toEqual([story]);
  });

  it('is read again where the item alone does not tell', () => {
    const item = (kind: string, data: unknown = {}): ChangeItem => ({ position: 1, at: '', kind, entity: 'meeting/m', touches: [], data });
    expect(readAgain(item('meeting.status_changed'))).toBe(true);
    expect(readAgain(item('story.created'))).toBe(true);
    expect(readAgain(item('record.redacted'))).toBe(true);
    expect(readAgain(item('story.revised'))).toBe(false);
    expect(readAgain(said('2025-05-16T10:20:00Z'))).toBe(false);
  });

  it('keeps as many hours however long nothing came', () => {
    expect(shifted([1, 2, 3], 0)).toEqual([1, 2, 3]);
    expect(shifted([1, 2, 3], 2)).toEqual([3, 0, 0]);
    expect(shifted([1, 2, 3], 1000)).toEqual([0, 0, 0]);
  });
});
