// The board by a second hand: a plain fold into maps that keeps everything and cuts lists only when it is asked. Nothing of src/ is in it.
import type { ChangeItem } from '../src/contracts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Doc = Record<string, any>;

const idOf = (entity: string): string => entity.slice(entity.indexOf('/') + 1);
const byId = (documents: Map<string, Doc>): Doc[] => [...documents.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

export class NaiveBoard {
  #story: Doc = {};
  readonly #meetings = new Map<string, Doc>();
  readonly #topics = new Map<string, Doc>();
  readonly #actors = new Map<string, Doc>();
  readonly #statements = new Map<string, Doc>();
  readonly #named = new Set<string>();
  readonly #cells = new Map<string, Doc>();
  readonly #turns = new Map<string, number>();
  /** Oldest first. */
  readonly #lists: Record<string, Map<string, Doc>> = { act: new Map(), claim: new Map(), condition: new Map(), link: new Map() };

  constructor(readonly story: string) {}

  take(item: ChangeItem): void {
    const kind = item.entity.slice(0, item.entity.indexOf('/'));
    const data = item.data as Doc;
    const id = idOf(item.entity);
    const begun = data.act ?? data.claim ?? data.link;
    if (item.touches.includes(`story/${this.story}`)) for (const touch of item.touches) if (touch.startsWith('actor/')) this.#named.add(idOf(touch));
    if (begun && begun.story !== this.story) return;
    if (kind === 'story') this.#takeStory(item, data);
    if (kind === 'actor') this.#put(this.#actors, item, { ...(data.actor ?? this.#profile(this.#actors, id)), ...(data.into ? { mergedInto: data.into } : {}) });
    if (kind === 'topic') this.#put(this.#topics, item, data.topic);
    if (kind === 'meeting') this.#takeMeeting(item, data);
    if (kind === 'statement') this.#takeStatement(item, data);
    if (kind === 'act') this.#takeAct(item, data);
    if (kind === 'claim') this.#takeClaim(item, data);
    if (kind === 'condition') this.#takeCondition(item, data);
    if (kind === 'link') this.#takeLink(item, data);
  }

  board(): Doc {
    const cells = [...this.#cells.values()];
    const axis = (side: 'actor' | 'topic', most: number): Set<string> => new Set([...new Set(cells.map((cell) => cell[side] as string))]
      .sort((a, b) => this.#turns.get(`${side}/${b}`)! - this.#turns.get(`${side}/${a}`)!).slice(0, most));
    const [actors, topics] = [axis('actor', 50), axis('topic', 40)];
    const newest = (name: string, most: number): Doc[] => [...this.#lists[name]!.values()].reverse().slice(0, most);
    return {
      story: this.#story,
      meetings: byId(this.#meetings),
      topics: byId(this.#topics),
      actors: byId(this.#actors).filter((actor) => this.#named.has(actor.id)),
      acts: newest('act', 50), claims: newest('claim', 100), conditions: newest('condition', 100), links: newest('link', 100),
      statements: [...this.#statements.values()].filter((one) => !one.duplicate).sort((a, b) => b.position - a.position).slice(0, 50),
      matrix: cells.filter((cell) => actors.has(cell.actor) && topics.has(cell.topic)).sort((a, b) => (a.actor !== b.actor ? (a.actor < b.actor ? -1 : 1) : a.topic < b.topic ? -1 : 1)),
      matrixSize: { actors: new Set(cells.map((cell) => cell.actor)).size, topics: new Set(cells.map((cell) => cell.topic)).size, cells: cells.length },
    };
  }

  #takeStory(item: ChangeItem, data: Doc): void {
    if (item.kind === 'position.changed') {
      this.#turns.set(`actor/${data.actor}`, item.position).set(`topic/${data.topic}`, item.position);
      if (data.cell) this.#cells.set(`${data.actor} ${data.topic}`, data.cell);
      else this.#cells.delete(`${data.actor} ${data.topic}`);
    }
    const status = data.status ?? (item.kind === 'story.status_changed' ? data.to : this.#story.status);
    const { version = 0, recordedAt = item.at } = this.#story;
    this.#story = { ...(data.story ?? this.#story), id: this.story, status, version: version + 1, recordedAt };
  }

  #takeMeeting(item: ChangeItem, data: Doc): void {
    const before = this.#meetings.get(idOf(item.entity)) ?? {};
    const next: Doc = { ...(data.meeting ?? before) };
    for (const kept of ['status', 'outcome', 'participants', 'statusHistory']) if (before[kept] !== undefined) next[kept] = before[kept];
    const entry = item.kind === 'meeting.created' ? data.status : item.kind === 'meeting.status_changed' ? data.to : undefined;
    if (entry) Object.assign(next, { status: entry.status, ...(entry.outcome ? { outcome: entry.outcome } : {}), statusHistory: [...(before.statusHistory ?? []), entry] });
    if (item.kind === 'meeting.created' && data.participants) next.participants = data.participants;
    if (item.kind === 'meeting.participation_changed') {
      const people: Doc[] = [...(before.participants ?? [])];
      const at = people.findIndex((one) => one.actor === data.to.actor);
      if (at < 0) people.push(data.to);
      else people[at] = data.to;
      next.participants = people;
    }
    this.#put(this.#meetings, item, next);
  }

  #takeStatement(item: ChangeItem, data: Doc): void {
    const id = idOf(item.entity);
    const before = this.#statements.get(id);
    const position = before?.position ?? item.position;
    if (item.kind === 'record.redacted' || before?.redacted) {
      this.#put(this.#statements, item, { redacted: true, position });
      const touched = [...this.#lists['condition']!.values()].filter((one) => one.evidence?.includes(item.entity));
      if (item.kind === 'record.redacted') for (const one of touched) this.#lists['condition']!.set(one.id, { id: one.id, redacted: true, state: one.state, version: one.version, recordedAt: one.recordedAt });
      return;
    }
    const next: Doc = { status: 'published', verification: 'undetermined', ...before };
    if (data.statement) {
      const { status, verification, verificationNote } = next;
      for (const name of Object.keys(next)) delete next[name];
      Object.assign(next, data.statement, { status, verification }, verificationNote ? { verificationNote } : {});
    }
    if (item.kind === 'statement.corrected') next.status = 'corrected';
    if (item.kind === 'statement.retracted') next.status = 'retracted';
    if (item.kind === 'statement.verified') {
      next.verification = data.status;
      delete next.verificationNote;
      if (data.note) next.verificationNote = data.note;
    }
    if (item.kind === 'statement.source_added') next.sources = [...(next.sources ?? []), data.source];
    this.#put(this.#statements, item, { ...next, position });
  }

  #takeAct(item: ChangeItem, data: Doc): void {
    const before = this.#lists['act']!.get(idOf(item.entity));
    const entry = item.kind === 'act.added' ? data.state : data.to;
    const { state, stateHistory = [] } = before ?? {};
    this.#put(this.#lists['act']!, item, { ...(data.act ?? before), state: entry?.state ?? state, stateHistory: entry ? [...stateHistory, entry] : stateHistory });
  }

  #takeClaim(item: ChangeItem, data: Doc): void {
    const claims = this.#lists['claim']!;
    const decision = { reason: data.reason, editor: data.by };
    if (item.kind === 'claim.added') this.#put(claims, item, { ...data.claim, status: 'kept', ...(data.by ? { by: data.by } : {}) });
    if (item.kind !== 'claim.preferred') return;
    this.#put(claims, item, { ...claims.get(idOf(item.entity)), ...decision, status: 'preferred' });
    for (const id of data.superseded ?? []) claims.set(id, { ...claims.get(id), ...decision, status: 'superseded' });
  }

  #takeCondition(item: ChangeItem, data: Doc): void {
    const conditions = this.#lists['condition']!;
    const before = conditions.get(idOf(item.entity));
    if (before?.redacted) return this.#put(conditions, item, { redacted: true, state: data.state ?? 'open' });
    if (before?.editor && !data.by) return this.#put(conditions, item, before);
    const made: Doc = {};
    for (const name of ['story', 'of', 'about', 'evidence', 'saidKey']) {
      const value = (item.kind === 'condition.opened' ? data : before!)[name];
      if (value !== undefined) made[name] = value;
    }
    made.text = before?.text ?? data.text;
    const found: [string, string][] = item.kind === 'condition.opened'
      ? [['reason', 'reason'], ['by', 'editor']]
      : [['rule', 'rule'], ['resolvedBy', 'resolvedBy'], ['reason', 'reason'], ['evidence', 'decidedOn'], ['saidKey', 'resolvedAt'], ['by', 'editor']];
    for (const [from, to] of found) if (data[from] !== undefined) made[to] = data[from];
    this.#put(conditions, item, { ...made, state: data.state ?? 'open' });
  }

  #takeLink(item: ChangeItem, data: Doc): void {
    const links = this.#lists['link']!;
    const before = links.get(idOf(item.entity));
    if (!before) return this.#put(links, item, { ...data.link, state: data.state, ...(data.rule ? { rule: data.rule } : {}), ...(data.by ? { editor: data.by } : {}), ...(data.cause ? { cause: data.cause } : {}) });
    if (data.rule && before.editor) return this.#put(links, item, before);
    const { reason: _, editor: __, ...rest } = before;
    this.#put(links, item, { ...rest, state: item.kind === 'link.confirmed' ? 'confirmed' : 'dismissed', ...(data.reason ? { reason: data.reason } : {}), ...(data.by ? { editor: data.by } : {}) });
  }

  #profile(documents: Map<string, Doc>, id: string): Doc {
    return documents.get(id) ?? {};
  }

  #put(documents: Map<string, Doc>, item: ChangeItem, doc: Doc): void {
    const id = idOf(item.entity);
    const before = documents.get(id);
    documents.set(id, { ...doc, id, version: (before?.version ?? 0) + 1, recordedAt: before?.recordedAt ?? item.at });
  }
}
