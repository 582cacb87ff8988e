import { useMemo } from 'preact/hooks';
import type { MeetingDocument } from '../../contracts';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import { type Tick, timelineOf } from '../../timeline';
import { meetingAnchor } from '../../urls';
import { memo } from '../memo';
import { StateGlyph } from './glyph';
import { groupOf, shapeOf } from './meetingstate';
import { b } from './messages';
import { show } from './show';
import type { BoardUi } from './ui';

const laneHeight = 26;

/** The meetings over the story's life: what is over, under way, to come. Each mark leads to its meeting; the list below says the same in words. */
export const MeetingAxis = memo(({ meetings, ui }: { meetings: readonly MeetingDocument[]; ui: BoardUi }) => {
  const line = useMemo(() => timelineOf(meetings, ui.now()), [meetings, ui.rest.value]);
  if (!line || line.marks.length < 2) return null;
  const height = line.lanes * laneHeight;
  return (
    <figure class="axis" aria-label={b.axis.label}>
      <div class="axis-marks" style={{ height: `${height}px` }}>
        <svg class="axis-lines" aria-hidden="true" preserveAspectRatio="none" viewBox={`0 0 1000 ${height}`}>
          {line.ticks.map(({ at, time }) => <path key={time} class="axis-tick" d={`M${at * 1000} 0V${height}`} />)}
          {line.now !== undefined && <path class="axis-now" d={`M${line.now * 1000} 0V${height}`} />}
          {line.marks.filter(({ from, to }) => to - from > 0.03).map(({ meeting, from, to, lane }) => <path key={meeting.id} class={`axis-bar axis-${groupOf[meeting.status]}`} d={`M${from * 1000} ${(lane + 0.5) * laneHeight}H${to * 1000}`} />)}
        </svg>
        {line.marks.map(({ meeting, from, to, lane }) => (
          <button
            key={meeting.id} type="button" class={`axis-mark status-${groupOf[meeting.status]}`} style={{ left: `${((from + to) / 2) * 100}%`, top: `${lane * laneHeight}px` }}
            title={`${meeting.name} · ${m.meetingStatus[meeting.status]} · ${showEdtf(meeting.start ?? meeting.end ?? '')}`} onClick={() => go(meeting.id)}
          >
            <StateGlyph shape={shapeOf(meeting.status)} /><span class="unseen">{meeting.name}, {m.meetingStatus[meeting.status]}, {showEdtf(meeting.start ?? meeting.end ?? '')}</span>
          </button>
        ))}
      </div>
      <div class="axis-labels" aria-hidden="true">
        {line.ticks.map((tick, at) => <span key={tick.time} class="axis-label" style={{ left: `${tick.at * 100}%` }}>{labelOf(tick, line.ticks[at - 1])}</span>)}
        {line.now !== undefined && !line.ticks.some(({ at }) => Math.abs(at - line.now!) < 0.09) && <span class="axis-label axis-label-now" style={{ left: `${line.now * 100}%` }}>{b.axis.now}</span>}
      </div>
      {line.undated > 0 && <figcaption class="quiet">{b.axis.undated(line.undated)}</figcaption>}
    </figure>
  );
});

function go(meeting: string): void {
  show(meetingAnchor(meeting));
  document.getElementById(meetingAnchor(meeting))?.focus({ preventScroll: true });
}

const forms = {
  hour: new Intl.DateTimeFormat(m.locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }),
  day: new Intl.DateTimeFormat(m.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat(m.locale, { month: 'short', timeZone: 'UTC' }),
  year: new Intl.DateTimeFormat(m.locale, { year: 'numeric', timeZone: 'UTC' }),
};

/** As short as the tick before it allows: the day at midnight, the year in January and where the axis begins. */
function labelOf({ time, unit }: Tick, before: Tick | undefined): string {
  const at = new Date(time);
  if (unit === 'hour' && (!before || at.getUTCHours() === 0)) return forms.day.format(at);
  if (unit === 'month' && (!before || at.getUTCMonth() === 0)) return forms.year.format(at) === String(at.getUTCFullYear()) && at.getUTCMonth() === 0 ? forms.year.format(at) : `${forms.month.format(at)} ${forms.year.format(at)}`;
  return forms[unit].format(at);
}
