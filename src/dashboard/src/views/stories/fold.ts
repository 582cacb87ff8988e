// What comes, told in the list of stories at once; the rest is read again. Pure.
import type { ChangeItem, StoryInShort } from '../../contracts';
import { splitReference, type EventData, isTakenDown } from '../../events';

export const kinds = ['story.created', 'story.revised', 'story.status_changed', 'statement.added', 'statement.corrected', 'statement.retracted', 'record.redacted', 'meeting.*', 'actor.revised'];

/** Whether the list has to be read again after this one. */
export function readAgain(item: ChangeItem): boolean {
  return item.kind !== 'story.revised' && item.kind !== 'story.status_changed' && !(item.kind === 'statement.added' && !isTakenDown(item.data) && !heldBack(item));
}

export function after(stories: readonly StoryInShort[], item: ChangeItem): readonly StoryInShort[] {
  if (isTakenDown(item.data)) return stories;
  switch (item.kind) {
    case 'story.revised': {
      const { story } = item.data as EventData['story.revised'];
      return changed(stories, idOf(item), (known) => ({ ...known, story: { ...story, id: known.story.id, status: known.story.status, version: known.story.version + 1, recordedAt: known.story.recordedAt } }));
    }
    case 'story.status_changed': {
      const { to } = item.data as EventData['story.status_changed'];
      return changed(stories, idOf(item), (known) => ({ ...known, story: { ...known.story, status: to, version: known.story.version + 1 } }));
    }
    case 'statement.added': return heldBack(item) ? stories : withStatement(stories, item);
    default: return stories;
  }
}

/** Told again: it counts nowhere. */
function heldBack(item: ChangeItem): boolean {
  return (item.data as EventData['statement.added']).statement?.duplicate !== undefined;
}

function withStatement(stories: readonly StoryInShort[], item: ChangeItem): readonly StoryInShort[] {
  const { statement } = item.data as EventData['statement.added'];
  return changed(stories, statement.story, ({ story, summary }) => {
    const hours = shifted(summary.hours, hoursBetween(summary.until, item.at));
    return {
      story,
      summary: {
        ...summary, hours: hours.with(-1, hours.at(-1)! + 1), until: hoursBetween(summary.until, item.at) > 0 ? item.at : summary.until,
        statement: { id: splitReference(item.entity)[1], ...statement, status: 'published', verification: 'undetermined', version: 1, position: item.position, recordedAt: item.at },
      },
    };
  });
}

function hoursBetween(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 3_600_000));
}

/** The hours as they stand so many hours later. */
export function shifted(hours: readonly number[], by: number): readonly number[] {
  return by <= 0 ? hours : [...hours.slice(by), ...Array.from({ length: Math.min(by, hours.length) }, () => 0)];
}

function idOf(item: ChangeItem): string {
  return splitReference(item.entity)[1];
}

function changed(stories: readonly StoryInShort[], id: string, change: (known: StoryInShort) => StoryInShort): readonly StoryInShort[] {
  const at = stories.findIndex(({ story }) => story.id === id);
  return at < 0 ? stories : stories.with(at, change(stories[at]!));
}
