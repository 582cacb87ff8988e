import { read } from '../../api';
import type { ActorDocument, NameMatch, TopicDocument } from '../../contracts';
import { idOf } from '../../events';
import { m as shared } from '../../messages';
import { isRedacted } from '../../statements';
import type { Fold } from '../../store';
import type { Lookup } from '../board/lookup';
import type { Option } from './picker';

/** The story that the desk works on, as it is now. */
export interface Scene {
  readonly story: string;
  readonly fold: Fold;
  readonly look: Lookup;
}

interface Found {
  readonly now: readonly Option[];
  readonly later?: Promise<readonly Option[]>;
}

/** Actors of the story by any of their names; then whoever else carries such a name. */
export function findActors({ fold, look }: Scene, typed: string, except?: string): Found {
  const mine = fold.board.actors.filter((actor) => !actor.mergedInto && actor.id !== except);
  const now = ranked(mine, typed, namesOf).map((actor) => ({ key: actor.id, label: actor.name, ...(actor.reviewed === false ? { note: shared.statement.unreviewed } : {}) }));
  if (typed.trim() === '') return { now };
  const later = read<{ readonly items: readonly NameMatch[] }>(`/api/names?kind=actor&near=true&q=${encodeURIComponent(typed.trim())}`)
    .then(({ items }) => items.filter(({ entity }) => idOf(entity) !== except).map(({ entity, name }) => ({ key: idOf(entity), label: look.actor(idOf(entity))?.name ?? name, note: idOf(entity) })));
  return { now, later };
}

export function findTopics({ fold }: Scene, typed: string): Found {
  const names = (topic: TopicDocument): string[] => [topic.title, topic.proposition ?? '', ...(topic.formulations ?? []).map(({ text }) => text)];
  return { now: ranked(fold.board.topics, typed, names).map((topic) => ({ key: topic.id, label: topic.title })) };
}

export function findStatements({ fold, look }: Scene, typed: string): Found {
  const all = [...fold.board.statements, ...fold.older.map(({ doc }) => doc)];
  const words = all.flatMap((statement) => (isRedacted(statement) ? [] : [{ key: statement.id, label: wordsFor(statement.speakers.map((id) => look.actorName(id)).join(', '), statement.text) }]));
  return { now: ranked(words, typed, ({ label, key }) => [label, key]) };
}

export function wordsFor(who: string, text: string): string {
  return `${who}: ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

function namesOf(actor: ActorDocument): string[] {
  return [actor.name, ...(actor.otherNames ?? []).map(({ name }) => name), ...(actor.metonyms ?? [])];
}

/** Those whose name begins like what is typed first, then those of which a word does, then those that have it anywhere. */
export function ranked<T>(all: readonly T[], typed: string, namesOf_: (one: T) => readonly string[]): T[] {
  const want = folded(typed);
  if (want === '') return all.slice(0, 8);
  const rank = (name: string): number => (name.startsWith(want) ? 0 : name.includes(` ${want}`) ? 1 : name.includes(want) ? 2 : 3);
  return all.map((one) => ({ one, rank: Math.min(...namesOf_(one).map((name) => rank(folded(name)))) })).filter(({ rank: far }) => far < 3)
    .toSorted((a, b) => a.rank - b.rank).map(({ one }) => one).slice(0, 8);
}

/** As the server folds names: accents come off Latin and Greek letters only, for й, ї and ґ are letters; ı and i are one, in whatever language one types. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1').normalize('NFC').toLowerCase().replaceAll('ı', 'i').trim();
}
