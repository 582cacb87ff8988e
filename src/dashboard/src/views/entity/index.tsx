import { useComputed } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import '../../style/board.css';
import '../../style/review.css';
import '../../style/entity.css';
import { now } from '../../clock';
import type { ActorDocument, MeetingDocument, TopicDocument } from '../../contracts';
import { showEdtf } from '../../edtf';
import { m } from '../../messages';
import { query } from '../../router';
import { type AnyStatement, isRedacted } from '../../statements';
import type { ViewProps } from '../app';
import { ConnectionWords } from '../connection';
import { Header } from '../header';
import { Notice } from '../notice';
import { ActorPage } from './actor';
import { PageContext } from './context';
import { MeetingPage } from './meeting';
import { w } from './messages';
import type { PageProps } from './parts';
import { type EntityKind, EntitySession } from './session';
import { StatementPage } from './statement';
import { TopicPage } from './topic';

export const ActorView = viewOf('actor', ActorPage, (own: ActorDocument) => own.name);
export const MeetingView = viewOf('meeting', MeetingPage, (own: MeetingDocument) => own.name);
export const TopicView = viewOf('topic', TopicPage, (own: TopicDocument) => own.title);
export const StatementView = viewOf('statement', StatementPage, (own: AnyStatement, here) => (
  isRedacted(own) ? m.statement.redacted : `${own.speakers.map((id) => here.look(own.story).actorName(id)).join(', ')}: ${m.kind[own.kind]}`
));

/** A page about one entity: permanent, live, or as it was at the moment that the address names. */
function viewOf<T>(kind: EntityKind, Body: ComponentType<PageProps<T>>, titleOf: (own: T, here: PageContext) => string): ComponentType<ViewProps> {
  return function EntityView({ id }) {
    const asOf = query.value.get('asOf') ?? '';
    const clock = query.value.get('clock') ?? '';
    const session = useMemo(() => new EntitySession(kind, id, asOf ? { asOf, clock } : undefined), [id, asOf, clock]);
    useEffect(() => () => session.close(), [session]);
    const page = session.page.value;
    const here = useMemo(() => page && new PageContext(page, session), [page, session]);
    const title = here && titleOf(page!.document as T, here);
    useEffect(() => { document.title = `${title ?? w.loading} · ${m.appName}`; }, [title]);
    return (
      <div class="page">
        <Header>{session.connection.value && <ConnectionWords state={session.connection.value} retry={() => session.retryNow()} />}</Header>
        {here && session.load.value.state !== 'not_found'
          ? (
            <main id="content" class={`entity entity-${kind}`} tabIndex={-1}>
              {session.at && <AsOf asOf={session.at.asOf} clock={session.at.clock} />}
              <Body own={page!.document as T} here={here} />
            </main>
          )
          : <main id="content" tabIndex={-1}><NotOpen session={session} kind={kind} /></main>}
      </div>
    );
  };
}

/** Nobody takes the past for now: it is said on top, and one link leads back. */
function AsOf({ asOf, clock }: { asOf: string; clock: string }) {
  return (
    <p class="as-of-line" role="status">
      <strong>{w.asOf(/^\d+$/.test(asOf) ? m.connection.position(Number(asOf)) : showEdtf(asOf))}</strong>
      <span>{clock === 'said' ? w.saidClock : w.known}</span>
      <a href={location.pathname}>{w.live}</a>
    </p>
  );
}

function NotOpen({ session, kind }: { session: EntitySession; kind: EntityKind }) {
  const load = session.load.value;
  const seconds = useComputed(() => {
    const state = session.load.value;
    return state.state === 'failed' ? Math.ceil((state.retryAt - now.value) / 1000) : 0;
  });
  const again = { label: m.tryAgain, act: () => session.retryNow() };
  switch (load.state) {
    case 'not_found': return <Notice title={w.missing[kind]} text={w.missingHint(session.id)} link={{ label: m.toStories, href: '/' }} />;
    case 'refused': return <Notice title={m.keyNeeded} text={m.keyNeededHint} action={again} />;
    case 'invalid': return <Notice title={m.pageNotFound} text={load.detail} link={{ label: w.live, href: location.pathname }} />;
    case 'failed': return <Notice title={m.noServer} text={m.noServerHint} action={again}><p class="notice-text quiet">{m.nextTry(seconds.value)}</p></Notice>;
    default: return <p class="quiet-loading" aria-busy="true">{w.loading}</p>;
  }
}
