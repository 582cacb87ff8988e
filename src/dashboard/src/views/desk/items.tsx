import type { ActorDocument, StatementDocument } from '../../contracts';
import { idOf } from '../../events';
import { valuesOf } from '../../facts';
import { m as shared } from '../../messages';
import { type AnyStatement, isRedacted } from '../../statements';
import { useStatement } from '../board/asked';
import { ClaimLine, ClaimValue, fieldName } from '../board/claim';
import { LinkGlyph } from '../board/proposals';
import { Quote } from '../board/quote';
import type { BoardUi } from '../board/ui';
import { m } from './messages';
import { likelySame, type QueueItem } from './queue';
import { confirmLink, dismissLink, distinctStatement, mergeActor, preferClaim, reviewActor, type Ruling, sameStatement } from './rulings';
import type { Scene } from './scene';

/** One thing that can be said about an item, and the key that says it. */
export interface ChoiceOf {
  readonly key: string;
  readonly label: string;
  readonly ruling: Ruling;
}

const digits = 9;

export function choicesFor(item: QueueItem, scene: Scene): readonly ChoiceOf[] {
  switch (item.kind) {
    case 'conflict':
      return item.fact.claims.filter((claim) => claim.status !== 'superseded').slice(0, digits).map((claim, at) => ({ key: String(at + 1), label: m.queue.prefer(at + 1), ruling: preferClaim(claim) }));
    case 'duplicate':
      return [{ key: 'y', label: m.queue.same, ruling: sameStatement(item.statement) }, { key: 'x', label: m.queue.distinct, ruling: distinctStatement(item.statement) }];
    case 'link':
      return [{ key: 'y', label: m.queue.confirm, ruling: confirmLink(item.link) }, { key: 'x', label: m.queue.dismiss, ruling: dismissLink(item.link) }];
    case 'name':
      return [
        { key: 'y', label: m.queue.own, ruling: reviewActor(item.actor) },
        ...likelySame(item.actor, scene.fold.board.actors).map((other, at) => ({ key: String(at + 1), label: m.queue.merge(other.name), ruling: mergeActor(item.actor, other.id) })),
      ];
  }
}

/** An item in one line. */
export function wordsOf(item: QueueItem, { look }: Scene): string {
  switch (item.kind) {
    case 'conflict': return `${item.fact.about.startsWith('story/') ? shared.review.thisStory : look.name(item.fact.about)}: ${fieldName(item.fact.field, look)}`;
    case 'duplicate': return `${item.statement.speakers.map((id) => look.actorName(id)).join(', ')}: ${item.statement.text.slice(0, 80)}`;
    case 'link': return [shared.link[item.link.kind].name, item.link.topic && look.topicTitle(item.link.topic)].filter(Boolean).join(': ');
    case 'name': return item.actor.name;
  }
}

/** An item whole: what an editor must see to rule on it. */
export function ItemBody({ item, scene, ui }: { item: QueueItem; scene: Scene; ui: BoardUi }) {
  const { look } = scene;
  switch (item.kind) {
    case 'conflict':
      return (
        <div class="fact">
          <h3>{wordsOf(item, scene)}</h3>
          <ol class="triage-values">
            {item.fact.claims.filter((claim) => claim.status !== 'superseded').map((claim, at) => (
              <li key={claim.id}><kbd>{at + 1}</kbd><div><p class="fact-value-words"><ClaimValue about={claim.about} field={claim.field} value={claim.value} look={look} /></p><ClaimLine claim={claim} look={look} withValue={false} /></div></li>
            ))}
          </ol>
          <p class="quiet">{shared.review.values(valuesOf(item.fact.claims.filter((claim) => claim.status !== 'superseded')).length)}</p>
        </div>
      );
    case 'duplicate': return <Two from={`statement/${item.statement.id}`} known={item.statement} to={`statement/${item.statement.duplicate?.of ?? ''}`} verb={shared.statement.duplicate.likely} note={likelihood(item.statement)} scene={scene} ui={ui} />;
    case 'link': {
      const { kind, from, to, rule, topic } = item.link;
      return <Two from={from} to={to} verb={shared.link[kind].forth} glyph={<LinkGlyph kind={kind} />} note={[topic && look.topicTitle(topic), rule && (shared.rule[rule] ?? rule)].filter(Boolean).join(' · ')} scene={scene} ui={ui} />;
    }
    case 'name': return <NameBody actor={item.actor} scene={scene} />;
  }
}

function likelihood({ duplicate }: StatementDocument): string {
  if (!duplicate) return '';
  return [shared.rule[duplicate.rule] ?? duplicate.rule, duplicate.score === undefined ? '' : shared.statement.confidence(duplicate.score)].filter(Boolean).join(' · ');
}

interface TwoProps {
  from: string;
  to: string;
  known?: AnyStatement;
  verb: string;
  glyph?: preact.ComponentChildren;
  note: string;
  scene: Scene;
  ui: BoardUi;
}

/** Two statements side by side, whole. */
function Two({ from, to, known, verb, glyph, note, scene, ui }: TwoProps) {
  return (
    <div class="two">
      <End reference={from} known={known} scene={scene} ui={ui} />
      <p class="two-verb">{glyph}<strong>{verb}</strong></p>
      <End reference={to} scene={scene} ui={ui} />
      {note && <p class="quiet two-note">{note}</p>}
    </div>
  );
}

function End({ reference, known, scene, ui }: { reference: string; known?: AnyStatement | undefined; scene: Scene; ui: BoardUi }) {
  const isStatement = reference.startsWith('statement/');
  const id = idOf(reference);
  const here = known ?? scene.fold.board.statements.find((statement) => statement.id === id) ?? scene.fold.older.find(({ doc }) => doc.id === id)?.doc;
  const statement = useStatement(isStatement && id ? id : undefined, here, ui);
  if (!isStatement) return <p class="quote"><bdi>{scene.look.name(reference)}</bdi></p>;
  return <Quote id={id} statement={statement} look={scene.look} sources />;
}

function NameBody({ actor, scene }: { actor: ActorDocument; scene: Scene }) {
  const said = scene.fold.board.statements.filter((statement) => !isRedacted(statement) && [...statement.speakers, ...(statement.to ?? []), ...(statement.onBehalfOf ?? []), ...(statement.reportedBy ?? [])].includes(actor.id)).slice(0, 3);
  return (
    <div class="triage-name">
      <h3><bdi>{actor.name}</bdi> <span class="flag">{shared.statement.unreviewed}</span></h3>
      {said.length > 0 && <p class="quiet">{m.queue.namedIn}</p>}
      {said.map((statement) => <Quote key={statement.id} id={statement.id} statement={statement} look={scene.look} />)}
    </div>
  );
}
