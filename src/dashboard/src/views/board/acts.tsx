import { useSignal } from '@preact/signals';
import type { ActDocument, ActState, ActStateEntry } from '../../contracts';
import { acts as kept } from '../../acts';
import { showEdtf } from '../../edtf';
import { splitReference } from '../../events';
import { m } from '../../messages';
import { actAnchor, meetingAnchor } from '../../urls';
import { memo } from '../memo';
import { Notice } from '../notice';
import { type Known, useStatement } from './asked';
import { type GlyphShape, StateGlyph } from './glyph';
import type { Lookup } from './lookup';
import { ActorNames } from './names';
import { Quote } from './quote';
import { Sources } from './sources';
import { StanceGlyph } from './stance';
import type { BoardUi } from './ui';

interface ActsProps {
  acts: readonly ActDocument[];
  known: Known;
  look: Lookup;
  ui: BoardUi;
}

/** What is done, beside what is said: decisions and measures, newest first. */
export const Acts = memo(({ acts, known, look, ui }: ActsProps) => {
  if (acts.length === 0) return <Notice level={3} title={m.acts.empty} text={m.acts.emptyHint} />;
  return (
    <div class="acts">
      {acts.map((act) => <Act key={act.id} act={act} known={known} look={look} ui={ui} />)}
      {acts.length === kept.most && <p class="quiet section-none">{m.acts.partial(kept.most)}</p>}
    </div>
  );
});

const shape: Record<ActState, GlyphShape> = {
  planned: 'proposed', announced: 'proposed', in_preparation: 'upcoming', decided: 'over', ongoing: 'now', in_force: 'now', completed: 'over', suspended: 'paused',
  withdrawn: 'off', failed: 'off', unknown: 'unknown',
};
const tone: Record<GlyphShape, string> = { proposed: 'proposed', upcoming: 'upcoming', now: 'now', over: 'over', paused: 'now', off: 'declined', broken: 'over', unknown: 'unknown' };

function Act({ act, known, look, ui }: Omit<ActsProps, 'acts'> & { act: ActDocument }) {
  const { state, kind, targets = [], topics = [], meetings = [], note } = act;
  return (
    <article id={actAnchor(act.id)} class="act">
      <p class="act-top"><span class="kind">{m.actKind[kind]}</span><ActDate at={act.at} /></p>
      <h3 class="act-text" dir="auto">{act.text}</h3>
      <p class="act-who"><ActorNames ids={act.actors} look={look} />{targets.length > 0 && <><span class="quiet"> {m.acts.on} </span><ActorNames ids={targets} look={look} /></>}</p>
      <p class="act-state"><ActStateWords state={state} /></p>
      {(topics.length > 0 || meetings.length > 0) && (
        <p class="act-around quiet">
          {meetings.map((id) => <a key={id} class="chain-part" href={`#${meetingAnchor(id)}`}><bdi>{look.meetingName(id)}</bdi></a>)}
          {topics.map((id) => <bdi key={id} class="chain-part">{look.topicTitle(id)}</bdi>)}
        </p>
      )}
      <Implied act={act} look={look} ui={ui} />
      {note && <p class="act-note quiet" dir="auto">{note}</p>}
      {act.sources?.length ? <p class="act-sources"><Sources sources={act.sources} /></p> : null}
      {act.evidence?.length ? <Evidence references={act.evidence} known={known} look={look} ui={ui} /> : null}
      {(act.stateHistory?.length ?? 0) > 1 && <StateHistory entries={act.stateHistory!} />}
    </article>
  );
}

export function ActDate({ at }: { at: string | undefined }) {
  return at ? <span class="act-date" title={at}>{showEdtf(at)}</span> : <span class="act-date said-undated">{m.acts.undated}</span>;
}

export function ActGlyph({ state }: { state: ActState }) {
  return <span class={`status status-${tone[shape[state]]}`}><StateGlyph shape={shape[state]} /></span>;
}

export function ActStateWords({ state }: { state: ActState }) {
  return <span class={state === 'unknown' ? 'status status-unknown act-unknown' : `status status-${tone[shape[state]]}`}><StateGlyph shape={shape[state]} />{m.actState[state]}</span>;
}

/** What it says of where those stand who did it. */
function Implied({ act, look, ui }: { act: ActDocument; look: Lookup; ui: BoardUi }) {
  if (!act.positions?.length) return null;
  return (
    <ul class="takes act-implies">
      {act.positions.map(({ actor, topic, stance }) => (
        <li key={`${actor} ${topic}`} class="take">
          <span class="conduct-chip"><StanceGlyph stance={stance} outline /></span>
          <span class="take-text">{m.conduct.by(m.stance[stance])}{' '}
            <button type="button" class="topic-button" onClick={() => ui.openCell({ actor: look.canonical(actor), topic })}><bdi>{look.topicTitle(topic)}</bdi></button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Evidence({ references, known, look, ui }: { references: readonly string[]; known: Known; look: Lookup; ui: BoardUi }) {
  const open = useSignal(false);
  return (
    <details class="why" onToggle={(event) => { open.value = event.currentTarget.open; }}>
      <summary>{m.acts.evidence(references.length)}</summary>
      {open.value && <div class="why-body">{references.map((reference) => <Piece key={reference} reference={reference} known={known} look={look} ui={ui} />)}</div>}
    </details>
  );
}

function Piece({ reference, known, look, ui }: { reference: string; known: Known; look: Lookup; ui: BoardUi }) {
  const [kind, id] = splitReference(reference);
  const statement = useStatement(kind === 'statement' ? id : undefined, known.get(id), ui);
  return kind === 'statement' ? <Quote id={id} statement={statement} look={look} sources /> : <p class="quote"><bdi>{look.name(reference)}</bdi></p>;
}

function StateHistory({ entries }: { entries: readonly ActStateEntry[] }) {
  return (
    <details class="why">
      <summary>{m.meetings.history}</summary>
      <ol class="history-list">
        {entries.map((entry, at) => (
          <li key={at}>
            <p class="history-head"><strong>{m.actState[entry.state]}</strong><span class="quiet">{entry.at ? showEdtf(entry.at) : m.acts.undated}</span>{entry.by && <span class="quiet">{m.statement.historyBy(entry.by)}</span>}</p>
            {entry.reason && <p dir="auto">{entry.reason}</p>}
          </li>
        ))}
      </ol>
    </details>
  );
}
