import { Fragment } from 'preact';
import type { ActorDocument } from '../../contracts';
import { m } from '../../messages';
import { actorPage } from '../../urls';
import type { Lookup } from './lookup';

interface NameProps {
  look: Lookup;
  /** The bare name, without marks, and not the way to the actor's page. */
  plain?: boolean;
}

/** One actor's name as the record has it, marked where the report names nobody, no editor has looked yet, or it was recorded under another name. */
export function ActorName({ id, look, plain = false }: NameProps & { id: string }) {
  const actor = look.actor(id);
  const before = look.recordedAs(id);
  return (
    <>
      {plain || !actor ? <bdi>{actor?.name ?? id}</bdi> : <a class="name" href={actorPage(actor.id)}><bdi>{actor.name}</bdi></a>}
      {before !== undefined && <span class="recorded-as quiet"> {m.statement.recordedAs(before)}</span>}
      {!plain && actor?.unnamed && <span class="flag flag-unnamed" title={m.statement.unnamedHint}>{m.statement.unnamed}</span>}
      {!plain && actor?.reviewed === false && <span class="flag">{m.statement.unreviewed}</span>}
    </>
  );
}

/** Joint speakers stand together: A, B and C. */
export function ActorNames({ ids, look, plain = false }: NameProps & { ids: readonly string[] }) {
  return (
    <>
      {ids.map((id, at) => (
        <Fragment key={id}>
          {at > 0 && (at === ids.length - 1 ? m.and : ', ')}
          <ActorName id={id} look={look} plain={plain} />
        </Fragment>
      ))}
    </>
  );
}

/** The side in the story, for the colour of an edge; the words carry it elsewhere. */
export function sideOf(actor: ActorDocument | undefined): string {
  return actor?.side ?? 'none';
}
