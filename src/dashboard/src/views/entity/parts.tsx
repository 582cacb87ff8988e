import type { ComponentChildren } from 'preact';
import { showMoment } from '../../clock';
import type { ConditionText, EntityPage, FieldChange, HistoryEntry, HeldMove, HeldPosition, StatementDocument } from '../../contracts';
import { differing } from '../../differing';
import { showEdtf } from '../../edtf';
import { sameHeld } from '../../events';
import { m } from '../../messages';
import { entityPath, storyPath } from '../../urls';
import { ActDate, ActStateWords } from '../board/acts';
import { ClaimLine, ClaimValue, fieldName } from '../board/claim';
import { ConditionLine } from '../board/condition';
import { ActorNames } from '../board/names';
import { StanceChip } from '../board/stance';
import { Statement } from '../board/statement';
import type { PageContext } from './context';
import { w } from './messages';
import { Steps } from './steps';

export interface PageProps<T> {
  readonly own: T;
  readonly here: PageContext;
}

export function Head({ title, kind, story, here, children }: { title: ComponentChildren; kind: string; story?: string; here: PageContext; children?: ComponentChildren }) {
  return (
    <div class="entity-head">
      {story !== undefined && <p class="entity-story"><a href={`${storyPath(story)}${here.suffix}`}><bdi>{here.storyTitle(story)}</bdi></a></p>}
      <h1 dir="auto">{title}</h1>
      <p class="entity-kind">{kind}{children}</p>
    </div>
  );
}

/** Nothing where there is nothing to show. */
export function Section({ title, count, name = '', children }: { title: string; count?: number; name?: string; children: ComponentChildren }) {
  return (
    <section class={`entity-section ${name}`}>
      <h2 class="section-title">{title}{count !== undefined && <span class="count"> {count}</span>}</h2>
      {children}
    </section>
  );
}

export function EntityLink({ kind, id, here }: { kind: 'actor' | 'meeting' | 'topic'; id: string; here: PageContext }) {
  return <a href={`${entityPath(kind, id)}${here.suffix}`}><bdi>{here.look().name(`${kind}/${id}`)}</bdi></a>;
}

export function Statements({ title, page, here, none }: { title: string; page: EntityPage; here: PageContext; none: string }) {
  const statements = page.statements ?? [];
  return (
    <Section title={title} count={statements.length} name="entity-statements">
      {statements.length === 0 && <p class="quiet">{none}</p>}
      <div class="statements">{statements.map((statement) => <One key={statement.id} statement={statement} here={here} />)}</div>
      {page.next && <p class="stream-end"><a class="button" href={`/search?${searchOf(page.of)}`}>{w.older}</a></p>}
    </Section>
  );
}

function searchOf(reference: string): string {
  const slash = reference.indexOf('/');
  return `${reference.slice(0, slash)}=${encodeURIComponent(reference.slice(slash + 1))}`;
}

export function One({ statement, here }: { statement: StatementDocument; here: PageContext }) {
  return <Statement statement={statement} look={here.look(statement.story)} ui={here.ui} />;
}

/** One position with how it came to be: the word, the shape of its way, and the statements behind it. */
export function Held({ held: { story, cell }, moves, other, here }: { held: HeldPosition; moves: readonly HeldMove[]; other: 'actor' | 'topic'; here: PageContext }) {
  const own = moves.filter((move) => move.story === story && move.actor === cell.actor && move.topic === cell.topic);
  const evidence = cell.evidence?.[0];
  return (
    <li class="held">
      <StanceChip stance={cell.stance} />
      <span class="held-on">
        <EntityLink kind={other} id={cell[other]} here={here} />
        <OnCondition conditions={cell.conditions} />
      </span>
      <Steps moves={own} />
      <span class="held-foot quiet">
        {evidence ? <a href={`${entityPath('statement', evidence)}${here.suffix}`}>{cell.since ? showEdtf(cell.since) : m.statement.undated}</a> : cell.since && showEdtf(cell.since)}
        {' · '}{w.evidence(cell.evidenceCount)}
        {other === 'topic' && <> · <a href={`${storyPath(story)}${here.suffix}`}><bdi>{here.storyTitle(story)}</bdi></a></>}
      </span>
    </li>
  );
}

function OnCondition({ conditions }: { conditions: readonly ConditionText[] | undefined }) {
  return <>{conditions?.map((condition, at) => <span key={at} class="only-if">{at === 0 ? ' ' : '; '}<bdi>{m.matrix.condition(condition.text)}</bdi></span>)}</>;
}

/** Every move, newest first; a change of evidence alone is none. */
export function Moves({ moves, here, actors }: { moves: readonly HeldMove[]; here: PageContext; /** Whose they are is said too. */ actors: boolean }) {
  const real = moves.filter((move) => !sameHeld(move.from, move.to));
  if (real.length === 0) return null;
  return (
    <Section title={w.moves} count={real.length}>
      <ol class="entity-moves">
        {real.map((move) => (
          <li key={`${move.story} ${move.position}`}>
            <span class="move-when quiet">{move.since ? showEdtf(move.since) : m.statement.undated}</span>
            <span class="move-what">
              {actors && <><EntityLink kind="actor" id={move.actor} here={here} />{' '}</>}
              {move.to ? <StanceChip stance={move.to.stance} /> : <span class="quiet">{w.wasGone}</span>}
              {!actors && <>{' '}<EntityLink kind="topic" id={move.topic} here={here} /></>}
              <OnCondition conditions={move.to?.conditions} />
            </span>
            <span class="move-from quiet">{move.from ? w.was(m.stance[move.from.stance]) : w.first}</span>
            {move.evidence && <a class="move-link" href={`${entityPath('statement', move.evidence)}${here.suffix}`} aria-label={m.review.statement(move.evidence)}>→</a>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

export function ConditionsOf({ page, here }: { page: EntityPage; here: PageContext }) {
  const { conditions = [] } = page;
  if (conditions.length === 0) return null;
  return <Section title={w.conditions} count={conditions.length}>{conditions.map((one) => <ConditionLine key={one.id} condition={one} look={here.look(one.story)} ui={here.ui} />)}</Section>;
}

export function ActsOf({ page, here }: { page: EntityPage; here: PageContext }) {
  const { acts = [] } = page;
  if (acts.length === 0) return null;
  return (
    <Section title={w.acts} count={acts.length}>
      <ul class="entity-list">
        {acts.map((act) => (
          <li key={act.id}>
            <a href={`${storyPath(act.story)}#act-${act.id}`} dir="auto">{act.text}</a>
            <p class="quiet"><ActorNames ids={act.actors} look={here.look(act.story)} /> · <ActDate at={act.at} /> · <ActStateWords state={act.state} /></p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function ClaimsOf({ page, here }: { page: EntityPage; here: PageContext }) {
  const { claims = [] } = page;
  if (claims.length === 0) return null;
  const look = here.look(claims[0]!.story);
  return (
    <Section title={w.claims} count={claims.length}>
      <div class="entity-claims">{claims.map((claim) => <div key={claim.id}><p class="quiet">{fieldName(claim.field, look)}</p><ClaimLine claim={claim} look={look} /></div>)}</div>
    </Section>
  );
}

/** What changed in the entry itself: field by field, old and new, by whom and why. */
export function HistoryOf({ entries, of, here }: { entries: readonly HistoryEntry[]; of: string; here: PageContext }) {
  if (entries.length === 0) return null;
  return (
    <Section title={w.history} count={entries.length} name="entity-history">
      <ol class="history-list">
        {entries.map((entry) => (
          <li key={entry.version}>
            <p class="history-head">
              <strong>{m.recordKind[entry.kind] ?? w.recordKind[entry.kind] ?? entry.kind}</strong>
              <time dateTime={entry.at}>{showMoment(entry.at)}</time>
              {entry.by && <span class="quiet">{m.statement.historyBy(entry.by)}</span>}
            </p>
            {entry.reason && <p class="history-reason" dir="auto">{entry.reason}</p>}
            {Object.entries(entry.changes ?? {}).map(([field, change]) => <Changed key={field} field={field} change={change} of={of} here={here} />)}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Changed({ field, change, of, here }: { field: string; change: FieldChange; of: string; here: PageContext }) {
  const { old, new: now } = change;
  const both = typeof old === 'string' && typeof now === 'string' ? differing(old, now) : undefined;
  const value = (given: unknown) => {
    const what = inWords(given);
    return what === undefined || what === null ? <>{m.statement.absent}</> : <ClaimValue about={of} field={field} value={what} look={here.look()} />;
  };
  return (
    <dl class="changed">
      <dt>{w.field[field] ?? fieldName(field, here.look())}</dt>
      <dd><span class="quiet">{m.statement.oldValue}: </span>{both ? <span dir="auto">{both.old[0]}<del>{both.old[1]}</del>{both.old[2]}</span> : <del dir="auto">{value(old)}</del>}</dd>
      <dd><span class="quiet">{m.statement.newValue}: </span>{both ? <span dir="auto">{both.now[0]}<ins>{both.now[1]}</ins>{both.now[2]}</span> : <ins dir="auto">{value(now)}</ins>}</dd>
    </dl>
  );
}

/** Of entries that are more than a word (formulations, names, posts) what people read. */
function inWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inWords);
  if (typeof value === 'boolean') return value ? '✓' : '✕';
  if (typeof value !== 'object' || value === null) return value;
  const { text, name, value: id, post, role, organization } = value as Readonly<Record<string, string | undefined>>;
  return text ?? name ?? id ?? [post ?? role, organization].filter(Boolean).join(', ');
}
