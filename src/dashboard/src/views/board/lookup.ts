import type { ActorDocument, MeetingDocument, TopicDocument } from '../../contracts';
import type { BoardState } from '../../store';
import { type AnyStatement, isRedacted } from '../../statements';

/** Names by id. Made anew when actors, topics or meetings change, so its identity tells views when to repaint. */
export class Lookup {
  readonly #actors: ReadonlyMap<string, ActorDocument>;
  readonly #topics: ReadonlyMap<string, TopicDocument>;
  readonly #meetings: ReadonlyMap<string, MeetingDocument>;

  constructor(readonly story: string, board: BoardState) {
    this.#actors = new Map(board.actors.map((actor) => [actor.id, actor]));
    this.#topics = new Map(board.topics.map((topic) => [topic.id, topic]));
    this.#meetings = new Map(board.meetings.map((meeting) => [meeting.id, meeting]));
  }

  actor(id: string): ActorDocument | undefined { return this.#actors.get(id); }
  topic(id: string): TopicDocument | undefined { return this.#topics.get(id); }
  meeting(id: string): MeetingDocument | undefined { return this.#meetings.get(id); }

  actorName(id: string): string { return this.#actors.get(id)?.name ?? id; }
  topicTitle(id: string): string { return this.#topics.get(id)?.title ?? id; }
  meetingName(id: string): string { return this.#meetings.get(id)?.name ?? id; }

  /** The name of what a reference `kind/id` means; the id where this page does not know it. */
  name(reference: string): string {
    const slash = reference.indexOf('/');
    const id = reference.slice(slash + 1);
    switch (reference.slice(0, slash)) {
      case 'actor': return this.actorName(id);
      case 'topic': return this.topicTitle(id);
      case 'meeting': return this.meetingName(id);
      default: return id;
    }
  }
}

/** Who speaks in one of these statements, by name; for replies. */
export function speakersOf(statements: readonly AnyStatement[], statement: string, look: Lookup): string | undefined {
  const found = statements.find((other) => other.id === statement);
  return found && !isRedacted(found) ? found.speakers.map((id) => look.actorName(id)).join(', ') : undefined;
}

const lists = new Intl.ListFormat('en-GB', { style: 'long', type: 'conjunction' });

export function listed(names: readonly string[]): string {
  return lists.format(names);
}
