import type {
  ActionKind,
  BotSettings,
  ConversationKey,
  Decision,
  Hours,
  Owner,
  Presence,
  RelayOwner,
  TurnEventKind,
  TurnState,
  WireCommand,
  WireMood,
} from './types';

/** Raised when the stored shape changes; a stored thread of another version is dropped, never guessed at. */
export const STATE_VERSION = 1;
/** The thread keeps this many entries; older ones leave from the top. */
export const MAX_ENTRIES = 500;
/** The longest text a visitor may send, in code points (docs/protocol.md). */
export const MAX_TEXT = 4000;

/** What the page says about its shop; set at start, not changed by actions. */
export interface Settings {
  shop: string;
  /** A relay is configured, so a conversation may be handed to a person. */
  relay: boolean;
  /** The owner tries the FAQ: bot messages keep why they came. */
  debug?: boolean;
  /** Left out where the owner has set nothing. */
  bot?: BotSettings;
}

/**
 * How far a visitor's message to a person has come. `local`: never meant for a person, or part of a transcript;
 * `sent` is drawn only once the relay has it stored.
 */
export type Delivery = 'local' | 'sending' | 'sent' | 'failed';

export interface Suggestion {
  question: string;
  /** Its place in the pack. */
  entry: number;
}

/** What was decided about a text, for the owner; it stays on the device. */
export interface Why {
  text: string;
  action: ActionKind;
  /** English, as the engine words them. */
  reasons: string[];
  /** The question of the entry whose answer is shown. */
  question: string | null;
}

export interface VisitorEntry {
  kind: 'visitor';
  id: string;
  at: number;
  text: string;
  delivery: Delivery;
  /** Read on the device; leaves it only with a hand-off to which the visitor agreed. */
  mood: WireMood | null;
  /** The relay's number, null while the relay does not hold it. */
  seq: number | null;
}

export interface BotEntry {
  kind: 'bot';
  id: string;
  at: number;
  /** Safe Markdown, as the visitor reads it. */
  text: string;
  /** The FAQ entry whose answer this is. */
  entry: string | null;
  /** The question of that entry, so that the visitor sees what the answer is to. */
  question?: string;
  suggestions: Suggestion[];
  /** `open` while the visitor may say whether it helped. */
  feedback: 'none' | 'open' | 'accepted' | 'declined';
  /** Only with {@link Settings.debug}, and only in reply to a text. */
  why?: Why;
  seq: number | null;
}

export interface AgentEntry {
  kind: 'agent';
  id: string;
  at: number;
  text: string;
  name: string;
  seq: number;
}

/** A line of the widget itself: a change of speaker, an error, an acknowledgement. Its words are in ui.json. */
export interface NoticeEntry {
  kind: 'notice';
  id: string;
  at: number;
  notice: NoticeKey;
  /** Names and times (ms since 1970) to fill in. */
  params: Record<string, string | number>;
  seq: number | null;
}

export type NoticeKey =
  | 'engine_failed'
  | 'engine_unavailable'
  | 'handoff_requested'
  | 'handoff_queued'
  | 'handoff_queued_wait'
  | 'handoff_after_hours'
  | 'handoff_after_hours_reply_by'
  | 'handoff_cancelled'
  | 'handoff_refused'
  | 'agent_joined'
  | 'agent_left'
  | 'bot_back'
  | 'bot_listens'
  | 'conversation_closed'
  | 'conversation_restored'
  | 'email_kept'
  | 'email_sent'
  | 'erased'
  | 'erased_here_only';

export type ThreadEntry = VisitorEntry | BotEntry | AgentEntry | NoticeEntry;

/** An event on its way to the engine. One at a time is in flight; the rest wait in order. */
export interface Turn {
  id: string;
  kind: TurnEventKind;
  text: string;
  /** The visitor's entry that it came from, to which its mood belongs. */
  entry: string | null;
}

/** A command that the relay has not acknowledged. */
export interface OutboxItem {
  command: WireCommand;
  /** How often it was handed to an open link. Its body is fixed from the first time on. */
  attempts: number;
  /** Of a hand-off: the relay may still hold an earlier one, whose `cancel` it has not confirmed. */
  renewed?: true;
}

export interface PresenceInfo {
  agents: Presence;
  hours: Hours;
  /** When a reply can be expected, ms since 1970. */
  replyBy: number | null;
  waitSeconds: number | null;
}

/** A person is on offer. */
export interface Offer {
  /** Who brought it up: the bot with a decision, or the visitor with a button. */
  source: 'bot' | 'asked';
  /** The consent card is shown in full; before, one line beside an answer or suggestions. */
  open: boolean;
}

export type EngineStatus = 'idle' | 'starting' | 'wasm' | 'fallback' | 'lost';
export type LinkStatus = 'closed' | 'connecting' | 'online' | 'offline' | 'refused';

/** What the last step said of a text. */
export interface LastStep {
  reason: string;
  /** The reason where the visitor leaves the mood out: without what was read from it. */
  calmReason: string;
  confidence: number | null;
  mood: WireMood | null;
}

/** The whole of a conversation on this device. Plain data: it is stored, broadcast to other tabs and replayed in tests. */
export interface ChatState {
  version: typeof STATE_VERSION;
  /** Grows with every action; of two copies the one with more is newer. */
  revision: number;
  settings: Settings;
  entries: ThreadEntry[];
  engine: EngineStatus;
  turn: TurnState;
  inFlight: Turn | null;
  waiting: Turn[];
  /** What the last step said, for the reason, confidence and mood of a hand-off. */
  last: LastStep | null;
  owner: Owner;
  agent: string | null;
  agentTyping: boolean;
  /** The engine has been told that a person has taken over. */
  engineSilenced: boolean;
  offer: Offer | null;
  /** What the visitor agreed to send; null before any consent. */
  consent: { mood: boolean } | null;
  email: string | null;
  presence: PresenceInfo;
  key: ConversationKey | null;
  epoch: string | null;
  cursor: number;
  /** The highest number that the relay has named: up to it, events are still to come. */
  head: number;
  /** Who answers by the relay's last word. */
  relayOwner: RelayOwner;
  link: LinkStatus;
  /** A gap was seen and the link opened anew to fill it. */
  resuming: boolean;
  outbox: OutboxItem[];
  /** The id of the `cancel` that the relay has not confirmed. */
  cancelling: string | null;
  /** An erased conversation whose copy at the relay is still to go. */
  erasure: { key: ConversationKey; id: string; at: number } | null;
  /** Ids of the latest actions: one that another tab sends twice is applied once. */
  applied: string[];
}

export const UNKNOWN_PRESENCE: PresenceInfo = { agents: 'unknown', hours: 'unknown', replyBy: null, waitSeconds: null };

/** A conversation that has not begun. */
export function freshState(settings: Settings): ChatState {
  return {
    version: STATE_VERSION,
    revision: 0,
    settings,
    entries: [],
    engine: 'idle',
    turn: '',
    inFlight: null,
    waiting: [],
    last: null,
    owner: 'bot',
    agent: null,
    agentTyping: false,
    engineSilenced: false,
    offer: null,
    consent: null,
    email: null,
    presence: UNKNOWN_PRESENCE,
    key: null,
    epoch: null,
    cursor: 0,
    head: 0,
    relayOwner: 'bot',
    link: 'closed',
    resuming: false,
    outbox: [],
    cancelling: null,
    erasure: null,
    applied: [],
  };
}

/**
 * A stored thread made ready to go on: what belonged to the page that died (engine, link, a turn in flight) starts anew.
 * Anything that is not a thread of this version gives a fresh one.
 */
export function restoreState(stored: unknown, settings: Settings): ChatState {
  if (!isStoredState(stored) || stored.settings.shop !== settings.shop) return freshState(settings);
  const waiting = stored.inFlight ? [stored.inFlight, ...stored.waiting] : stored.waiting;
  return {
    ...stored,
    settings,
    engine: 'idle',
    inFlight: null,
    waiting,
    agentTyping: false,
    presence: UNKNOWN_PRESENCE,
    link: 'closed',
    resuming: false,
  };
}

function isStoredState(value: unknown): value is ChatState {
  if (typeof value !== 'object' || value === null) return false;
  const state = value as Partial<ChatState>;
  return state.version === STATE_VERSION && Array.isArray(state.entries) && typeof state.settings?.shop === 'string';
}

/** True where there is nothing worth storing: nobody has said anything, and the relay holds nothing. */
export function isUntouched({ entries, outbox, waiting, erasure, key }: ChatState): boolean {
  const silent = entries.every((entry) => entry.kind === 'notice');
  return silent && outbox.length === 0 && waiting.length === 0 && erasure === null && key === null;
}

/** A person answers, or is being waited for with the relay's word for it: the bot is silent. */
export function withPerson(state: ChatState): boolean {
  return state.owner === 'queue' || state.owner === 'agent';
}

/** The mood of a decision in the words of the protocol; null where it was not read. */
export function wireMood(decision: Decision): WireMood | null {
  const { label, moods, intensity } = decision.mood;
  if (label === 'unknown') return null;
  return { label, intensity, ...moods };
}
