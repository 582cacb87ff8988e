import { plurals } from '../../../messages/plural';

const n = plurals('en-GB');

export const en = {
  title: 'Search',
  label: 'Search what was said',
  hint: 'Words, “a phrase”, begin*, -not',
  empty: 'Type words that were said',
  emptyHint: 'Statements of all stories are searched, in any script. Or narrow by who, what and when.',
  searching: 'Searching…',
  hits: (count: number, all: boolean) => (all ? n(count, { one: 'statement', other: 'statements' }) : `more than ${n(count, { one: 'statement', other: 'statements' })}; the newest are counted`),
  none: 'No statement has this',
  noneHint: 'Try fewer words, the beginning of one with * after it, or without a filter.',
  failed: 'The search could not be done',
  indexing: 'The search is being made anew',
  indexingHint: 'Boards and pages answer meanwhile. It is tried again by itself.',
  invalid: 'This cannot be searched',
  more: 'Show more',
  order: 'Order',
  newest: 'newest first',
  best: 'best first',
  ranked: (count: number) => `Of the newest ${count.toLocaleString('en-GB')} hits; older ones are found newest first.`,
  filters: 'Narrow',
  clear: 'Clear filters',
  remove: (what: string) => `Remove the filter ${what}`,
  asOf: 'As of',
  asOfHint: 'A date or a record number; empty is now',
  clockKnown: 'known by then',
  clockSaid: 'said by then',
  from: 'Said from',
  to: 'until',
  facet: { actor: 'Who', topic: 'On what', meeting: 'Where', kind: 'Kind', lang: 'Language', source: 'Source', story: 'Story', date: 'When' },
  showAll: (count: number) => `All ${count}`,
  hitsList: 'What was found',
};

export type Words = typeof en;
