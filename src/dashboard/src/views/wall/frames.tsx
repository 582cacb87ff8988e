import type { Cell, MeetingDocument, MeetingStatus, StatementDocument } from '../../contracts';
import { showEdtf } from '../../edtf';
import { groupBy } from '../../groups';
import { m as shared } from '../../messages';
import { isRedacted } from '../../statements';
import type { Fold } from '../../store';
import { type GlyphShape, StateGlyph } from '../board/glyph';
import { listed, type Lookup } from '../board/lookup';
import { StanceGlyph } from '../board/stance';
import { m } from './messages';
import type { Frame } from './settings';

interface FrameProps {
  fold: Fold;
  look: Lookup;
  /** Statements after this position are new. */
  fresh: number;
  /** `actor topic` of cells, and ids of meetings, that moved a moment ago. */
  moved: ReadonlySet<string>;
}

export function WallFrame({ frame, ...props }: FrameProps & { frame: Frame }) {
  switch (frame) {
    case 'stream': return <StreamFrame {...props} />;
    case 'matrix': return <MatrixFrame {...props} />;
    case 'meetings': return <MeetingsFrame {...props} />;
  }
}

const statementsShown = 5;

/** The last words said, large. */
function StreamFrame({ fold, look, fresh }: FrameProps) {
  const statements = fold.board.statements.flatMap((statement) => (isRedacted(statement) || statement.status === 'retracted' ? [] : [statement])).slice(0, statementsShown);
  if (statements.length === 0) return <p class="wall-empty">{shared.stream.empty}</p>;
  return <ol class="wall-stream">{statements.map((statement, at) => <WallStatement key={statement.id} statement={statement} look={look} isNew={statement.position > fresh} first={at === 0} />)}</ol>;
}

function WallStatement({ statement, look, isNew, first }: { statement: StatementDocument; look: Lookup; isNew: boolean; first: boolean }) {
  const { quoteForm, text, lang, positions, saidAt, kind, status } = statement;
  const principal = statement.onBehalfOf?.at(-1);
  const Block = quoteForm === 'direct' ? 'blockquote' : 'p';
  return (
    <li class={['wall-statement', isNew && 'wall-new', first && 'wall-first'].filter(Boolean).join(' ')}>
      <p class="wall-who">
        <strong><bdi>{listed(statement.speakers.map((id) => look.actorName(id)))}</bdi></strong>
        {principal && <span> {shared.statement.forWhom('')}<bdi>{look.actorName(principal)}</bdi></span>}
        <span class="wall-kind">{shared.kind[kind]}</span>
        {quoteForm && <span class="wall-form">{shared.statement.form[quoteForm]}</span>}
        {status === 'corrected' && <span class="wall-form">{shared.statement.corrected(statement.version)}</span>}
        {isNew && <span class="wall-flag">{shared.statement.new}</span>}
        <span class="wall-when">{saidAt ? showEdtf(saidAt) : shared.statement.undated}</span>
      </p>
      <Block class={`wall-words words-${quoteForm ?? 'unknown'}`} dir="auto" lang={lang}>{text.length > 420 ? `${text.slice(0, 420).replace(/[\uD800-\uDBFF]$/, '')}…` : text}</Block>
      {first && positions?.length ? (
        <p class="wall-takes">{positions.slice(0, 4).map(({ topic, stance }) => <span key={topic} class="wall-take"><StanceGlyph stance={stance} />{shared.stance[stance]} <bdi>{look.topicTitle(topic)}</bdi></span>)}</p>
      ) : null}
    </li>
  );
}

const topicsShown = 7;
const actorsShown = 8;

/** The topics on which something moved last, and who stands where on them. */
function MatrixFrame({ fold, look, moved }: FrameProps) {
  const cells = new Map<string, Cell>();
  for (const cell of fold.board.matrix.toSorted((a, b) => a.cause - b.cause)) cells.set(`${look.canonical(cell.actor)} ${cell.topic}`, cell);
  const byCause = fold.board.matrix.toSorted((a, b) => b.cause - a.cause);
  const topics = [...new Set(byCause.map(({ topic }) => topic))].slice(0, topicsShown);
  const on = fold.board.matrix.filter(({ topic }) => topics.includes(topic));
  const count = groupBy(on, ({ actor }) => look.canonical(actor));
  const rank = new Map([...(fold.board.story.parties ?? []), ...(fold.board.story.thirdParties ?? [])].map((id, at) => [id, at]));
  const actors = [...count.keys()].toSorted((a, b) => count.get(b)!.length - count.get(a)!.length).slice(0, actorsShown)
    .toSorted((a, b) => (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size) || (a < b ? -1 : 1));
  if (topics.length === 0) return <p class="wall-empty">{shared.matrix.empty}</p>;
  return (
    <table class="wall-matrix">
      <thead><tr><th scope="col" class="wall-corner">{m.lastMoved}</th>{actors.map((id) => <th key={id} scope="col"><bdi>{look.actorName(id)}</bdi></th>)}</tr></thead>
      <tbody>
        {topics.map((topic) => (
          <tr key={topic}>
            <th scope="row"><bdi>{look.topicTitle(topic)}</bdi></th>
            {actors.map((actor) => {
              const cell = cells.get(`${actor} ${topic}`);
              return (
                <td key={actor} class={moved.has(`${actor} ${topic}`) ? 'wall-moved' : undefined}>
                  {cell ? <><StanceGlyph stance={cell.stance} /><span class="wall-stance">{shared.stance[cell.stance]}{cell.conditions?.length ? ` (${shared.matrix.if})` : ''}</span></> : <><span class="none-known" aria-hidden="true" /><span class="unseen">{shared.stanceNone}</span></>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Group = 'now' | 'upcoming' | 'proposed' | 'over' | 'declined' | 'unknown';
const groupOf: Record<MeetingStatus, Group> = {
  under_way: 'now', suspended: 'now', scheduled: 'upcoming', rescheduled: 'upcoming', postponed: 'upcoming', proposed: 'proposed', invited: 'proposed', concluded: 'over', broken_off: 'over',
  declined: 'declined', cancelled: 'declined', did_not_take_place: 'declined', unknown: 'unknown',
};
const order: readonly Group[] = ['now', 'upcoming', 'proposed', 'over', 'declined'];
const meetingsShown = 8;
const shapes: Record<Group, GlyphShape> = { now: 'now', upcoming: 'upcoming', proposed: 'proposed', over: 'over', declined: 'off', unknown: 'unknown' };

function shapeOf(status: MeetingStatus): GlyphShape {
  return status === 'suspended' ? 'paused' : status === 'broken_off' ? 'broken' : shapes[groupOf[status]];
}

/** What is under way first, then what is to come, then what has been. */
function MeetingsFrame({ fold, look, moved }: FrameProps) {
  const date = (meeting: MeetingDocument): string => /\d{4}[-\dT:]*/.exec(meeting.start ?? meeting.end ?? '')?.[0] ?? '';
  const shown = fold.board.meetings.toSorted((a, b) => order.indexOf(groupOf[a.status]) - order.indexOf(groupOf[b.status]) || (date(a) < date(b) ? 1 : -1)).slice(0, meetingsShown);
  if (shown.length === 0) return <p class="wall-empty">{shared.meetings.empty}</p>;
  return (
    <ol class="wall-meetings">
      {shown.map((meeting) => (
        <li key={meeting.id} class={moved.has(meeting.id) ? 'wall-meeting wall-moved' : 'wall-meeting'}>
          <p class="wall-meeting-name"><bdi>{meeting.name}</bdi></p>
          <p><span class={`status status-${groupOf[meeting.status]}`}><StateGlyph shape={shapeOf(meeting.status)} />{shared.meetingStatus[meeting.status]}</span>
            {meeting.outcome && <span class="wall-form">{shared.outcome[meeting.outcome]}</span>}</p>
          <p class="wall-meeting-when">{[meeting.start && showEdtf(meeting.start), meeting.participants?.length ? shared.meetings.people(meeting.participants.length) : ''].filter(Boolean).join(' · ') || shared.meetings.noDate}</p>
          {meeting.host && <p class="wall-meeting-when">{shared.meetings.host(look.actorName(meeting.host))}</p>}
        </li>
      ))}
    </ol>
  );
}
