// Key moments of a story, from its board's state alone: meetings that changed their status, conditions that were decided, positions that turned, acts.
import type { ActState, ConditionState, MeetingOutcome, MeetingStatus, Stance } from './contracts';
import type { BoardState } from './store';
import { orderKey } from './when';

interface Dated {
  readonly key: string;
  /** EDTF, as it is known; undefined: nobody knows. */
  readonly at?: string | undefined;
  /** Where it stands among the others, milliseconds. */
  readonly order: number;
}

export type KeyMoment = Dated & (
  | { readonly what: 'meeting'; readonly meeting: string; readonly status: MeetingStatus; readonly outcome?: MeetingOutcome | undefined }
  | { readonly what: 'condition'; readonly actor: string; readonly topic?: string | undefined; readonly meeting?: string | undefined; readonly text: string; readonly state: ConditionState }
  | { readonly what: 'position'; readonly actor: string; readonly topic: string; readonly stance: Stance; readonly moves: number }
  | { readonly what: 'act'; readonly act: string; readonly actors: readonly string[]; readonly text: string; readonly state: ActState }
);

/** The newest of them, newest first by when they happened; what happened at one moment stands as it was recorded, last first. */
export function keyMoments(board: BoardState, most: number): readonly KeyMoment[] {
  return [...meetings(board), ...conditions(board), ...positions(board), ...acts(board)]
    .sort((a, b) => b.order - a.order || compare(b.recorded, a.recorded))
    .slice(0, most).map(({ recorded: _, ...moment }) => moment);
}

type Found = KeyMoment & { readonly recorded: string };

function meetings(board: BoardState): Found[] {
  return board.meetings.flatMap((meeting) => (meeting.statusHistory ?? []).map((entry, at, all): Found => ({
    what: 'meeting', key: `meeting ${meeting.id} ${at}`, meeting: meeting.id, status: entry.status, outcome: entry.outcome ?? (at === all.length - 1 ? meeting.outcome : undefined),
    at: entry.at ?? meeting.start, order: orderKey(entry.atUntil, entry.at, meeting.end, meeting.start), recorded: `${meeting.recordedAt} ${String(at).padStart(4, '0')}`,
  })));
}

/** One that lapsed with what it was for has decided nothing. */
function conditions(board: BoardState): Found[] {
  return board.conditions.filter(({ state, redacted }) => (state === 'met' || state === 'failed') && !redacted).map((condition): Found => ({
    what: 'condition', key: `condition ${condition.id}`, actor: condition.of.actor, topic: condition.of.topic, meeting: condition.of.meeting, text: condition.text, state: condition.state,
    at: condition.resolvedAt?.slice(0, 10), order: orderKey(condition.resolvedAt, condition.saidKey), recorded: condition.recordedAt,
  }));
}

/** One that was taken for the first time has not turned. */
function positions(board: BoardState): Found[] {
  return board.matrix.filter(({ moves }) => moves > 1).map((cell): Found => ({
    what: 'position', key: `position ${cell.actor} ${cell.topic} ${cell.cause}`, actor: cell.actor, topic: cell.topic, stance: cell.stance, moves: cell.moves, at: cell.since,
    order: orderKey(cell.since), recorded: String(cell.cause).padStart(15, '0'),
  }));
}

function acts(board: BoardState): Found[] {
  return board.acts.flatMap((act) => (act.stateHistory?.length ? act.stateHistory : [{ state: act.state, at: act.at, atUntil: act.atUntil }]).map((entry, at): Found => ({
    what: 'act', key: `act ${act.id} ${at}`, act: act.id, actors: act.actors, text: act.text, state: entry.state, at: entry.at ?? act.at, order: orderKey(entry.atUntil, entry.at, act.atUntil, act.at),
    recorded: `${act.recordedAt} ${String(at).padStart(4, '0')}`,
  })));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
