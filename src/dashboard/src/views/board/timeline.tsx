import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import type { MeetingDocument } from '../../contracts';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import { type Tick, timelineOf } from '../../timeline';
import { meetingAnchor } from '../../urls';
import type { Stretch } from '../../when';
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
 {line.now !== undefined && <p class="axis-label-now" style={{ marginInlineStart: `${Math.min(0.9, line.now) * 100}%` }} aria-hidden="true">{b.axis.now}</p>}
      <div class="axis-marks" style={{ height: `${height}px` }}>
        <svg class="axis-lines" aria-hidden="true" preserveAspectRatio="none" viewBox={`0 0 1000 ${height}`}>
          {line.parts.flatMap(({ ticks }) => ticks).map(({ at, time }) => <path key={time} class="axis-tick" d={`M${at * 1000} 0V${height}`} />)}
          {line.parts.slice(1).map(({ from }, at) => <path key={from} class="axis-gap" d={`M${line.parts[at]!.to * 1000} 0V${height}M${from * 1000} 0V${height}`} />)}
          {line.now !== undefined && <path class="axis-now" d={`M${line.now * 1000} 0V${height}`} />}
          {line.marks.filter(({ from, to }) => to - from > 0.14).map(({ meeting, from, to, lane }) => <path key={meeting.id} class={`axis-bar axis-${groupOf[meeting.status]}`} d={`M${from * 1000} ${(lane + 0.5) * laneHeight}H${to * 1000}`} />)}
        </svg>
        {line.marks.map(({ meeting, at, lane }) => (
          <button
            key={meeting.id} type="button" class={`axis-mark status-${groupOf[meeting.status]}`} style={{ left: `${at * 100}%`, top: `${lane * laneHeight}px` }}
            title={`${meeting.name} · ${m.meetingStatus[meeting.status]} · ${showEdtf(meeting.start ?? meeting.end ?? '')}`} onClick={() => go(meeting.id)}
          >
            <StateGlyph shape={shapeOf(meeting.status)} /><span class="unseen">{meeting.name}, {m.meetingStatus[meeting.status]}, {showEdtf(meeting.start ?? meeting.end ?? '')}</span>
          </button>
        ))}
      </div>
      <div class="axis-labels" aria-hidden="true">
        {line.parts.map(({ of, from, to, ticks }, at) => (
          <Fragment key={from}>
            {at > 0 && <span class="axis-label axis-break" style={{ left: `${(from - (from - line.parts[at - 1]!.to) / 2) * 100}%` }}>…</span>}
            {ticks.length === 0
              ? <span class="axis-label" style={{ left: `${((from + to) / 2) * 100}%` }}>{spanLabel(of, to - from)}</span>
              : ticks.map((tick, n) => <span key={tick.time} class="axis-label" style={{ left: `${tick.at * 100}%` }}>{labelOf(tick, ticks[n - 1])}</span>)}
          </Fragment>
        ))}
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
  days: new Intl.DateTimeFormat(m.locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  months: new Intl.DateTimeFormat(m.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat(m.locale, { month: 'short', timeZone: 'UTC' }),
  year: new Intl.DateTimeFormat(m.locale, { year: 'numeric', timeZone: 'UTC' }),
};

/** As short as the tick before it allows: the day at midnight, the year where it begins. */
function labelOf({ time, unit }: Tick, before: Tick | undefined): string {
  const at = new Date(time);
  if (unit === 'hour' && (!before || at.getUTCHours() === 0)) return forms.day.format(at);
  if (unit === 'day' && !before) return `${forms.day.format(at)} ${forms.year.format(at)}`;
  if (unit === 'month' && (!before || at.getUTCMonth() === 0)) return `${forms.month.format(at)} ${forms.year.format(at)}`;
  return forms[unit].format(at);
}

/** A part without ticks: its years, months or days, as its length wants. */
function spanLabel({ from, to }: Stretch, share: number): string {
  const days = (to - from) / 86_400_000;
  const form = days > 300 || share < 0.3 ? forms.year : days > 45 ? forms.months : forms.days;
  return form.formatRange(new Date(from), new Date(to));
}
