import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { read } from '../../api';
import type { Cell } from '../../contracts';
import { m } from '../../messages';
import type { Moment } from '../../moment';
import { query, setQuery } from '../../router';
import type { Lookup } from '../board/lookup';
import { StanceGlyph } from '../board/stance';
import type { BoardUi } from '../board/ui';
import { Notice } from '../notice';
import { placeOf, type TimeControl } from './control';
import { t } from './messages';
import { asOfWords, momentWords } from './words';

const movements = ['appeared', 'hardened', 'softened', 'turned', 'changed', 'vanished'] as const;
type Movement = (typeof movements)[number];

interface Difference {
  readonly actor: string;
  readonly topic: string;
  readonly from?: Cell;
  readonly to?: Cell;
}

type Differences = Readonly<Record<Movement, readonly Difference[]>> & { readonly complete: boolean };

/** Two moments side by side: who moved, on what, from where to where. */
export function Compared({ moment, control, look, ui }: { moment: Moment | undefined; control: TimeControl; look: Lookup; ui: BoardUi }) {
  const held = query.value.get('compare')!;
  const clock = moment?.clock ?? (query.value.get('clock') === 'said' ? 'said' : 'known');
  const [from, to] = inOrder(held, moment?.asOf, clock);
  const words = (asOf: string): string => momentIn({ clock, asOf }, control);
  const answer = useDifferences(look.story, from, to, clock);
  return (
    <section class="compared" aria-labelledby="compared-heading">
      <h2 id="compared-heading" class="compared-heading" tabIndex={-1}>{t.compared.heading(words(from), to === undefined ? t.now : words(to))} <span class="quiet">{t.clock[clock]}</span></h2>
      {answer === undefined && <p class="quiet compared-wait" aria-busy="true">{t.compared.loading}</p>}
      {answer === 'failed' && <Notice level={3} title={t.compared.failed} />}
      {typeof answer === 'object' && (movements.every((kind) => answer[kind].length === 0)
        ? <Notice level={3} title={t.compared.none} text={t.compared.noneHint} />
        : <Both answer={answer} look={look} ui={ui} />)}
    </section>
  );
}

/** By the line, which knows about when a position was taken; else as the address has it. */
function momentIn(moment: Moment, control: TimeControl): string {
  const [place, axis] = [placeOf(moment), control.axis.value];
  if (place.position === undefined || !axis || axis.empty) return asOfWords(moment.asOf);
  return momentWords(axis.at(axis.of(place)), moment.clock);
}

function Both({ answer, look, ui }: { answer: Differences; look: Lookup; ui: BoardUi }) {
  const open = (one: Difference): void => {
    setQuery({ compare: undefined });
    ui.turnTo('positions');
    ui.openCell({ actor: look.canonical(one.actor), topic: one.topic });
  };
  return (
    <div class="compared-both">
      <div class="compared-matrix-area">
        <h3 class="group-head" id="compared-matrix">{t.compared.matrix}</h3>
        <DifferenceMatrix answer={answer} look={look} open={open} />
        {!answer.complete && <p class="quiet">{t.compared.incomplete}</p>}
      </div>
      <div class="compared-list">
        <h3 class="unseen">{t.compared.list}</h3>
        {movements.filter((kind) => answer[kind].length > 0).map((kind) => (
          <section key={kind} class={`difference-group difference-${kind}`}>
            <h4 class="group-head"><MovementGlyph kind={kind} /> {t.compared.kinds[kind]} <span class="count">{answer[kind].length}</span></h4>
            <p class="quiet difference-hint">{t.compared.hints[kind]}</p>
            <ul>
              {answer[kind].map((one) => (
                <li key={`${one.actor} ${one.topic}`}>
                  <button type="button" class="difference" onClick={() => open(one)}>
                    <FromTo one={one} />
                    <span class="difference-text" dir="auto"><strong>{look.actorName(one.actor)}</strong> {look.topicTitle(one.topic)}
                      <span class="quiet"> {t.compared.fromTo(stanceWords(one.from), stanceWords(one.to))}</span></span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function DifferenceMatrix({ answer, look, open }: { answer: Differences; look: Lookup; open: (one: Difference) => void }) {
  const { actors, topics, at } = useMemo(() => {
    const cells = new Map<string, { readonly kind: Movement; readonly one: Difference }>();
    for (const kind of movements) for (const one of answer[kind]) cells.set(`${one.actor} ${one.topic}`, { kind, one });
    const all = movements.flatMap((kind) => answer[kind]);
    const byName = (name: (id: string) => string) => (a: string, b: string): number => name(a).localeCompare(name(b), m.locale);
    return {
      actors: [...new Set(all.map(({ actor }) => actor))].sort(byName((id) => look.actorName(id))),
      topics: [...new Set(all.map(({ topic }) => topic))].sort(byName((id) => look.topicTitle(id))),
      at: cells,
    };
  }, [answer, look]);
  return (
    <div class="matrix-scroll" tabIndex={0} role="group" aria-labelledby="compared-matrix">
      <table class="matrix difference-matrix" aria-labelledby="compared-matrix">
        <thead>
          <tr><th scope="col" class="corner">{m.matrix.topic}</th>{actors.map((id) => <th key={id} scope="col" class="column-head" dir="auto"><span class="head-text">{look.actorName(id)}</span></th>)}</tr>
        </thead>
        <tbody>
          {topics.map((topic) => (
            <tr key={topic}>
              <th scope="row" class="row-head" dir="auto"><span class="row-text">{look.topicTitle(topic)}</span></th>
              {actors.map((actor) => {
                const cell = at.get(`${actor} ${topic}`);
                return (
                  <td key={actor} class="cell">
                    {cell && (
                      <button type="button" class={`difference-cell difference-${cell.kind}`} onClick={() => open(cell.one)} title={t.compared.kinds[cell.kind]}>
                        <span class="unseen">{t.compared.open(look.actorName(actor), look.topicTitle(topic))}. {t.compared.kinds[cell.kind]}: {t.compared.fromTo(stanceWords(cell.one.from), stanceWords(cell.one.to))}</span>
                        <FromTo one={cell.one} /><MovementGlyph kind={cell.kind} />
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FromTo({ one }: { one: Difference }) {
  return (
    <span class="from-to" aria-hidden="true">
      {one.from ? <StanceGlyph stance={one.from.stance} /> : <span class="none-known" />}
      <span class="from-to-arrow">→</span>
      {one.to ? <StanceGlyph stance={one.to.stance} /> : <span class="none-known" />}
    </span>
  );
}

function stanceWords(cell: Cell | undefined): string {
  if (!cell) return t.compared.nothing;
  return [m.stance[cell.stance], ...(cell.conditions ?? []).map(({ text }) => m.matrix.condition(text))].join(', ');
}

const glyphs: Record<Movement, preact.VNode> = {
  appeared: <path d="M8 3.5v9M3.5 8h9" />, hardened: <path d="m3.5 8.5 4.5-5 4.5 5M8 4v9" />, softened: <path d="m3.5 7.5 4.5 5 4.5-5M8 12V3" />,
  turned: <path d="M3 5.5h9L9.5 3M13 10.5H4L6.5 13" />, changed: <path d="M2.5 9.5c2-4 3.5-4 5.5-1.5s3.5 2.500 5.500-1.500" />, vanished: <path d="M3.5 8h9" />,
};

function MovementGlyph({ kind }: { kind: Movement }) {
  return <svg class="movement-glyph" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{glyphs[kind]}</svg>;
}

/** The earlier first, as far as the addresses tell; nothing: now. */
function inOrder(held: string, other: string | undefined, clock: string): readonly [from: string, to: string | undefined] {
  if (other === undefined) return [held, undefined];
  const order = (asOf: string): number => (clock === 'known' && /^(?:[a-z0-9]{8,32}:)?\d+$/.test(asOf) ? Number(asOf.split(':').at(-1)) : Date.parse(asOf));
  const [a, b] = [order(held), order(other)];
  return a > b ? [other, held] : [held, other];
}

const settle = 150;

function useDifferences(story: string, from: string, to: string | undefined, clock: string): Differences | 'failed' | undefined {
  const answer = useSignal<{ readonly of: string; readonly got: Differences | 'failed' } | undefined>(undefined);
  const query = new URLSearchParams({ from, ...(to === undefined ? {} : { to }), ...(clock === 'said' ? { clock } : {}) }).toString();
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      read<Differences>(`/api/stories/${encodeURIComponent(story)}/compare?${query}`, abort.signal)
        .then((got) => { answer.value = { of: query, got }; }, () => { if (!abort.signal.aborted) answer.value = { of: query, got: 'failed' }; });
    }, answer.peek() ? settle : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [story, query, answer]);
  // Until the next one is there the last one stays: the page does not blink while somebody drags.
  return answer.value?.got;
}
