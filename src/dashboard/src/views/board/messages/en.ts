import { plurals } from '../../../messages/plural';
import type { Order } from '../grid';

const forms = plurals('en-GB');
const plural = (n: number, one: string, other: string): string => forms(n, { one, other });

export const en = {
  skipStatements: 'Skip the statements',

  filter: {
    label: 'Filter the statements',
    words: 'Filter by words',
    more: 'Who, what',
    clear: 'Show all',
    actor: 'Who speaks',
    anyActor: 'Anybody',
    topic: 'On what',
    anyTopic: 'Any topic',
    kind: 'Kind',
    anyKind: 'Any kind',
    found: (n: number) => plural(n, 'statement', 'statements'),
    foundSoFar: (n: number) => `${plural(n, 'statement', 'statements')} so far, looking further…`,
    failed: 'The record did not answer: these are of what this page has loaded.',
    none: 'No statement is like that',
    noneHint: 'Try fewer words, or another actor, topic or kind.',
    tooMany: (n: number) => `These are the newest ${n}. Ask for less to see older ones.`,
  },

  moments: {
    heading: 'Key moments',
    all: (n: number) => `Show ${n}`,
    fewer: 'Show fewer',
    now: 'now',
  },

  silence: {
    tab: 'Silence',
    hint: 'Asked of them, and not answered yet. The longest silence first.',
    empty: 'Nobody owes an answer',
    emptyHint: 'Demands and proposals that were addressed to somebody appear here until they answer.',
    failed: 'The record did not say who is silent.',
    days: (n: number) => plural(n, 'day', 'days'),
    askedBy: (names: string) => `first asked by ${names},`,
    asked: 'first asked',
    times: (n: number) => `asked ${plural(n, 'time', 'times')}`,
    more: (n: number) => `The ${n} longest.`,
  },

  axis: {
    label: 'Meetings over time',
    now: 'now',
    undated: (n: number) => `${plural(n, 'meeting', 'meetings')} without a date`,
  },

  people: { others: 'Others' },

  matrix: {
    order: 'Order',
    orders: { listed: 'as in the story', name: 'by name', moved: 'by last move', strength: 'by strength' } satisfies Record<Order, string>,
    again: 'Order again',
    bySide: 'By side',
    foldAll: 'Fold topics',
    fold: (topic: string) => `Fold the topics below “${topic}”`,
    unfold: (topic: string, n: number) => `Unfold ${plural(n, 'topic', 'topics')} below “${topic}”`,
    below: (pro: number, contra: number, neither: number) => `below it: ${[pro > 0 ? `${pro} for` : '', contra > 0 ? `${contra} against` : '', neither > 0 ? `${neither} neither` : ''].filter(Boolean).join(', ')}`,
    sumLegend: 'on topics folded below: for, against',
    whole: 'Whole matrix',
    isWhole: (actors: number, topics: number) => `The whole matrix: ${plural(actors, 'actor', 'actors')}, ${plural(topics, 'topic', 'topics')}.`,
    wholeFailed: 'The whole matrix could not be read: this is a part of it.',
  },

  clock: {
    ahead: (by: string) => `This computer’s clock is ${by} fast. Times here are the server’s.`,
    behind: (by: string) => `This computer’s clock is ${by} slow. Times here are the server’s.`,
  },
  time: {
    open: 'Time',
    network: 'Network',
    saidOrder: 'By when they were said, the newest first; at most fifty.',
  },
};

export type BoardWords = typeof en;
