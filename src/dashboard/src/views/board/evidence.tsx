import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { read, readStatement } from '../../api';
import { showMoment } from '../../clock';
import type { Cell, StatementDocument } from '../../contracts';
import { showEdtf } from '../../edtf';
import type { Held } from '../../events';
import { m } from '../../messages';
import { type AnyStatement, isRedacted } from '../../statements';
import type { Fold } from '../../store';
import { statementPath } from '../../urls';
import type { Lookup } from './lookup';
import { StanceChip } from './stance';
import { Statement } from './statement';
import type { BoardUi, CellAt } from './ui';

/** What `/positions/{actor}/{topic}` answers, as far as it is used here. */
interface Positions {
  readonly moves?: readonly { readonly position: number; readonly at: string; readonly from?: Held; readonly to?: Held; readonly saidAt?: string }[];
  readonly evidence?: readonly (StatementDocument | string)[];
  readonly historical?: readonly (StatementDocument | string)[];
}

/** What one cell rests on: its conditions, the statements, how it moved. Statements that the page has show at once; the rest is asked for. */
export function Evidence({ at, fold, look, ui }: { at: CellAt; fold: Fold; look: Lookup; ui: BoardUi }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const cell = fold.board.matrix.find((one) => one.actor === at.actor && one.topic === at.topic);
  const asked = usePositions(look.story, at, cell?.cause ?? 0);
  useEffect(() => { heading.current?.focus({ preventScroll: true }); }, [at.actor, at.topic]);
  const close = (): void => ui.closeCell();
  const { proposition } = look.topic(at.topic) ?? {};
  return (
    <section class="evidence" aria-labelledby="evidence-heading" onKeyDown={(event) => { if (event.key === 'Escape') close(); }}>
      <div class="evidence-head">
        <h3 id="evidence-heading" ref={heading} tabIndex={-1} dir="auto">{m.evidence.heading(look.actorName(at.actor), look.topicTitle(at.topic))}</h3>
        <button type="button" class="button button-small" onClick={close}>{m.evidence.close}</button>
      </div>
      {proposition && <p class="proposition quiet" dir="auto">{proposition}</p>}
      {cell ? <Now cell={cell} /> : <p>{m.evidence.none}</p>}
      <StatementList title={m.evidence.statements} entries={cell?.evidence ?? []} more={(cell?.evidenceCount ?? 0) - (cell?.evidence?.length ?? 0)} fold={fold} look={look} ui={ui} />
      {asked === 'failed' && <p class="quiet">{m.evidence.failed}</p>}
      {typeof asked === 'object' && (
        <>
          {asked.moves && asked.moves.length > 1 && <Moves moves={asked.moves} />}
          <StatementList title={m.evidence.historical} entries={asked.historical ?? []} more={0} fold={fold} look={look} ui={ui} />
        </>
      )}
    </section>
  );
}

function Now({ cell }: { cell: Cell }) {
  return (
    <p class="evidence-now">
      <StanceChip stance={cell.stance} />
      {cell.conditions?.map((condition, at) => <span key={at} class="only-if" dir="auto">{m.matrix.condition(condition.text)}</span>)}
      <span class="quiet">{[cell.since ? m.matrix.since(showEdtf(cell.since)) : m.matrix.sinceUndated, m.matrix.moves(cell.moves)].filter(Boolean).join(', ')}</span>
    </p>
  );
}

function Moves({ moves }: { moves: NonNullable<Positions['moves']> }) {
  return (
    <>
      <h4 class="group-head">{m.evidence.moves}</h4>
      <ol class="history-list">
        {moves.map((move) => (
          <li key={move.position} class="history-head">
            {move.to ? <StanceChip stance={move.to.stance} /> : m.matrix.gone}
            <span class="quiet">{move.saidAt ? showEdtf(move.saidAt) : m.statement.recorded(showMoment(move.at))}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

interface ListProps {
  title: string;
  entries: readonly (StatementDocument | string)[];
  more: number;
  fold: Fold;
  look: Lookup;
  ui: BoardUi;
}

function StatementList({ title, entries, more, fold, look, ui }: ListProps) {
  if (entries.length === 0) return null;
  return (
    <>
      <h4 class="group-head">{title}</h4>
      {entries.map((entry) => <Entry key={typeof entry === 'string' ? entry : entry.id} entry={entry} fold={fold} look={look} ui={ui} />)}
      {more > 0 && <p class="quiet">{m.evidence.more(more)}</p>}
    </>
  );
}

function Entry({ entry, fold, look, ui }: { entry: StatementDocument | string; fold: Fold; look: Lookup; ui: BoardUi }) {
  const id = typeof entry === 'string' ? entry : entry.id;
  const here = fold.board.statements.find((one) => one.id === id) ?? fold.older.find(({ doc }) => doc.id === id)?.doc;
  const asked = useSignal<AnyStatement | 'failed' | undefined>(typeof entry === 'string' ? undefined : entry);
  useEffect(() => {
    if (!here && asked.peek() === undefined) readStatement(id).then((statement) => { asked.value = statement; }, () => { asked.value = 'failed'; });
  }, [id, here, asked]);
  const statement = here ?? asked.value;
  if (statement === undefined) return <p class="quiet">{m.evidence.loading}</p>;
  if (statement === 'failed') return <p><a href={statementPath(look.story, id)}>{m.evidence.missing(id)}</a></p>;
  return (
    <div class={isRedacted(statement) ? 'evidence-entry' : 'evidence-entry evidence-words'}>
      <Statement statement={statement} look={look} ui={ui} copy />
    </div>
  );
}

function usePositions(story: string, { actor, topic }: CellAt, cause: number): Positions | 'failed' | undefined {
  const answer = useSignal<Positions | 'failed' | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    const path = `/api/stories/${encodeURIComponent(story)}/positions/${encodeURIComponent(actor)}/${encodeURIComponent(topic)}`;
    read<Positions>(path).then((positions) => { if (wanted) answer.value = positions; }, () => { if (wanted) answer.value = 'failed'; });
    return () => { wanted = false; };
  }, [story, actor, topic, cause, answer]);
  return answer.value;
}
