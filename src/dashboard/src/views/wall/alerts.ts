// What of the live feed somebody at a wall wants to be told aloud, by rules of their own. Pure but for the keeping.
import type { ChangeItem, MeetingStatus, Stance } from '../../contracts';
import { type EventData, idOf, sameHeld } from '../../events';

export type Alert =
  | { readonly kind: 'position'; readonly position: number; readonly at: string; readonly story: string; readonly actor: string; readonly topic: string; readonly from?: Stance | undefined; readonly to?: Stance | undefined; readonly turned: boolean }
  | { readonly kind: 'meeting'; readonly position: number; readonly at: string; readonly story: string; readonly meeting: string; readonly from: MeetingStatus; readonly to: MeetingStatus };

export interface Rule {
  /** Ids; absent: any. A rule about an actor or a topic says nothing of meetings. */
  readonly story?: string;
  readonly actor?: string;
  readonly topic?: string;
  readonly kinds: readonly Alert['kind'][];
  /** Of positions: only those that went from one side to the other, or every move. */
  readonly moves: 'turned' | 'any';
}

/** What a wall tells until somebody has other rules: every move and every meeting. */
export const firstRules: readonly Rule[] = [{ kinds: ['position', 'meeting'], moves: 'any' }];

export function alertOf(item: ChangeItem, story: string): Alert | undefined {
  const { position, at } = item;
  if (item.kind === 'position.changed') {
    const { actor, topic, from, to } = item.data as EventData['position.changed'];
    if (sameHeld(from, to)) return undefined;
    return { kind: 'position', position, at, story, actor, topic, from: from?.stance, to: to?.stance, turned: turned(from?.stance, to?.stance) };
  }
  if (item.kind === 'meeting.status_changed') {
    const { from, to } = item.data as EventData['meeting.status_changed'];
    return to ? { kind: 'meeting', position, at, story, meeting: idOf(item.entity), from: from as MeetingStatus, to: to.status } : undefined;
  }
  return undefined;
}

const side: Record<Stance, number> = { demands: 1, proposes: 1, supports: 1, conditional: 0, neutral: 0, unclear: 0, opposes: -1, rejects: -1 };

export function turned(from: Stance | undefined, to: Stance | undefined): boolean {
  return from !== undefined && to !== undefined && side[from] * side[to] < 0;
}

/** Where it went: to the side for, to the side against, or neither. */
export function leaning(alert: Alert): 'for' | 'against' | 'neither' {
  if (alert.kind === 'meeting' || alert.to === undefined) return 'neither';
  return side[alert.to] > 0 ? 'for' : side[alert.to] < 0 ? 'against' : 'neither';
}

export function told(alert: Alert, rules: readonly Rule[]): boolean {
  return rules.some((rule) => {
    if (!rule.kinds.includes(alert.kind) || (rule.story !== undefined && rule.story !== alert.story)) return false;
    if (alert.kind === 'meeting') return rule.actor === undefined && rule.topic === undefined;
    return (rule.actor === undefined || rule.actor === alert.actor) && (rule.topic === undefined || rule.topic === alert.topic) && (rule.moves === 'any' || alert.turned);
  });
}

const key = 'tracker-wall-rules';

export function keptRules(): readonly Rule[] {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? 'null') as readonly Rule[] | null;
    return Array.isArray(found) ? found.filter((rule) => Array.isArray(rule?.kinds) && (rule.moves === 'any' || rule.moves === 'turned')) : firstRules;
  } catch {
    return firstRules;
  }
}

export function keepRules(rules: readonly Rule[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(rules));
  } catch {
    // Storage is off: they hold until the page is closed.
  }
}
