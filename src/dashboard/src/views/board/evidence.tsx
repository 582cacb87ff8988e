import { useEffect, useRef } from 'preact/hooks';
import { showMoment } from '../../clock';
import type { ActDocument, Cell, ConditionDocument, ConditionText, StatementDocument } from '../../contracts';
import { showEdtf } from '../../edtf';
import { type Held, sameHeld } from '../../events';
import { m } from '../../messages';
import { isRedacted } from '../../statements';
import type { BoardState } from '../../store';
import { actAnchor, statementPath } from '../../urls';
import { ActDate, ActStateWords } from './acts';
import { type Known, useAsked, useStatement } from './asked';
import { BareCondition, ConditionLine } from './condition';
import { type Conditions, standing } from './conditions';
import type { Lookup } from './lookup';
import { StanceChip, StanceGlyph } from './stance';
import { Statement } from './statement';
import type { BoardUi, CellAt } from './ui';
import { Why } from './why';

/** What `/positions/{actor}/{topic}` answers, as far as it is used here. Newest first. */
interface Positions {
  readonly cell?: Cell;
  readonly moves?: readonly MoveOf[];
  readonly historical?: readonly StatementDocument[];
  readonly conduct?: readonly ActDocument[];
}

interface MoveOf {
  readonly position: number;
  /** When it was known. */
  readonly at: string;
  readonly from?: Held;
  readonly to?: Held;
  /** When it was said. */
  readonly since?: string;
  readonly evidence?: string;
}

interface EvidenceProps {
  at: CellAt;
  board: BoardState;
  conditions: Conditions;
  /** Of this actor on this topic, on the board. */
  acts: readonly ActDocument[];
  known: Known;
  look: Lookup;
  ui: BoardUi;
}

/** What one cell rests on: its conditions, the statements, how it moved, what they do. What the page has shows at once; the rest is asked for. */
export function Evidence({ at, board, conditions, acts, known, look, ui }: EvidenceProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const whole = ui.whole.value;
  void whole?.version.value;
  const here = board.matrix.find((one) => one.actor === at.actor && one.topic === at.topic) ?? board.matrix.find((one) => look.canonical(one.actor) === at.actor && one.topic === at.topic) ?? whole?.index.get(at.actor, at.topic);
  const path = [look.story, 'positions', here?.actor ?? at.actor, at.topic].map(encodeURIComponent).join('/');
  const asked = useAsked<Positions>(`/api/stories/${path}`, ui, here?.cause ?? 0);
  // Of a large matrix the board has a part: what it lacks only the record knows.
  const partial = !here && board.matrix.length < board.matrixSize.cells && whole?.state.value !== 'there';
  const cell = here ?? (partial && typeof asked === 'object' ? asked.cell : undefined);
  useEffect(() => { heading.current?.focus({ preventScroll: true }); }, [at.actor, at.topic]);
  const close = (): void => ui.closeCell();
  const { proposition } = look.topic(at.topic) ?? {};
  const title = m.evidence.heading(look.actorName(at.actor), look.topicTitle(at.topic));
  // A change of evidence alone is no move.
  const moves = typeof asked === 'object' ? (asked.moves ?? []).filter((move) => !sameHeld(move.from, move.to)) : [];
  const doing = acts.length > 0 || typeof asked !== 'object' ? acts : asked.conduct ?? [];
  return (
    <section class="evidence" aria-labelledby="evidence-heading" onKeyDown={(event) => { if (event.key === 'Escape') close(); }}>
      <div class="evidence-head">
        <h3 id="evidence-heading" ref={heading} tabIndex={-1} dir="auto">{title}</h3>
        <button type="button" class="button button-small" onClick={close}>{m.evidence.close}</button>
      </div>
      {proposition && <p class="proposition quiet" dir="auto">{proposition}</p>}
      {cell ? <Now cell={cell} /> : partial && asked === undefined ? <p class="evidence-now quiet">{m.evidence.loading}</p> : <p class="evidence-now">{m.evidence.none}</p>}
      {cell && <Why of={`cell/${look.story}/${cell.actor}/${cell.topic}`} what={title} stamp={cell.cause} look={look} ui={ui} />}
      <CellConditions made={cell?.conditions ?? []} documents={conditions.ofCell(at.actor, at.topic)} look={look} ui={ui} />
      {doing.length > 0 && <Doing acts={doing} at={at} look={look} />}
      <StatementList title={m.evidence.statements} ids={cell?.evidence ?? []} more={(cell?.evidenceCount ?? 0) - (cell?.evidence?.length ?? 0)} known={known} look={look} ui={ui} />
      {asked === 'failed' && <p class="quiet">{m.evidence.failed}</p>}
      {typeof asked === 'object' && (
        <>
          {moves.length > 0 && <Moves moves={moves} look={look} />}
          {asked.historical?.length ? <StatementList title={m.evidence.historical} ids={asked.historical.map(({ id }) => id)} more={0} known={withThese(known, asked.historical)} look={look} ui={ui} /> : null}
        </>
      )}
    </section>
  );
}

function Now({ cell }: { cell: Cell }) {
  return (
    <p class="evidence-now">
      <StanceChip stance={cell.stance} />
      <span class="quiet">{[cell.since ? m.matrix.since(showEdtf(cell.since)) : m.matrix.sinceUndated, m.matrix.moves(cell.moves)].filter(Boolean).join(', ')}</span>
    </p>
  );
}

/** Those that the position has now first, then those that it had. */
function CellConditions({ made, documents, look, ui }: { made: readonly ConditionText[]; documents: readonly ConditionDocument[]; look: Lookup; ui: BoardUi }) {
  const { found, bare } = standing(made, documents);
  const all = [...found, ...documents.filter((one) => !found.includes(one))];
  if (all.length + bare.length === 0) return null;
  return (
    <>
      <h4 class="group-head">{m.conditions.heading}</h4>
      {all.map((condition) => <ConditionLine key={condition.id} condition={condition} look={look} ui={ui} />)}
      {bare.map((condition, at) => <BareCondition key={at} condition={condition} />)}
    </>
  );
}

/** Acts that say the same, or the opposite: shown apart from what was said. */
function Doing({ acts, at, look }: { acts: readonly ActDocument[]; at: CellAt; look: Lookup }) {
  return (
    <>
      <h4 class="group-head">{m.conduct.heading}</h4>
      <p class="doing-hint quiet">{m.conduct.hint}</p>
      <ul class="doing">
        {acts.map((act) => (
          <li key={act.id} class="doing-act">
            <span class="conduct-chip"><StanceGlyph stance={stanceIn(act, at, look)} outline /></span>
            <span class="doing-text">
              <span class="quiet">{m.conduct.by(m.stance[stanceIn(act, at, look)])} · {m.actKind[act.kind]}</span>
              <a href={`#${actAnchor(act.id)}`} dir="auto">{act.text}</a>
              <span class="doing-foot quiet"><ActDate at={act.at} />{act.state !== 'unknown' && <ActStateWords state={act.state} />}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function stanceIn(act: ActDocument, at: CellAt, look: Lookup): NonNullable<ActDocument['positions']>[number]['stance'] {
  return act.positions?.find(({ actor, topic }) => look.canonical(actor) === at.actor && topic === at.topic)?.stance ?? 'unclear';
}

function Moves({ moves, look }: { moves: readonly MoveOf[]; look: Lookup }) {
  return (
    <>
      <h4 id="moves-heading" class="group-head">{m.evidence.moves}</h4>
      <table class="moves" aria-labelledby="moves-heading">
        <thead><tr><th scope="col">{m.evidence.moved}</th><th scope="col">{m.evidence.said}</th><th scope="col">{m.evidence.known}</th></tr></thead>
        <tbody>
          {moves.map((move) => (
            <tr key={move.position}>
              <td>{move.to ? <StanceChip stance={move.to.stance} /> : <span class="quiet">{m.matrix.gone}</span>}{move.to?.conditions?.length ? <span class="only-if"> {m.matrix.if}</span> : null}</td>
              <td>{move.evidence ? <a href={statementPath(look.story, move.evidence)}>{move.since ? showEdtf(move.since) : m.statement.undated}</a> : <span class="quiet">–</span>}</td>
              <td class="quiet"><time dateTime={move.at}>{showMoment(move.at)}</time></td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface ListProps {
  title: string;
  ids: readonly string[];
  more: number;
  known: Known;
  look: Lookup;
  ui: BoardUi;
}

function StatementList({ title, ids, more, known, look, ui }: ListProps) {
  if (ids.length === 0) return null;
  return (
    <>
      <h4 class="group-head">{title}</h4>
      {ids.map((id) => <Entry key={id} id={id} known={known} look={look} ui={ui} />)}
      {more > 0 && <p class="quiet">{m.evidence.more(more)}</p>}
    </>
  );
}

function Entry({ id, known, look, ui }: { id: string; known: Known; look: Lookup; ui: BoardUi }) {
  const statement = useStatement(id, known.get(id), ui);
  if (statement === undefined) return <p class="quiet">{m.evidence.loading}</p>;
  if (statement === 'failed') return <p><a href={statementPath(look.story, id)}>{m.evidence.missing(id)}</a></p>;
  return (
    <div class={isRedacted(statement) ? 'evidence-entry' : 'evidence-entry evidence-words'}>
      <Statement statement={statement} look={look} ui={ui} copy />
    </div>
  );
}

function withThese(known: Known, statements: readonly StatementDocument[]): Known {
  return new Map([...statements.map((statement) => [statement.id, statement] as const), ...known]);
}
