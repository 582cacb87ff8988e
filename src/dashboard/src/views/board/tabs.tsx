import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { m } from '../../messages';
import { type BoardUi, tabs } from './ui';

const narrowQuery = '(max-width: 52rem)';

/** True on a phone, where the three areas stand behind tabs. */
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

export function TabBar({ ui }: { ui: BoardUi }) {
  const bar = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useLayoutEffect(() => {
    if (!first.current) scrollTo(0, ui.placeOf(ui.tab.value, bar.current!.parentElement!.querySelector<HTMLElement>('.story-head')!.offsetHeight));
    first.current = false;
  }, [ui.tab.value, ui]);
  const pressed = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(ui.tab.peek()) + step + tabs.length) % tabs.length]!;
    ui.turnTo(next);
    bar.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" ref={bar} onKeyDown={pressed}>
      {tabs.map((tab) => (
        <button key={tab} type="button" role="tab" id={`tab-${tab}`} aria-controls={`panel-${tab}`} aria-selected={ui.tab.value === tab} tabIndex={ui.tab.value === tab ? 0 : -1} onClick={() => ui.turnTo(tab)}>
          {m.tabs[tab]}
          {tab === 'stream' && ui.waiting.value > 0 && <span class="tab-count">{m.newCount(ui.waiting.value)}</span>}
        </button>
      ))}
    </div>
  );
}
