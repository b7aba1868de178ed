/** What is drawn, worked out from the state. Pure. */
import type { RelayEvent, WireMood } from '../chat/types';
import type { MoveKind, Reply, State } from './model';
import type { Summary } from './protocol';

export type GroupName = 'waiting' | 'mine' | 'others' | 'closed';
export const GROUPS: readonly GroupName[] = ['waiting', 'mine', 'others', 'closed'];

export function myId(state: State): number | null {
  return state.session.kind === 'signed_in' ? state.session.agent.id : (state.keeper?.agent ?? null);
}

export function holderIsMe(state: State, one: Summary): boolean {
  return one.agent !== null && one.agent.id === myId(state);
}

function groupOf(state: State, one: Summary): GroupName {
  if (one.owner === 'queue') return 'waiting';
  if (one.owner === 'closed') return 'closed';
  return one.owner === 'agent' && holderIsMe(state, one) ? 'mine' : 'others';
}

export function waitingSince(one: Summary): number {
  return one.waiting_since ?? one.updated_at;
}

/** Waiting: the longest first. The others: the latest first. */
export function groups(state: State): Record<GroupName, Summary[]> {
  const result: Record<GroupName, Summary[]> = { waiting: [], mine: [], others: [], closed: [] };
  for (const one of Object.values(state.conversations)) result[groupOf(state, one)].push(one);
  const latest = (a: Summary, b: Summary): number => b.updated_at - a.updated_at || a.id.localeCompare(b.id);
  result.waiting.sort((a, b) => waitingSince(a) - waitingSince(b) || a.id.localeCompare(b.id));
  result.mine.sort(latest);
  result.others.sort(latest);
  result.closed.sort(latest);
  return result;
}

/** Ids in the order in which the list shows them. */
export function listOrder(state: State): string[] {
  const grouped = groups(state);
  return GROUPS.flatMap((name) => grouped[name].map((one) => one.id));
}

export function waitingCount(state: State): number {
  return Object.values(state.conversations).filter((one) => one.owner === 'queue').length;
}

/** Someone waits, or the visitor spoke last, and this agent has not looked since. */
export function isUnread(state: State, one: Summary): boolean {
  const calls = one.owner === 'queue' || (one.owner === 'agent' && one.last?.from === 'visitor');
  return calls && one.head > (state.seen[one.id] ?? 0);
}

export function canMove(state: State, conversation: string, move: MoveKind): boolean {
  const one = state.conversations[conversation];
  if (one === undefined || state.link.kind !== 'online' || state.moves[conversation] !== undefined) return false;
  const mine = one.owner === 'agent' && holderIsMe(state, one);
  if (move === 'take') return one.owner === 'queue';
  if (move === 'release') return mine;
  return mine || one.owner === 'queue';
}

/** Offline too: a reply then waits in the outbox. */
export function canReply(state: State, conversation: string): boolean {
  const one = state.conversations[conversation];
  if (one === undefined) return false;
  return one.owner === 'queue' || (one.owner === 'agent' && holderIsMe(state, one));
}

/** Without a connection nobody here knows who is online: null. */
export function visitorOnline(state: State, one: Summary): boolean | null {
  return state.link.kind === 'online' ? one.visitor_online : null;
}

export function repliesOf(state: State, conversation: string): Reply[] {
  return state.outbox.filter((reply) => reply.conversation === conversation);
}

export type Part = 'assistant' | 'person';

export type Row =
  | { kind: 'part'; key: string; part: Part }
  | { kind: 'event'; key: string; part: Part; event: RelayEvent }
  | { kind: 'reply'; key: string; part: 'person'; reply: Reply };

/** A message belongs to the part of whoever owned the conversation when it was stored. */
export function rows(events: readonly RelayEvent[], replies: readonly Reply[]): Row[] {
  const result: Row[] = [];
  let owner: string = 'bot';
  let shown: Part | null = null;
  const open = (part: Part, key: string): void => {
    if (shown !== part) result.push({ kind: 'part', key: `part-${key}`, part });
    shown = part;
  };
  for (const event of events) {
    const part: Part = event.kind === 'owner' ? partOfChange(event.to, shown) : partUnder(owner);
    open(part, String(event.seq));
    // A reply keeps its row, and so its place on the screen, when its event arrives.
    const key = event.kind === 'message' && event.from === 'agent' ? `reply-${event.id}` : `event-${event.seq}`;
    result.push({ kind: 'event', key, part, event });
    if (event.kind === 'owner') owner = event.to;
  }
  for (const reply of replies) result.push({ kind: 'reply', key: `reply-${reply.id}`, part: 'person', reply });
  return result;
}

function partUnder(owner: string): Part {
  return owner === 'bot' || owner === 'closed' ? 'assistant' : 'person';
}

/** A hand-off opens the person's part; giving it back or closing it is that part's last line. */
function partOfChange(to: string, shown: Part | null): Part {
  return partUnder(to) === 'person' ? 'person' : (shown ?? 'assistant');
}

/** When it was said: the transcript's own times where the relay got them all at once at the hand-off. */
export function saidAt(event: RelayEvent, part: Part): number {
  return event.kind === 'message' && part === 'assistant' ? event.client_at : event.at;
}

export interface MoodPoint {
  seq: number;
  at: number;
  mood: WireMood;
  /** upset + distressed, 0..1 */
  strain: number;
}

export function strainOf(mood: WireMood): number {
  return Math.min(1, mood.upset + mood.distressed);
}

/** The visitor's messages that came with a mood, in order. */
export function moodPoints(events: readonly RelayEvent[]): MoodPoint[] {
  return rows(events, []).flatMap((row) => {
    if (row.kind !== 'event' || row.event.kind !== 'message') return [];
    const { event, part } = row;
    if (event.from !== 'visitor' || event.mood === null) return [];
    return [{ seq: event.seq, at: saidAt(event, part), mood: event.mood, strain: strainOf(event.mood) }];
  });
}

/** The first of the highest. */
export function peakOf(points: readonly MoodPoint[]): MoodPoint | null {
  return points.reduce<MoodPoint | null>((best, one) => (best === null || one.strain > best.strain ? one : best), null);
}

/** The latest hand-off to the queue, with its reason and confidence. */
export function handOffOf(events: readonly RelayEvent[]): Extract<RelayEvent, { kind: 'owner' }> | null {
  let found: Extract<RelayEvent, { kind: 'owner' }> | null = null;
  // A release by an agent goes to the queue too, and is no hand-off.
  for (const event of events) {
    if (event.kind === 'owner' && event.to === 'queue' && event.from !== 'agent') found = event;
  }
  return found;
}

/** Those left, where the thread is not loaded, are told apart by the first letters of the id. */
export function nameOf(one: Summary): { email: string } | { short: string } {
  return one.email !== null && one.email !== '' ? { email: one.email } : { short: one.id.slice(0, 4) };
}
