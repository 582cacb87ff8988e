import { useEffect, useRef } from 'preact/hooks';
import type { StoryDocument } from '../../contracts';
import type { Fold } from '../../store';
import type { Rule } from './alerts';
import { m } from './messages';
import { Rules } from './rules';
import { type Frame, frames, mostStories, type WallSettings } from './settings';

interface PanelProps {
  settings: WallSettings;
  stories: readonly StoryDocument[];
  folds: readonly Fold[];
  rules: readonly Rule[];
  change: (settings: WallSettings) => void;
  changeRules: (rules: readonly Rule[]) => void;
  tryOut: () => void;
  close: () => void;
}

/** Everything that a wall can be told. What it shows goes into its address; what it tells stays in this browser. */
export function Panel({ settings, stories, folds, rules, change, changeRules, tryOut, close }: PanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { dialog.current?.showModal(); }, []);
  const toggled = <T,>(list: readonly T[], one: T, on: boolean): T[] => (on ? [...list, one] : list.filter((other) => other !== one));
  const chosen = settings.stories.length > 0 ? settings.stories : stories.filter(({ status }) => status === 'active').map(({ id }) => id).slice(0, mostStories);
  return (
    <dialog ref={dialog} class="wall-panel" aria-label={m.settings} onClose={close}>
      <h2>{m.settings}</h2>
      <fieldset>
        <legend>{m.stories}</legend>
        {stories.map((story) => <label key={story.id} class="wall-check"><input type="checkbox" checked={chosen.includes(story.id)} onChange={(event) => change({ ...settings, stories: toggled(chosen, story.id, event.currentTarget.checked).slice(0, mostStories) })} /> <bdi>{story.title}</bdi></label>)}
      </fieldset>
      <fieldset>
        <legend>{m.views}</legend>
        {frames.map((frame: Frame) => (
          <label key={frame} class="wall-check"><input type="checkbox" checked={settings.views.includes(frame)} disabled={settings.views.length === 1 && settings.views.includes(frame)} onChange={(event) => change({ ...settings, views: frames.filter((one) => (one === frame ? event.currentTarget.checked : settings.views.includes(one))) })} /> {m.frames[frame]}</label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{m.rhythm}</legend>
        <label class="wall-field"><span>{m.every}</span><input type="number" min={3} max={600} step={1} value={settings.every} onChange={(event) => { const value = Math.round(Number(event.currentTarget.value)); if (value >= 3 && value <= 600) change({ ...settings, every: value }); }} /></label>
      </fieldset>
      <fieldset>
        <legend>{m.sound}</legend>
        <label class="wall-check"><input type="checkbox" checked={settings.sound} onChange={(event) => change({ ...settings, sound: event.currentTarget.checked })} /> {m.soundOn}</label>
        <label class="wall-field"><span>{m.volume}</span><input type="range" min={0} max={100} step={5} value={settings.volume} aria-valuetext={`${settings.volume} %`} onChange={(event) => change({ ...settings, volume: Number(event.currentTarget.value) })} /></label>
        <button type="button" class="button" onClick={tryOut}>{m.tryOut}</button>
      </fieldset>
      <Rules rules={rules} folds={folds} change={changeRules} />
      <p class="quiet">{m.keptWhere}</p>
      <button type="button" class="button button-main" onClick={() => dialog.current?.close()}>{m.close}</button>
    </dialog>
  );
}
