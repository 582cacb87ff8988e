import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type SignIn as Result, signIn } from './account';
import { m } from './messages';

/** Asks for an editor's key. It is sent once, for a cookie that no script can read, and kept nowhere. `over`: somebody was at work when their session ended. */
export function SignIn({ over = false }: { over?: boolean }) {
  const key = useSignal('');
  const busy = useSignal(false);
  const result = useSignal<Result | undefined>(undefined);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => { box.current?.focus(); }, []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.peek() || key.peek().trim() === '') return;
    busy.value = true;
    result.value = undefined;
    result.value = await signIn(key.peek().trim());
    key.value = '';
    busy.value = false;
    if (result.peek() !== 'done') box.current?.focus();
  };
  const refused = result.value === 'refused' || result.value === 'unreachable';
  return (
    <form class={over ? 'sign-in sign-in-over' : 'sign-in'} noValidate onSubmit={(event) => void submit(event)} aria-label={m.signIn.heading}>
      {over ? <h2>{m.signIn.ended}</h2> : <h1>{m.signIn.heading}</h1>}
      <p class="quiet">{over ? m.signIn.endedHint : m.signIn.hint}</p>
      <label class="field-label" for="desk-key">{m.signIn.key}</label>
      <div class="sign-in-row">
        <input ref={box} id="desk-key" type="password" autocomplete="current-password" spellcheck={false} dir="ltr" value={key.value} aria-invalid={refused ? true : undefined} aria-describedby="desk-key-more" onInput={(event) => { key.value = event.currentTarget.value; }} />
        <button type="submit" class="button button-main" disabled={busy.value}>{busy.value ? m.signIn.asking : m.signIn.signIn}</button>
      </div>
      <p id="desk-key-more" class="field-more" role={refused ? 'alert' : undefined}>{refused && <span class="field-error">{result.value === 'refused' ? m.signIn.refused : m.signIn.unreachable}</span>}</p>
    </form>
  );
}
