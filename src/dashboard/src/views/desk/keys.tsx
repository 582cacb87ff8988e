import { useEffect, useRef } from 'preact/hooks';
import { m } from './messages';

export type Keys = Readonly<Record<string, () => void>>;

/** Single keys act wherever nobody is writing; with a modifier they stay the browser's. */
export function useKeys(get: () => Keys): void {
  const latest = useRef(get);
  latest.current = get;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      const act = latest.current()[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== 'checkbox');
}

const table: readonly (readonly [readonly string[], keyof typeof m.keys.list])[] = [
  [['w'], 'write'], [['q'], 'queue'], [['m'], 'meetings'], [['s'], 'record'], [['j', 'k'], 'walk'], [['y'], 'yes'], [['x'], 'no'], [['1–9'], 'digits'], [['o'], 'other'], [['u'], 'undo'],
  [['Ctrl', 'Enter'], 'send'], [['Esc'], 'close'], [['?'], 'help'],
];

/** Every key of the desk, with what it does. */
export function KeyList({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { dialog.current?.showModal(); }, []);
  return (
    <dialog ref={dialog} class="key-list" aria-label={m.keys.heading} onClose={close} onClick={(event) => { if (event.target === dialog.current) dialog.current?.close(); }}>
      <h2>{m.keys.heading}</h2>
      <dl>
        {table.map(([keys, does]) => <div key={does}><dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt><dd>{m.keys.list[does]}</dd></div>)}
      </dl>
      <button type="button" class="button" onClick={() => dialog.current?.close()}>{m.keys.close}</button>
    </dialog>
  );
}
