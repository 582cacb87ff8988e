import type { ComponentChildren } from 'preact';

interface NoticeProps {
  title: string;
  text?: string | undefined;
  action?: { label: string; act: () => void };
  link?: { label: string; href: string };
  /** h1 for a whole page, h2 within a section. */
  level?: 1 | 2 | 3;
  children?: ComponentChildren;
}

/** A state that has nothing to show, said in words: empty, missing, refused, no network. */
export function Notice({ title, text, action, link, level = 1, children }: NoticeProps) {
  const Heading = `h${level}` as 'h1';
  return (
    <div class={level === 1 ? 'notice notice-page' : 'notice'}>
      <Heading class="notice-title">{title}</Heading>
      {text && <p class="notice-text">{text}</p>}
      {children}
      {(action ?? link) && (
        <p class="notice-act">
          {action && <button type="button" class="button" onClick={action.act}>{action.label}</button>}
          {link && <a class="button" href={link.href}>{link.label}</a>}
        </p>
      )}
    </div>
  );
}
