import type { TieKind } from '../../contracts';
import type { Side } from './layout';

export const tieKinds: readonly TieKind[] = ['spoke_to', 'about', 'relayed', 'spoke_for', 'met'];
export const sides: readonly Side[] = ['party', 'third_party', 'observer', 'source', 'object', 'none'];

/** An actor by its side: the shape says it where the colour does not. */
export function NodeShape({ side, r }: { side: Side; r: number }) {
  switch (side) {
    case 'party': return <circle class="node-shape" r={r} />;
    case 'third_party': return <rect class="node-shape" x={-r * 0.9} y={-r * 0.9} width={r * 1.8} height={r * 1.8} rx={r * 0.25} />;
    case 'observer': return <path class="node-shape" d={`M0 ${-r * 1.2}L${r * 1.2} 0 0 ${r * 1.2} ${-r * 1.2} 0Z`} />;
    case 'source': return <path class="node-shape" d={`M0 ${-r * 1.15}L${r * 1.1} ${r * 0.85}H${-r * 1.1}Z`} />;
    case 'object': return <path class="node-shape" d={`M${-r * 0.55} ${-r}H${r * 0.55}L${r * 1.1} 0 ${r * 0.55} ${r}H${-r * 0.55}L${-r * 1.1} 0Z`} />;
    case 'none': return <circle class="node-shape node-shape-open" r={r} />;
  }
}

/** A kind of tie as its line, for the filter and the table. */
export function TieGlyph({ kind }: { kind: TieKind }) {
  return (
    <svg class={`tie-glyph tie-${kind}`} viewBox="0 0 30 10" aria-hidden="true">
      <path class="tie-line" d={kind === 'met' ? 'M1 5h28' : 'M1 5h23'} />
      {kind !== 'met' && <path class="tie-head" d="M22 1.500 29 5 22 8.500Z" />}
    </svg>
  );
}

export function SideGlyph({ side }: { side: Side }) {
  return <svg class={`side-glyph node-${side}`} viewBox="-12 -12 24 24" aria-hidden="true"><NodeShape side={side} r={8} /></svg>;
}
