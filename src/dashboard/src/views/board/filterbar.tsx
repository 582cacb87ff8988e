import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { StatementKind } from '../../contracts';
import { filterNames, filterOf, isEmpty } from '../../filter';
import { m } from '../../messages';
import { query, setQuery } from '../../router';
import { memo } from '../memo';
import type { Lookup } from './lookup';
import { b } from './messages';

/** Keys that come faster than this are one question. */
const pause = 140;

/** Asks the stream for less: words as they are typed; who, on what, of which kind behind a button. It stands in the address. */
export const FilterBar = memo(({ look }: { look: Lookup }) => {
  const filter = filterOf(query.value);
  const chosen = [filter.actor, filter.topic, filter.kind].filter(Boolean).length;
  const open = useSignal(chosen > 0);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // The address may change by itself: a link, a step back.
  useEffect(() => { if (input.current && input.current !== document.activeElement) input.current.value = filter.words; }, [filter.words]);
  const set = (name: keyof typeof filterNames, value: string): void => setQuery({ [filterNames[name]]: value || undefined }, { replace: true });
  const typed = (): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => { if (input.current) set('words', input.current.value.trim()); }, pause);
  };
  const clear = (): void => {
    clearTimeout(timer.current);
    input.current!.value = '';
    setQuery(Object.fromEntries(Object.values(filterNames).map((name) => [name, undefined])), { replace: true });
    input.current!.focus();
  };
  return (
    <div class="filter" role="search" aria-label={b.filter.label} onKeyDown={(event) => { if (event.key === 'Escape' && !isEmpty(filterOf(query.peek()))) clear(); }}>
      <div class="filter-line">
        <input ref={input} class="field filter-words" type="search" aria-label={b.filter.words} placeholder={b.filter.words} defaultValue={filter.words} onInput={typed} autocomplete="off" spellcheck={false} maxLength={200} dir="auto" />
        <button type="button" class="toggle" aria-expanded={open.value} aria-controls="filter-more" onClick={() => { open.value = !open.peek(); }}>{b.filter.more}{chosen > 0 && <span class="tab-count">{chosen}</span>}</button>
        {!isEmpty(filter) && <button type="button" class="toggle" onClick={clear}>{b.filter.clear}</button>}
      </div>
      {open.value && <Choices look={look} filter={filter} set={set} />}
    </div>
  );
});

interface ChoicesProps {
  look: Lookup;
  filter: ReturnType<typeof filterOf>;
  set: (name: keyof typeof filterNames, value: string) => void;
}

function Choices({ look, filter, set }: ChoicesProps) {
  const order = useMemo(() => new Intl.Collator(m.locale), []);
  const actors = useMemo(() => look.actors.filter(({ id }) => look.canonical(id) === id).map(({ id, name }) => [id, name] as const).sort((one, other) => order.compare(one[1], other[1])), [look]);
  const topics = useMemo(() => look.topics.map(({ id, title }) => [id, title] as const).sort((one, other) => order.compare(one[1], other[1])), [look]);
  const kinds = useMemo(() => (Object.entries(m.kind) as [StatementKind, string][]).sort((one, other) => order.compare(one[1], other[1])), []);
  return (
    <div id="filter-more" class="filter-more">
      <Choice name="actor" label={b.filter.actor} any={b.filter.anyActor} value={filter.actor} options={actors} set={set} />
      <Choice name="topic" label={b.filter.topic} any={b.filter.anyTopic} value={filter.topic} options={topics} set={set} />
      <Choice name="kind" label={b.filter.kind} any={b.filter.anyKind} value={filter.kind} options={kinds} set={set} />
    </div>
  );
}

interface ChoiceProps extends Pick<ChoicesProps, 'set'> {
  name: 'actor' | 'topic' | 'kind';
  label: string;
  any: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
}

function Choice({ name, label, any, value, options, set }: ChoiceProps) {
  return (
    <div class="choice"><label class="choice-label" for={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} class="field" value={value ?? ''} onChange={(event) => set(name, event.currentTarget.value)}>
        <option value="">{any}</option>
        {value && !options.some(([id]) => id === value) && <option value={value}>{value}</option>}
        {options.map(([id, text]) => <option key={id} value={id}>{text}</option>)}
      </select>
    </div>
  );
}
