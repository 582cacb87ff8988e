import type {
  ActorDocument, Cell, ConditionText, FieldChange, MeetingDocument, Participation, Source, Stance, StatementDocument, StatusEntry, StoryDocument,
  StoryStatus, TopicDocument, Verification,
} from './contracts';

// The `data` of a live item by its kind: what the fold reads of the stored events.

type Kept = 'id' | 'version' | 'recordedAt' | 'cursor';
export type StoryProfile = Omit<StoryDocument, Kept | 'status'>;
export type ActorProfile = Omit<ActorDocument, Kept>;
export type TopicProfile = Omit<TopicDocument, Kept>;
export type MeetingProfile = Omit<MeetingDocument, Kept | 'status' | 'outcome' | 'participants' | 'statusHistory'>;
export type StatementContent = Omit<StatementDocument, Kept | 'status' | 'verification' | 'verificationNote' | 'position' | 'history'>;

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

export interface EventData {
  'story.created': { readonly story: StoryProfile; readonly status: StoryStatus };
  'story.revised': { readonly story: StoryProfile };
  'story.status_changed': { readonly from: StoryStatus; readonly to: StoryStatus };
  'actor.created': { readonly actor: ActorProfile };
  'actor.revised': { readonly actor: ActorProfile };
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
}

/** A taken-down record is replayed without its body. */
export function isTakenDown(data: unknown): boolean {
  return typeof data === 'object' && data !== null && (data as { redacted?: unknown }).redacted === true;
}
