import type { ConditionText, ProblemDetails, QuoteForm, Source, Stance, StatementKind } from '../../contracts';
import { idOf, splitReference } from '../../events';
import { m as shared } from '../../messages';
import { StanceGlyph } from '../board/stance';
import type { Chosen, Draft, DraftPosition, PeopleField } from './draft';
import { newKey } from './draft';
import { Choice, DateField, TextField } from './fields';
import { m } from './messages';
import { type Option, Picker } from './picker';
import { errorsAt } from './refusal';
import { findActors, findStatements, findTopics, type Scene, wordsFor } from './scene';
import { send } from './sending';
import { isRedacted } from '../../statements';

const kinds = Object.entries(shared.kind) as [StatementKind, string][];
const forms = Object.entries(shared.statement.form) as [QuoteForm, string][];
const stances = Object.entries(shared.stance) as [Stance, string][];

interface FormProps {
  scene: Scene;
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  problem: ProblemDetails | undefined;
}

/** Every field of a statement, in the order in which an editor knows them: who, what, how, when, where, what it takes a stance on, where it was read. */
export function StatementFields({ scene, draft, change, problem }: FormProps) {
  const { board } = scene.fold;
  const wrong = (field: string): readonly string[] | undefined => errorsAt(problem, field);
  const meetings: (readonly [string, string])[] = [['', m.form.none], ...board.meetings.map((meeting) => [meeting.id, meeting.name] as const)];
  return (
    <>
      <People field="speakers" scene={scene} draft={draft} change={change} errors={wrong('speakers')} />
      <TextField label={shared.field['text']!} name="text" value={draft.text} lines={4} lang={draft.lang || undefined} required onInput={(text) => change({ text })} errors={wrong('text')} />
      <div class="fields-row">
        <Choice label={shared.field['kind']!} name="kind" value={draft.kind} options={kinds} onChange={(kind) => change({ kind })} errors={wrong('kind')} />
        <Choice label={shared.field['quoteForm']!} name="quoteForm" value={draft.quoteForm} options={[['', shared.statement.formUnknown], ...forms]} onChange={(quoteForm) => change({ quoteForm })} errors={wrong('quoteForm')} />
        <TextField label={shared.field['lang']!} name="lang" value={draft.lang} onInput={(lang) => change({ lang })} errors={wrong('lang')} placeholder="uk" />
      </div>
      <DateField label={shared.field['saidAt']!} name="saidAt" value={draft.saidAt} onInput={(saidAt) => change({ saidAt })} errors={wrong('saidAt')} zone={board.story.tz} />
      <Positions scene={scene} draft={draft} change={change} errors={wrong('positions')} />
      <Sources sources={draft.sources} change={(sources) => change({ sources })} errors={wrong('sources')} />
      <details class="fields-more" open={draft.onBehalfOf.length + draft.to.length + draft.reportedBy.length > 0 || Boolean(draft.role || draft.meeting || draft.inReplyTo || draft.historical) || ['onBehalfOf', 'to', 'reportedBy', 'role', 'meeting', 'inReplyTo', 'historical'].some(wrong)}>
        <summary>{m.form.more}</summary>
        <TextField label={shared.field['role']!} name="role" value={draft.role} onInput={(role) => change({ role })} errors={wrong('role')} hint={<span class="quiet">{m.form.roleHint}</span>} />
        <People field="onBehalfOf" scene={scene} draft={draft} change={change} errors={wrong('onBehalfOf')} hint={m.form.chainHint} />
        <People field="to" scene={scene} draft={draft} change={change} errors={wrong('to')} />
        <People field="reportedBy" scene={scene} draft={draft} change={change} errors={wrong('reportedBy')} hint={m.form.chainHint} />
        <Choice label={shared.field['meeting']!} name="meeting" value={draft.meeting} options={meetings} onChange={(meeting) => change({ meeting })} errors={wrong('meeting')} />
        <Picker
          label={shared.field['inReplyTo']!} name="inReplyTo" many={false} errors={wrong('inReplyTo')} find={(typed) => findStatements(scene, typed)}
          chosen={draft.inReplyTo ? [{ key: draft.inReplyTo, label: replyWords(scene, draft.inReplyTo) }] : []}
          onChoose={({ key }) => change({ inReplyTo: key })} onRemove={() => change({ inReplyTo: '' })}
        />
        <label class="check"><input type="checkbox" name="historical" checked={draft.historical} onChange={(event) => change({ historical: event.currentTarget.checked })} /> {m.form.historical}</label>
      </details>
    </>
  );
}

function replyWords({ fold, look }: Scene, id: string): string {
  const found = fold.board.statements.find((statement) => statement.id === id);
  return found && !isRedacted(found) ? wordsFor(found.speakers.map((actor) => look.actorName(actor)).join(', '), found.text) : shared.review.statement(id);
}

interface PeopleProps extends Omit<FormProps, 'problem'> {
  field: PeopleField;
  errors: readonly string[] | undefined;
  hint?: string;
}

function People({ field, scene, draft, change, errors, hint }: PeopleProps) {
  const all = draft[field];
  const put = (next: readonly Chosen[]): void => change({ [field]: next });
  const keyOf = ({ id, name }: Chosen): string => id ?? `new ${name}`;
  return (
    <Picker
      label={shared.field[field]!} name={field} many errors={errors} {...(hint ? { hint } : {})} find={(typed) => findActors(scene, typed)}
      chosen={all.map((one) => ({ key: keyOf(one), label: one.name, ...(one.id === undefined ? { note: m.form.unreviewed } : {}) }))}
      onChoose={({ key, label }) => put([...all, { id: key, name: label }])} onRemove={(key) => put(all.filter((one) => keyOf(one) !== key))}
      create={{ words: m.form.createActor, make: (name) => put([...all, { name }]) }}
    />
  );
}

interface PositionsProps extends Omit<FormProps, 'problem'> {
  errors: readonly string[] | undefined;
}

function Positions({ scene, draft, change, errors }: PositionsProps) {
  const { positions } = draft;
  const put = (next: readonly DraftPosition[]): void => change({ positions: next });
  const add = (topic: string): void => put([...positions, { topic, stance: 'supports', conditions: [] }]);
  return (
    <fieldset class="group">
      <legend class="field-label">{shared.field['positions']}</legend>
      {positions.map((position, at) => (
        <div key={position.topic} class="position">
          <div class="position-head">
            <StanceGlyph stance={position.stance} />
            <select aria-label={m.form.stanceOn(scene.look.topicTitle(position.topic))} value={position.stance} onChange={(event) => put(positions.with(at, { ...position, stance: event.currentTarget.value as Stance }))}>
              {stances.map(([stance, words]) => <option key={stance} value={stance}>{words}</option>)}
            </select>
            <bdi class="position-topic">{scene.look.topicTitle(position.topic)}</bdi>
            <button type="button" class="picked-remove" aria-label={m.form.remove(scene.look.topicTitle(position.topic))} onClick={() => put(positions.toSpliced(at, 1))}><span aria-hidden="true">✕</span></button>
          </div>
          {position.conditions.map((condition, nth) => (
            <ConditionFields
              key={nth} scene={scene} condition={condition} change={(next) => put(positions.with(at, { ...position, conditions: next ? position.conditions.with(nth, next) : position.conditions.toSpliced(nth, 1) }))}
            />
          ))}
          <button type="button" class="link-button" onClick={() => put(positions.with(at, { ...position, conditions: [...position.conditions, { text: '' }] }))}>{m.form.addCondition}</button>
        </div>
      ))}
      <Picker
        label={m.form.addPosition} name="positions" many={false} chosen={[]} errors={errors} find={(typed) => without(findTopics(scene, typed), positions)} onChoose={({ key }) => add(key)} onRemove={() => undefined}
        create={{ words: m.form.createTopic, make: (title) => void makeTopic(scene.story, title, add) }}
      />
    </fieldset>
  );
}

function without(found: { readonly now: readonly Option[] }, positions: readonly DraftPosition[]): { readonly now: readonly Option[] } {
  return { now: found.now.filter(({ key }) => !positions.some(({ topic }) => topic === key)) };
}

/** A topic comes into being as soon as it is named: a position needs one that is there. */
async function makeTopic(story: string, title: string, add: (topic: string) => void): Promise<void> {
  const made = await send({ path: '/api/topics', body: { story, title }, key: newKey() });
  if (made.state === 'done') add(made.value.id);
}

function ConditionFields({ scene, condition, change }: { scene: Scene; condition: ConditionText; change: (next: ConditionText | undefined) => void }) {
  const { fold, look } = scene;
  const about: (readonly [string, string])[] = [
    ['', m.form.aboutNothing], ...fold.board.meetings.map(({ id, name }) => [`meeting/${id}`, name] as const), ...fold.board.actors.filter((actor) => !actor.mergedInto).map(({ id, name }) => [`actor/${id}`, name] as const),
    ...fold.board.topics.map(({ id, title }) => [`topic/${id}`, title] as const),
  ];
  const known = condition.about === undefined || about.some(([key]) => key === condition.about) ? about : [...about, [condition.about, look.name(condition.about)] as const];
  return (
    <div class="condition-fields">
      <TextField label={m.form.conditionText} name="condition" value={condition.text} onInput={(text) => change({ ...condition, text })} />
      <Choice label={m.form.conditionAbout} name="conditionAbout" value={condition.about ?? ''} options={known} onChange={(next) => change(next ? { text: condition.text, about: next } : { text: condition.text })} />
      <button type="button" class="picked-remove" aria-label={m.form.remove(condition.text)} onClick={() => change(undefined)}><span aria-hidden="true">✕</span></button>
    </div>
  );
}

function Sources({ sources, change, errors }: { sources: readonly Source[]; change: (next: readonly Source[]) => void; errors: readonly string[] | undefined }) {
  const put = (at: number, changes: Partial<Source>): void => change(sources.with(at, { ...sources[at]!, ...changes }));
  return (
    <fieldset class="group">
      <legend class="field-label">{shared.field['sources']}</legend>
      {sources.map((source, at) => (
        <div key={at} class="source-fields">
          <TextField label={m.form.sourceName} name="sourceName" value={source.name ?? ''} onInput={(name) => put(at, { name })} />
          <TextField label={m.form.sourceUrl} name="sourceUrl" value={source.url ?? ''} onInput={(url) => put(at, { url })} placeholder="https://" />
          <TextField label={m.form.sourcePublished} name="sourcePublished" value={source.publishedAt ?? ''} onInput={(publishedAt) => put(at, { publishedAt })} placeholder="2025-05-16" />
          <button type="button" class="picked-remove" aria-label={m.form.remove(source.name || source.url || shared.field['sources']!)} onClick={() => change(sources.toSpliced(at, 1))}><span aria-hidden="true">✕</span></button>
        </div>
      ))}
      <button type="button" class="link-button" onClick={() => change([...sources, { name: '' }])}>{m.form.addSource}</button>
      {errors && <p class="field-more"><span class="field-error">{errors.join(' ')}</span></p>}
    </fieldset>
  );
}

/** A reference in words; where the page knows none, the reference. */
export function referenceWords({ look }: Scene, reference: string): string {
  const [kind] = splitReference(reference);
  return kind === 'statement' ? shared.review.statement(idOf(reference)) : look.name(reference);
}
