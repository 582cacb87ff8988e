// The same piece of the board that the server rendered, drawn anew from the fold. The classes are those of the board.
import type { MeetingDocument, Participation, Stance, StatementDocument } from '../contracts';
import { showEdtf } from '../edtf';
import { m } from '../messages';
import { type AnyStatement, isRedacted } from '../statements';
import type { BoardState } from '../state';
import { entityPath } from '../urls';
import { el, svg } from './elements';

export type Show = 'stream' | 'matrix' | 'meeting';

const shown = 10;

export function draw(board: BoardState, show: Show): void {
  const name = (id: string): string => board.actors.find((actor) => actor.id === id)?.name ?? id;
  const piece = show === 'matrix' ? matrix(board, name) : show === 'meeting' ? meeting(board, name) : stream(board, name);
  const head = document.querySelector('.embed-head');
  const title = head?.querySelector('a');
  if (title && title.textContent !== board.story.title) title.textContent = board.story.title;
  const before = document.querySelector('.statements, .matrix-scroll, .embed > .meeting, .embed > .notice');
  if (before) before.replaceWith(piece);
  else document.querySelector('.embed-foot')?.before(piece);
}

function link(href: string, ...children: (Node | string)[]): HTMLElement {
  return el('a', { href, target: '_blank', rel: 'noopener' }, ...children);
}

function stream(board: BoardState, name: (id: string) => string): HTMLElement {
  if (board.statements.length === 0) return el('p', { class: 'notice' }, m.stream.empty);
  // What was there stays as it is: only what is new or has changed is made.
  const have = new Map([...document.querySelectorAll<HTMLElement>('.statements > article')].map((article) => [article.dataset['stamp'] ?? '', article]));
  return el('div', { class: 'statements' }, ...board.statements.slice(0, shown).map((one) => have.get(stampOf(one)) ?? statement(one, name)));
}

function stampOf(one: AnyStatement): string {
  return `${one.id} ${one.version}`;
}

function statement(one: AnyStatement, name: (id: string) => string): HTMLElement {
  const article = (more: string, ...children: (Node | string | false | undefined)[]): HTMLElement => el('article', { id: `statement-${one.id}`, class: `statement ${more}`, 'data-stamp': stampOf(one) }, ...children);
  if (isRedacted(one)) return article('statement-redacted', el('p', { class: 'statement-top' }, el('span', { class: 'kind' }, m.statement.redacted)), el('p', { class: 'quiet' }, m.statement.redactedNote));
  const principal = one.onBehalfOf?.at(-1);
  return article(
    `statement-${one.quoteForm ?? 'unknown'}${one.status === 'retracted' ? ' statement-retracted' : ''}`,
    el('p', { class: 'statement-top' },
      el('span', { class: 'kind' }, m.kind[one.kind]),
      one.quoteForm && el('span', { class: `form form-${one.quoteForm}` }, m.statement.form[one.quoteForm]),
      one.status === 'corrected' && el('span', { class: 'flag flag-corrected' }, m.statement.corrected(one.version)),
      one.status === 'retracted' && el('span', { class: 'flag flag-retracted' }, m.statement.retracted),
      el('a', { class: 'permalink', href: entityPath('statement', one.id), target: '_blank', rel: 'noopener' }, one.saidAt ? showEdtf(one.saidAt) : m.statement.undated)),
    el('h2', { class: 'who' }, ...one.speakers.flatMap((id, at) => [at > 0 ? ', ' : '', link(entityPath('actor', id), el('bdi', {}, name(id)))]), principal !== undefined && el('span', { class: 'for' }, ` ${m.statement.forWhom(name(principal))}`)),
    words(one),
  );
}

function words(one: StatementDocument): HTMLElement {
  const direct = one.quoteForm === 'direct';
  return el(direct ? 'blockquote' : 'p', { class: `words words-${one.quoteForm ?? 'unknown'}`, dir: 'auto', lang: one.lang }, one.text.length > 1200 ? `${one.text.slice(0, 1200).replace(/[\uD800-\uDBFF]$/, '')} …` : one.text);
}

function matrix(board: BoardState, name: (id: string) => string): HTMLElement {
  if (board.matrix.length === 0) return el('p', { class: 'notice' }, m.matrix.empty);
  const listed = [...board.story.parties ?? [], ...board.story.thirdParties ?? []];
  const place = (id: string): number => (listed.includes(id) ? listed.indexOf(id) : listed.length);
  const actors = [...new Set(board.matrix.map((cell) => cell.actor))].toSorted((a, b) => place(a) - place(b) || name(a).localeCompare(name(b), m.locale));
  const topics = board.topics.filter((topic) => board.matrix.some((cell) => cell.topic === topic.id));
  const cells = new Map(board.matrix.map((cell) => [`${cell.actor} ${cell.topic}`, cell]));
  const head = el('tr', {}, el('th', { scope: 'col', class: 'corner' }, m.matrix.topic), ...actors.map((id) => el('th', { scope: 'col', class: 'column-head', dir: 'auto' }, link(entityPath('actor', id), el('bdi', {}, name(id))))));
  const rows = topics.map((topic) => el('tr', {},
    el('th', { scope: 'row', class: 'row-head', dir: 'auto' }, link(entityPath('topic', topic.id), el('bdi', {}, topic.title))),
    ...actors.map((id) => {
      const cell = cells.get(`${id} ${topic.id}`);
      if (!cell) return el('td', { class: 'cell cell-none' }, el('span', { class: 'unseen' }, m.stanceNone), el('span', { class: 'none-known', 'aria-hidden': 'true' }));
      const label = [m.stance[cell.stance], ...(cell.conditions ?? []).map((condition) => m.matrix.condition(condition.text))].join(', ');
      return el('td', { class: 'cell', title: label }, el('span', { class: 'unseen' }, label), el('span', { class: 'cell-in' }, glyph(cell.stance)));
    })));
  return el('div', { class: 'matrix-scroll', tabindex: '0', role: 'group', 'aria-label': m.matrix.gridLabel }, el('table', { class: 'matrix matrix-by-topics' }, el('thead', {}, head), el('tbody', {}, ...rows)));
}

const shapes: Readonly<Record<Stance, string>> = {
  demands: 'm7 12 5-5 5 5M7 17.5l5-5 5 5', proposes: 'm7 14.5 5-5 5 5', supports: 'm7 12.5 3.5 3.5L17 9', conditional: 'M12 6.2 17.8 12 12 17.8 6.2 12ZM12 6.2V17.8',
  neutral: 'M7.5 10h9M7.5 14.5h9', unclear: 'M9.2 9.6a2.8 2.8 0 1 1 4.3 2.5c-1 .6-1.5 1-1.5 2M12 17v.1', opposes: 'M7 12h10', rejects: 'm8 8 8 8M16 8l-8 8',
};

function glyph(stance: Stance): SVGElement {
  return svg('svg', { class: `stance stance-${stance}`, viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    svg('rect', { class: 'stance-ground', x: '1', y: '1', width: '22', height: '22', rx: '6' }), svg('path', { class: 'stance-line', d: shapes[stance] }));
}

function meeting(board: BoardState, name: (id: string) => string): HTMLElement {
  const next = nextOf(board.meetings);
  if (!next) return el('p', { class: 'notice' }, m.meetings.empty);
  return el('article', { class: 'meeting', id: `meeting-${next.id}` },
    el('h2', { class: 'meeting-name', dir: 'auto' }, link(entityPath('meeting', next.id), el('bdi', {}, next.name))),
    el('p', { class: 'meeting-status' }, el('span', { class: 'status' }, m.meetingStatus[next.status]), next.outcome && el('span', { class: 'outcome' }, m.outcome[next.outcome])),
    el('p', { class: 'meeting-when' }, next.start ? showEdtf(next.start) : m.meetings.noDate),
    el('ul', { class: 'people' }, ...(next.participants ?? []).slice(0, 6).map((person) => one(person, name))));
}

function one(person: Participation, name: (id: string) => string): HTMLElement {
  const attendance = person.attendance ?? 'unknown';
  return el('li', { class: `person person-${attendance}` }, el('span', { class: 'person-mark', 'aria-hidden': 'true' }, '·'),
    el('span', { class: 'person-name' }, link(entityPath('actor', person.actor), el('bdi', {}, name(person.actor)))), el('span', { class: 'person-attendance' }, m.attendance[attendance]));
}

/** One that is on, else the first that is to come, else the newest that was proposed, else the last that was: as the server chooses. */
export function nextOf(meetings: readonly MeetingDocument[]): MeetingDocument | undefined {
  const pick = (statuses: readonly string[], first: boolean): MeetingDocument | undefined => meetings.filter((one) => statuses.includes(one.status))
    .toSorted((a, b) => (first ? 1 : -1) * ((a.start ?? (first ? '9' : '')) < (b.start ?? (first ? '9' : '')) ? -1 : 1))[0];
  return pick(['under_way', 'suspended'], true) ?? pick(['scheduled', 'rescheduled'], true) ?? pick(['proposed', 'invited'], false) ?? pick(['concluded', 'broken_off'], false);
}
