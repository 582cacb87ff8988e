import type { Stance } from '../../contracts';
import { m } from '../../messages';

/** A stance as a shape on a ground of its colour. The word stands beside it, or in the label of what holds it. */
export function StanceGlyph({ stance, outline = false }: { stance: Stance; /** Not taken in words: no ground of colour. */ outline?: boolean }) {
  return (
    <svg class={`stance ${outline ? 'stance-outline' : `stance-${stance}`}`} viewBox="0 0 24 24" aria-hidden="true">
      <rect class="stance-ground" x="1" y="1" width="22" height="22" rx="6" />
      <Shape stance={stance} />
    </svg>
  );
}

export function StanceChip({ stance }: { stance: Stance }) {
  return <span class="stance-chip"><StanceGlyph stance={stance} /><span>{m.stance[stance]}</span></span>;
}

function Shape({ stance }: { stance: Stance }) {
  switch (stance) {
    case 'demands': return <path class="stance-line" d="m7 12 5-5 5 5M7 17.5l5-5 5 5" />;
    case 'proposes': return <path class="stance-line" d="m7 14.5 5-5 5 5" />;
    case 'supports': return <path class="stance-line" d="m7 12.5 3.5 3.5L17 9" />;
    case 'conditional': return <><path class="stance-line" d="M12 6.2 17.8 12 12 17.8 6.2 12Z" /><path class="stance-fill" d="M12 6.2V17.8L6.2 12Z" /></>;
    case 'neutral': return <path class="stance-line" d="M7.5 10h9M7.5 14.5h9" />;
    case 'unclear': return <><path class="stance-line" d="M9.2 9.6a2.8 2.8 0 1 1 4.3 2.5c-1 .6-1.5 1-1.5 2" /><circle class="stance-fill" cx="12" cy="17" r="1.3" /></>;
    case 'opposes': return <path class="stance-line" d="M7 12h10" />;
    case 'rejects': return <path class="stance-line" d="m8 8 8 8M16 8l-8 8" />;
  }
}
