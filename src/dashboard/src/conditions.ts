import type { ConditionDocument } from './contracts';
import { type ConditionOpened, type ConditionResolved, idOf, some } from './events';
import type { Kind } from './newest';

export const conditions: Kind<ConditionDocument> = {
  most: 100,

  begun(item, story) {
    const opened = item.data as ConditionOpened;
    // Opened again it has no words of its own: they are in its first record.
    if (item.kind !== 'condition.opened' || opened.text === '') return undefined;
    if (opened.story !== story) return null;
    return openedAs(opened, { id: idOf(item.entity), text: opened.text, version: 1, recordedAt: item.at });
  },

  after(before, item) {
    const version = before.version + 1;
    const said = item.data as ConditionOpened | ConditionResolved;
    // Without its words it does not say either whether an editor has decided.
    if (before.redacted || (item.kind !== 'condition.opened' && item.kind !== 'condition.resolved')) return null;
    // An editor's word stands: what a rule found of an earlier record, and wrote later, does not change it.
    if (before.editor !== undefined && said.by === undefined) return { ...before, version };
    const { id, text, recordedAt } = before;
    if (item.kind === 'condition.resolved') return resolvedAs(said as ConditionResolved, before, version);
    return openedAs(said as ConditionOpened, { id, text, version, recordedAt });
  },
};

/** What is left of a condition whose words were taken down. */
export function withoutWords({ id, state, version, recordedAt }: ConditionDocument): ConditionDocument {
  return { id, redacted: true, state, version, recordedAt } as ConditionDocument;
}

/** Whether words of a statement (a reference) that was taken down may stand in it. */
export function mayRepeat(condition: ConditionDocument, statement: string): boolean {
  return !condition.redacted && (condition.evidence?.includes(statement) ?? false);
}

function openedAs(opened: ConditionOpened, kept: Pick<ConditionDocument, 'id' | 'text' | 'version' | 'recordedAt'>): ConditionDocument {
  const { story, of, about, evidence, saidKey, reason, by } = opened;
  return { ...kept, story, of, ...some({ about, evidence, reason, editor: by }), saidKey, state: 'open' };
}

function resolvedAs(resolved: ConditionResolved, before: ConditionDocument, version: number): ConditionDocument {
  const { state, rule, resolvedBy, reason, evidence, saidKey: resolvedAt, by } = resolved;
  const { id, story, of, text, about, evidence: made, saidKey, recordedAt } = before;
  return { id, story, of, text, ...some({ about, evidence: made }), saidKey, state, ...some({ rule, resolvedBy, reason, decidedOn: evidence, resolvedAt, editor: by }), version, recordedAt };
}
