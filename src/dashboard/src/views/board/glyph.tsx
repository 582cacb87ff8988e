const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;

const shapes = {
  now: <><circle cx="8" cy="8" r="6" {...line} /><circle cx="8" cy="8" r="2.6" fill="currentColor" /></>,
  paused: <path d="M6 4v8M10 4v8" {...line} />,
  upcoming: <><circle cx="8" cy="8" r="6" {...line} /><path d="M8 4.8V8l2.2 1.6" {...line} /></>,
  proposed: <circle cx="8" cy="8" r="6" {...line} stroke-dasharray="2.4 3" />,
  over: <path d="m3.5 8.5 3 3 6-7" {...line} />,
  broken: <path d="M3 8h3l1.5-3 1.5 6 1-3h3" {...line} />,
  off: <path d="m4 4 8 8M12 4l-8 8" {...line} />,
  unknown: <path d="M6 6a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.3M8 12v.1" {...line} />,
} as const;

export type GlyphShape = keyof typeof shapes;

/** The state of a meeting or an act as a shape; the word stands beside it. */
export function StateGlyph({ shape }: { shape: GlyphShape }) {
  return <svg class="status-glyph" viewBox="0 0 16 16" aria-hidden="true">{shapes[shape]}</svg>;
}
