import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { m } from '../../messages';
import { b } from './messages';
import type { Undecided } from './review';
import { type BoardUi, type Tab, tabs } from './ui';

export function tabName(tab: Tab): string {
  return tab === 'silence' ? b.silence.tab : m.tabs[tab];
}

const narrowQuery = '(max-width: 52rem)';

/** True on a phone, where every area stands behind a tab. */
export function useNarrow(): boolean {
  const narrow = useSignal(matchMedia(narrowQuery).matches);
  useEffect(() => {
    const media = matchMedia(narrowQuery);
    const changed = (): void => { narrow.value = media.matches; };
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [narrow]);
  return narrow.value;
}

/** Arrow keys, Home and End walk a row of tabs, and turn to where they come. */
export function tabKeys<T extends Tab>(all: readonly T[], now: () => T, turnTo: (tab: T) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const at = all.indexOf(now());
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = all[to % all.length]!;
    turnTo(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
}

export function TabBar({ ui, undecided }: { ui: BoardUi; undecided: Undecided }) {
  const bar = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useLayoutEffect(() => {
    if (!first.current) scrollTo(0, ui.placeOf(ui.tab.value, bar.current!.parentElement!.querySelector<HTMLElement>('.story-head')!.offsetHeight));
    first.current = false;
  }, [ui.tab.value, ui]);
  return (
    <div class="tabs" role="tablist" aria-label={m.tabList.all} ref={bar} onKeyDown={tabKeys(tabs, () => ui.tab.peek(), (tab) => ui.turnTo(tab))}>
      {tabs.map((tab) => (
        <button key={tab} type="button" role="tab" id={`tab-${tab}`} aria-controls={`panel-${tab}`} aria-selected={ui.tab.value === tab} tabIndex={ui.tab.value === tab ? 0 : -1} onClick={() => ui.turnTo(tab)}>
          <span>{tabName(tab)}</span>
          {tab === 'stream' && <TabCount n={ui.waiting.value} words={m.newCount(ui.waiting.value)} />}
          {tab === 'review' && <ReviewCount undecided={undecided} />}
        </button>
      ))}
    </div>
  );
}

/** What waits for an editor; in another colour while reports disagree, and in words for a screen reader. */
export function ReviewCount({ undecided: { conflicts, proposals } }: { undecided: Undecided }) {
  return <TabCount n={conflicts + proposals} words={m.toReview(conflicts, proposals)} warn={conflicts > 0} />;
}

/** A number that the eye reads, and the words that a screen reader says for it. */
function TabCount({ n, words, warn = false }: { n: number; words: string; warn?: boolean }) {
  if (n === 0) return null;
  return <span class={warn ? 'tab-count tab-count-warn' : 'tab-count'} title={words}><span aria-hidden="true">{n}</span><span class="unseen">{words}</span></span>;
}
