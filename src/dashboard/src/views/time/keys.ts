import { useEffect } from 'preact/hooks';
import type { TimeControl } from './control';

/** Keys of the whole page, where nothing else wants them: comma and full stop step, space plays, L goes back to live, and Escape where nothing is open. */
export function TimeKeys({ control, past }: { control: TimeControl; past: boolean }): null {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest('input:not([type=radio]), textarea, select, [contenteditable]')) return;
      const act = actOf(event, target, control, past);
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [control, past]);
  return null;
}

/** The same keys where the letters of another alphabet are on them. */
const byPlace: Readonly<Record<string, string>> = { KeyL: 'l', Comma: ',', Period: '.' };

function actOf({ key: typed, code }: KeyboardEvent, target: HTMLElement, control: TimeControl, past: boolean): (() => void) | undefined {
  const key = /^[^\u0000-\u007f]$/.test(typed) ? byPlace[code] ?? typed : typed;
  switch (key) {
    case ',': case '<': return () => control.step(false);
    case '.': case '>': return past ? () => control.step(true) : undefined;
    case 'l': case 'L': return past ? () => control.live() : undefined;
    case 'Escape': return past && !target.closest('.evidence, .filter, [role=grid], details[open], dialog') ? () => control.live() : undefined;
    case ' ': return target.closest('button, summary, a, label, [role=grid], [role=tab]') ? undefined : () => (control.playing.peek() ? control.pause() : control.play());
    default: return undefined;
  }
}
