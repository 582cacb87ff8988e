import { describe, expect, test } from 'vitest';
import { safeHref } from '../src/urls';

describe('an address of a source becomes a link', () => {
  test.each(['https://example.org/a?b=c#d', 'http://example.org/', 'HTTPS://EXAMPLE.ORG/x'])('when it is http or https: %s', (url) => {
    expect(safeHref(url)).toMatch(/^https?:\/\/example\.org\//);
  });

  test.each([
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)', '\u0001javascript:alert(1)', 'data:text/html,<script>1</script>',
    'vbscript:x', 'file:///etc/passwd', 'blob:https://example.org/x', '//example.org/x', '/relative', 'mailto:a@b.c', 'http:', 'https://', 'http:example.org', '', 'not a url',
  ])('and nothing else does: %j', (url) => {
    expect(safeHref(url)).toBeNull();
  });

  test('and none is none', () => expect(safeHref(undefined)).toBeNull());
});
