import type { ComponentChildren } from 'preact';
import { m } from '../messages';
import { LanguageMenu } from './language';

/** The bar on top of every page: where one is, and what the page's state is. */
export function Header({ trail, children }: { trail?: string; children?: ComponentChildren }) {
  return (
    <header class="bar">
      <a class="skip" href="#content">{m.skipToContent}</a>
      <nav class="bar-nav" aria-label={m.appName}>
        <a class="brand" href="/"><Mark />{m.appName}</a>
        {trail && <a class="crumb" href="/">{m.stories}</a>}
      </nav>
      <div class="bar-end">{children}<LanguageMenu /></div>
    </header>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M2 15h5l3-9 4 12 3-7h5" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
