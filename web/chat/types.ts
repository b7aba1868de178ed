/**
 * The words that the widget, the engine, the wire and the console share. No DOM, no I/O.
 *
 * The engine's side mirrors `wasm/core/include/shopbell`; field names are those of its Embind conversion.
 */

// ---------------------------------------------------------------- engine

export type MoodLabel = 'upset' | 'distressed' | 'confused' | 'neutral' | 'happy' | 'grateful' | 'unknown';

/** Chances of the six moods, each 0..1, together 1; how strong; whether a person is asked for. */
export interface MoodReading {
  label: MoodLabel;
  moods: Record<Exclude<MoodLabel, 'unknown'>, number>;
  intensity: number;
  humanWanted: number;
}

export type ActionKind =
  'answer' | 'suggest' | 'clarify' | 'dont_know' | 'small_talk' | 'offer_human' | 'hand_off' | 'forward';

export type Warmth = 'plain' | 'friendly' | 'warm';
export type Tone = 'neutral' | 'apologetic' | 'reassuring' | 'simple' | 'glad';
export type Presence = 'online' | 'offline' | 'unknown';
export type Hours = 'open' | 'closed' | 'unknown';

/** What is known outside the core when an event happens; the core has no clock and no network. */
export interface TurnContext {
  /** Milliseconds since 1970, UTC. */
  at: number;
  agents: Presence;
  hours: Hours;
}

export type TurnEventKind =
  | 'visitor_text'
  | 'accepted' // the visitor agrees: to the person on offer, else to the answer shown ("that helped")
  | 'declined' // the visitor declines: the person on offer, else the answer shown ("that did not help")
  | 'handoff_requested' // the visitor pressed "talk to a person" (or yes to the offer) and agreed to what is sent
  | 'handoff_acknowledged' // the relay has stored the hand-off
  | 'handoff_cancelled'
  | 'handoff_closed' // the person closed it, or gave it back to the bot
  | 'checkout_struggle'
  | 'notice';

/** How much the assistant may say; see docs/owners.md. */
export type BotMode = 'full' | 'topics' | 'suggest' | 'shadow';

/** What the shop's owner has set for the assistant. The core remembers nothing: it travels with every event. */
export interface BotSettings {
  mode: BotMode;
  /** For `topics`: ids or categories of FAQ entries that may be answered. */
  topics: string[];
  /** When to offer a person at once: ids of entries, topics of the phrasebook, or plain words. */
  ring: string[];
}

export interface TurnEvent extends TurnContext {
  kind: TurnEventKind;
  /** The visitor's words; empty unless `visitor_text`. */
  text: string;
  /** Answers everything and marks nothing unless given. */
  settings?: BotSettings;
}

/** Opaque, base64, at most 8 KB decoded; made and read by the core alone. '' is a fresh conversation. */
export type TurnState = string;

export interface Hit {
  /** The entry's id in the owner's FAQ. */
  id: string;
  /** Its place in the pack, for {@link Engine.entry}. */
  entry: number;
  question: string;
  /** 0..1 */
  score: number;
}

export interface Reason {
  code: string;
  /** English, for owners and agents: `confidence 0.41 below 0.62`. */
  text: string;
}

export interface Decision {
  action: ActionKind;
  /** Best first; for `answer` the first is what is answered, for `suggest` those to show. */
  hits: Hit[];
  /** The entry whose answer is shown, else null. */
  hit: Hit | null;
  /** Safe-Markdown answer of `hit`; '' without one. */
  answer: string;
  inScope: number;
  confidence: number;
  mood: MoodReading;
  /** A person is on offer with this decision (buttons yes/no). */
  humanOffered: boolean;
  tone: Tone;
  /** Key into the wording files, with its parameters. */
  message: { key: string; params: Record<string, string> };
  reasons: Reason[];
  /** A better encoder may help. */
  refine: boolean;
  /** Decided, but not to be shown: the assistant runs in `shadow`. */
  silent?: boolean;
}

export interface Step {
  decision: Decision;
  state: TurnState;
}

/** What each part of the search gave to one hit: cosines (-1..1) and shares (0..1); `bridge` may exceed 1; of `hubness` a share is taken off; `alignment` is 0 where it does not count. */
export interface HitParts {
  similarity: number;
  whole: number;
  words: number;
  trigrams: number;
  document: number;
  bridge: number;
  hubness: number;
  alignment: number;
}

/** A text on its own, as a first message: what it would lead to, and why (`shopbell ask --explain`). */
export interface Explanation {
  decision: Decision;
  /** Best first, five at most. */
  hits: (Hit & { parts: HitParts })[];
  /** Chances that the FAQ covers the text, and that the first hit is right; each 0..1. */
  inScope: number;
  confidence: number;
  /** What the chances are read from, by name, in a fixed order. */
  evidence: Record<string, number>;
}

export interface EngineInfo {
  /** `wasm` reads mood and answers; `fallback` only suggests (plain search on the main thread). */
  mode: 'wasm' | 'fallback';
  entries: number;
  /** Content problems of the FAQ that the owner should see (console only). */
  warnings: string[];
}

/** Thrown as `EngineError`; after the last two, offer a human. */
export type EngineErrorCode = 'engine-busy' | 'engine-timeout' | 'engine-lost' | 'faq-invalid';

export interface Engine {
  /** Loads model and FAQ; idempotent. Never rejects for a blocked Worker or wasm: it falls back. */
  start(): Promise<EngineInfo>;
  step(event: TurnEvent, state: TurnState): Promise<Step>;
  /** The full entry; for "did you mean" buttons. */
  entry(index: number): Promise<{ id: string; question: string; answer: string; category: string }>;
  /** For owners: has no part in a conversation. @param at - ms since 1970. @returns null from plain search. */
  explain(text: string, at: number): Promise<Explanation | null>;
  stop(): void;
}

// ---------------------------------------------------------------- wire (docs/protocol.md)

export type Owner = 'bot' | 'requested' | 'queue' | 'agent' | 'closed';

/** The mood object of the protocol: a claim by the visitor's device. */
export type WireMood = { label: string; intensity: number } & Record<Exclude<MoodLabel, 'unknown'>, number>;

export interface TranscriptItem {
  id: string;
  from: 'visitor' | 'bot';
  text: string;
  at: number;
  entry: string | null;
  mood: WireMood | null;
}

export type WireCommand =
  | {
      type: 'handoff';
      id: string;
      at: number;
      reason: string;
      confidence: number | null;
      mood: WireMood | null;
      transcript: TranscriptItem[];
      email?: string;
    }
  | { type: 'message'; id: string; at: number; text: string; mood: WireMood | null }
  | { type: 'email'; id: string; at: number; email: string }
  | { type: 'cancel' | 'close' | 'erase'; id: string; at: number };

export type RelayOwner = Exclude<Owner, 'requested'>;

export type RelayEvent =
  | {
      kind: 'message';
      seq: number;
      at: number;
      id: string;
      from: 'visitor' | 'bot' | 'agent';
      text: string;
      entry: string | null;
      mood: WireMood | null;
      client_at: number;
      agent?: { id: number; name: string };
    }
  | {
      kind: 'owner';
      seq: number;
      at: number;
      from: RelayOwner;
      to: RelayOwner;
      reason: string;
      confidence: number | null;
      mood: WireMood | null;
      agent?: { id: number; name: string };
    }
  | { kind: 'contact'; seq: number; at: number; email: string };

export interface ConversationKey {
  /** 22 characters, base64url. */
  id: string;
  /** 43 characters, base64url; never logged, never in a URL. */
  secret: string;
}

/** What the wire tells the reducer. */
export type WireNews =
  | { kind: 'status'; status: 'connecting' | 'online' | 'offline' | 'refused'; code?: number }
  | { kind: 'welcome'; epoch: string | null; head: number; owner: RelayOwner; reset: boolean }
  | { kind: 'ack'; id: string; seq: number; epoch: string }
  | { kind: 'event'; event: RelayEvent }
  /** An event of a kind that this version does not know: it has its place, and nothing to show. */
  | { kind: 'unknown_event'; seq: number }
  | { kind: 'typing' }
  | { kind: 'error'; id: string | null; code: string; temporary: boolean };

/** One conversation's link to the relay: connects, resumes, keeps order. The outbox belongs to the reducer. */
export interface Wire {
  /** Connects and stays connected (back-off with jitter, heal on online/focus) until {@link close}. */
  open(key: ConversationKey, from: { epoch: string | null; cursor: number }): void;
  /** Sends now if online; otherwise drops it: the reducer resends what has no ack at each `welcome`. */
  send(command: WireCommand): void;
  close(): void;
  /** One cookie-less GET; resolves to unknowns when it fails. */
  presence(): Promise<{ agents: Presence; hours: Hours; replyBy: number | null; waitSeconds: number | null }>;
}
