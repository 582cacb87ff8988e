/** Brings an element of the page into sight and marks it for a moment. */
export function show(element: string): void {
  const target = document.getElementById(element);
  if (!target) return;
  target.scrollIntoView({ block: 'center', behavior: 'auto' });
  target.classList.remove('pointed');
  requestAnimationFrame(() => target.classList.add('pointed'));
}

/** Whether the reader wants no movement. */
export function calm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
