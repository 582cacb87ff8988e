import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { m } from '../messages';
import { goTo, route } from '../router';
import { EmbedButton } from './embedding/button';
import { nav } from './header-words';
import { LanguageMenu } from './language';

/** The bar on top of every page: where one is and where one can go, and what the page's state is. */
export function Header({ trail, children }: { /** The story whose board this is. */ trail?: string; children?: ComponentChildren }) {
  const view = route.value.view;
  useSearchKey();
  return (
    <header class="bar">
      <a class="skip" href="#content">{m.skipToContent}</a>
      <nav class="bar-nav" aria-label={m.appName}>
        <a class="brand" href="/" aria-label={m.appName}><Mark /><span class="brand-name">{m.appName}</span></a>
        <ul class="bar-links">
          <li><a class="bar-link" href="/" aria-current={view === 'stories' ? 'page' : undefined}>{nav.stories}</a></li>
          <li><a class="bar-link" href="/search" aria-current={view === 'search' ? 'page' : undefined} aria-keyshortcuts="/" title={nav.searchKey}>{nav.search}</a></li>
          <li><a class="bar-link" href="/wall">{nav.wall}</a></li>
          <li><a class="bar-link" href="/desk">{nav.desk}</a></li>
        </ul>
      </nav>
      <div class="bar-end">
        {trail !== undefined && children && <EmbedButton story={trail} />}
        {children}
        <LanguageMenu />
      </div>
    </header>
  );
}

/** The key `/` goes to the search, except where somebody writes. */
function useSearchKey(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
      event.preventDefault();
      if (route.peek().view !== 'search') goTo('/search');
      requestAnimationFrame(() => document.getElementById('q')?.focus());
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M2 15h5l3-9 4 12 3-7h5" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
