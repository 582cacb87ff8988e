/** The address when it is an absolute http or https one, else null: then it is shown as text and leads nowhere. */
export function safeHref(url: string | undefined): string | null {
  if (!url || !/^https?:\/\//i.test(url)) return null;
  try {
    const parsed = new URL(url);
    return (parsed.protocol === 'http:' || parsed.protocol === 'https:') && parsed.hostname !== '' ? parsed.href : null;
  } catch {
    return null;
  }
}

export function storyPath(story: string): string {
  return `/stories/${encodeURIComponent(story)}`;
}

export function statementAnchor(id: string): string {
  return `statement-${id}`;
}

export function statementPath(story: string, id: string): string {
  return `${storyPath(story)}#${statementAnchor(id)}`;
}

export function actAnchor(id: string): string {
  return `act-${id}`;
}

export function meetingAnchor(id: string): string {
  return `meeting-${id}`;
}

/** The page of a statement, for ever. */
export function statementPage(id: string): string {
  return `/statements/${encodeURIComponent(id)}`;
}

/** The page of an actor, for ever. */
export function actorPage(id: string): string {
  return `/actors/${encodeURIComponent(id)}`;
}
