import { language } from './messages/language';
import { loadMessages } from './messages';
import { startRouter } from './router';

// The views read their strings while they are loaded, so those come first.
async function start(): Promise<void> {
  document.documentElement.lang = language;
  const words = loadMessages();
  startRouter();
  await words;
  const [{ render, h }, { App, ready }] = await Promise.all([import('preact'), import('./views/app')]);
  await ready();
  render(h(App, null), document.getElementById('app')!);
}

void start();
