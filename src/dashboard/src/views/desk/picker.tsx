import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { m } from './messages';

export interface Option {
  readonly key: string;
  readonly label: string;
  /** What tells it from another of the same name. */
  readonly note?: string;
}

interface PickerProps {
  label: string;
  /** Named by something else on the page instead. */
  hideLabel?: boolean;
  hint?: string;
  /** What was chosen already. */
  chosen: readonly Option[];
  many: boolean;
  /** At once what is known here; later, by a promise, what the server has. */
  find: (typed: string) => { readonly now: readonly Option[]; readonly later?: Promise<readonly Option[]> };
  onChoose: (option: Option) => void;
  onRemove: (key: string) => void;
  /** Offered as the last option when nothing carries exactly that name. */
  create?: { readonly words: (typed: string) => string; readonly make: (typed: string) => void };
  errors?: readonly string[] | undefined;
  name: string;
}

const debounce = 150;
const shown = 8;

/** A box that completes what is typed: a combobox with a list, as ARIA describes it. Arrow keys walk, Enter takes, Backspace in the empty box takes the last one away. */
export function Picker({ label, hideLabel = false, hint, chosen, many, find, onChoose, onRemove, create, errors, name }: PickerProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const typed = useSignal('');
  const open = useSignal(false);
  const active = useSignal(0);
  const late = useSignal<readonly Option[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const taken = new Set(chosen.map((option) => option.key));
  const found = open.value ? find(typed.value) : { now: [] };
  const known = [...new Map([...found.now, ...late.value].map((option) => [option.key, option])).values()].filter((option) => !taken.has(option.key)).slice(0, shown);
  const exact = known.some((option) => option.label.trim().toLowerCase() === typed.value.trim().toLowerCase());
  const makes = create && typed.value.trim() !== '' && !exact ? [{ key: '+', label: create.words(typed.value.trim()) }] : [];
  const options: readonly Option[] = [...known, ...makes];
  const at = Math.min(active.value, options.length - 1);
  const full = !many && chosen.length > 0;

  const ask = (text: string): void => {
    clearTimeout(timer.current);
    late.value = [];
    const asked = find(text).later === undefined || text.trim().length < 2 ? undefined : text;
    if (asked === undefined) return;
    timer.current = setTimeout(() => {
      find(asked).later?.then((more) => { if (typed.peek() === asked) late.value = more; }, () => undefined);
    }, debounce);
  };
  const take = (option: Option | undefined): void => {
    if (!option) return;
    if (option.key === '+') create!.make(typed.peek().trim());
    else onChoose(option);
    typed.value = '';
    late.value = [];
    open.value = false;
    active.value = 0;
    box.current?.focus();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open.peek()) open.value = true;
      else active.value = options.length === 0 ? 0 : (at + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length;
    } else if (event.key === 'Enter' && open.peek() && options.length > 0 && (typed.peek() !== '' || at >= 0)) {
      event.preventDefault();
      take(options[at]);
    } else if (event.key === 'Escape' && open.peek()) {
      event.stopPropagation();
      open.value = false;
    } else if (event.key === 'Backspace' && typed.peek() === '' && chosen.length > 0) {
      onRemove(chosen.at(-1)!.key);
    }
  };
  const wrong = errors && errors.length > 0;
  return (
    <div class={wrong ? 'form-field field-wrong' : 'form-field'}>
      <label class={hideLabel ? 'unseen' : 'field-label'} for={id}>{label}</label>
      <div class="picker">
        {chosen.map((option) => (
          <span key={option.key} class={option.note === undefined ? 'picked' : 'picked picked-new'}>
            <bdi>{option.label}</bdi>{option.note && <span class="picked-note">{option.note}</span>}
            <button type="button" class="picked-remove" aria-label={m.form.remove(option.label)} onClick={() => { onRemove(option.key); box.current?.focus(); }}><span aria-hidden="true">✕</span></button>
          </span>
        ))}
        {!full && (
          <input
            ref={box} id={id} class="picker-box" type="text" role="combobox" name={name} autocomplete="off" spellcheck={false} dir="auto" value={typed.value} aria-expanded={open.value && options.length > 0}
            aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={open.value && options.length > 0 ? `${id}-${at}` : undefined} aria-invalid={wrong ? true : undefined} aria-describedby={`${id}-more`}
            onInput={(event) => { typed.value = event.currentTarget.value; open.value = true; active.value = 0; ask(event.currentTarget.value); }}
            onFocus={() => { open.value = typed.peek() !== ''; }} onBlur={() => { open.value = false; }} onKeyDown={pressed}
          />
        )}
        <ul id={`${id}-list`} class="picker-list" role="listbox" aria-label={label} hidden={!open.value || options.length === 0 || full}>
          {open.value && options.map((option, place) => (
            // Pressed, not clicked: the box must not lose its focus before.
            <li key={option.key} id={`${id}-${place}`} role="option" aria-selected={place === at} class={option.key === '+' ? 'option option-new' : 'option'} onPointerDown={(event) => { event.preventDefault(); take(option); }}>
              <bdi>{option.label}</bdi>{option.note && <span class="quiet"> {option.note}</span>}
            </li>
          ))}
        </ul>
      </div>
      <p id={`${id}-more`} class="field-more">{wrong ? <span class="field-error">{errors.join(' ')}</span> : hint && <span class="quiet">{hint}</span>}</p>
    </div>
  );
}
