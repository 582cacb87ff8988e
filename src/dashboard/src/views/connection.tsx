import { now, showTime, skew } from '../clock';
import type { FeedState } from '../feed';
import { m } from '../messages';

/** The state of the connection: always in words, with a shape and a colour beside them. */
export function ConnectionWords({ state, retry }: { state: FeedState; retry: () => void }) {
  const { phase } = state;
  return (
    <span class={`connection connection-${phase}`}>
      <ConnectionGlyph phase={phase} />
      <span class="connection-words">{words(state)}</span>
      {phase === 'offline' && (
        <>
          <span class="connection-retry quiet"><RetryWords state={state} /></span>
          <button type="button" class="connection-retry button button-small" onClick={retry}>{m.connection.retryNow}</button>
        </>
      )}
    </span>
  );
}

function words(state: FeedState): string {
  switch (state.phase) {
    case 'offline': return m.connection.offline(showTime(state.since - skew()));
    case 'connecting': return m.connection.connecting;
    default: return m.connection[state.phase];
  }
}

/** When the next attempt is due, counted down. */
export function RetryWords({ state: { retryAt } }: { state: FeedState }) {
  return <>{retryAt === undefined ? m.nextTry(0) : <Countdown to={retryAt} />}</>;
}

function Countdown({ to }: { to: number }) {
  return <>{m.nextTry(Math.ceil((to - now.value) / 1000))}</>;
}

function ConnectionGlyph({ phase }: { phase: FeedState['phase'] }) {
  return (
    <svg class="connection-glyph" viewBox="0 0 16 16" aria-hidden="true">
      {phase === 'live' && <circle cx="8" cy="8" r="4.5" fill="currentColor" />}
      {phase === 'connecting' && <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="4 3" />}
      {phase === 'catching_up' && <path d="M8 2.5v9M4.5 8 8 11.8 11.5 8" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />}
      {phase === 'behind' && <path d="M8 3v5.5M8 12.2v.3" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />}
      {phase === 'offline' && <path d="m4 4 8 8M12 4l-8 8" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />}
    </svg>
  );
}
