import { serverNow } from '../../clock';
import type { EntityPage } from '../../contracts';
import { parseCursor } from '../../cursor';
import { asOfQuery } from '../../moment';
import { goTo } from '../../router';
import { entityPath } from '../../urls';
import { Lookup } from '../board/lookup';
import { BoardUi, type CellAt } from '../board/ui';
import type { At, EntitySession } from './session';

/** What a board's views want of the board that they stand on, where they stand on a page of their own: a cell leads to its topic. */
class PageUi extends BoardUi {
  override openCell(at: CellAt): void {
    goTo(entityPath('topic', at.topic));
  }
}

/** Names, by story: links within a statement lead to its own story's board. */
export class PageContext {
  readonly ui: BoardUi;
  readonly #looks = new Map<string, Lookup>();

  constructor(readonly page: EntityPage, readonly session: EntitySession) {
    const { at } = session;
    this.ui = new PageUi(
      () => at ? asOfQuery({ asOf: at.asOf, clock: at.clock === 'said' ? 'said' : 'known' }) : `atLeast=${encodeURIComponent(this.page.cursor)}`,
      parseCursor(page.cursor).position, serverNow,
    );
    this.ui.takedown.value = session.takedown.peek();
  }

  look(story = ''): Lookup {
    let look = this.#looks.get(story);
    if (!look) {
      const { actors = [], topics = [], meetings = [], acts = [] } = this.page;
      look = new Lookup(story, { actors, topics, meetings, acts });
      this.#looks.set(story, look);
    }
    return look;
  }

  storyTitle(id: string): string {
    return this.page.stories?.find((story) => story.id === id)?.title ?? id;
  }

  placeName(id: string): string {
    return this.page.places?.find((place) => place.id === id)?.name ?? id;
  }

  /** What links to other pages carry on: the moment that this one is of. */
  get suffix(): string {
    return suffixOf(this.session.at);
  }
}

export function suffixOf(at: At | undefined): string {
  return at ? `?asOf=${encodeURIComponent(at.asOf)}${at.clock && `&clock=${encodeURIComponent(at.clock)}`}` : '';
}
