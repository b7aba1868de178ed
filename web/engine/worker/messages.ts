import type { TurnEvent, TurnState } from '../../chat/types';

/** What the page asks of the Worker. */
export type EngineRequest =
  /** JSON text, or the bytes of a FAQ in JSON or of a `shop.bell`. */
  | { kind: 'start'; faq: ArrayBuffer | string }
  | { kind: 'step'; event: TurnEvent; state: TurnState }
  | { kind: 'entry'; index: number }
  /** A question on its own, without a conversation. */
  | { kind: 'ask'; text: string }
  /** The same with all that led to it, at a time (ms since 1970). */
  | { kind: 'explain'; text: string; at: number }
  | { kind: 'mood'; text: string }
  /** Load the second tier in the background; the reply comes at once. */
  | { kind: 'neural' };

export interface Envelope {
  id: number;
  request: EngineRequest;
}

/**
 * Exactly one for each request. Codes: those of the core's loading errors, `faq-invalid`, `blocked` (a file could not
 * be fetched or compiled), `crashed` (the engine is broken for good), `not-started`, `bad-request`.
 */
export type Reply = { id: number; ok: true; value: unknown } | { id: number; ok: false; code: string; message: string };

/** Said once, before anything else: the Worker's script runs. */
export interface Alive {
  alive: true;
}

/** Said while the second tier reads the FAQ: entries done, of how many. All done: it is in use from now on. */
export interface NeuralProgress {
  neural: { done: number; total: number };
}

/** Said by the frame when the Worker inside it is gone. */
export interface Lost {
  lost: string;
}

/** The value of a `start`. */
export interface Started {
  entries: number;
  warnings: string[];
}
