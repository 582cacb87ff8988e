import { plurals } from '../../../messages/plural';

const n = plurals('en-GB');

export const en = {
  said: 'Last said',
  meetingNow: 'Under way',
  meetingNext: 'Next',
  nothingYet: 'Nothing has been said yet',
  lastDay: (count: number) => `${n(count, { one: 'statement', other: 'statements' })} in the last 24 hours`,
  quiet: 'Quiet for 24 hours',
  takenDown: 'The last words were taken down.',
  more: (count: number) => `The newest ${count} stories. Search finds the others.`,
};

export type Words = typeof en;
