import type { ActDocument, ActorDocument, MeetingDocument, TopicDocument } from '../../contracts';
import { splitReference } from '../../events';
import { m } from '../../messages';
import type { BoardState } from '../../store';
import { type AnyStatement, isRedacted } from '../../statements';

type Named = Pick<BoardState, 'actors' | 'topics' | 'meetings' | 'acts'>;

/** Names by id. Made anew when actors, topics, meetings or acts change, so its identity tells views when to repaint. */
export class Lookup {
  readonly #actors: ReadonlyMap<string, ActorDocument>;
  readonly #topics: ReadonlyMap<string, TopicDocument>;
  readonly #meetings: ReadonlyMap<string, MeetingDocument>;
  readonly #acts: ReadonlyMap<string, ActDocument>;

  constructor(readonly story: string, board: Named) {
    this.#actors = new Map(board.actors.map((actor) => [actor.id, actor]));
    this.#topics = new Map(board.topics.map((topic) => [topic.id, topic]));
    this.#meetings = new Map(board.meetings.map((meeting) => [meeting.id, meeting]));
    this.#acts = new Map(board.acts.map((act) => [act.id, act]));
  }

  /** All that the board has, in its order. */
  get actors(): readonly ActorDocument[] { return [...this.#actors.values()]; }
  get topics(): readonly TopicDocument[] { return [...this.#topics.values()]; }

  /** The actor that it is, or that it turned out to be. */
  actor(id: string): ActorDocument | undefined { return this.#actors.get(this.canonical(id)); }
  topic(id: string): TopicDocument | undefined { return this.#topics.get(id); }
  meeting(id: string): MeetingDocument | undefined { return this.#meetings.get(id); }
  act(id: string): ActDocument | undefined { return this.#acts.get(id); }

  actorName(id: string): string { return this.actor(id)?.name ?? id; }
  topicTitle(id: string): string { return this.#topics.get(id)?.title ?? id; }
  meetingName(id: string): string { return this.#meetings.get(id)?.name ?? id; }

  /** The id of the actor that this one turned out to be; its own when it is its own. */
  canonical(id: string): string {
    let at = id;
    // Nobody turns out to be himself, however long the way; a bound all the same.
    for (let steps = 0; steps < 20; steps++) {
      const into = this.#actors.get(at)?.mergedInto;
      if (into === undefined || !this.#actors.has(into)) break;
      at = into;
    }
    return at;
  }

  /** The name under which a merged actor was recorded, where it is another one. */
  recordedAs(id: string): string | undefined {
    const own = this.#actors.get(id);
    return own?.mergedInto !== undefined && this.canonical(id) !== id && own.name !== this.actorName(id) ? own.name : undefined;
  }

  /** The name of what a reference `kind/id` means; the id where this page does not know it. */
  name(reference: string): string {
    const [kind, id] = splitReference(reference);
    switch (kind) {
      case 'actor': return this.actorName(id);
      case 'topic': return this.topicTitle(id);
      case 'meeting': return this.meetingName(id);
      case 'act': return this.#acts.get(id)?.text ?? id;
      case 'statement': return m.review.statement(id);
      default: return id;
    }
  }
}

/** Who speaks in a statement that the page has, by name; for replies. */
export function speakersIn(known: ReadonlyMap<string, AnyStatement>, statement: string, look: Lookup): string | undefined {
  const found = known.get(statement);
  return found && !isRedacted(found) ? found.speakers.map((id) => look.actorName(id)).join(', ') : undefined;
}

const lists = new Intl.ListFormat(m.locale, { style: 'long', type: 'conjunction' });

export function listed(names: readonly string[]): string {
  return lists.format(names);
}
