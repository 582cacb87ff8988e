import { useMemo } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import { type KeyMoment, keyMoments } from '../../moments';
import type { BoardState } from '../../store';
import { actAnchor, meetingAnchor } from '../../urls';
import { memo } from '../memo';
import { ActGlyph } from './acts';
import { ConditionGlyph } from './condition';
import { StateGlyph } from './glyph';
import { type Lookup, listed } from './lookup';
import { shapeOf } from './meetingstate';
import { b } from './messages';
import { StanceGlyph } from './stance';
import type { BoardUi } from './ui';

const few = 3;
const most = 40;

interface MomentsProps {
  board: BoardState;
  look: Lookup;
  ui: BoardUi;
}

/** What changed the story, newest first; each leads to where it stands. */
export const Moments = memo(({ board, look, ui }: MomentsProps) => {
  const all = useSignal(false);
  const moments = useMemo(() => keyMoments(board, most), [board.meetings, board.conditions, board.matrix, board.acts]);
  if (moments.length === 0) return null;
  const shown = all.value ? moments : moments.slice(0, few);
  return (
    <section class="moments" aria-labelledby="moments-heading">
      <div class="moments-head">
        <h3 id="moments-heading">{b.moments.heading}</h3>
        {moments.length > few && <button type="button" class="link-button" aria-expanded={all.value} aria-controls="moments-list" onClick={() => { all.value = !all.peek(); }}>{all.value ? b.moments.fewer : b.moments.all(moments.length)}</button>}
      </div>
      <ol id="moments-list" class={all.value ? 'moments-list moments-all' : 'moments-list'} {...(all.value ? { tabIndex: 0, 'aria-labelledby': 'moments-heading', role: 'list' as const } : {})}>
        {shown.map((moment) => <li key={moment.key} class="moment"><MomentLine moment={moment} look={look} ui={ui} /></li>)}
      </ol>
    </section>
  );
});

function MomentLine({ moment, look, ui }: { moment: KeyMoment; look: Lookup; ui: BoardUi }) {
  const when = <span class="moment-when quiet">{moment.at ? showEdtf(moment.at) : m.statement.undated}</span>;
  const words = <MomentWords moment={moment} look={look} />;
  switch (moment.what) {
    case 'meeting':
      return <a class="moment-line" href={`#${meetingAnchor(moment.meeting)}`}><StateGlyph shape={shapeOf(moment.status)} />{words}{when}</a>;
    case 'act':
      return <a class="moment-line" href={`#${actAnchor(moment.act)}`}><ActGlyph state={moment.state} />{words}{when}</a>;
    case 'position':
      return <button type="button" class="moment-line" onClick={() => ui.openCell({ actor: look.canonical(moment.actor), topic: moment.topic })}><StanceGlyph stance={moment.stance} />{words}{when}</button>;
    case 'condition':
      return moment.topic === undefined
        ? <a class="moment-line" href={`#${meetingAnchor(moment.meeting ?? '')}`}><ConditionGlyph state={moment.state} />{words}{when}</a>
        : <button type="button" class="moment-line" onClick={() => ui.openCell({ actor: look.canonical(moment.actor), topic: moment.topic! })}><ConditionGlyph state={moment.state} />{words}{when}</button>;
  }
}

/** The name first, for it is what a reader looks for; then what became of it. */
function MomentWords({ moment, look }: { moment: KeyMoment; look: Lookup }) {
  switch (moment.what) {
    case 'meeting': return <span class="moment-words"><bdi>{look.meetingName(moment.meeting)}</bdi>: <strong>{m.meetingStatus[moment.status]}</strong>{moment.outcome && `, ${m.outcome[moment.outcome]}`}</span>;
    case 'act': return <span class="moment-words"><bdi>{listed(moment.actors.map((id) => look.actorName(id)))}</bdi>: <bdi>{moment.text}</bdi>{moment.state !== 'unknown' && <>, <strong>{m.actState[moment.state]}</strong></>}</span>;
    case 'position': return <span class="moment-words"><bdi>{look.actorName(moment.actor)}</bdi>: {b.moments.now} <strong>{m.stance[moment.stance]}</strong> <bdi>{look.topicTitle(moment.topic)}</bdi></span>;
    case 'condition': return <span class="moment-words"><bdi>{look.actorName(moment.actor)}</bdi>: <strong>{m.conditions.inState(m.condition[moment.state])}</strong> <bdi>{moment.text}</bdi></span>;
  }
}
