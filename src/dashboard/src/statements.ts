import type { ChangeItem, StatementDocument } from './contracts';
import { type EventData, isTakenDown } from './events';

/** What is left of a statement whose words were taken down. */
export interface RedactedStatement {
  readonly id: string;
  readonly redacted: true;
  readonly version: number;
  readonly position: number;
  readonly recordedAt: string;
}

export type AnyStatement = StatementDocument | RedactedStatement;

export function isRedacted(statement: AnyStatement): statement is RedactedStatement {
  return (statement as RedactedStatement).redacted === true;
}

/** It tells again what another statement has: readable under its own id, in no list. */
export function isHeld(statement: AnyStatement): boolean {
  return !isRedacted(statement) && statement.duplicate !== undefined;
}

/** A correction that takes a statement out of the lists, or brings it into them. */
export function movesInLists(item: ChangeItem): boolean {
  if (item.kind !== 'statement.corrected' || isTakenDown(item.data)) return false;
  const change = (item.data as EventData['statement.corrected']).changes?.['duplicate'];
  return change !== undefined && (change.old === undefined) !== (change.new === undefined);
}

/** The statement that an item adds; its words may have been taken down since. */
export function addedStatement(item: ChangeItem): AnyStatement {
  const id = item.entity.slice(item.entity.indexOf('/') + 1);
  const frame = { version: 1, position: item.position, recordedAt: item.at };
  if (isTakenDown(item.data)) return { id, redacted: true, ...frame };
  const { statement } = item.data as EventData['statement.added'];
  return { id, ...statement, status: 'published', verification: 'undetermined', ...frame };
}

/** The statement after one more record of its own stream. Null: this program does not know that kind of record. */
export function foldStatement(before: AnyStatement, item: ChangeItem): AnyStatement | null {
  const version = before.version + 1;
  if (item.kind === 'record.redacted' || isTakenDown(item.data)) {
    return { id: before.id, redacted: true, version, position: before.position, recordedAt: before.recordedAt };
  }
  if (isRedacted(before)) return { ...before, version };
  switch (item.kind) {
    case 'statement.corrected':
      return corrected(before, (item.data as EventData['statement.corrected']).statement, version);
    case 'statement.retracted':
      return { ...before, status: 'retracted', version };
    case 'statement.verified': {
      const { status, note } = item.data as EventData['statement.verified'];
      const { verificationNote: _, ...rest } = before;
      return { ...rest, verification: status, ...(note ? { verificationNote: note } : {}), version };
    }
    case 'statement.source_added': {
      const { source } = item.data as EventData['statement.source_added'];
      return { ...before, sources: [...(before.sources ?? []), source], version };
    }
    default:
      return null;
  }
}

function corrected(before: StatementDocument, content: EventData['statement.corrected']['statement'], version: number): StatementDocument {
  const { id, verification, verificationNote, position, recordedAt } = before;
  return { id, ...content, status: 'corrected', verification, ...(verificationNote ? { verificationNote } : {}), version, position, recordedAt };
}
