import type { ConditionDocument, ConditionState, ConditionText } from '../../contracts';
import { showEdtf } from '../../edtf';
import { splitReference } from '../../events';
import { m } from '../../messages';
import { meetingAnchor, statementPath } from '../../urls';
import type { Lookup } from './lookup';
import type { BoardUi } from './ui';
import { Why } from './why';

/** A condition's state as a shape: open is hollow, met is full with a tick, failed is a square with a cross, lapsed is struck out. */
export function ConditionGlyph({ state }: { state: ConditionState }) {
  return <svg class={`condition-glyph condition-${state}`} viewBox="0 0 16 16" aria-hidden="true">{shapes[state]}</svg>;
}

const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
const cut = { ...line, class: 'condition-cut' };

const shapes: Record<ConditionState, preact.VNode> = {
  open: <path d="M8 1.8 14.2 8 8 14.2 1.8 8Z" {...line} />,
  met: <><circle cx="8" cy="8" r="7" fill="currentColor" /><path d="m4.9 8.3 2.2 2.2 4-4.7" {...cut} /></>,
  failed: <><rect x="1.2" y="1.2" width="13.6" height="13.6" rx="2.5" fill="currentColor" /><path d="m5.2 5.2 5.6 5.6M10.8 5.2l-5.6 5.6" {...cut} /></>,
  lapsed: <><circle cx="8" cy="8" r="6" {...line} stroke-dasharray="2 2.6" /><path d="M4.5 8h7" {...line} /></>,
};

/** One condition: its words, its state, what made it so, and on demand what that rests on. */
export function ConditionLine({ condition, look, ui }: { condition: ConditionDocument; look: Lookup; ui: BoardUi }) {
  const { state } = condition;
  return (
    <div class={`condition condition-line-${state}`}>
      <ConditionGlyph state={state} />
      <div class="condition-body">
        <p class="condition-words"><strong class={`condition-${state}`}>{m.conditions.inState(m.condition[state])}</strong>{' '}
          {condition.redacted ? <span class="quiet">{m.conditions.takenDown}</span> : <span dir="auto">{condition.text}</span>}
        </p>
        {!condition.redacted && <p class="condition-how quiet"><How condition={condition} look={look} /></p>}
        {!condition.redacted && <Why of={`condition/${condition.id}`} what={condition.text} stamp={condition.version} look={look} ui={ui} />}
      </div>
    </div>
  );
}

/** A condition that stands in the record of a meeting or a cell, but not among those that the board shows: its state is not known here. */
export function BareCondition({ condition }: { condition: ConditionText }) {
  return <p class="condition-bare only-if" dir="auto" title={m.conditions.stateUnknown}>{m.matrix.condition(condition.text)}</p>;
}

function How({ condition, look }: { condition: ConditionDocument; look: Lookup }) {
  const { state, about, resolvedBy, editor, reason } = condition;
  if (editor !== undefined) return <span dir="auto">{m.conditions.decidedBy(editor)}{reason ? `: ${reason}` : ''}</span>;
  if (state === 'open') return <span dir="auto">{about ? m.conditions.waitsFor(look.name(about)) : m.conditions.waits}</span>;
  return resolvedBy ? <>{m.conditions.by} <Resolver reference={resolvedBy} look={look} />{when(condition)}</> : <>{m.conditions.byRule}</>;
}

function when({ resolvedAt }: ConditionDocument): string {
  return resolvedAt ? `, ${showEdtf(resolvedAt.slice(0, 10))}` : '';
}

function Resolver({ reference, look }: { reference: string; look: Lookup }) {
  const [kind, id] = splitReference(reference);
  const name = <bdi>{look.name(reference)}</bdi>;
  if (kind === 'statement') return <a href={statementPath(look.story, id)}>{name}</a>;
  if (kind === 'meeting') return <a href={`#${meetingAnchor(id)}`}>{name}</a>;
  return name;
}
