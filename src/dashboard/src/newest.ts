// The newest of a kind, newest first by the record that created them. What has left at the end never comes back, whatever happens to it.
import type { ChangeItem } from './contracts';
import { idOf } from './events';

export interface Kind<T> {
  /** How many of them the board shows. */
  readonly most: number;
  /** The document that an item begins; null when the item begins none of this story. Undefined when it begins none at all. */
  readonly begun: (item: ChangeItem, story: string) => T | null | undefined;
  /** The document after one more record of its own stream; null for a kind of record that this program does not know. */
  readonly after: (before: T, item: ChangeItem) => T | null;
}

/** The list after one more item. Null: it cannot be known from here, the board has to be read again. */
export function foldNewest<T extends { readonly id: string }>(list: readonly T[], item: ChangeItem, kind: Kind<T>, story: string): readonly T[] | null {
  const id = idOf(item.entity);
  const at = list.findIndex((one) => one.id === id);
  if (at >= 0) {
    const after = kind.after(list[at]!, item);
    return after && list.with(at, after);
  }
  const begun = kind.begun(item, story);
  if (begun) return [begun, ...list].slice(0, kind.most);
  if (begun === null) return list;
  // One that is not among the newest does not show on the board; while there are fewer than that, it should be here.
  return list.length < kind.most ? null : list;
}
