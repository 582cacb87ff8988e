import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { NetworkNode, NetworkTie, TieKind } from '../../contracts';
import { m } from '../../messages';
import { memo } from '../memo';
import { boxOf, nearest, radiusOf, scaleOf, sideOf, type Spot, type Spots } from './layout';
import { n } from './messages';
import { linesOf } from './names';
import { nameTop, readable } from './readable';
import { NodeShape, tieKinds } from './shapes';

export type Chosen = { readonly node: string } | { readonly tie: string } | undefined;

export const tieKey = ({ from, kind, to }: NetworkTie): string => `${from} ${kind} ${to}`;

interface PictureProps {
  nodes: readonly NetworkNode[];
  ties: readonly NetworkTie[];
  spots: Spots;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
}

const arrows: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Actors as shapes, ties as lines between them. */
export const Picture = memo(({ nodes, ties, spots: laid, chosen, choose }: PictureProps) => {
  const svg = useRef<SVGSVGElement>(null);
  const narrow = useNarrowBox(svg);
  const spots = useMemo(() => (narrow ? upright(laid) : laid), [laid, narrow]);
  const reached = useSignal<string | undefined>(undefined);
  const pointed = useSignal<string | undefined>(undefined);
  const fit = useMemo(() => boxOf(spots), [spots]);
  const view = useView(svg, fit, narrow);
  const degree = useMemo(() => degrees(ties), [ties]);
  // Those with the most to say have their names first.
  const first = useMemo(() => nodes.toSorted((a, b) => b.statements - a.statements || (degree.get(b.actor) ?? 0) - (degree.get(a.actor) ?? 0)), [nodes, degree]);
  const named = useMemo(() => readable(first, spots, view.scale, fit), [first, spots, view.scale, fit]);
  const middle = pointed.value ?? (chosen && 'node' in chosen ? chosen.node : undefined);
  const near = useMemo(() => (middle === undefined ? undefined : new Set([middle, ...ties.flatMap(({ from, to }) => (from === middle ? [to] : to === middle ? [from] : []))])), [middle, ties]);
  const tabbable = reached.value !== undefined && spots.has(reached.value) ? reached.value : nodes[0]?.actor;
  const pressed = (event: KeyboardEvent): void => {
    const here = (event.target as Element).closest('[data-actor]')?.getAttribute('data-actor');
    if (!here) return;
    const way = arrows[event.key];
    if (way) {
      event.preventDefault();
      const next = nearest(spots, here, way);
      if (next) svg.current!.querySelector<SVGElement>(`[data-actor="${CSS.escape(next)}"]`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose({ node: here });
    }
  };
  return (
    <div class="network-picture">
      <svg
        ref={svg} class={near ? 'network-svg network-dimmed' : 'network-svg'} viewBox={view.box} style={{ '--scale': view.scale }} role="group" aria-label={n.picture(nodes.length, ties.length)} aria-describedby="network-keys"
        onKeyDown={pressed} onClick={(event) => { if (event.target === svg.current && !view.moved()) choose(undefined); }} {...view.drag}
      >
        <defs>
          {tieKinds.filter((kind) => kind !== 'met').map((kind) => (
            <marker key={kind} id={`head-${kind}`} class={`tie-${kind}`} viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
              <path class="tie-head" d="M0 0.500 10 5 0 9.500Z" />
            </marker>
          ))}
        </defs>
        <g class="network-ties">
          {ties.map((tie) => (
            <TieLine
              key={tieKey(tie)} tie={tie} from={spots.get(tie.from)} to={spots.get(tie.to)} gap={[radiusAt(nodes, tie.from), radiusAt(nodes, tie.to)]} choose={choose}
              state={chosen && 'tie' in chosen && chosen.tie === tieKey(tie) ? 'chosen' : near && (tie.from === middle || tie.to === middle) ? 'near' : ''}
            />
          ))}
        </g>
        {nodes.map((node) => {
          const spot = spots.get(node.actor);
          if (!spot) return null;
          const all = degree.get(node.actor) ?? 0;
          return (
            <g
              key={node.actor} class={`node node-${sideOf(node)}${near?.has(node.actor) ? ' node-near' : ''}`} data-actor={node.actor} style={{ transform: `translate(${spot.x}px, ${spot.y}px)` }}
              role="button" tabIndex={node.actor === tabbable ? 0 : -1} aria-pressed={chosen !== undefined && 'node' in chosen && chosen.node === node.actor}
              aria-label={n.node(linesOf(node.name).join(' '), sideName(node), n.statements(node.statements), n.ties(all))}
              onClick={() => { if (!view.moved()) choose({ node: node.actor }); }} onFocus={() => { reached.value = node.actor; }}
              onPointerEnter={() => { pointed.value = node.actor; }} onPointerLeave={() => { pointed.value = undefined; }}
            >
              <circle class="node-target" r={Math.max(14, radiusOf(node) + 4)} />
              <NodeShape side={sideOf(node)} r={radiusOf(node)} />
              {(named.has(node.actor) || near?.has(node.actor)) && (
                <text class="node-name" y={nameTop(node, view.scale)} text-anchor="middle">{linesOf(node.name).map((line, at) => <tspan key={at} x={0} dy={at > 0 ? '1.1em' : 0}>{at > 0 && ' '}{line}</tspan>)}</text>
              )}
            </g>
          );
        })}
      </svg>
      <div class="network-zoom">
        <button type="button" class="time-button" aria-label={n.zoomIn} title={n.zoomIn} onClick={() => view.zoom(0.75)}>+</button>
        <button type="button" class="time-button" aria-label={n.zoomOut} title={n.zoomOut} onClick={() => view.zoom(1 / 0.75)}>−</button>
        <button type="button" class="button button-small" onClick={view.fit}>{n.fit}</button>
      </div>
      <p id="network-keys" class="unseen">{n.keys}</p>
    </div>
  );
});

interface TieProps {
  tie: NetworkTie;
  from: Spot | undefined;
  to: Spot | undefined;
  gap: readonly [number, number];
  state: '' | 'near' | 'chosen';
  choose: (chosen: Chosen) => void;
}

/** Each kind bends its own way, so that those of one pair lie beside each other. */
const bends: Record<TieKind, number> = { met: 0, spoke_to: 0.16, about: 0.3, relayed: -0.16, spoke_for: -0.3 };

function TieLine({ tie, from, to, gap, state, choose }: TieProps) {
  if (!from || !to) return null;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const far = Math.hypot(dx, dy) || 1;
  const bend = bends[tie.kind];
  const middle = { x: (from.x + to.x) / 2 - dy * bend, y: (from.y + to.y) / 2 + dx * bend };
  const [a, b] = [towards(from, middle, gap[0] + 3), towards(to, middle, gap[1] + (tie.kind === 'met' ? 3 : 7))];
  const path = far < gap[0] + gap[1] ? `M${from.x} ${from.y}L${to.x} ${to.y}` : `M${a.x} ${a.y}Q${round(middle.x)} ${round(middle.y)} ${b.x} ${b.y}`;
  return (
    <g class={`tie tie-${tie.kind}${state && ` tie-${state}`}`} onClick={(event) => { event.stopPropagation(); choose({ tie: tieKey(tie) }); }}>
      <path class="tie-target" d={path} />
      <path class="tie-line" d={path} style={{ strokeWidth: `${round(1.1 + Math.log2(tie.count) * 0.9)}px` }} {...(tie.kind === 'met' ? {} : { 'marker-end': `url(#head-${tie.kind})` })} />
    </g>
  );
}

function towards(from: Spot, to: Spot, by: number): Spot {
  const far = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: round(from.x + ((to.x - from.x) / far) * by), y: round(from.y + ((to.y - from.y) / far) * by) };
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}

const radii = new WeakMap<readonly NetworkNode[], ReadonlyMap<string, number>>();

function radiusAt(nodes: readonly NetworkNode[], actor: string): number {
  let known = radii.get(nodes);
  if (!known) radii.set(nodes, known = new Map(nodes.map((node) => [node.actor, radiusOf(node)])));
  return known.get(actor) ?? 10;
}

export function degrees(ties: readonly NetworkTie[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { from, to } of ties) for (const end of [from, to]) found.set(end, (found.get(end) ?? 0) + 1);
  return found;
}

export function sideName(node: NetworkNode): string {
  const side = sideOf(node);
  return side === 'none' ? m.sideNone : m.side[side];
}

/** True where the picture is as narrow as on a phone. */
function useNarrowBox(svg: { current: SVGSVGElement | null }): boolean {
  const narrow = useSignal(false);
  useEffect(() => {
    const measured = new ResizeObserver(([entry]) => { narrow.value = entry!.contentRect.width < 560; });
    if (svg.current) measured.observe(svg.current);
    return () => measured.disconnect();
  }, [svg, narrow]);
  return narrow.value;
}

/** The same picture for a screen that is higher than wide. */
function upright(spots: Spots): Spots {
  return new Map([...spots].map(([id, { x, y }]) => [id, { x: x * 0.55, y: y * 1.25 }]));
}

/** What part of the plane is in sight: all of it, until the reader moves or looks closer. */
function useView(svg: { current: SVGSVGElement | null }, fit: ReturnType<typeof boxOf>, narrow: boolean) {
  const own = useSignal<ReturnType<typeof boxOf> | undefined>(undefined);
  const grip = useRef<{ x: number; y: number; box: ReturnType<typeof boxOf>; moved: boolean } | undefined>(undefined);
  const last = useRef(false);
  const now = own.value ?? fit;
  const zoom = (by: number): void => {
    const box = own.peek() ?? fit;
    const [width, height] = [Math.max(120, Math.min(box.width * by, fit.width * 3)), Math.max(80, Math.min(box.height * by, fit.height * 3))];
    own.value = { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
  };
  useEffect(() => {
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY > 0 ? 1.12 : 1 / 1.12);
    };
    const element = svg.current;
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  });
  return {
    box: `${round(now.x)} ${round(now.y)} ${round(now.width)} ${round(now.height)}`,
    zoom,
    /** How many times names must be larger to be read from afar. */
    scale: round(narrow ? Math.max(0.6, Math.min(3.2, now.width / 430)) : scaleOf(now)),
    fit: () => { own.value = undefined; },
    /** The last press moved the picture: it was no choice. */
    moved: () => last.current,
    drag: {
      onPointerDown: (event: PointerEvent) => {
        last.current = false;
        grip.current = { x: event.clientX, y: event.clientY, box: own.peek() ?? fit, moved: false };
      },
      onPointerMove: (event: PointerEvent) => {
        const held = grip.current;
        if (!held || event.buttons === 0) return;
        const scale = Math.max(held.box.width / svg.current!.clientWidth, held.box.height / svg.current!.clientHeight);
        const [dx, dy] = [(event.clientX - held.x) * scale, (event.clientY - held.y) * scale];
        if (!held.moved && Math.hypot(dx, dy) < 5 * scale) return;
        held.moved = last.current = true;
        own.value = { ...held.box, x: held.box.x - dx, y: held.box.y - dy };
      },
      onPointerUp: () => { grip.current = undefined; },
    },
  };
}
