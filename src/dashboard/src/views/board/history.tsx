import { useSignal } from '@preact/signals';
import { showMoment } from '../../clock';
import type { Duplicate, FieldChange, HistoryEntry, PositionTaken, QuoteForm, Source, Stance, StatementDocument, StatementKind } from '../../contracts';
import { differing, type Parts } from '../../differing';
import { m } from '../../messages';
import { useAsked } from './asked';
import { ClaimValue } from './claim';
import type { Lookup } from './lookup';
import { SourceList } from './sources';
import type { BoardUi } from './ui';

interface HistoryProps {
  id: string;
  version: number;
  look: Lookup;
  ui: BoardUi;
  summary: preact.ComponentChildren;
  class?: string;
}

/** A statement's earlier versions, read when somebody opens them. */
export function History({ id, version, look, ui, summary, class: more = '' }: HistoryProps) {
  const open = useSignal(false);
  const asked = useAsked<StatementDocument>(open.value ? `/api/statements/${encodeURIComponent(id)}` : undefined, ui, version);
  return (
    <details class={`history ${more}`} onToggle={(event) => { open.value = event.currentTarget.open; }}>
      <summary>{summary}</summary>
      {open.value && asked === undefined && <p class="quiet">{m.statement.historyLoading}</p>}
      {asked === 'failed' && <p class="quiet">{m.statement.historyFailed}</p>}
      {typeof asked === 'object' && <ol class="history-list">{(asked.history ?? []).map((entry) => <Entry key={entry.version} entry={entry} look={look} />)}</ol>}
    </details>
  );
}

function Entry({ entry, look }: { entry: HistoryEntry; look: Lookup }) {
  return (
    <li>
      <p class="history-head">
        <strong>{entry.kind === 'statement.corrected' && entry.correction ? m.correctionKind[entry.correction] : m.recordKind[entry.kind] ?? entry.kind}</strong>
        <time dateTime={entry.at}>{showMoment(entry.at)}</time>
        {entry.by && <span class="quiet">{m.statement.historyBy(entry.by)}</span>}
      </p>
      {entry.reason && <p class="history-reason" dir="auto">{entry.reason}</p>}
      {entry.note && <p class="history-reason" dir="auto">{entry.note}</p>}
      {entry.source && <p><SourceList sources={[entry.source]} /></p>}
      {Object.entries(entry.changes ?? {}).map(([field, change]) => <Changed key={field} field={field} change={change} look={look} />)}
    </li>
  );
}

export function Changed({ field, change, look }: { field: string; change: FieldChange; look: Lookup }) {
  const { old, new: now } = change;
  const both = typeof old === 'string' && typeof now === 'string' && field === 'text' ? differing(old, now) : undefined;
  return (
    <dl class="changed">
      <dt>{m.field[field] ?? field}</dt>
      <dd><span class="quiet">{m.statement.oldValue}: </span>{both ? <Marked as="del" words={both.old} /> : <del dir="auto"><Shown field={field} value={old} look={look} /></del>}</dd>
      <dd><span class="quiet">{m.statement.newValue}: </span>{both ? <Marked as="ins" words={both.now} /> : <ins dir="auto"><Shown field={field} value={now} look={look} /></ins>}</dd>
    </dl>
  );
}

function Marked({ as: Mark, words: [before, changed, after] }: { as: 'del' | 'ins'; words: Parts }) {
  return <span class="changed-words" dir="auto">{before}{changed && <Mark>{changed}</Mark>}{after}</span>;
}

function Shown({ field, value, look }: { field: string; value: unknown; look: Lookup }) {
  if (value === undefined || value === null) return <>{m.statement.absent}</>;
  switch (field) {
    case 'positions': return <>{(value as readonly PositionTaken[]).map(({ topic, stance }) => `${m.stance[stance as Stance]} ${look.topicTitle(topic)}`).join(', ')}</>;
    case 'sources': return <SourceList sources={value as readonly Source[]} />;
    case 'duplicate': return <>{m.statement.duplicateOf((value as Duplicate).of)}</>;
    case 'kind': return <>{m.kind[value as StatementKind] ?? value}</>;
    case 'quoteForm': return <>{m.statement.form[value as QuoteForm] ?? value}</>;
    case 'meeting': return <bdi>{look.meetingName(String(value))}</bdi>;
    default: return <ClaimValue about="statement/" field={field} value={value} look={look} />;
  }
}
