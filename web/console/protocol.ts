/** The agent socket's frames (docs/protocol.md): their shapes, and the check that a frame has one of them. No DOM, no I/O. */
import type { RelayEvent, RelayOwner, WireMood } from '../chat/types';
import { Bad, array, at, bool, nullable, num, oneOf, record, str, whole, type Json } from './check';

export interface AgentRef {
  id: number;
  name: string;
}

export interface AgentSelf extends AgentRef {
  email: string;
  role: string;
}

export interface ShopRef {
  id: string;
  name: string;
}

export type Speaker = 'visitor' | 'bot' | 'agent';

/** One row of the agents' list. Times are the relay's clock, ms since 1970. */
export interface Summary {
  id: string;
  epoch: string;
  head: number;
  owner: RelayOwner;
  agent: AgentRef | null;
  created_at: number;
  updated_at: number;
  waiting_since: number | null;
  last: { from: Speaker; text: string } | null;
  mood: WireMood | null;
  email: string | null;
  visitor_online: boolean;
}

export interface ErrorFrame {
  type: 'error';
  id: string | null;
  conversation: string | null;
  code: string;
  temporary: boolean;
  message: string;
  retryAfterMs: number | null;
  /** Who has it, with `already_taken`. */
  agent: AgentRef | null;
}

export type AgentFrame =
  | { type: 'welcome'; agent: AgentSelf; shop: ShopRef; heartbeatS: number }
  | { type: 'list'; conversations: Summary[] }
  | { type: 'summary'; conversation: Summary }
  | { type: 'opened'; conversation: string; epoch: string | null; head: number; reset: boolean }
  | { type: 'event'; conversation: string; event: RelayEvent }
  | { type: 'ack'; id: string; conversation: string | null; seq: number }
  | ErrorFrame
  /** Of an open conversation, or of the link alone. */
  | { type: 'heartbeat'; of: { conversation: string; head: number; epoch: string | null } | null }
  | { type: 'ping' }
  | { type: 'pong' };

export type AgentCommand =
  | { type: 'open'; conversation: string; cursor: number; epoch: string | null }
  | { type: 'leave'; conversation: string }
  | { type: 'take' | 'release'; id: string; conversation: string }
  | { type: 'reply'; id: string; conversation: string; at: number; text: string }
  | { type: 'close'; id: string; conversation: string; to: 'closed' | 'bot' }
  | { type: 'typing'; conversation: string }
  | { type: 'ping' | 'pong' };

/** `unknown` is a type that a newer relay may send: ignored. `invalid` names the field and what was expected. */
export type Parsed =
  { kind: 'frame'; frame: AgentFrame } | { kind: 'unknown'; type: string } | { kind: 'invalid'; problem: string };

const OWNERS = ['bot', 'queue', 'agent', 'closed'] as const;
const SPEAKERS = ['visitor', 'bot', 'agent'] as const;
const MOODS = ['upset', 'distressed', 'confused', 'neutral', 'happy', 'grateful'] as const;

function agentRef(value: Json, path: string): AgentRef {
  const from = record(value, path);
  return { id: num(from['id'], `${path}.id`), name: str(from['name'], `${path}.name`) };
}

/** A mood is a claim by the visitor's device: one that is malformed counts as none, and never costs the message. */
function claimedMood(value: Json): WireMood | null {
  try {
    const from = record(value, 'mood');
    const chance = (key: string): number => Math.min(1, Math.max(0, num(from[key], `mood.${key}`)));
    const moods = Object.fromEntries(MOODS.map((mood) => [mood, chance(mood)])) as Record<
      (typeof MOODS)[number],
      number
    >;
    return { ...moods, label: str(from['label'], 'mood.label'), intensity: chance('intensity') };
  } catch (error) {
    if (error instanceof Bad) return null;
    throw error;
  }
}

function summary(value: Json, path: string): Summary {
  const from = record(value, path);
  return {
    id: str(from['id'], `${path}.id`),
    epoch: str(from['epoch'], `${path}.epoch`),
    head: whole(from['head'], `${path}.head`),
    owner: oneOf(OWNERS, from['owner'], `${path}.owner`),
    agent: nullable(agentRef, from['agent'], `${path}.agent`),
    created_at: num(from['created_at'], `${path}.created_at`),
    updated_at: num(from['updated_at'], `${path}.updated_at`),
    waiting_since: nullable(num, from['waiting_since'], `${path}.waiting_since`),
    last: nullable(lastLine, from['last'], `${path}.last`),
    mood: claimedMood(from['mood']),
    email: nullable(str, from['email'], `${path}.email`),
    visitor_online: bool(from['visitor_online'], `${path}.visitor_online`),
  };
}

function lastLine(value: Json, path: string): { from: Speaker; text: string } {
  const from = record(value, path);
  return { from: oneOf(SPEAKERS, from['from'], `${path}.from`), text: str(from['text'], `${path}.text`) };
}

function messageEvent(from: Record<string, Json>, seq: number, sentAt: number): RelayEvent {
  const agent = nullable(agentRef, from['agent'], 'agent');
  return {
    kind: 'message',
    seq,
    at: sentAt,
    id: str(from['id'], 'id'),
    from: oneOf(SPEAKERS, from['from'], 'from'),
    text: str(from['text'], 'text'),
    entry: nullable(str, from['entry'], 'entry'),
    mood: claimedMood(from['mood']),
    client_at: nullable(num, from['client_at'], 'client_at') ?? sentAt,
    ...(agent === null ? {} : { agent }),
  };
}

function ownerEvent(from: Record<string, Json>, seq: number, changedAt: number): RelayEvent {
  const agent = nullable(agentRef, from['agent'], 'agent');
  return {
    kind: 'owner',
    seq,
    at: changedAt,
    from: oneOf(OWNERS, from['from'], 'from'),
    to: oneOf(OWNERS, from['to'], 'to'),
    reason: nullable(str, from['reason'], 'reason') ?? '',
    confidence: nullable(num, from['confidence'], 'confidence'),
    mood: claimedMood(from['mood']),
    ...(agent === null ? {} : { agent }),
  };
}

function relayEvent(from: Record<string, Json>): RelayEvent {
  const kind = oneOf(['message', 'owner', 'contact'] as const, from['kind'], 'kind');
  const seq = whole(from['seq'], 'seq');
  const eventAt = num(from['at'], 'at');
  if (kind === 'message') return messageEvent(from, seq, eventAt);
  if (kind === 'owner') return ownerEvent(from, seq, eventAt);
  return { kind, seq, at: eventAt, email: str(from['email'], 'email') };
}

function errorFrame(from: Record<string, Json>): ErrorFrame {
  return {
    type: 'error',
    id: nullable(str, from['id'], 'id'),
    conversation: nullable(str, from['conversation'], 'conversation'),
    code: str(from['code'], 'code'),
    temporary: bool(from['temporary'], 'temporary'),
    message: nullable(str, from['message'], 'message') ?? '',
    retryAfterMs: nullable(num, from['retry_after_ms'], 'retry_after_ms'),
    agent: nullable(agentRef, from['agent'], 'agent'),
  };
}

/** @throws Bad naming the field and what was expected */
export function agentSelf(value: Json, path: string): AgentSelf {
  const from = record(value, path);
  return {
    ...agentRef(value, path),
    email: str(from['email'], `${path}.email`),
    role: str(from['role'], `${path}.role`),
  };
}

/** @throws Bad naming the field and what was expected */
export function shopRef(value: Json, path: string): ShopRef {
  const from = record(value, path);
  return { id: str(from['id'], `${path}.id`), name: str(from['name'], `${path}.name`) };
}

const readers: Record<AgentFrame['type'], (from: Record<string, Json>) => AgentFrame> = {
  welcome: (from) => ({
    type: 'welcome',
    agent: agentSelf(from['agent'], 'agent'),
    shop: shopRef(from['shop'], 'shop'),
    heartbeatS: num(from['heartbeat_s'], 'heartbeat_s'),
  }),
  list: (from) => ({ type: 'list', conversations: array(summary, from['conversations'], 'conversations') }),
  summary: (from) => ({ type: 'summary', conversation: summary(from['conversation'], 'conversation') }),
  opened: (from) => ({
    type: 'opened',
    conversation: str(from['conversation'], 'conversation'),
    epoch: nullable(str, from['epoch'], 'epoch'),
    head: whole(from['head'], 'head'),
    reset: bool(from['reset'], 'reset'),
  }),
  event: (from) => ({
    type: 'event',
    conversation: str(from['conversation'], 'conversation'),
    event: relayEvent(from),
  }),
  ack: (from) => ({
    type: 'ack',
    id: str(from['id'], 'id'),
    conversation: nullable(str, from['conversation'], 'conversation'),
    seq: whole(from['seq'], 'seq'),
  }),
  error: errorFrame,
  heartbeat: (from) => {
    const conversation = nullable(str, from['conversation'], 'conversation');
    if (conversation === null) return { type: 'heartbeat', of: null };
    const epoch = nullable(str, from['epoch'], 'epoch');
    return { type: 'heartbeat', of: { conversation, head: whole(from['head'], 'head'), epoch } };
  },
  ping: () => ({ type: 'ping' }),
  pong: () => ({ type: 'pong' }),
};

/** Total: any text gives a frame, `unknown` or `invalid`; extra fields are ignored. */
export function parseFrame(text: string): Parsed {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return { kind: 'invalid', problem: 'the frame is not JSON' };
  }
  try {
    const from = record(value, 'frame');
    const type = str(from['type'], 'type');
    if (!Object.hasOwn(readers, type)) return { kind: 'unknown', type };
    return at(type, () => ({ kind: 'frame', frame: readers[type as AgentFrame['type']](from) }));
  } catch (error) {
    if (error instanceof Bad) return { kind: 'invalid', problem: error.message };
    throw error;
  }
}
