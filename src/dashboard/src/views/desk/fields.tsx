import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { readEdtf } from '../../edtf';
import { m } from './messages';

interface FieldProps {
  label: string;
  hint?: ComponentChildren;
  errors?: readonly string[] | undefined;
}

interface TextProps extends FieldProps {
  name: string;
  value: string;
  onInput: (value: string) => void;
  lines?: number;
  lang?: string | undefined;
  required?: boolean;
  placeholder?: string;
}

/** A line or a block of text; a refusal stands at the field that it names. */
export function TextField({ label, hint, errors, name, value, onInput, lines, lang, required, placeholder }: TextProps) {
  const id = useId();
  const wrong = errors && errors.length > 0;
  const shared = {
    id, name, value, dir: 'auto' as const, placeholder, ...(lang ? { lang } : {}), 'aria-required': required, 'aria-invalid': wrong ? true : undefined, 'aria-describedby': `${id}-more`,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => onInput(event.currentTarget.value),
  };
  return (
    <div class={wrong ? 'form-field field-wrong' : 'form-field'}>
      <label class="field-label" for={id}>{label}</label>
      {lines ? <textarea rows={lines} {...shared} /> : <input type="text" autocomplete="off" {...shared} />}
      <p id={`${id}-more`} class="field-more">{wrong ? <span class="field-error">{errors.join(' ')}</span> : hint}</p>
    </div>
  );
}

interface ChoiceProps<T extends string> extends FieldProps {
  name: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}

export function Choice<T extends string>({ label, hint, errors, name, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  const wrong = errors && errors.length > 0;
  return (
    <div class={wrong ? 'form-field field-wrong' : 'form-field'}>
      <label class="field-label" for={id}>{label}</label>
      <select id={id} name={name} value={value} aria-invalid={wrong ? true : undefined} aria-describedby={`${id}-more`} onChange={(event) => onChange(event.currentTarget.value as T)}>
        {options.map(([key, words]) => <option key={key} value={key}>{words}</option>)}
      </select>
      <p id={`${id}-more`} class="field-more">{wrong ? <span class="field-error">{errors.join(' ')}</span> : hint}</p>
    </div>
  );
}

/** A date as it is known, and beside it in words how it is understood. */
export function DateField({ label, name, value, onInput, errors, zone }: { label: string; name: string; value: string; onInput: (value: string) => void; errors?: readonly string[] | undefined; zone: string | undefined }) {
  const written = value.trim();
  const words = written === '' ? undefined : readEdtf(written);
  const hint = written === ''
    ? <span class="quiet">{m.form.dateHint}</span>
    : words === null ? <span class="field-error">{m.form.dateUnread}</span> : <span class="understood"><span aria-hidden="true">→ </span>{m.form.dateRead(words!)}</span>;
  return (
    <div class="field-date">
      <TextField label={label} name={name} value={value} onInput={onInput} errors={errors} hint={hint} placeholder="2025-05-16T13:00+03:00" />
      <div class="field-tools">
        <button type="button" class="button button-small" onClick={() => onInput(momentIn(zone, new Date()))}>{m.form.now}</button>
        <button type="button" class="button button-small" onClick={() => onInput(momentIn(zone, new Date()).slice(0, 10))}>{m.form.today}</button>
      </div>
    </div>
  );
}

/** A moment to the minute as it reads on a clock of the zone, with its offset; UTC where the zone is none. */
export function momentIn(zone: string | undefined, at: Date): string {
  const format = (timeZone: string): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-GB', {
    timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset',
  });
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = format(zone ?? 'UTC').formatToParts(at);
  } catch {
    parts = format('UTC').formatToParts(at);
  }
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const offset = (of['timeZoneName'] ?? 'GMT').replace('GMT', '').replace('−', '-');
  return `${of['year']}-${of['month']}-${of['day']}T${of['hour']}:${of['minute']}${offset === '' || offset === '+00:00' ? 'Z' : offset}`;
}
