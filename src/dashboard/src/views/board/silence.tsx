import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import { statementPath } from '../../urls';
import { memo } from '../memo';
import { Notice } from '../notice';
import { useAsked } from './asked';
import { type Lookup, listed } from './lookup';
import { b } from './messages';
import type { BoardUi } from './ui';

/** What `/silence` answers, as far as it is used here: longest silence first. */
interface Silences {
  readonly silent: readonly Silence[];
  readonly next: string | null;
}

interface Silence {
  readonly actor: string;
  readonly topic: string;
  /** When the first demand was said that is not answered. */
  readonly since: string;
  /** The same as it is known, EDTF; absent: undated. */
  readonly saidAt?: string;
  readonly demands: number;
  /** The statement that asked first. */
  readonly first: string;
  readonly askedBy: readonly string[];
}

const most = 50;
/** What was said since is asked about at most this often, in milliseconds. */
const pause = 4_000;

/** Who has not answered what was asked of them. Only the record knows: it is asked when somebody looks, and again after new statements. */
export const Silence = memo(({ newest, look, ui }: { /** Position of the newest statement. */ newest: number; look: Lookup; ui: BoardUi }) => {
  const looking = ui.tab.value === 'silence' || ui.side.value === 'silence';
  const stamp = useEvery(newest, pause);
  const asked = useAsked<Silences>(looking ? `/api/stories/${encodeURIComponent(look.story)}/silence?limit=${most}` : undefined, ui, stamp);
  if (asked === 'failed') return <Notice level={3} title={b.silence.failed} />;
  if (asked === undefined) return <p class="quiet panel-wait" aria-busy="true">{m.loading}</p>;
  if (asked.silent.length === 0) return <Notice level={3} title={b.silence.empty} text={b.silence.emptyHint} />;
  return (
    <>
      <p class="silence-hint quiet">{b.silence.hint}</p>
      <ol class="silences">
        {asked.silent.map((one) => <One key={`${one.actor} ${one.topic}`} one={one} look={look} ui={ui} />)}
      </ol>
      {asked.next && <p class="quiet panel-wait">{b.silence.more(most)}</p>}
    </>
  );
});

function One({ one, look, ui }: { one: Silence; look: Lookup; ui: BoardUi }) {
  const days = Math.floor((ui.now() - Date.parse(one.since)) / 86_400_000);
  return (
    <li class="silence">
      <p class="silence-who"><SilenceGlyph /><bdi>{look.actorName(one.actor)}</bdi>{one.saidAt !== undefined && days > 0 && <span class="silence-days">{b.silence.days(days)}</span>}</p>
      <p class="silence-what"><button type="button" class="topic-button" onClick={() => ui.openCell({ actor: look.canonical(one.actor), topic: one.topic })}><bdi>{look.topicTitle(one.topic)}</bdi></button></p>
      <p class="quiet">
        <span class="chain-part">{one.askedBy.length > 0 ? b.silence.askedBy(listed(one.askedBy.map((id) => look.actorName(id)))) : b.silence.asked}{' '}
          <a href={statementPath(look.story, one.first)}>{one.saidAt ? showEdtf(one.saidAt) : m.statement.undated}</a></span>
        {one.demands > 1 && <span class="chain-part">{b.silence.times(one.demands)}</span>}
      </p>
    </li>
  );
}

/** Somebody who says nothing: an empty bubble. */
function SilenceGlyph() {
  return (
    <svg class="status-glyph silence-glyph" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2.5 3.5h11v7h-6l-3 2.7v-2.7h-2z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" stroke-dasharray="2.2 1.8" />
    </svg>
  );
}

/** The value as it was at most so long ago. */
function useEvery<T>(value: T, wait: number): T {
  const kept = useSignal(value);
  const latest = useRef(value);
  latest.current = value;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (value === kept.peek()) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      kept.value = latest.current;
    }, wait);
  }, [value, kept, wait]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return kept.value;
}
