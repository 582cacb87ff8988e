import type { HeldPosition, Stance, TopicDocument } from '../../contracts';
import { m } from '../../messages';
import { StanceChip } from '../board/stance';
import { ActsOf, ClaimsOf, ConditionsOf, EntityLink, Head, Held, HistoryOf, Moves, type PageProps, Section, Statements } from './parts';
import { w } from './messages';

type Lean = 'against' | 'between' | 'inFavour';
const leans: Readonly<Record<Stance, Lean>> = {
  demands: 'inFavour', proposes: 'inFavour', supports: 'inFavour', conditional: 'between', neutral: 'between', unclear: 'between', opposes: 'against', rejects: 'against',
};
const strength: readonly Stance[] = ['rejects', 'opposes', 'unclear', 'neutral', 'conditional', 'supports', 'proposes', 'demands'];

/** A topic: the proposition, who stands where on it, and how that moved. */
export function TopicPage({ own, here }: PageProps<TopicDocument>) {
  const { page } = here;
  const parts = (page.topics ?? []).filter((topic) => topic.parent === own.id);
  return (
    <>
      <Head title={own.title} kind={own.kind ? w.topicKind[own.kind] : ''} story={own.story} here={here} />
      {own.proposition && <figure class="proposition-figure"><figcaption>{w.proposition}</figcaption><p class="proposition-large" dir="auto">{own.proposition}</p></figure>}
      {own.note && <p class="entity-note" dir="auto">{own.note}</p>}
      <Around own={own} parts={parts} here={here} />
      <Scale positions={page.positions ?? []} here={here} />
      <Section title={w.positions} count={page.positions?.length ?? 0} name="entity-positions">
        {!page.positions && <p class="quiet">{m.stanceNone}</p>}
        <ul class="held-list">{byStance(page.positions ?? []).map((held) => <Held key={held.cell.actor} held={held} moves={page.moves ?? []} other="actor" here={here} />)}</ul>
      </Section>
      <Moves moves={page.moves ?? []} here={here} actors />
      <ConditionsOf page={page} here={here} />
      <Statements title={w.said} page={page} here={here} none={w.saidNone} />
      <ActsOf page={page} here={here} />
      <ClaimsOf page={page} here={here} />
      <HistoryOf entries={(page.history ?? []).filter((entry) => entry.version > 1)} of={page.of} here={here} />
    </>
  );
}

function Around({ own, parts, here }: PageProps<TopicDocument> & { parts: readonly TopicDocument[] }) {
  const { parent, opposes, formulations = [] } = own;
  if (!parent && !opposes && parts.length + formulations.length === 0) return null;
  return (
    <dl class="profile">
      {parent && <><dt>{w.partOf}</dt><dd><EntityLink kind="topic" id={parent} here={here} /></dd></>}
      {opposes && <><dt>{w.opposes}</dt><dd><EntityLink kind="topic" id={opposes} here={here} /></dd></>}
      {parts.length > 0 && <><dt>{w.parts}</dt><dd>{parts.map((part) => <span key={part.id} class="chain-part"><EntityLink kind="topic" id={part.id} here={here} /></span>)}</dd></>}
      {formulations.length > 0 && (
        <><dt>{w.formulations}</dt>
          {formulations.map((one, at) => <dd key={at}><q dir="auto">{one.text}</q>{one.by && <span class="quiet"> — <bdi>{here.look().name(one.by.includes('/') ? one.by : `actor/${one.by}`)}</bdi></span>}</dd>)}
        </>
      )}
    </dl>
  );
}

/** From against to in favour: three columns, and in each who stands there. */
function Scale({ positions, here }: { positions: readonly HeldPosition[]; here: PageProps<TopicDocument>['here'] }) {
  if (positions.length === 0) return null;
  return (
    <Section title={w.positionsOf} name="entity-scale">
      <div class="scale">
        {(['against', 'between', 'inFavour'] as const).map((lean) => {
          const those = byStance(positions.filter(({ cell }) => leans[cell.stance] === lean));
          return (
            <section key={lean} class={`scale-side scale-${lean}`}>
              <h3 class="scale-head">{w[lean]} <span class="count">{those.length}</span></h3>
              <ul>{those.map(({ cell }) => <li key={cell.actor} class="scale-actor"><StanceChip stance={cell.stance} /> <EntityLink kind="actor" id={cell.actor} here={here} /></li>)}</ul>
            </section>
          );
        })}
      </div>
    </Section>
  );
}

function byStance(positions: readonly HeldPosition[]): readonly HeldPosition[] {
  return positions.toSorted((a, b) => strength.indexOf(b.cell.stance) - strength.indexOf(a.cell.stance));
}
