import type { ChatState } from './state';
import type { ConversationKey } from './types';

/** Where the conversation lives between pages. Never rejects: where the browser forbids storage it keeps to memory. */
export interface Store {
  /** @returns what was saved, of whatever version, or null. */
  load(): Promise<unknown>;
  /** Resolves once it would survive the page. Saves replace each other in the order of the calls. */
  save(state: ChatState): Promise<void>;
  /** Removes every trace. */
  clear(): Promise<void>;
  /** False where what is saved ends with the page. */
  durable(): boolean;
}

/** Time, so that tests can hold it. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** @returns a function that calls it off. */
  after(ms: number, action: () => void): () => void;
}

/** Randomness, so that tests can repeat it. */
export interface Ids {
  /** 1..56 characters of `[A-Za-z0-9_-]`, never the same twice. */
  next(): string;
  /** A conversation's id (128 bits) and secret (256 bits) from the system's generator. */
  key(): ConversationKey;
}
