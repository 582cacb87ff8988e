// Generated from src/Tracker.Contracts by tests/Tracker.Api.Tests (TRACKER_APPROVE=1 writes it anew): do not edit.
// camelCase; null, false and empty lists are left out.

export type StoryProposals = 'all' | 'none';
export type StoryStatus = 'active' | 'paused' | 'closed';
export type MeetingKind =
  | 'negotiation' | 'negotiation_series' | 'bilateral' | 'multilateral' | 'side_meeting_group' | 'leaders_meeting' | 'summit' | 'sitting'
  | 'visit' | 'call' | 'press_conference' | 'interview' | 'speech' | 'debate' | 'other';
export type MeetingStatus =
  | 'proposed' | 'invited' | 'scheduled' | 'postponed' | 'rescheduled' | 'under_way' | 'suspended' | 'concluded' | 'broken_off'
  | 'declined' | 'cancelled' | 'did_not_take_place' | 'unknown';
export type MeetingOutcome =
  | 'agreement' | 'partial_agreement' | 'joint_statement' | 'follow_up_agreed' | 'no_visible_progress' | 'collapsed' | 'unknown';
export type ParticipationRole =
  | 'head_of_delegation' | 'delegate' | 'delegation' | 'principal' | 'host' | 'opener' | 'chair' | 'mediator' | 'facilitator' | 'observer'
  | 'participant' | 'guest' | 'visitor' | 'organizer' | 'spokesperson' | 'interpreter';
export type Attendance = 'invited' | 'accepted' | 'conditional' | 'declined' | 'present' | 'absent' | 'left' | 'unknown';
export type Stance = 'demands' | 'proposes' | 'supports' | 'conditional' | 'neutral' | 'unclear' | 'opposes' | 'rejects';
export type Attribution = 'named' | 'office' | 'metonym' | 'collective' | 'unnamed' | 'relayed' | 'media';
export type QuoteForm = 'direct' | 'mixed' | 'indirect';
export type SourceKind = 'agency' | 'outlet' | 'official_site' | 'social_media' | 'broadcast' | 'person';
export type SourceRole = 'originator' | 'relay' | 'translator' | 'republisher';
export type StatementKind =
  | 'demand' | 'appeal' | 'propose' | 'invite' | 'accept' | 'reject' | 'condition' | 'commit' | 'concede' | 'withdraw' | 'support'
  | 'criticise' | 'accuse' | 'threaten' | 'announce' | 'assess' | 'predict' | 'frame' | 'signal' | 'deny' | 'question' | 'correct'
  | 'retract' | 'other';
export type DuplicateState = 'likely' | 'attached';
export type StatementStatus = 'published' | 'corrected' | 'retracted';
export type Verification = 'undetermined' | 'in_progress' | 'verified' | 'disputed' | 'false' | 'not_applicable';
export type CorrectionKind = 'correction' | 'clarification' | 'update' | 'retraction';
export type ActorKind =
  | 'person' | 'state' | 'organization' | 'intergovernmental_organization' | 'government_body' | 'armed_force' | 'delegation'
  | 'collective' | 'media' | 'business_entity' | 'platform' | 'target_group' | 'affected_group';
export type ActorSide = 'party' | 'third_party' | 'observer' | 'source' | 'object';
export type TopicKind = 'demand' | 'proposal' | 'agenda_item' | 'initiative' | 'policy' | 'assessment' | 'framing';
export type ActKind = 'decision' | 'measure' | 'initiative' | 'acceptance_by_conduct' | 'conduct';
export type ActState =
  | 'planned' | 'announced' | 'in_preparation' | 'decided' | 'ongoing' | 'in_force' | 'completed' | 'suspended' | 'withdrawn' | 'failed'
  | 'unknown';
export type ClaimKind = 'fact' | 'status_quo' | 'assessment';
export type ClaimStatus = 'kept' | 'preferred' | 'superseded';
export type ConditionState = 'open' | 'met' | 'failed' | 'lapsed';
export type LinkKind =
  | 'replies_to' | 'accepts' | 'rejects' | 'repeats' | 'elaborates' | 'agrees_with' | 'opposed_positions' | 'tension' | 'contradicts'
  | 'diverges_from' | 'supersedes' | 'withdraws' | 'precedes' | 'condition_met' | 'condition_failed' | 'same_utterance';
export type LinkState = 'proposed' | 'confirmed' | 'dismissed';
export type TieKind = 'spoke_to' | 'about' | 'relayed' | 'spoke_for' | 'met';
export type Scope = 'read' | 'post' | 'edit' | 'admin';

export interface StoryDocument {
  readonly title: string;
  readonly summary?: string;
  readonly parties?: readonly string[];
  readonly thirdParties?: readonly string[];
  readonly lang?: string;
  readonly tz?: string;
  readonly proposals?: StoryProposals;
  readonly note?: string;
  readonly id: string;
  readonly status: StoryStatus;
  readonly version: number;
  readonly recordedAt: string;
  readonly cursor?: string;
}

export interface ConditionText {
  readonly text: string;
  readonly about?: string;
}

export interface Participation {
  readonly actor: string;
  readonly role?: ParticipationRole;
  readonly attendance?: Attendance;
  readonly rank?: string;
  readonly conditions?: readonly ConditionText[];
  readonly basis?: string;
  readonly at?: string;
  readonly evidence?: readonly string[];
  readonly atUntil?: string;
}

export interface StatusEntry {
  readonly status: MeetingStatus;
  readonly at?: string;
  readonly atUntil?: string;
  readonly outcome?: MeetingOutcome;
  readonly reason?: string;
  readonly evidence?: readonly string[];
  readonly forced?: boolean;
  readonly by?: string;
}

export interface MeetingDocument {
  readonly story: string;
  readonly name: string;
  readonly kind?: MeetingKind;
  readonly start?: string;
  readonly end?: string;
  readonly duration?: string;
  readonly tz?: string;
  readonly place?: string;
  readonly host?: string;
  readonly organizer?: string;
  readonly previous?: string;
  readonly parent?: string;
  readonly topics?: readonly string[];
  readonly note?: string;
  readonly id: string;
  readonly status: MeetingStatus;
  readonly outcome?: MeetingOutcome;
  readonly participants?: readonly Participation[];
  readonly statusHistory?: readonly StatusEntry[];
  readonly version: number;
  readonly recordedAt: string;
  readonly cursor?: string;
}

export interface Cell {
  readonly actor: string;
  readonly topic: string;
  readonly stance: Stance;
  readonly conditions?: readonly ConditionText[];
  readonly since?: string;
  readonly evidence?: readonly string[];
  readonly evidenceCount: number;
  readonly moves: number;
  readonly cause: number;
}

export interface MatrixSize {
  readonly actors: number;
  readonly topics: number;
  readonly cells: number;
}

export interface About {
  readonly actors?: readonly string[];
  readonly meetings?: readonly string[];
  readonly topics?: readonly string[];
}

export interface PositionTaken {
  readonly topic: string;
  readonly stance: Stance;
  readonly conditions?: readonly ConditionText[];
}

export interface Source {
  readonly name?: string;
  readonly kind?: SourceKind;
  readonly url?: string;
  readonly publishedAt?: string;
  readonly retrievedAt?: string;
  readonly lang?: string;
  readonly role?: SourceRole;
  readonly locator?: string;
}

export interface Plover {
  readonly category: string;
  readonly mode?: readonly string[];
  readonly aux?: readonly string[];
}

export interface Duplicate {
  readonly of: string;
  readonly state: DuplicateState;
  readonly rule: string;
  readonly score?: number;
}

export interface FieldChange {
  readonly old?: unknown;
  readonly new?: unknown;
}

export interface HistoryEntry {
  readonly version: number;
  readonly position: number;
  readonly at: string;
  readonly kind: string;
  readonly correction?: CorrectionKind;
  readonly by?: string;
  readonly reason?: string;
  readonly note?: string;
  readonly changes?: Readonly<Record<string, FieldChange>>;
  readonly source?: Source;
}

export interface StatementDocument {
  readonly story: string;
  readonly role?: string;
  readonly attribution?: Attribution;
  readonly text: string;
  readonly lang?: string;
  readonly translatedFrom?: string;
  readonly translator?: string;
  readonly quoteForm?: QuoteForm;
  readonly meeting?: string;
  readonly medium?: string;
  readonly platform?: string;
  readonly saidAt?: string;
  readonly about?: About;
  readonly positions?: readonly PositionTaken[];
  readonly sources?: readonly Source[];
  readonly inReplyTo?: string;
  readonly sameUtteranceAs?: string;
  readonly historical?: boolean;
  readonly confidence?: number;
  readonly plover?: Plover;
  readonly id: string;
  readonly kind: StatementKind;
  readonly speakers: readonly string[];
  readonly onBehalfOf?: readonly string[];
  readonly to?: readonly string[];
  readonly reportedBy?: readonly string[];
  readonly saidUntil?: string;
  readonly holders?: readonly string[];
  readonly duplicate?: Duplicate;
  readonly status: StatementStatus;
  readonly verification: Verification;
  readonly verificationNote?: string;
  readonly version: number;
  readonly position: number;
  readonly recordedAt: string;
  readonly cursor?: string;
  readonly redacted?: boolean;
  readonly history?: readonly HistoryEntry[];
}

export interface OtherName {
  readonly name: string;
  readonly lang?: string;
  readonly note?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Identifier {
  readonly scheme: string;
  readonly value: string;
}

export interface Membership {
  readonly organization: string;
  readonly post?: string;
  readonly role?: string;
  readonly onBehalfOf?: string;
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
}

export interface ActorDocument {
  readonly kind: ActorKind;
  readonly name: string;
  readonly otherNames?: readonly OtherName[];
  readonly metonyms?: readonly string[];
  readonly identifiers?: readonly Identifier[];
  readonly memberships?: readonly Membership[];
  readonly parent?: string;
  readonly side?: ActorSide;
  readonly unnamed?: boolean;
  readonly reviewed?: boolean;
  readonly note?: string;
  readonly id: string;
  readonly mergedInto?: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly cursor?: string;
}

export interface Formulation {
  readonly by?: string;
  readonly text: string;
}

export interface TopicDocument {
  readonly story: string;
  readonly kind?: TopicKind;
  readonly title: string;
  readonly proposition?: string;
  readonly parent?: string;
  readonly opposes?: string;
  readonly formulations?: readonly Formulation[];
  readonly note?: string;
  readonly id: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly cursor?: string;
}

export interface PositionByConduct {
  readonly actor: string;
  readonly topic: string;
  readonly stance: Stance;
}

export interface ActStateEntry {
  readonly state: ActState;
  readonly at?: string;
  readonly atUntil?: string;
  readonly reason?: string;
  readonly evidence?: readonly string[];
  readonly by?: string;
}

export interface ActDocument {
  readonly story: string;
  readonly kind: ActKind;
  readonly text: string;
  readonly at?: string;
  readonly topics?: readonly string[];
  readonly meetings?: readonly string[];
  readonly evidence?: readonly string[];
  readonly sources?: readonly Source[];
  readonly note?: string;
  readonly id: string;
  readonly actors: readonly string[];
  readonly targets?: readonly string[];
  readonly positions?: readonly PositionByConduct[];
  readonly atUntil?: string;
  readonly state: ActState;
  readonly stateHistory?: readonly ActStateEntry[];
  readonly version: number;
  readonly recordedAt: string;
  readonly cursor?: string;
}

export interface ClaimDocument {
  readonly about: string;
  readonly field: string;
  readonly value: unknown;
  readonly story?: string;
  readonly text?: string;
  readonly kind?: ClaimKind;
  readonly at?: string;
  readonly sources?: readonly Source[];
  readonly note?: string;
  readonly id: string;
  readonly status: ClaimStatus;
  readonly reason?: string;
  readonly editor?: string;
  readonly by?: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly cursor?: string;
}

export interface ConditionOf {
  readonly actor: string;
  readonly topic?: string;
  readonly meeting?: string;
}

export interface ConditionDocument {
  readonly id: string;
  readonly story: string;
  readonly of: ConditionOf;
  readonly text: string;
  readonly about?: string;
  readonly evidence?: readonly string[];
  readonly state: ConditionState;
  readonly saidKey: string;
  readonly rule?: string;
  readonly resolvedBy?: string;
  readonly reason?: string;
  readonly decidedOn?: readonly string[];
  readonly resolvedAt?: string;
  readonly editor?: string;
  readonly redacted?: boolean;
  readonly version: number;
  readonly recordedAt: string;
  readonly cursor?: string;
}

export interface LinkDocument {
  readonly id: string;
  readonly story: string;
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  readonly topic?: string;
  readonly state: LinkState;
  readonly rule?: string;
  readonly editor?: string;
  readonly reason?: string;
  readonly cause?: number;
  readonly version: number;
  readonly recordedAt: string;
  readonly cursor?: string;
}

export interface Board {
  readonly story: StoryDocument;
  readonly cursor: string;
  readonly hash: string;
  readonly meetings: readonly MeetingDocument[];
  readonly matrix: readonly Cell[];
  readonly matrixSize: MatrixSize;
  readonly statements: readonly StatementDocument[];
  readonly actors: readonly ActorDocument[];
  readonly topics: readonly TopicDocument[];
  readonly acts: readonly ActDocument[];
  readonly claims: readonly ClaimDocument[];
  readonly conditions: readonly ConditionDocument[];
  readonly links: readonly LinkDocument[];
  readonly asOf?: string;
  readonly clock?: string;
}

export interface HeldPosition {
  readonly story: string;
  readonly cell: Cell;
}

export interface HeldStance {
  readonly stance: Stance;
  readonly conditions?: readonly ConditionText[];
}

export interface HeldMove {
  readonly story: string;
  readonly actor: string;
  readonly topic: string;
  readonly position: number;
  readonly at: string;
  readonly from?: HeldStance;
  readonly to?: HeldStance;
  readonly since?: string;
  readonly evidence?: string;
  readonly cause: number;
}

export interface PlaceDocument {
  readonly name: string;
  readonly otherNames?: readonly OtherName[];
  readonly country?: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly note?: string;
  readonly id: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly cursor?: string;
}

export interface EntityPage {
  readonly of: string;
  readonly cursor: string;
  readonly document: unknown;
  readonly statements?: readonly StatementDocument[];
  readonly next?: string;
  readonly positions?: readonly HeldPosition[];
  readonly moves?: readonly HeldMove[];
  readonly links?: readonly LinkDocument[];
  readonly conditions?: readonly ConditionDocument[];
  readonly acts?: readonly ActDocument[];
  readonly claims?: readonly ClaimDocument[];
  readonly history?: readonly HistoryEntry[];
  readonly stories?: readonly StoryDocument[];
  readonly actors?: readonly ActorDocument[];
  readonly topics?: readonly TopicDocument[];
  readonly meetings?: readonly MeetingDocument[];
  readonly places?: readonly PlaceDocument[];
}

export interface Span {
  readonly start: number;
  readonly length: number;
}

export interface FoundStatement {
  readonly statement: StatementDocument;
  readonly highlights: readonly Span[];
}

export interface Considered {
  readonly hits: number;
  readonly all: boolean;
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export interface FoundFacets {
  readonly of: Considered;
  readonly actor: readonly FacetCount[];
  readonly meeting: readonly FacetCount[];
  readonly topic: readonly FacetCount[];
  readonly kind: readonly FacetCount[];
  readonly lang: readonly FacetCount[];
  readonly source: readonly FacetCount[];
  readonly date: readonly FacetCount[];
}

export interface Found {
  readonly items: readonly FoundStatement[];
  readonly next?: string;
  readonly ranked?: Considered;
  readonly facets?: FoundFacets;
  readonly names?: Readonly<Record<string, string>>;
}

export interface StorySummary {
  readonly statement?: StatementDocument;
  readonly meeting?: MeetingDocument;
  readonly actors: readonly ActorDocument[];
  readonly hours: readonly number[];
  readonly until: string;
}

export interface StoryInShort {
  readonly story: StoryDocument;
  readonly summary: StorySummary;
}

export interface ChangeItem {
  readonly position: number;
  readonly at: string;
  readonly kind: string;
  readonly entity: string;
  readonly touches: readonly string[];
  readonly data: unknown;
}

export interface ChangesPage {
  readonly items: readonly ChangeItem[];
  readonly cursor: string;
  readonly head: string;
}

export interface WatchRequest {
  readonly after?: string;
  readonly touches?: readonly string[];
  readonly kinds?: readonly string[];
}

export interface WatchReply {
  readonly cursor: string;
  readonly head: string;
}

export interface Mark {
  readonly at: string;
  readonly position?: number;
  readonly statements: number;
  readonly moves: number;
  readonly statuses: number;
}

export interface Timeline {
  readonly story: string;
  readonly clock: string;
  readonly cursor: string;
  readonly marks: readonly Mark[];
  readonly complete: boolean;
}

export interface Stops {
  readonly story: string;
  readonly clock: string;
  readonly cursor: string;
  readonly items: readonly Mark[];
}

export interface NetworkNode {
  readonly actor: string;
  readonly name: string;
  readonly kind?: ActorKind;
  readonly side?: ActorSide;
  readonly statements: number;
}

export interface NetworkTie {
  readonly from: string;
  readonly to: string;
  readonly kind: TieKind;
  readonly count: number;
  readonly evidence: readonly string[];
}

export interface Network {
  readonly story: string;
  readonly cursor: string;
  readonly nodes: readonly NetworkNode[];
  readonly ties: readonly NetworkTie[];
  readonly complete: boolean;
}

export interface Changes {
  readonly items: readonly ChangeItem[];
  readonly cursor: string;
}

export interface Heartbeat {
  readonly cursor: string;
  readonly head: string;
  readonly items: number;
}

export interface Reset {
  readonly reason: string;
  readonly floor: string;
  readonly head: string;
}

export interface Receipt {
  readonly id: string;
  readonly entity: string;
  readonly version: number;
  readonly position: number;
  readonly cursor: string;
  readonly hash: string;
}

export interface NameMatch {
  readonly entity: string;
  readonly name: string;
}

export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  readonly retry: string;
  readonly version?: number;
  readonly nearest?: readonly NameMatch[];
}

export interface DryRecord {
  readonly kind: string;
  readonly entity: string;
  readonly touches: readonly string[];
  readonly data: unknown;
}

export interface DryRun {
  readonly isDryRun: boolean;
  readonly records: readonly DryRecord[];
}

export interface SessionDocument {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export interface EditorPresence {
  readonly name: string;
  readonly entity?: string;
  readonly since: string;
  readonly own?: boolean;
}

export interface PresenceDocument {
  readonly editors: readonly EditorPresence[];
}
