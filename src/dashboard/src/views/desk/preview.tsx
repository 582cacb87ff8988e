import type { DryRun } from '../../contracts';
import { m as shared } from '../../messages';
import { referenceWords } from './form';
import { m } from './messages';
import type { Scene } from './scene';

/** What would be recorded: the server's own answer, record by record; nothing was. */
export function DryRunRecords({ dry, scene }: { dry: DryRun; scene: Scene }) {
  return (
    <section class="dry" aria-label={m.preview.heading}>
      <h3 class="group-head">{m.preview.heading}</h3>
      {dry.records.length === 0 && <p class="quiet">{m.preview.nothing}</p>}
      <ol>
        {dry.records.map((record, at) => (
          <li key={at} class="dry-record">
            <p><strong>{shared.recordKind[record.kind] ?? record.kind}</strong></p>
            <p class="quiet">{m.preview.touches} <bdi>{record.touches.filter((reference) => reference !== record.entity).map((reference) => referenceWords(scene, reference)).join(' · ')}</bdi></p>
            <details><summary>{m.preview.data}</summary><pre dir="ltr" tabIndex={0}>{JSON.stringify(record.data, null, 2)}</pre></details>
          </li>
        ))}
      </ol>
    </section>
  );
}
