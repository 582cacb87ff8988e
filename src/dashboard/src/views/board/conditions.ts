import type { ConditionDocument, ConditionState, ConditionText } from '../../contracts';
import { groupBy } from '../../groups';
import type { Lookup } from './lookup';

/** What is first seen when several conditions hang on one thing. */
const weight: Record<ConditionState, number> = { failed: 0, open: 1, met: 2, lapsed: 3 };

/** The board's conditions by what hangs on them. Made anew when they or the names change. */
export class Conditions {
  readonly #byHolder: ReadonlyMap<string, readonly ConditionDocument[]>;

  constructor(conditions: readonly ConditionDocument[], readonly look: Lookup) {
    this.#byHolder = groupBy(conditions.filter(({ redacted }) => !redacted), ({ of }) => `${look.canonical(of.actor)} ${of.topic === undefined ? `meeting/${of.meeting}` : `topic/${of.topic}`}`);
  }

  /** Of a position; newest first. */
  ofCell(actor: string, topic: string): readonly ConditionDocument[] {
    return this.#byHolder.get(`${this.look.canonical(actor)} topic/${topic}`) ?? [];
  }

  /** Of a participation; newest first. */
  ofParticipant(actor: string, meeting: string): readonly ConditionDocument[] {
    return this.#byHolder.get(`${this.look.canonical(actor)} meeting/${meeting}`) ?? [];
  }

  /** The state of what a cell's words say now, the gravest of several; undefined when it has none, or none that is known here. */
  stateOfCell(actor: string, topic: string, made: readonly ConditionText[] | undefined): ConditionState | undefined {
    return made?.length ? gravest(standing(made, this.ofCell(actor, topic)).found.map(({ state }) => state)) : undefined;
  }
}

/** Those conditions that are made now, the newest document of each; and the words of those that have none here. */
export function standing(made: readonly ConditionText[], documents: readonly ConditionDocument[]): { found: readonly ConditionDocument[]; bare: readonly ConditionText[] } {
  const found: ConditionDocument[] = [];
  const bare: ConditionText[] = [];
  for (const condition of made) {
    const document = documents.find((one) => one.text === condition.text && one.about === condition.about) ?? documents.find((one) => one.text === condition.text);
    if (document) found.push(document);
    else bare.push(condition);
  }
  return { found, bare };
}

function gravest(states: readonly ConditionState[]): ConditionState | undefined {
  return states.toSorted((a, b) => weight[a] - weight[b])[0];
}
