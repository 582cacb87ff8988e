import { language } from '../messages/language';
import { loadMessages } from '../messages';

// A piece of a board in somebody else's page. What the server rendered is read already; the script only keeps it as it is now.
async function start(): Promise<void> {
  document.documentElement.lang = language;
  // Dates read their language while they are loaded, so the words come first.
  await loadMessages();
  (await import('./live')).live();
}

tellHeight();
void start();

/** The page around it is told how high it is, and nothing else. */
function tellHeight(): void {
  if (parent === window) return;
  const tell = (): void => {
    const height = document.getElementById('app')?.getBoundingClientRect().height ?? 0;
    parent.postMessage({ trackerHeight: Math.ceil(height) }, '*');
  };
  new ResizeObserver(tell).observe(document.getElementById('app')!);
  tell();
}
