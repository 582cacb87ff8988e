import { m } from '../../messages';
import type { Fold } from '../../store';
import { useFolded } from './folded';
import type { Lookup } from './lookup';

/** What the story is: its title, state, sides and summary. */
export function StoryHead({ fold, look }: { fold: Fold; look: Lookup }) {
  const { story } = fold.board;
  const sides = [[m.parties, story.parties], [m.thirdParties, story.thirdParties]] as const;
  return (
    <div class="story-head">
      <h1 dir="auto">{story.title}</h1>
      <p class="story-line">
        {story.status !== 'active' && <span class={`tag story-status-${story.status}`}><span aria-hidden="true" class="dot" />{m.storyStatus[story.status]}</span>}
        {story.status === 'closed' && <span class="quiet">{m.closedStory}</span>}
        {sides.map(([label, ids]) => ids?.length ? <span key={label} class="story-side"><span class="quiet">{label}: </span><bdi>{ids.map((id) => look.actorName(id)).join(', ')}</bdi></span> : null)}
      </p>
      {story.summary && <Summary text={story.summary} lang={story.lang} />}
    </div>
  );
}

/** A long one must not push the board out of sight. */
function Summary({ text, lang }: { text: string; lang: string | undefined }) {
  const { shown, button } = useFolded(text, { above: 400, to: 280 });
  return (
    <>
      <p class="story-summary" dir="auto" lang={lang}>{shown}</p>
      {button}
    </>
  );
}
