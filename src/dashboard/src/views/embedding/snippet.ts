export const shows = ['stream', 'matrix', 'meeting'] as const;
export type Show = (typeof shows)[number];

/** What an article takes in. `title` is shown to nobody who sees the frame; it names it to whoever does not. */
export function frameOf(origin: string, story: string, show: Show, title: string): string {
  const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${origin}/embed/stories/${encodeURIComponent(story)}?show=${show}" title="${attribute(title)}" width="100%" height="480" loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups"></iframe>`;
}

/** Gives each frame of this server the height that it says it needs. Nothing but a number is taken from it. */
export function resizerOf(origin: string): string {
  return `addEventListener('message', (event) => {
  if (event.origin !== ${JSON.stringify(origin)}) return;
  const height = event.data?.trackerHeight;
  if (!Number.isFinite(height) || height < 0 || height > 20000) return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow === event.source) frame.height = Math.ceil(height);
  }
});`;
}
