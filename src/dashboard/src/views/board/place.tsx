import { type Signal, signal } from '@preact/signals';
import { readPlace, ReadFailed } from '../../api';

// Boards carry no places: a name is asked for when it is first shown, once for the page.
const names = new Map<string, Signal<string>>();

export function PlaceName({ id }: { id: string }) {
  return <bdi>{nameOf(id).value}</bdi>;
}

function nameOf(id: string): Signal<string> {
  let name = names.get(id);
  if (!name) {
    const made = signal(id);
    names.set(id, made);
    readPlace(id).then((place) => { made.value = place.name; }, (error: unknown) => {
      // One that is not there keeps its id; one that could not be asked for is asked for again.
      if (!(error instanceof ReadFailed) || error.status !== 404) names.delete(id);
    });
    name = made;
  }
  return name;
}
