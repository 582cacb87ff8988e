import { useRef } from 'preact/hooks';
import type { EditorPresence } from '../../contracts';
import { showMoment } from '../../clock';
import { m as shared } from '../../messages';
import { type AnyStatement, isRedacted } from '../../statements';
import { m } from './messages';
import type { Scene } from './scene';

interface RecordProps {
  scene: Scene;
  chosen: string | undefined;
  others: readonly EditorPresence[];
  fresh: number;
  mayEdit: boolean;
  choose: (id: string) => void;
}

const shown = 60;

/** The newest statements in one line each; j and k or the arrows walk, c corrects. */
export function RecordList({ scene, chosen, others, fresh, mayEdit, choose }: RecordProps) {
  const list = useRef<HTMLOListElement>(null);
  const { fold } = scene;
  const statements = [...fold.board.statements, ...fold.older.map(({ doc }) => doc)].slice(0, shown);
  const walk = (event: KeyboardEvent): void => {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const items = [...list.current?.querySelectorAll<HTMLElement>('.record-item:enabled') ?? []];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'c' && at >= 0 && mayEdit) {
      event.preventDefault();
      choose(items[at]!.dataset['statement']!);
    } else if (step !== undefined && at >= 0) {
      event.preventDefault();
      items[Math.max(0, Math.min(items.length - 1, at + step))]?.focus();
    }
  };
  return (
    <ol ref={list} class="record-list" aria-label={m.record.heading} onKeyDown={walk}>
      {statements.map((statement) => (
        <li key={statement.id}>
          <RecordItem statement={statement} scene={scene} chosen={statement.id === chosen} isNew={statement.position > fresh} mayEdit={mayEdit} choose={choose} />
          {others.filter((other) => other.entity === `statement/${statement.id}`).map((other) => <p key={other.name} class="here-too"><span class="here-dot" aria-hidden="true" /><bdi>{other.name}</bdi></p>)}
        </li>
      ))}
      {statements.length === 0 && <li class="record-empty quiet">{shared.stream.empty}</li>}
    </ol>
  );
}

function RecordItem({ statement, scene: { look }, chosen, isNew, mayEdit, choose }: { statement: AnyStatement; scene: Scene; chosen: boolean; isNew: boolean; mayEdit: boolean; choose: (id: string) => void }) {
  if (isRedacted(statement)) return <p class="record-item quiet">{shared.statement.redacted}</p>;
  const gone = statement.status === 'retracted';
  return (
    <button
      type="button" class={['record-item', chosen && 'record-chosen', isNew && 'record-new', gone && 'record-gone'].filter(Boolean).join(' ')} data-statement={statement.id} aria-current={chosen ? 'true' : undefined}
      disabled={!mayEdit || gone} onClick={() => choose(statement.id)} title={mayEdit && !gone ? m.record.correct : undefined}
    >
      <span class="record-head"><bdi>{statement.speakers.map((id) => look.actorName(id)).join(', ')}</bdi> <span class="quiet">{shared.kind[statement.kind]}{gone ? ` · ${shared.statement.retracted}` : statement.status === 'corrected' ? ` · ${shared.statement.corrected(statement.version)}` : ''}</span>
        <time dateTime={statement.recordedAt}>{showMoment(statement.recordedAt)}</time></span>
      <span class="record-words" dir="auto" lang={statement.lang}>{statement.text.slice(0, 160)}</span>
    </button>
  );
}
