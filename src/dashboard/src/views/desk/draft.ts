// A statement as it is being written: what the form holds, kept in this browser until it is recorded. Pure but for the keeping.
import type { ConditionText, QuoteForm, Source, Stance, StatementDocument, StatementKind } from '../../contracts';

/** Somebody who was chosen (then there is an id), or a name that nobody carries yet. */
export interface Chosen {
  readonly id?: string;
  readonly name: string;
}

export interface DraftPosition {
  readonly topic: string;
  readonly stance: Stance;
  readonly conditions: readonly ConditionText[];
}

export interface Draft {
  readonly kind: StatementKind;
  readonly quoteForm: QuoteForm | '';
  readonly text: string;
  readonly lang: string;
  readonly speakers: readonly Chosen[];
  readonly role: string;
  readonly onBehalfOf: readonly Chosen[];
  readonly to: readonly Chosen[];
  readonly reportedBy: readonly Chosen[];
  readonly saidAt: string;
  readonly meeting: string;
  readonly inReplyTo: string;
  readonly historical: boolean;
  readonly positions: readonly DraftPosition[];
  readonly sources: readonly Source[];
}

export const people = ['speakers', 'onBehalfOf', 'to', 'reportedBy'] as const;
export type PeopleField = (typeof people)[number];

export const emptyDraft: Draft = {
  kind: 'other', quoteForm: '', text: '', lang: '', speakers: [], role: '', onBehalfOf: [], to: [], reportedBy: [], saidAt: '', meeting: '', inReplyTo: '', historical: false,
  positions: [], sources: [],
};

export function isEmpty(draft: Draft): boolean {
  return JSON.stringify(draft) === JSON.stringify({ ...emptyDraft, lang: draft.lang });
}

/** What is written, by the contract's names; what is empty is absent. */
export function fieldsOf(draft: Draft): Readonly<Record<string, unknown>> {
  const person = ({ id, name }: Chosen): unknown => id ?? { name };
  const all: Record<string, unknown> = {
    kind: draft.kind,
    quoteForm: draft.quoteForm,
    text: draft.text,
    lang: draft.lang.trim(),
    role: draft.role.trim(),
    saidAt: draft.saidAt.trim(),
    meeting: draft.meeting,
    inReplyTo: draft.inReplyTo,
    historical: draft.historical,
    positions: draft.positions.map(({ topic, stance, conditions }) => ({ topic, stance, ...(conditions.length > 0 ? { conditions } : {}) })),
    sources: draft.sources.map(trimmed).filter((source) => Object.keys(source).length > 0),
  };
  for (const field of people) all[field] = draft[field].map(person);
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '' && value !== false && !(Array.isArray(value) && value.length === 0)));
}

function trimmed(source: Source): Source {
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, String(value).trim()]).filter(([, value]) => value !== '')) as Source;
}

/** Whether anybody has to be made for it. */
export function makesActors(draft: Draft): boolean {
  return people.some((field) => draft[field].some(({ id }) => id === undefined));
}

export function draftOf(statement: StatementDocument, nameOf: (actor: string) => string): Draft {
  const chosen = (ids: readonly string[] | undefined): Chosen[] => (ids ?? []).map((id) => ({ id, name: nameOf(id) }));
  return {
    kind: statement.kind, quoteForm: statement.quoteForm ?? '', text: statement.text, lang: statement.lang ?? '', role: statement.role ?? '',
    speakers: chosen(statement.speakers), onBehalfOf: chosen(statement.onBehalfOf), to: chosen(statement.to), reportedBy: chosen(statement.reportedBy),
    saidAt: statement.saidAt ?? '', meeting: statement.meeting ?? '', inReplyTo: statement.inReplyTo ?? '', historical: statement.historical ?? false,
    positions: (statement.positions ?? []).map(({ topic, stance, conditions }) => ({ topic, stance, conditions: conditions ?? [] })), sources: statement.sources ?? [],
  };
}

/** Field → old and new value, for what differs; a value that is absent is undefined. */
export function changesBetween(before: Draft, after: Draft): Readonly<Record<string, { readonly old?: unknown; readonly new?: unknown }>> {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
  return Object.fromEntries(names.map((name) => [name, { old: old[name], new: now[name] }]));
}

/** The body of a correction: field → new value, null for one that goes. */
export function correctionOf(before: Draft, after: Draft): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(changesBetween(before, after)).map(([name, change]) => [name, change.new ?? null]));
}

/**
 * Mine, brought onto what somebody else has recorded meanwhile: what only they changed is theirs, what I changed stays mine; `both` names the fields that
 * both changed, each to something else.
 */
export function rebased(base: Draft, mine: Draft, theirs: Draft): { readonly draft: Draft; readonly theirs: readonly string[]; readonly both: readonly string[] } {
  const [my, their] = [changesBetween(base, mine), changesBetween(base, theirs)];
  const changed = Object.keys(their);
  const kept = Object.fromEntries(Object.keys(my).map((name) => [name, mine[name as keyof Draft]]));
  return {
    draft: { ...theirs, ...kept },
    theirs: changed,
    both: changed.filter((name) => name in my && JSON.stringify(my[name]!.new) !== JSON.stringify(their[name]!.new)),
  };
}

/** What is being written for a story, and the key under which it will be sent, so that a press twice or a lost answer never records it twice. */
export interface Kept {
  readonly draft: Draft;
  readonly key: string;
  /** It was sent and no answer came: it may be in the record. */
  readonly sent?: boolean;
}

const prefix = 'tracker-draft-';

export function keep(name: string, kept: Kept | undefined): void {
  try {
    if (kept) localStorage.setItem(prefix + name, JSON.stringify(kept));
    else localStorage.removeItem(prefix + name);
  } catch {
    // Storage is off or full: the page itself still has it.
  }
}

export function kept(name: string): Kept | undefined {
  try {
    const found = JSON.parse(localStorage.getItem(prefix + name) ?? 'null') as Kept | null;
    return found ? { ...found, draft: { ...emptyDraft, ...found.draft } } : undefined;
  } catch {
    return undefined;
  }
}

/** At sign-out nothing of what was written stays behind on the machine. */
export function forgetAll(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Storage is off: there is nothing.
  }
}

export function newKey(): string {
  return crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
