import { m } from '../../messages';
import { clockOf, type Moment } from '../../moment';
import { query, setQuery } from '../../router';
import type { PastLoad } from '../../past';
import { Notice } from '../notice';
import type { TimeControl } from './control';
import { t } from './messages';

interface NotProps {
  load: PastLoad;
  moment: Moment | undefined;
  control: TimeControl;
  again: () => void;
}

/** A moment that cannot be shown, and the way back from it. */
export function NotThen({ load, moment, control, again }: NotProps) {
  const back = { label: t.live, act: () => control.live() };
  switch (load.state) {
    case 'before': case 'not_found': return (
      <Notice title={t.not.before} text={t.not.beforeHint} action={back}>
        {clockOf(query.value) === 'known' && moment && !/^(?:[a-z0-9]{8,32}:)?\d+$/.test(moment.asOf) && (
          <p class="notice-text"><button type="button" class="link-button" onClick={() => setQuery({ clock: 'said' })}>{t.not.beforeSaid}</button></p>
        )}
      </Notice>
    );
    case 'malformed': return <Notice title={t.not.malformed} text={load.detail} action={back} />;
    case 'other_log': return <Notice title={t.not.otherLog} text={t.not.otherLogHint} action={back} />;
    case 'refused': return <Notice title={m.keyNeeded} text={m.keyNeededHint} action={{ label: m.tryAgain, act: again }} />;
    case 'failed': return <Notice title={load.answered ? m.serverBusy : m.noServer} text={m.noServerHint} action={{ label: m.tryAgain, act: again }} />;
    default: return <p class="quiet-loading" aria-busy="true">{t.not.loading}</p>;
  }
}
