import type {
  ActDocument, ActorDocument, ActStateEntry, Cell, ClaimDocument, ConditionOf, ConditionState, ConditionText, FieldChange, LinkDocument, LinkState,
  MeetingDocument, Participation, Source, Stance, StatementDocument, StatusEntry, StoryDocument, StoryStatus, TopicDocument, Verification,
} from './contracts';

// The `data` of a live item by its kind: what the fold reads of the stored events.

type Kept = 'id' | 'version' | 'recordedAt' | 'cursor';
export type StoryProfile = Omit<StoryDocument, Kept | 'status'>;
export type ActorProfile = Omit<ActorDocument, Kept | 'mergedInto'>;
export type TopicProfile = Omit<TopicDocument, Kept>;
export type MeetingProfile = Omit<MeetingDocument, Kept | 'status' | 'outcome' | 'participants' | 'statusHistory'>;
export type StatementContent = Omit<StatementDocument, Kept | 'status' | 'verification' | 'verificationNote' | 'position' | 'history'>;

export type ActProfile = Omit<ActDocument, Kept | 'state' | 'stateHistory'>;
export type ClaimProfile = Omit<ClaimDocument, Kept | 'status' | 'reason' | 'editor' | 'by'>;
export type LinkContent = Pick<LinkDocument, 'story' | 'from' | 'to' | 'kind' | 'topic'>;

export interface Held {
  readonly stance: Stance;
  readonly conditions?: readonly ConditionText[];
}

export interface PositionChanged {
  readonly actor: string;
  readonly topic: string;
  readonly from?: Held;
  readonly to?: Held;
  readonly cell?: Cell;
  readonly cause: number;
}

export interface ConditionOpened {
  readonly story: string;
  readonly of: ConditionOf;
  /** Empty when it is opened again: its words are in its first record. */
  readonly text: string;
  readonly about?: string;
  readonly evidence?: readonly string[];
  readonly saidKey: string;
  readonly reason?: string;
  readonly by?: string;
}

export interface ConditionResolved {
  readonly state: ConditionState;
  readonly rule?: string;
  readonly resolvedBy?: string;
  readonly reason?: string;
  readonly evidence?: readonly string[];
  readonly saidKey?: string;
  readonly by?: string;
}

export interface EventData {
  'story.created': { readonly story: StoryProfile; readonly status: StoryStatus };
  'story.revised': { readonly story: StoryProfile };
  'story.status_changed': { readonly from: StoryStatus; readonly to: StoryStatus };
  'actor.created': { readonly actor: ActorProfile };
  'actor.revised': { readonly actor: ActorProfile };
  'actor.merged': { readonly into: string; readonly reason: string; readonly by?: string };
  'topic.created': { readonly topic: TopicProfile };
  'topic.revised': { readonly topic: TopicProfile };
  'meeting.created': { readonly meeting: MeetingProfile; readonly status: StatusEntry; readonly participants?: readonly Participation[] };
  'meeting.revised': { readonly meeting: MeetingProfile };
  'meeting.status_changed': { readonly from: string; readonly to: StatusEntry };
  'meeting.participation_changed': { readonly from?: Participation; readonly to: Participation };
  'statement.added': { readonly statement: StatementContent };
  'statement.corrected': { readonly statement: StatementContent; readonly changes?: Readonly<Record<string, FieldChange>>; readonly reason?: string };
  'statement.retracted': { readonly reason?: string };
  'statement.verified': { readonly status: Verification; readonly note?: string };
  'statement.source_added': { readonly source: Source };
  'position.changed': PositionChanged;
  'act.added': { readonly act: ActProfile; readonly state: ActStateEntry };
  'act.revised': { readonly act: ActProfile };
  'act.state_changed': { readonly to: ActStateEntry };
  'claim.added': { readonly claim: ClaimProfile; readonly by?: string };
  'claim.preferred': { readonly old?: unknown; readonly new?: unknown; readonly superseded?: readonly string[]; readonly reason: string; readonly by?: string };
  'condition.opened': ConditionOpened;
  'condition.resolved': ConditionResolved;
  'statement.linked': { readonly link: LinkContent; readonly state: LinkState; readonly rule?: string; readonly by?: string; readonly cause?: number };
  'link.confirmed': { readonly reason?: string; readonly by?: string };
  'link.dismissed': { readonly reason?: string; readonly by?: string; readonly rule?: string };
  'record.redacted': { readonly positions: readonly number[]; readonly reason: string };
}

/** The kind of an entity and its id, of a reference `kind/id`. */
export function splitReference(reference: string): readonly [kind: string, id: string] {
  const slash = reference.indexOf('/');
  return [reference.slice(0, slash), reference.slice(slash + 1)];
}

export function idOf(reference: string): string {
  return splitReference(reference)[1];
}

/** Members that are there; an absent one must be no member at all, or the hash would differ from the server's. */
export function some<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** A taken-down record is replayed without its body. */
export function isTakenDown(data: unknown): boolean {
  return typeof data === 'object' && data !== null && (data as { redacted?: unknown }).redacted === true;
}
