import type { Source } from '../../contracts';
import { m } from '../../messages';
import { safeHref } from '../../urls';

/** Where the words were read; an address that is not http or https leads nowhere. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  return <span class="sources"><span class="quiet">{m.statement.sources}: </span><SourceList sources={sources} /></span>;
}

/** The same without the word before it: name, place in it, part in the chain. */
export function SourceList({ sources }: { sources: readonly Source[] }) {
  return (
    <>
      {sources.map((source, at) => (
        <span key={at}>
          {at > 0 && '; '}
          <SourceName source={source} />
          {source.locator && <span class="quiet">, {source.locator}</span>}
          {source.role && source.role !== 'originator' && <span class="quiet"> ({m.statement.sourceRole[source.role]})</span>}
        </span>
      ))}
    </>
  );
}

function SourceName({ source }: { source: Source }) {
  const href = safeHref(source.url);
  const name = source.name ?? (href ? new URL(href).hostname : m.statement.sourceUnnamed);
  if (!href) return <bdi>{name}</bdi>;
  return <a href={href} rel="noopener noreferrer nofollow" target="_blank"><bdi>{name}</bdi><span aria-hidden="true" class="out">↗</span></a>;
}
