import type { ActorDocument, EntityPage } from '../../contracts';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import { safeHref } from '../../urls';
import { ActsOf, ClaimsOf, ConditionsOf, EntityLink, Head, Held, HistoryOf, Moves, type PageProps, Section, Statements } from './parts';
import { w } from './messages';

/** An actor: who it is, where it stands over all stories and how that came to be, what it said. */
export function ActorPage({ own, here }: PageProps<ActorDocument>) {
  const { page } = here;
  const side = own.side && w.side[own.side];
  return (
    <>
      <Head title={own.name} kind={w.actorKind[own.kind]} here={here}>
        {side && <span class="entity-side">· {side}</span>}
        {own.unnamed && <span class="flag flag-unnamed" title={m.statement.unnamedHint}>{m.statement.unnamed}</span>}
        {own.reviewed === false && <span class="flag">{m.statement.unreviewed}</span>}
      </Head>
      {own.mergedInto && <p class="entity-note">{w.merged} <EntityLink kind="actor" id={own.mergedInto} here={here} />.</p>}
      {own.note && <p class="entity-note" dir="auto">{own.note}</p>}
      <Profile own={own} here={here} />
      <Positions page={page} own={own} here={here} />
      <Moves moves={page.moves ?? []} here={here} actors={false} />
      <ConditionsOf page={page} here={here} />
      <Statements title={w.saidBy} page={page} here={here} none={w.saidNone} />
      <ActsOf page={page} here={here} />
      <ClaimsOf page={page} here={here} />
      <HistoryOf entries={(page.history ?? []).filter((entry) => entry.version > 1)} of={page.of} here={here} />
    </>
  );
}

function Positions({ page, own, here }: { page: EntityPage; own: ActorDocument; here: PageProps<ActorDocument>['here'] }) {
  const { positions = [], moves = [] } = page;
  if (own.side === 'source') return null;
  return (
    <Section title={w.positions} count={positions.length} name="entity-positions">
      {positions.length === 0 && <p class="quiet">{w.positionsNone}</p>}
      <ul class="held-list">{positions.map((held) => <Held key={`${held.story} ${held.cell.topic}`} held={held} moves={moves} other="topic" here={here} />)}</ul>
    </Section>
  );
}

function Profile({ own, here }: PageProps<ActorDocument>) {
  const { memberships = [], otherNames = [], metonyms = [], identifiers = [], parent } = own;
  if (memberships.length + otherNames.length + metonyms.length + identifiers.length === 0 && !parent) return null;
  return (
    <dl class="profile">
      {memberships.length > 0 && (
        <><dt>{w.posts}</dt>
          {memberships.map((post, at) => (
            <dd key={at}>{[post.post ?? post.role, ''].filter(Boolean).join('')}{(post.post ?? post.role) && ', '}<EntityLink kind="actor" id={post.organization} here={here} />
              {(post.from || post.to) && <span class="quiet"> {showEdtf(`${post.from ?? '..'}/${post.to ?? '..'}`)}</span>}
            </dd>
          ))}
        </>
      )}
      {parent && <><dt>{w.partOf}</dt><dd><EntityLink kind="actor" id={parent} here={here} /></dd></>}
      {otherNames.length + metonyms.length > 0 && (
        <><dt>{w.names}</dt><dd>{otherNames.map((name, at) => <span key={at} class="chain-part" lang={name.lang} dir="auto"><bdi>{name.name}</bdi></span>)}{metonyms.filter((name) => !otherNames.some((other) => other.name === name)).map((name) => <span key={name} class="chain-part"><bdi>{name}</bdi></span>)}</dd></>
      )}
      {identifiers.length > 0 && <><dt>{w.ids}</dt><dd>{identifiers.map(({ scheme, value }) => <span key={scheme} class="chain-part"><Elsewhere scheme={scheme} value={value} /></span>)}</dd></>}
    </dl>
  );
}

function Elsewhere({ scheme, value }: { scheme: string; value: string }) {
  const href = scheme === 'wikidata' && /^Q\d+$/.test(value) ? `https://www.wikidata.org/wiki/${value}` : safeHref(value);
  return href ? <a href={href} rel="noopener noreferrer" target="_blank"><bdi>{scheme} {value}</bdi><span aria-hidden="true" class="out">↗</span></a> : <bdi>{scheme} {value}</bdi>;
}
