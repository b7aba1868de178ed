import type { RelayEvent, RelayOwner, WireMood } from '../chat/types';

/** A frame that a visitor's client may get, checked. */
export type VisitorFrame =
  | { type: 'welcome'; epoch: string | null; head: number; owner: RelayOwner; reset: boolean; heartbeatSeconds: number }
  | { type: 'ack'; id: string; seq: number; epoch: string }
  /** `event` is null for a kind that this version does not know: it has its place, and nothing to show. */
  | { type: 'event'; seq: number; event: RelayEvent | null }
  | { type: 'heartbeat'; head: number; epoch: string | null }
  | { type: 'typing' }
  | { type: 'ping' | 'pong' }
  | { type: 'error'; id: string | null; code: string; temporary: boolean };

type Fields = Record<string, unknown>;

const kLongestFrame = 4 << 20;
const kOwners: readonly string[] = ['bot', 'queue', 'agent', 'closed'];
const kSenders: readonly string[] = ['visitor', 'bot', 'agent'];
const kMoods = ['upset', 'distressed', 'confused', 'neutral', 'happy', 'grateful'] as const;

/**
 * Reads one frame of the relay.
 *
 * @param data - Whatever the socket gave.
 * @returns null for everything that is not a frame of docs/protocol.md. Total: never throws.
 */
export function parseVisitorFrame(data: unknown): VisitorFrame | null {
  const fields = parseObject(data);
  if (fields === null) return null;
  switch (fields['type']) {
    case 'welcome':
      return parseWelcome(fields);
    case 'ack':
      return parseAck(fields);
    case 'event':
      return parseEventFrame(fields);
    case 'heartbeat':
      return parseHeartbeat(fields);
    case 'typing':
    case 'ping':
    case 'pong':
      return { type: fields['type'] };
    case 'error':
      return parseError(fields);
    default:
      return null;
  }
}

/** @returns null where `data` is not the text of a JSON object. */
export function parseObject(data: unknown): Fields | null {
  if (typeof data !== 'string' || data.length > kLongestFrame) return null;
  try {
    return asObject(JSON.parse(data));
  } catch {
    return null;
  }
}

/** One history event of either socket; null where a field is missing or of the wrong type, or the kind is unknown. */
export function parseEvent(fields: Fields): RelayEvent | null {
  const { seq, at } = fields;
  if (!isSeq(seq) || !isTime(at)) return null;
  switch (fields['kind']) {
    case 'message':
      return parseMessage(fields, seq, at);
    case 'owner':
      return parseOwnerChange(fields, seq, at);
    case 'contact':
      return typeof fields['email'] === 'string' ? { kind: 'contact', seq, at, email: fields['email'] } : null;
    default:
      return null;
  }
}

/** A mood is a claim and only shown: a broken one counts as left out. */
export function parseMood(value: unknown): WireMood | null {
  const fields = asObject(value);
  if (fields === null || typeof fields['label'] !== 'string' || !isChance(fields['intensity'])) return null;
  const chances = kMoods.map((mood) => fields[mood]);
  if (!chances.every(isChance)) return null;
  const [upset, distressed, confused, neutral, happy, grateful] = chances as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const { label, intensity } = fields as { label: string; intensity: number };
  return { label, intensity, upset, distressed, confused, neutral, happy, grateful };
}

export function isOwner(value: unknown): value is RelayOwner {
  return typeof value === 'string' && kOwners.includes(value);
}

export function asObject(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function parseWelcome(fields: Fields): VisitorFrame | null {
  const { epoch, head, owner, reset, heartbeat_s: heartbeatSeconds } = fields;
  if (!isEpochOrNull(epoch) || !isCount(head) || !isOwner(owner) || typeof reset !== 'boolean') return null;
  if (typeof heartbeatSeconds !== 'number' || !(heartbeatSeconds > 0 && heartbeatSeconds <= 3600)) return null;
  return { type: 'welcome', epoch, head, owner, reset, heartbeatSeconds };
}

function parseAck(fields: Fields): VisitorFrame | null {
  const { id, seq, epoch } = fields;
  // An erased conversation has no events left: its ack may carry 0.
  if (typeof id !== 'string' || !isCount(seq) || typeof epoch !== 'string') return null;
  return { type: 'ack', id, seq, epoch };
}

function parseEventFrame(fields: Fields): VisitorFrame | null {
  const { seq, kind } = fields;
  if (!isSeq(seq) || typeof kind !== 'string') return null;
  const known = kind === 'message' || kind === 'owner' || kind === 'contact';
  if (!known) return { type: 'event', seq, event: null };
  const event = parseEvent(fields);
  return event === null ? null : { type: 'event', seq, event };
}

function parseHeartbeat(fields: Fields): VisitorFrame | null {
  const { head, epoch } = fields;
  return isCount(head) && isEpochOrNull(epoch) ? { type: 'heartbeat', head, epoch } : null;
}

function parseError(fields: Fields): VisitorFrame | null {
  const { id, code, temporary } = fields;
  const named = id === undefined || id === null ? null : id;
  if ((named !== null && typeof named !== 'string') || typeof code !== 'string') return null;
  return { type: 'error', id: named, code, temporary: temporary === true };
}

function parseMessage(fields: Fields, seq: number, at: number): RelayEvent | null {
  const { id, from, text, entry = null, client_at: clientAt } = fields;
  if (typeof id !== 'string' || typeof text !== 'string' || !isTime(clientAt)) return null;
  if (typeof from !== 'string' || !kSenders.includes(from)) return null;
  if (entry !== null && typeof entry !== 'string') return null;
  const sender = from as 'visitor' | 'bot' | 'agent';
  const mood = parseMood(fields['mood']);
  return { kind: 'message', seq, at, id, from: sender, text, entry, mood, client_at: clientAt, ...parseAgent(fields) };
}

function parseOwnerChange(fields: Fields, seq: number, at: number): RelayEvent | null {
  const { from, to, reason, confidence } = fields;
  if (!isOwner(from) || !isOwner(to) || typeof reason !== 'string') return null;
  const mood = parseMood(fields['mood']);
  const share = isChance(confidence) ? confidence : null;
  return { kind: 'owner', seq, at, from, to, reason, confidence: share, mood, ...parseAgent(fields) };
}

function parseAgent(fields: Fields): { agent?: { id: number; name: string } } {
  const agent = asObject(fields['agent']);
  if (agent === null || typeof agent['id'] !== 'number' || typeof agent['name'] !== 'string') return {};
  return { agent: { id: agent['id'], name: agent['name'] } };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isSeq(value: unknown): value is number {
  return isCount(value) && value > 0;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isChance(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isEpochOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
