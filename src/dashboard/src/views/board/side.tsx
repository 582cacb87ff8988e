import type { ComponentChildren } from 'preact';
import { m } from '../../messages';
import type { Undecided } from './review';
import { ReviewCount, tabKeys, tabName } from './tabs';
import { type BoardUi, type SideTab, sideTabs } from './ui';

interface SideProps {
  ui: BoardUi;
  undecided: Undecided;
  panels: Readonly<Record<SideTab, ComponentChildren>>;
}

/** On a desk meetings, acts and review share one area, behind tabs of its own. */
export function Side({ ui, undecided, panels }: SideProps) {
  return (
    <section class="panel panel-side">
      <div class="side-tabs" role="tablist" aria-label={m.tabList.side} onKeyDown={tabKeys(sideTabs, () => ui.side.peek(), (tab) => { ui.side.value = tab; })}>
        {sideTabs.map((tab) => (
          <button key={tab} type="button" role="tab" id={`tab-${tab}`} aria-controls={`panel-${tab}`} aria-selected={ui.side.value === tab} tabIndex={ui.side.value === tab ? 0 : -1} onClick={() => { ui.side.value = tab; }}>
            {tabName(tab)}{tab === 'review' && <ReviewCount undecided={undecided} />}
          </button>
        ))}
      </div>
      {sideTabs.map((tab) => (
        <div key={tab} role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`} class={`panel-body panel-body-${tab}`} hidden={ui.side.value !== tab} tabIndex={0}>{panels[tab]}</div>
      ))}
    </section>
  );
}
