import type { Fold } from '../../store';
import type { Alert, Rule } from './alerts';
import { m } from './messages';

interface RulesProps {
  rules: readonly Rule[];
  folds: readonly Fold[];
  change: (rules: readonly Rule[]) => void;
}

/** What this wall tells aloud; one line a rule, and one that fits is enough. */
export function Rules({ rules, folds, change }: RulesProps) {
  const put = (at: number, rule: Rule): void => change(rules.with(at, rule));
  return (
    <fieldset class="wall-rules">
      <legend>{m.rules.heading}</legend>
      <p class="quiet">{m.rules.hint}</p>
      <ol>{rules.map((rule, at) => <li key={at}><RuleFields rule={rule} number={at + 1} folds={folds} change={(next) => put(at, next)} remove={() => change(rules.toSpliced(at, 1))} /></li>)}</ol>
      {rules.length === 0 && <p>{m.rules.none}</p>}
      <button type="button" class="button" onClick={() => change([...rules, { kinds: ['position', 'meeting'], moves: 'turned' }])}>{m.rules.add}</button>
    </fieldset>
  );
}

function RuleFields({ rule, number, folds, change, remove }: { rule: Rule; number: number; folds: readonly Fold[]; change: (rule: Rule) => void; remove: () => void }) {
  const set = (field: 'story' | 'actor' | 'topic', value: string): void => {
    const { [field]: _, ...rest } = rule;
    change(value ? { ...rest, [field]: value } : rest);
  };
  const kind = rule.kinds.length === 1 ? rule.kinds[0]! : 'both';
  const kinds: Record<string, readonly Alert['kind'][]> = { both: ['position', 'meeting'], position: ['position'], meeting: ['meeting'] };
  const boards = folds.map(({ board }) => board);
  const actors = [...new Map(boards.flatMap((board) => board.actors.filter((actor) => !actor.mergedInto).map((actor) => [actor.id, actor.name] as const)))];
  const topics = [...new Map(boards.flatMap((board) => board.topics.map((topic) => [topic.id, topic.title] as const)))];
  return (
    <fieldset class="wall-rule">
      <legend>{m.rules.number(number)}</legend>
      <Select label={m.rules.kinds} value={kind} options={[['both', m.rules.both], ['position', m.rules.positions], ['meeting', m.rules.meetings]]} onChange={(value) => change({ ...rule, kinds: kinds[value]! })} />
      <Select label={m.rules.story} value={rule.story ?? ''} options={[['', m.rules.any], ...boards.map((board) => [board.story.id, board.story.title] as const)]} onChange={(value) => set('story', value)} />
      {kind !== 'meeting' && (
        <>
          <Select label={m.rules.actor} value={rule.actor ?? ''} options={[['', m.rules.any], ...actors]} onChange={(value) => set('actor', value)} />
          <Select label={m.rules.topic} value={rule.topic ?? ''} options={[['', m.rules.any], ...topics]} onChange={(value) => set('topic', value)} />
          <Select label={m.rules.moves} value={rule.moves} options={[['any', m.rules.anyMove], ['turned', m.rules.turned]]} onChange={(value) => change({ ...rule, moves: value as Rule['moves'] })} />
        </>
      )}
      <button type="button" class="button button-small" onClick={remove}>{m.rules.remove(number)}</button>
    </fieldset>
  );
}

function Select({ label, value, options, onChange }: { label: string; value: string; options: readonly (readonly [string, string])[]; onChange: (value: string) => void }) {
  const known = options.some(([key]) => key === value) ? options : [...options, [value, value] as const];
  return <label class="wall-field"><span>{label}</span><select value={value} onChange={(event) => onChange(event.currentTarget.value)}>{known.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select></label>;
}
