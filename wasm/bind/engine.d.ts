/**
 * What engine.js (Embind) gives: one engine a module instance, all calls synchronous.
 * A classic script: `createEngine({ locateFile, wasmBinary? })`.
 */
import type { Explanation, MoodReading, Step, TurnEvent, TurnState } from '../../web/chat/types';

export type Reply<T> = { ok: true; value: T } | { ok: false; code: string; message: string };

export interface EngineModule {
  /** model.bell; forgets the pack. */
  loadModel(bytes: Uint8Array): Reply<{ hash: string }>;
  /** shop.bell made with the loaded model. */
  loadPack(bytes: Uint8Array): Reply<{ entries: number }>;
  /** FAQ JSON to the bytes of a shop.bell, equal to the command line's. */
  buildPack(faqJson: string): Reply<{ bytes: Uint8Array; warnings: string[] }>;
  /**
   * `utcOffsetMinutes`: of the visitor's clock, east of UTC; 0 unless given. `vector`: the graph's of the text, where
   * the decision before asked for it (`refine`).
   */
  step(event: TurnEvent & { utcOffsetMinutes?: number; vector?: Float32Array }, state: TurnState): Reply<Step>;
  entry(index: number): Reply<{ id: string; question: string; answer: string; category: string }>;
  ask(text: string): Reply<{
    action: string;
    inScope: number;
    confidence: number;
    hits: { id: string; entry: number; question: string; score: number }[];
  }>;
  /** A text on its own and all that led to its decision; `at`: ms since 1970, `utcOffsetMinutes` as in `step`. */
  explain(question: { text: string; at: number; utcOffsetMinutes: number }): Reply<Explanation>;
  mood(text: string): Reply<MoodReading>;
  /** neural.bell; `digest` is the SHA-256 of the graph that it is for. */
  loadNeural(bytes: Uint8Array): Reply<{ digest: string }>;
  /** What the graph reads of a text. */
  tokens(text: string): Reply<Uint16Array>;
  /** What the graph reads of an entry: its question; its question and answer. */
  entryTokens(index: number): Reply<Uint16Array[]>;
  /** The graph's vectors of all entries, one after another: question, question and answer. Kept until the next pack. */
  setNeural(rows: Float32Array): Reply<null>;
}

declare global {
  function createEngine(options: {
    locateFile?: (file: string) => string;
    wasmBinary?: ArrayBuffer;
  }): Promise<EngineModule>;
}
