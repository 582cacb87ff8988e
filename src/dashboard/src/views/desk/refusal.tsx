import type { ProblemDetails } from '../../contracts';
import { m } from './messages';

/** A refusal in words; where it names fields, it stands at those, and here is only what kind it is. */
export function Refusal({ problem }: { problem: ProblemDetails }) {
  const code = problem.type.replace('/problems/', '');
  return (
    <div class="refusal" role="alert">
      <p><strong>{m.problem[code] ?? problem.title}</strong></p>
      {problem.detail && <p lang="en" dir="ltr">{problem.detail}</p>}
      {problem.nearest?.length ? <p>{m.form.nearest} <bdi>{problem.nearest.map(({ name }) => name).join(', ')}</bdi></p> : null}
    </div>
  );
}

/** What a refusal says of a field: of the field itself, of one of its items, or of what a correction would make of it. */
export function errorsAt(problem: ProblemDetails | undefined, field: string): readonly string[] | undefined {
  const found = Object.entries(problem?.errors ?? {}).filter(([name]) => {
    const own = name.replace(/^changes\./, '');
    return own === field || own.startsWith(`${field}[`) || own.startsWith(`${field}.`);
  });
  return found.length > 0 ? found.flatMap(([, words]) => words) : undefined;
}

/** The first field that a refusal stands at has the focus. */
export function focusWrong(form: HTMLElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
