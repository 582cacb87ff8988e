import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** The code of past and time: loaded when somebody goes there first, so a board that is only watched never has it. */
export type TimeCode = typeof import('./index');

const code = signal<TimeCode | undefined>(undefined);

async function load(): Promise<void> {
  const words = import('./messages').then(({ loadMessages }) => loadMessages());
  const loaded = await import('./index');
  await words;
  code.value = loaded;
}

export function useTimeCode(wanted: boolean): TimeCode | undefined {
  useEffect(() => {
    if (!wanted || code.peek()) return;
    // Not there: the next thing that asks for it tries again.
    load().catch(() => undefined);
  }, [wanted]);
  return code.value;
}
