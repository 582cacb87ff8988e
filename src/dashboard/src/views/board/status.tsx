import { useSignal } from '@preact/signals';
import { showTime, skew } from '../../clock';
import { showDuration } from '../../edtf';
import type { FeedState } from '../../feed';
import { m } from '../../messages';
import type { BoardSession, Verified } from '../../session';
import type { Fold } from '../../store';
import { ConnectionWords, RetryWords } from '../connection';
import { b } from './messages';

/** The board's own connection: its state in words, the record it shows, and the proof that it shows what the server has. */
export function BoardStatus({ session, fold }: { session: BoardSession; fold: Fold }) {
  const state = effective(session);
  const result = useSignal<Verified | 'asking' | undefined>(undefined);
  const verify = async (): Promise<void> => {
    result.value = 'asking';
    result.value = await session.verify();
  };
  if (!state) return null;
  const ahead = skew();
  return (
    <div class="board-status">
      <ConnectionWords state={state} retry={() => session.retryNow()} />
      <details class="about-connection">
        <summary aria-label={`${m.connection.position(fold.position)}. ${m.connection.details}`}><span class="cursor">{m.connection.position(fold.position)}</span></summary>
        <div class="about-body">
          {state.phase === 'offline' && <p class="about-offline"><RetryWords state={state} /> <button type="button" class="button button-small" onClick={() => session.retryNow()}>{m.connection.retryNow}</button></p>}
          <p>{m.connection.via(m.connection.transport[state.transport])}</p>
          <p>{session.lastNews.value ? m.connection.lastNews(showTime(session.lastNews.value)) : m.connection.noNews}</p>
          {ahead !== 0 && <p class="about-clock">{ahead > 0 ? b.clock.ahead(spoken(ahead)) : b.clock.behind(spoken(-ahead))}</p>}
          <p class="quiet">{m.connection.verifyHint}</p>
          <p><button type="button" class="button verify" disabled={result.value === 'asking'} onClick={() => void verify()}>{m.connection.verify}</button></p>
          <p role="status" class="verify-result">{result.value && resultWords(result.value)}</p>
        </div>
      </details>
    </div>
  );
}

/** Connected but known to be out of date for more than a moment: behind. */
function effective(session: BoardSession): FeedState | undefined {
  const state = session.connection.value;
  const since = session.rereading.value;
  if (!state || since === undefined || state.phase !== 'live') return state;
  return { ...state, phase: session.rereadFailed.value ? 'behind' : 'catching_up', since };
}

function resultWords(result: Verified | 'asking'): string {
  if (result === 'asking') return m.connection.verifying;
  if (result.result === 'same') return `✓ ${m.connection.same(result.position)}`;
  return result.result === 'different' ? m.connection.different : m.connection.notCompared;
}

/** Minutes, hours and days, as other durations are said. */
function spoken(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  return showDuration(`P${days ? `${days}D` : ''}T${hours ? `${hours}H` : ''}${rest || !(days || hours) ? `${rest}M` : ''}`.replace(/T$/, ''));
}
