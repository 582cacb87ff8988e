import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { NetworkTie } from '../../contracts';
import { m } from '../../messages';
import { memo } from '../memo';
import { n } from './messages';
import { type Chosen, tieKey } from './picture';
import { TieGlyph } from './shapes';

type By = 'from' | 'how' | 'to' | 'count';
const columns: readonly By[] = ['from', 'how', 'to', 'count'];
const step = 60;

/** The same as the picture, in words: every tie, in the order that the reader wants. */
export const TieTable = memo(({ ties, names, choose, chosen }: { ties: readonly NetworkTie[]; names: ReadonlyMap<string, string>; choose: (chosen: Chosen) => void; chosen: Chosen }) => {
  const sort = useSignal<{ readonly by: By; readonly down: boolean }>({ by: 'count', down: true });
  const shown = useSignal(step);
  const { by, down } = sort.value;
  const rows = useMemo(() => ties.toSorted((a, b) => {
    const order = by === 'count' ? a.count - b.count : words(a, by, names).localeCompare(words(b, by, names), m.locale);
    return down ? -order : order;
  }), [ties, names, by, down]);
  return (
    <section class="tie-table-area" aria-labelledby="tie-table-heading">
      <h2 id="tie-table-heading" class="group-head">{n.table} <span class="count">{ties.length}</span></h2>
      <table class="tie-table" aria-labelledby="tie-table-heading">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={by === column ? (down ? 'descending' : 'ascending') : 'none'} class={`tie-column-${column}`}>
                <button type="button" class="sort" title={n.sorted(n[column])} onClick={() => { sort.value = { by: column, down: by === column ? !down : column === 'count' }; }}>{n[column]}<span aria-hidden="true" class="sort-mark">{by === column ? (down ? '↓' : '↑') : ''}</span></button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown.value).map((tie) => {
            const key = tieKey(tie);
            const who = [names.get(tie.from) ?? tie.from, n.kind[tie.kind], names.get(tie.to) ?? tie.to];
            return (
              <tr key={key} class={chosen && 'tie' in chosen && chosen.tie === key ? 'tie-row-chosen' : ''}>
                <td dir="auto">{who[0]}</td>
                <td class="tie-how"><TieGlyph kind={tie.kind} />{who[1]}</td>
                <td dir="auto">{who[2]}</td>
                <td class="tie-count"><button type="button" class="tie-open" aria-label={`${tie.count}. ${n.open(who.join(' '))}`} onClick={() => choose({ tie: key })}>{tie.count}</button></td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length > shown.value && <p class="stream-end"><button type="button" class="button button-small" onClick={() => { shown.value += 4 * step; }}>{n.more(rows.length - shown.value)}</button></p>}
    </section>
  );
});

function words(tie: NetworkTie, by: 'from' | 'how' | 'to', names: ReadonlyMap<string, string>): string {
  if (by === 'how') return n.kind[tie.kind];
  const id = by === 'from' ? tie.from : tie.to;
  return names.get(id) ?? id;
}
