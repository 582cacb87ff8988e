import { useState } from 'preact/hooks';
import { readStatement } from '../../api';
import { showMoment } from '../../clock';
import type { FieldChange, HistoryEntry } from '../../contracts';
import { m } from '../../messages';

type State = 'closed' | 'loading' | 'failed' | readonly HistoryEntry[];

/** A statement's earlier versions, read when somebody opens them. */
export function History({ id, version }: { id: string; version: number }) {
  const [state, setState] = useState<State>('closed');
  const [readAt, setReadAt] = useState(0);
  const toggled = (event: Event): void => {
    if (!(event.currentTarget as HTMLDetailsElement).open || readAt === version) return;
    setState('loading');
    setReadAt(version);
    readStatement(id).then((statement) => setState(statement.history ?? []), () => { setState('failed'); setReadAt(0); });
  };
  return (
    <details class="history" onToggle={toggled}>
      <summary>{m.statement.history}</summary>
      {state === 'loading' && <p class="quiet">{m.statement.historyLoading}</p>}
      {state === 'failed' && <p class="quiet">{m.statement.historyFailed}</p>}
      {typeof state === 'object' && <ol class="history-list">{state.map((entry) => <Entry key={entry.version} entry={entry} />)}</ol>}
    </details>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  return (
    <li>
      <p class="history-head">
        <strong>{m.recordKind[entry.kind] ?? entry.kind}</strong>
        <time dateTime={entry.at}>{showMoment(entry.at)}</time>
        {entry.by && <span class="quiet">{m.statement.historyBy(entry.by)}</span>}
      </p>
      {entry.reason && <p dir="auto">{entry.reason}</p>}
      {entry.note && <p dir="auto">{entry.note}</p>}
      {Object.entries(entry.changes ?? {}).map(([field, change]) => <Changed key={field} field={field} change={change} />)}
    </li>
  );
}

function Changed({ field, change }: { field: string; change: FieldChange }) {
  return (
    <dl class="changed">
      <dt>{m.field[field] ?? field}</dt>
      <dd><span class="quiet">{m.statement.oldValue}: </span><del dir="auto">{shown(change.old)}</del></dd>
      <dd><span class="quiet">{m.statement.newValue}: </span><ins dir="auto">{shown(change.new)}</ins></dd>
    </dl>
  );
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return m.statement.absent;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  return JSON.stringify(value);
}
