import { showMoment } from '../../clock';
import type { EntityPage, LinkDocument, Source, StatementDocument } from '../../contracts';
import { m } from '../../messages';
import { type AnyStatement, isRedacted } from '../../statements';
import { safeHref, statementPath } from '../../urls';
import { LinkGlyph } from '../board/proposals';
import { Statement } from '../board/statement';
import { EntityLink, HistoryOf, One, type PageProps, Section } from './parts';
import { w } from './messages';

/** A statement: its words, how they came here, its versions, and all that stands around it. */
export function StatementPage({ own, here }: PageProps<AnyStatement>) {
  const { page } = here;
  const story = isRedacted(own) ? undefined : own.story;
  return (
    <>
      <div class="entity-head">
        {story !== undefined && <p class="entity-story"><a href={`${statementPath(story, own.id)}`}>{w.onBoard}: <bdi>{here.storyTitle(story)}</bdi></a></p>}
        <h1 class="entity-small-title">{isRedacted(own) ? m.statement.redacted : m.review.statement(own.id)}</h1>
      </div>
      <h2 class="unseen">{m.field['text']}</h2>
      <div class="own-statement"><Statement statement={own} look={here.look(story)} ui={here.ui} /></div>
      {!isRedacted(own) && <SourceChain own={own} here={here} />}
      {!isRedacted(own) && <Around own={own} page={page} here={here} />}
      {!isRedacted(own) && own.history && own.history.length > 1
        ? <HistoryOf entries={own.history.toReversed()} of={page.of} here={here} />
        : <Section title={w.versions}><p class="quiet">{w.versionsNone} ({w.recordedAt(showMoment(own.recordedAt))})</p></Section>}
    </>
  );
}

/** Link by link: who said it, for whom, who passed it on, who published it. */
function SourceChain({ own, here }: { own: StatementDocument; here: PageProps<AnyStatement>['here'] }) {
  const { speakers, onBehalfOf = [], reportedBy = [], sources = [] } = own;
  return (
    <Section title={w.chain}>
      <ol class="source-chain">
        {onBehalfOf.toReversed().map((id) => <li key={`for ${id}`}><span class="quiet">{w.chainFor}</span> <EntityLink kind="actor" id={id} here={here} /></li>)}
        {speakers.map((id) => <li key={`by ${id}`}><EntityLink kind="actor" id={id} here={here} /> <span class="quiet">{w.chainSpeaker}</span></li>)}
        {reportedBy.map((id) => <li key={`via ${id}`}><EntityLink kind="actor" id={id} here={here} /> <span class="quiet">{w.chainRelay}</span></li>)}
        {sources.map((source, at) => <li key={at}><SourceName source={source} /> <span class="quiet">{source.role ? m.statement.sourceRole[source.role] : w.chainSource}{source.publishedAt && `, ${source.publishedAt}`}{source.locator && `, ${source.locator}`}</span></li>)}
      </ol>
    </Section>
  );
}

function SourceName({ source }: { source: Source }) {
  const href = safeHref(source.url);
  const name = source.name ?? (href ? new URL(href).hostname : m.statement.sourceUnnamed);
  return href ? <a href={href} rel="noopener noreferrer nofollow" target="_blank"><bdi>{name}</bdi><span aria-hidden="true" class="out">↗</span></a> : <bdi>{name}</bdi>;
}

function Around({ own, page, here }: { own: StatementDocument; page: EntityPage; here: PageProps<AnyStatement>['here'] }) {
  const { statements = [], links = [] } = page;
  const found = (id: string | undefined): readonly StatementDocument[] => statements.filter((other) => other.id === id);
  const groups: readonly (readonly [string, readonly StatementDocument[]])[] = [
    [w.replyTo, found(own.inReplyTo)],
    [w.replies, statements.filter((other) => other.inReplyTo === own.id)],
    [w.utterance, statements.filter((other) => other.sameUtteranceAs === own.id || other.id === own.sameUtteranceAs)],
    [w.toldOf, found(own.duplicate?.of)],
    [w.toldAgain, statements.filter((other) => other.duplicate?.of === own.id)],
  ];
  const shown = links.filter((link) => link.state !== 'dismissed');
  return (
    <>
      {groups.map(([title, those]) => those.length > 0 && <Section key={title} title={title} count={those.length}><div class="statements">{those.map((one) => <One key={one.id} statement={one} here={here} />)}</div></Section>)}
      {shown.length > 0 && (
        <Section title={w.links} count={shown.length}>
          <ul class="linked-list">{shown.map((link) => <Linked key={link.id} link={link} own={own} statements={statements} here={here} />)}</ul>
        </Section>
      )}
    </>
  );
}

function Linked({ link, own, statements, here }: { link: LinkDocument; own: StatementDocument; statements: readonly StatementDocument[]; here: PageProps<AnyStatement>['here'] }) {
  const back = link.to === `statement/${own.id}`;
  const other = back ? link.from : link.to;
  const there = statements.find((one) => `statement/${one.id}` === other);
  return (
    <li>
      <p class="relation"><LinkGlyph kind={link.kind} /> <span>{back ? m.link[link.kind].back : m.link[link.kind].forth}{link.topic && <> · <EntityLink kind="topic" id={link.topic} here={here} /></>}{link.state === 'proposed' && <span class="flag">{w.proposed}</span>}</span></p>
      {there ? <One statement={there} here={here} /> : <p class="quiet"><bdi>{here.look(own.story).name(other)}</bdi></p>}
    </li>
  );
}
