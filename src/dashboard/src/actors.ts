// Actors are on a board when a record of the story names them. Their own records come whether they are named or not.
import type { ActorDocument, ChangeItem } from './contracts';
import { type EventData, idOf, isTakenDown, splitReference } from './events';
import { type Fold, put, stale, withBoard } from './state';

/** An actor that is on the board, after one more record of its own. */
export function foldActor(before: Fold, item: ChangeItem): Fold {
  const id = idOf(item.entity);
  const known = before.board.actors.find((actor) => actor.id === id);
  if (!known || item.position <= (before.ahead.get(id) ?? 0)) return before;
  const after = actorAfter(known, item);
  return after ? withBoard(before, { actors: put(before.board.actors, after) }) : stale(before, `unexpected ${item.kind}`);
}

/** An actor that nobody has named yet is kept beside the board, so that it is there when somebody does. */
export function foldUnnamed(before: Fold, item: ChangeItem): Fold {
  const id = idOf(item.entity);
  const entry = before.unnamed.get(id);
  if (isTakenDown(item.data) || (entry && item.position <= entry.asOf) || before.board.actors.some((actor) => actor.id === id)) return before;
  const doc = entry ? actorAfter(entry.doc, item) : createdActor(item);
  // What happens to one that was never sent cannot be folded: its version is not known. It stays unknown until a record names it.
  return doc ? { ...before, unnamed: new Map(before.unnamed).set(id, { doc, asOf: item.position }) } : before;
}

/** Every actor that a record of the story touches is named: its document joins the board. */
export function named(after: Fold, item: ChangeItem): Fold {
  if (!item.touches.includes(`story/${after.board.story.id}`)) return after;
  let next = after;
  for (const touch of item.touches) {
    const [kind, id] = splitReference(touch);
    if (kind !== 'actor' || next.board.actors.some((actor) => actor.id === id)) continue;
    const entry = next.unnamed.get(id);
    if (!entry) {
      if (!next.missing.includes(id)) next = { ...next, missing: [...next.missing, id] };
      continue;
    }
    const unnamed = new Map(next.unnamed);
    unnamed.delete(id);
    next = withBoard({ ...next, unnamed }, { actors: put(next.board.actors, entry.doc) });
  }
  return next;
}

/** Adds an actor that was missing, as it was read at a position, and what has come for it since then. */
export function addActor(before: Fold, doc: ActorDocument, asOf: number, since: readonly ChangeItem[]): Fold {
  if (!before.missing.includes(doc.id)) return before;
  const missing = before.missing.filter((id) => id !== doc.id);
  const added = withBoard({ ...before, missing, ahead: new Map(before.ahead).set(doc.id, asOf) }, { actors: put(before.board.actors, doc) });
  return since.filter((item) => item.entity === `actor/${doc.id}` && item.position <= before.position).reduce(foldActor, added);
}

function createdActor(item: ChangeItem): ActorDocument | null {
  if (item.kind !== 'actor.created') return null;
  const { actor } = item.data as EventData['actor.created'];
  return { id: idOf(item.entity), ...actor, version: 1, recordedAt: item.at };
}

function actorAfter(before: ActorDocument, item: ChangeItem): ActorDocument | null {
  const { id, mergedInto, recordedAt } = before;
  const version = before.version + 1;
  switch (item.kind) {
    case 'actor.revised': return { id, ...(item.data as EventData['actor.revised']).actor, ...(mergedInto ? { mergedInto } : {}), version, recordedAt };
    case 'actor.merged': return { ...before, mergedInto: (item.data as EventData['actor.merged']).into, version };
    default: return null;
  }
}
