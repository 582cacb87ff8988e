import { Fragment } from 'preact';
import type { ActorDocument } from '../../contracts';
import { m } from '../../messages';
import type { Lookup } from './lookup';

/** One actor's name as the record has it, marked where the report names nobody or no editor has looked yet. */
export function ActorName({ id, look }: { id: string; look: Lookup }) {
  const actor = look.actor(id);
  return (
    <>
      <bdi>{actor?.name ?? id}</bdi>
      {actor?.unnamed && <span class="flag flag-unnamed" title={m.statement.unnamedHint}>{m.statement.unnamed}</span>}
      {actor?.reviewed === false && <span class="flag">{m.statement.unreviewed}</span>}
    </>
  );
}

/** Joint speakers stand together: A, B and C. */
export function ActorNames({ ids, look }: { ids: readonly string[]; look: Lookup }) {
  return (
    <>
      {ids.map((id, at) => (
        <Fragment key={id}>
          {at > 0 && (at === ids.length - 1 ? m.and : ', ')}
          <ActorName id={id} look={look} />
        </Fragment>
      ))}
    </>
  );
}

/** The side in the story, for the colour of an edge; the words carry it elsewhere. */
export function sideOf(actor: ActorDocument | undefined): string {
  return actor?.side ?? 'none';
}
