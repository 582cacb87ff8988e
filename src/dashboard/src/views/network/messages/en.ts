import type { TieKind } from '../../../contracts';
import { plurals } from '../../../messages/plural';

const forms = plurals('en-GB');

export const en = {
  heading: 'Network',
  of: (story: string) => `Network · ${story}`,
  intro: 'Who speaks to whom, about whom and for whom, who relays whose words, who met.',
  toBoard: 'Board',
  picture: (actors: number, ties: number) => `Picture of the network: ${forms(actors, { one: 'actor', other: 'actors' })}, ${forms(ties, { one: 'tie', other: 'ties' })}. The table says the same.`,
  keys: 'Arrow keys go to the next actor in that direction, Enter opens it.',
  kind: { spoke_to: 'spoke to', about: 'spoke about', relayed: 'relayed', spoke_for: 'spoke for', met: 'met' } satisfies Record<TieKind, string>,
  kinds: 'Ties',
  sides: 'Sides',
  topic: 'Topic',
  meeting: 'Meeting',
  allTopics: 'all topics',
  allMeetings: 'all meetings',
  filters: 'Filters',
  clear: 'Clear filters',
  statements: (count: number) => forms(count, { one: 'statement', other: 'statements' }),
  meetings: (count: number) => forms(count, { one: 'meeting', other: 'meetings' }),
  ties: (count: number) => forms(count, { one: 'tie', other: 'ties' }),
  node: (name: string, side: string, statements: string, ties: string) => `${name}, ${side}: ${statements}, ${ties}`,
  table: 'All ties',
  from: 'Who',
  how: 'Tie',
  to: 'Whom',
  count: 'How often',
  sorted: (by: string) => `Sort by ${by}`,
  open: (words: string) => `Open the evidence: ${words}`,
  evidence: 'Evidence',
  newest: (shown: number, all: number) => `The newest ${shown} of ${all}.`,
  close: 'Close',
  tiesOf: (name: string) => `Ties of ${name}`,
  empty: 'Nobody has to do with anybody yet',
  emptyHint: 'Ties appear here when statements name to whom or about whom they are, and when people meet.',
  nothingLeft: 'Nothing is left of the network with these filters',
  incomplete: 'The strongest ties, or those of the newest statements; there are more.',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  fit: 'Whole picture',
  shape: 'Shape is side, size is how many statements.',
  failed: 'The network could not be read.',
  more: (count: number) => `and ${count} more`,
};

export type NetworkWords = typeof en;
