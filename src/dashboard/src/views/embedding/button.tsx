import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { nav } from '../header-words';

type Dialog = ComponentType<{ story: string; close: () => void }>;

/** Opens the dialog with what an article needs to show a piece of this board; the dialog is loaded when somebody asks for it. */
export function EmbedButton({ story }: { story: string }) {
  const dialog = useSignal<{ View: Dialog } | undefined>(undefined);
  const open = async (): Promise<void> => {
    const [{ EmbedDialog }, { loadMessages }] = await Promise.all([import('./dialog'), import('./messages')]);
    await loadMessages();
    dialog.value = { View: EmbedDialog };
  };
  const View = dialog.value?.View;
  return (
    <>
      <button type="button" class="button button-small embed-open" aria-haspopup="dialog" onClick={() => void open()}>{nav.embed}</button>
      {View && <View story={story} close={() => { dialog.value = undefined; }} />}
    </>
  );
}
