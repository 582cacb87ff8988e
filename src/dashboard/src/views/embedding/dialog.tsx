import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import '../../style/embedding.css';
import { frameOf, resizerOf, type Show, shows } from './snippet';
import { w } from './messages';

/** What to copy into an article, and how it will look there. */
export function EmbedDialog({ story, close }: { story: string; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const show = useSignal<Show>('stream');
  useEffect(() => { dialog.current?.showModal(); }, []);
  const title = document.title.replace(/ · [^·]*$/, '');
  return (
    <dialog ref={dialog} class="embedding" aria-labelledby="embedding-title" onClose={close}>
      <div class="embedding-head">
        <h2 id="embedding-title">{w.title}</h2>
        <button type="button" class="button button-small" onClick={() => dialog.current?.close()}>{w.close}</button>
      </div>
      <fieldset class="segments embedding-shows">
        <legend class="unseen">{w.what}</legend>
        {shows.map((one) => (
          <label key={one} class="segment"><input type="radio" name="embed-show" checked={show.value === one} onChange={() => { show.value = one; }} /><span>{w.shows[one]}</span></label>
        ))}
      </fieldset>
      <Snippet label={w.frame} text={frameOf(location.origin, story, show.value, title)} />
      <Snippet label={w.script} text={`<script>\n${resizerOf(location.origin)}\n</script>`} />
      <h3 class="embedding-label"><a href={`/embed/stories/${encodeURIComponent(story)}?show=${show.value}`} target="_blank" rel="noopener">{w.preview}<span aria-hidden="true" class="out">↗</span></a></h3>
    </dialog>
  );
}

function Snippet({ label, text }: { label: string; text: string }) {
  const said = useSignal('');
  const area = useRef<HTMLTextAreaElement>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      said.value = w.copied;
    } catch {
      area.current?.select();
      said.value = w.notCopied;
    }
  };
  return (
    <div class="snippet">
      <label class="embedding-label">{label}<textarea ref={area} class="snippet-text" readOnly rows={Math.min(12, text.split('\n').length + 1)} spellcheck={false} value={text} /></label>
      <p class="snippet-act"><button type="button" class="button" onClick={() => void copy()}>{w.copy}</button> <span role="status" class="quiet">{said.value}</span></p>
    </div>
  );
}
