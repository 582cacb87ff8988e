// A desk that goes on for ever: live items of one story, drawn from a seed. Only what the server could have sent.
import type { ChangeItem } from '../src/contracts';
import { at } from './world';

type Data = Record<string, unknown>;

export class History {
  readonly #random: () => number;
  #position = 0;
  #made: Record<string, string[]> = { actor: [], topic: [], meeting: [], statement: [], act: [], claim: [], condition: [], link: [] };
  readonly #held = new Set<string>();
  readonly #everHeld = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #merged = new Set<string>();
  readonly #records = new Map<string, number[]>();
  readonly #cells = new Map<string, Data>();
  readonly #evidence = new Map<string, readonly string[]>();

  constructor(seed: number) {
    let state = seed * 2654435761 + 1;
    // mulberry32
    this.#random = () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  /** The story, some people, topics and meetings; then so many of everything that the lists are nearly full. */
  * prelude(full: boolean): Generator<ChangeItem> {
    yield this.#item('story.created', 'story/talks', { story: { title: 'The talks' }, status: 'active' });
    for (let n = 0; n < 8; n++) yield this.#actor();
    for (let n = 0; n < 5; n++) yield this.#topic();
    for (let n = 0; n < 3; n++) yield this.#meeting();
    if (!full) return;
    for (let n = 0; n < 45; n++) yield this.#statement();
    for (let n = 0; n < 46; n++) yield this.#act();
    for (let n = 0; n < 97; n++) yield* [this.#claim(), this.#condition(), this.#link()];
  }

  /** More actors and topics than the matrix shows, and so many positions on them. */
  * wide(cells: number): Generator<ChangeItem> {
    yield this.#item('story.created', 'story/talks', { story: { title: 'The talks' }, status: 'active' });
    for (let n = 0; n < 60; n++) yield this.#actor();
    for (let n = 0; n < 48; n++) yield this.#topic();
    for (let n = 0; n < cells; n++) yield this.move();
  }

  next(): ChangeItem {
    for (;;) {
      const made = this.#any([
        () => this.#statement(), () => this.#statement(), () => this.#changeStatement(), () => this.#changeStatement(), () => this.#act(), () => this.#changeAct(), () => this.#claim(),
        () => this.#prefer(), () => this.#condition(), () => this.#changeCondition(), () => this.#changeCondition(), () => this.#link(), () => this.#changeLink(), () => this.move(), () => this.move(),
        () => this.#rarely(() => this.#actor()), () => this.#rarely(() => this.#changeActor()), () => this.#rarely(() => this.#meeting()), () => this.#rarely(() => this.#changeMeeting()),
        () => this.#rarely(() => this.#topic()), () => this.#rarely(() => this.#takeDown()), () => this.#rarely(() => this.#foreign()),
      ])();
      if (made) return made;
    }
  }

  wasHeld(statement: string): boolean {
    return this.#everHeld.has(statement.slice('statement/'.length));
  }

  lostWords(condition: string): boolean {
    return (this.#evidence.get(condition.slice('condition/'.length)) ?? []).some((one) => this.#gone.has(one.slice('statement/'.length)));
  }

  #hold(id: string): void {
    this.#held.add(id);
    this.#everHeld.add(id);
  }

  #actor(): ChangeItem {
    const id = this.#new('actor');
    return this.#item('actor.created', `actor/${id}`, { actor: { kind: 'person', name: `Name of ${id}` } }, this.#chance(0.3) ? ['story/talks'] : []);
  }

  #changeActor(): ChangeItem | undefined {
    const id = this.#of('actor');
    if (this.#merged.has(id)) return undefined;
    if (this.#chance(0.6)) return this.#item('actor.revised', `actor/${id}`, { actor: { kind: 'state', name: `New name of ${id}` } }, []);
    const into = this.#of('actor');
    if (into === id || this.#merged.has(into)) return undefined;
    this.#merged.add(id);
    return this.#item('actor.merged', `actor/${id}`, { into, reason: 'one and the same', by: 'eve' }, [`actor/${into}`, 'story/talks']);
  }

  #topic(): ChangeItem {
    const id = this.#new('topic');
    return this.#item('topic.created', `topic/${id}`, { topic: { story: 'talks', title: `Topic ${id}` } });
  }

  #meeting(): ChangeItem {
    const id = this.#new('meeting');
    return this.#item('meeting.created', `meeting/${id}`, { meeting: { story: 'talks', name: `Meeting ${id}` }, status: { status: 'proposed' }, ...(this.#chance(0.5) ? { participants: [{ actor: this.#of('actor') }] } : {}) });
  }

  #changeMeeting(): ChangeItem {
    const id = this.#of('meeting');
    return this.#any<() => ChangeItem>([
      () => this.#item('meeting.revised', `meeting/${id}`, { meeting: { story: 'talks', name: `Meeting ${id} anew`, place: 'here' } }),
      () => this.#item('meeting.status_changed', `meeting/${id}`, { from: 'proposed', to: { status: 'concluded', ...(this.#chance(0.5) ? { outcome: 'agreement' } : {}) } }),
      () => this.#item('meeting.participation_changed', `meeting/${id}`, { to: { actor: this.#of('actor'), attendance: this.#any(['present', 'absent']), conditions: [{ text: 'if' }] } }),
    ])();
  }

  #statement(): ChangeItem {
    const id = this.#new('statement');
    const speaker = this.#of('actor');
    const held = this.#chance(0.12);
    if (held) this.#hold(id);
    return this.#item('statement.added', `statement/${id}`, {
      statement: { story: 'talks', kind: 'demand', speakers: [speaker], text: `Words of ${id}`, ...(held ? { duplicate: { of: 's0', state: 'likely', rule: 'paraphrase', score: 80 } } : {}) },
    }, ['story/talks', `actor/${speaker}`]);
  }

  #changeStatement(): ChangeItem | undefined {
    const id = this.#of('statement', true);
    if (!id || this.#gone.has(id)) return undefined;
    const content = { story: 'talks', kind: 'appeal', speakers: [this.#of('actor')], text: `Other words of ${id}` };
    const held = { of: 's0', state: this.#any(['likely', 'attached']), rule: 'editor' };
    const was = this.#held.has(id);
    return this.#any<() => ChangeItem | undefined>([
      () => this.#item('statement.corrected', `statement/${id}`, { statement: { ...content, ...(was ? { duplicate: held } : {}) }, changes: { text: { old: 'a', new: 'b' } }, reason: 'misheard', kind: 'correction' }),
      () => this.#item('statement.verified', `statement/${id}`, { status: this.#any(['verified', 'disputed']), ...(this.#chance(0.5) ? { note: 'by phone' } : {}) }),
      () => this.#item('statement.source_added', `statement/${id}`, { source: { name: 'Gazette' } }),
      () => this.#item('statement.retracted', `statement/${id}`, { reason: 'wrong' }),
      () => {
        if (!this.#chance(0.3)) return undefined;
        if (was) this.#held.delete(id);
        else this.#hold(id);
        const change = was ? { old: held } : { new: held };
        return this.#item('statement.corrected', `statement/${id}`, { statement: { ...content, ...(was ? {} : { duplicate: held }) }, changes: { duplicate: change }, reason: 'told again', kind: 'correction' });
      },
    ])();
  }

  #takeDown(): ChangeItem | undefined {
    const id = this.#of('statement', true);
    if (!id || this.#gone.has(id)) return undefined;
    this.#gone.add(id);
    this.#held.delete(id);
    const repeats = this.#made['condition']!.filter((one) => this.#evidence.get(one)?.includes(`statement/${id}`)).map((one) => this.#records.get(`condition/${one}`)![0]!);
    return this.#item('record.redacted', `statement/${id}`, { positions: [...this.#records.get(`statement/${id}`)!, ...repeats], reason: 'court order', by: 'eve' });
  }

  #act(): ChangeItem {
    const id = this.#new('act');
    return this.#item('act.added', `act/${id}`, { act: { story: 'talks', kind: 'measure', actors: [this.#of('actor')], text: `Deed of ${id}` }, state: { state: 'announced' } });
  }

  #changeAct(): ChangeItem | undefined {
    const id = this.#of('act', true);
    if (!id) return undefined;
    return this.#chance(0.5)
      ? this.#item('act.revised', `act/${id}`, { act: { story: 'talks', kind: 'decision', actors: [this.#of('actor')], text: `Other deed of ${id}`, note: 'revised' } })
      : this.#item('act.state_changed', `act/${id}`, { from: 'announced', to: { state: this.#any(['in_force', 'withdrawn']), by: 'eve' } });
  }

  #claim(): ChangeItem {
    const id = this.#new('claim');
    return this.#item('claim.added', `claim/${id}`, { claim: { story: 'talks', about: `meeting/${this.#of('meeting')}`, field: 'start', value: this.#any(['2025-05-15', '2025-05-16', 3, { from: [1, 'ї'] }]) }, ...(this.#chance(0.8) ? { by: 'desk' } : {}) });
  }

  #prefer(): ChangeItem | undefined {
    const id = this.#of('claim', true);
    if (!id) return undefined;
    const superseded = [...new Set([this.#of('claim'), this.#of('claim'), this.#of('claim')])].filter((one) => one !== id);
    return this.#item('claim.preferred', `claim/${id}`, { new: 1, superseded, reason: `as ${id} says`, by: this.#any(['eve', 'ivo']) });
  }

  #condition(): ChangeItem {
    const id = this.#new('condition');
    const evidence = this.#made['statement']!.length > 0 ? [`statement/${this.#of('statement')}`] : [];
    this.#evidence.set(id, evidence);
    return this.#item('condition.opened', `condition/${id}`, { story: 'talks', of: { actor: this.#of('actor'), topic: this.#of('topic') }, text: `only if ${id}`, ...(evidence.length > 0 ? { evidence } : {}), saidKey: at(this.#position), cause: 1 });
  }

  #changeCondition(): ChangeItem | undefined {
    const id = this.#of('condition', true);
    if (!id) return undefined;
    // What an editor may not do any more, a rule may.
    const gone = (this.#evidence.get(id) ?? []).some((one) => this.#gone.has(one.slice('statement/'.length)));
    const by = !gone && this.#chance(0.25) ? { by: 'eve', reason: 'as seen' } : {};
    if (this.#chance(0.35)) {
      return this.#item('condition.opened', `condition/${id}`, { story: 'talks', of: { actor: 'a0', topic: 't0' }, text: '', ...(this.#evidence.get(id)?.length ? { evidence: this.#evidence.get(id) } : {}), saidKey: at(this.#position), ...by });
    }
    const found = 'by' in by ? {} : { rule: 'condition.attendance', resolvedBy: `meeting/${this.#of('meeting')}`, saidKey: at(this.#position), cause: 2 };
    return this.#item('condition.resolved', `condition/${id}`, { state: this.#any(['met', 'failed', 'lapsed']), ...found, ...(this.#chance(0.5) ? { evidence: ['statement/s1'] } : {}), ...by });
  }

  #link(): ChangeItem {
    const id = this.#new('link');
    const editors = this.#chance(0.3);
    return this.#item('statement.linked', `link/${id}`, {
      link: { story: 'talks', from: 'statement/s1', to: 'statement/s0', kind: 'tension', ...(this.#chance(0.7) ? { topic: this.#of('topic') } : {}) },
      state: editors ? 'confirmed' : 'proposed', ...(editors ? { by: 'eve' } : { rule: 'links.tension', cause: this.#position }),
    });
  }

  #changeLink(): ChangeItem | undefined {
    const id = this.#of('link', true);
    if (!id) return undefined;
    return this.#any<() => ChangeItem>([
      () => this.#item('link.confirmed', `link/${id}`, { by: 'eve', ...(this.#chance(0.5) ? { reason: 'plain' } : {}) }),
      () => this.#item('link.dismissed', `link/${id}`, { by: 'ivo', reason: 'far-fetched' }),
      () => this.#item('link.dismissed', `link/${id}`, { rule: 'links.tension', reason: 'statement.retracted', cause: 3 }),
    ])();
  }

  move(): ChangeItem {
    const [actor, topic] = [this.#of('actor'), this.#of('topic')];
    const key = `${actor} ${topic}`;
    const before = this.#cells.get(key);
    const held = { stance: this.#any(['demands', 'supports', 'rejects', 'conditional']) };
    if (before && this.#chance(0.2)) {
      this.#cells.delete(key);
      return this.#item('position.changed', 'story/talks', { actor, topic, from: { stance: before['stance'] }, cause: this.#position });
    }
    const cell = { actor, topic, ...held, evidence: ['s0'], evidenceCount: 1, moves: ((before?.['moves'] as number | undefined) ?? 0) + 1, cause: this.#position };
    this.#cells.set(key, cell);
    return this.#item('position.changed', 'story/talks', { actor, topic, ...(before ? { from: { stance: before['stance'] } } : {}), to: held, cell, cause: this.#position });
  }

  /** Records that come with the story's feed and are none of its board. */
  #foreign(): ChangeItem {
    return this.#any<() => ChangeItem>([
      () => this.#item('act.added', 'act/far', { act: { story: 'others', kind: 'measure', actors: ['a0'], text: 'Far away' }, state: { state: 'planned' } }, ['story/others', 'story/talks']),
      () => this.#item('claim.added', 'claim/nowhere', { claim: { about: 'story/talks', field: 'background', value: 'Somewhere else.' } }),
      () => this.#item('place.created', 'place/here', { place: { name: 'Here' } }),
    ])();
  }

  #item(kind: string, entity: string, data: Data, touches: readonly string[] = ['story/talks']): ChangeItem {
    this.#position += 1 + Math.floor(this.#random() * 3);
    this.#records.set(entity, [...(this.#records.get(entity) ?? []), this.#position]);
    return { position: this.#position, at: at(this.#position), kind, entity, touches: [entity, ...touches], data };
  }

  #new(kind: string): string {
    const made = this.#made[kind]!;
    made.push(`${kind === 'condition' ? 'k' : kind === 'act' ? 'd' : kind[0]}${made.length}`);
    return made.at(-1)!;
  }

  #of(kind: string): string;
  #of(kind: string, mayBeNone: true): string | undefined;
  #of(kind: string): string | undefined {
    const made = this.#made[kind]!;
    // Mostly of the newest, as at a desk; sometimes of long ago.
    const from = this.#chance(0.7) ? Math.max(0, made.length - 20) : 0;
    return made[from + Math.floor(this.#random() * (made.length - from))];
  }

  #any<T>(these: readonly T[]): T {
    return these[Math.floor(this.#random() * these.length)]!;
  }

  #rarely(make: () => ChangeItem | undefined): ChangeItem | undefined {
    return this.#chance(0.15) ? make() : undefined;
  }

  #chance(of: number): boolean {
    return this.#random() < of;
  }
}
