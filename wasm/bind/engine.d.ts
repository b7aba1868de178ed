/**
 * What engine.js (Embind) gives: one engine a module instance, all calls synchronous.
 * A classic script: `createEngine({ locateFile, wasmBinary? })`.
 */
import type { MoodReading, Step, TurnEvent, TurnState } from '../../web/chat/types';

export type Reply<T> = { ok: true; value: T } | { ok: false; code: string; message: string };

export interface EngineModule {
  /** model.bell; forgets the pack. */
  loadModel(bytes: Uint8Array): Reply<{ hash: string }>;
  /** shop.bell made with the loaded model. */
  loadPack(bytes: Uint8Array): Reply<{ entries: number }>;
  /** FAQ JSON to the bytes of a shop.bell, equal to the command line's. */
  buildPack(faqJson: string): Reply<{ bytes: Uint8Array; warnings: string[] }>;
  /** `utcOffsetMinutes`: of the visitor's clock, east of UTC; 0 unless given. */
  step(event: TurnEvent & { utcOffsetMinutes?: number }, state: TurnState): Reply<Step>;
  entry(index: number): Reply<{ id: string; question: string; answer: string; category: string }>;
  ask(text: string): Reply<{
    action: string;
    inScope: number;
    confidence: number;
    hits: { id: string; entry: number; question: string; score: number }[];
  }>;
  mood(text: string): Reply<MoodReading>;
}

declare global {
  function createEngine(options: {
    locateFile?: (file: string) => string;
    wasmBinary?: ArrayBuffer;
  }): Promise<EngineModule>;
}
