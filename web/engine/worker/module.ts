import type { Decision, MoodReading, Step, TurnEvent, TurnState } from '../../chat/types';

/** What every call of the Embind module returns. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; code: string; message: string };

export interface Entry {
  id: string;
  question: string;
  answer: string;
  category: string;
}

export type Asked = Pick<Decision, 'action' | 'inScope' | 'confidence'> & { hits: { id: string; score: number }[] };

/** The Embind module, as `wasm/bind` makes it: one engine an instance, every call synchronous. */
export interface EngineModule {
  loadModel(bytes: Uint8Array): Result<unknown>;
  loadPack(bytes: Uint8Array): Result<{ entries: number }>;
  buildPack(json: string): Result<{ bytes: Uint8Array; warnings: string[] }>;
  step(event: TurnEvent, state: TurnState): Result<Step>;
  entry(index: number): Result<Entry>;
  ask(text: string): Result<Asked>;
  mood(text: string): Result<MoodReading>;
}
