import type { EngineRequest, Envelope, NeuralProgress, Reply, Started } from './messages';
import type { NeuralTier } from './neural/tier';
import type { EngineModule, Reply as Result } from '../../../wasm/bind/engine';

export interface Files {
  /** Imports the glue and compiles the engine. */
  module(): Promise<EngineModule>;
  /** The bytes of `model.bell`. */
  model(): Promise<ArrayBuffer>;
  /** The second tier for an engine; loads nothing yet. */
  tier(engine: EngineModule): NeuralTier;
}

type Outcome = Result<unknown>;

const kOpenBrace = 0x7b;
const kOpenBracket = 0x5b;

type StepRequest = Extract<EngineRequest, { kind: 'step' }>;

/**
 * Answers the page's requests with the engine: exactly one reply each, in whatever order they come.
 * Keeps no state of a conversation.
 */
export class Host {
  private readonly files: Files;
  private readonly post: (message: Reply | NeuralProgress) => void;
  private engine: EngineModule | null = null;
  private faq: ArrayBuffer | string = '';
  private entries = 0;
  private tier: NeuralTier | null = null;
  /** Counts steps: what the second tier says to one is dropped once another has come. */
  private generation = 0;

  constructor(files: Files, post: (message: Reply | NeuralProgress) => void) {
    this.files = files;
    this.post = post;
  }

  /** @param data - Whatever came; only an {@link Envelope} is answered. */
  async receive(data: unknown): Promise<void> {
    if (!isEnvelope(data)) return;
    this.post(toReply(data.id, await this.answer(data.request)));
  }

  private async answer(request: EngineRequest): Promise<Outcome> {
    if (request.kind === 'start') return this.start(request.faq);
    const engine = this.engine;
    if (engine === null) return failed('not-started', 'expected a start before any other request');
    if (request.kind === 'step') return this.step(engine, request);
    if (request.kind === 'neural') return this.deepen(engine);
    return guarded(() => perform(engine, request));
  }

  /** Where the first tier has no answer and the second is there, the same event is stepped again with its vector. */
  private async step(engine: EngineModule, request: StepRequest): Promise<Outcome> {
    const generation = ++this.generation;
    const { state } = request;
    const text = wellFormed(request.event.text);
    const event = { ...request.event, text, utcOffsetMinutes: utcOffsetAt(request.event.at) };
    const first = guarded(() => engine.step(event, state));
    if (this.tier === null || !first.ok || !first.value.decision.refine) return first;
    const vector = await this.tier.read(text);
    if (vector === null || generation !== this.generation) return first;
    const second = guarded(() => engine.step({ ...event, vector }, state));
    return second.ok || second.code === 'crashed' ? second : first;
  }

  /** Goes on in the background after the reply. */
  private deepen(engine: EngineModule): Outcome {
    if (this.tier === null) {
      this.tier = this.files.tier(engine);
      const tell = (done: number, total: number) => this.post({ neural: { done, total } });
      void this.tier.start(this.entries, this.faq, tell);
    }
    return { ok: true, value: null };
  }

  private async start(faq: ArrayBuffer | string): Promise<Outcome> {
    let engine: EngineModule;
    let model: ArrayBuffer;
    try {
      [engine, model] = await Promise.all([this.files.module(), this.files.model()]);
    } catch (error) {
      return failed('blocked', String(error));
    }
    const outcome = guarded(() => load(engine, new Uint8Array(model), faq));
    if (!outcome.ok) return outcome;
    this.engine = engine;
    this.faq = faq;
    this.entries = outcome.value.entries;
    this.tier = null;
    return outcome;
  }
}

/** A trap inside the engine leaves its memory in an unknown state: nothing after it can be trusted. */
function guarded<T>(call: () => Result<T>): Result<T> {
  try {
    return call();
  } catch (error) {
    return failed('crashed', String(error));
  }
}

/** Minutes east of UTC of this device's clock at a time: FAQ entries may be valid by the visitor's own day. */
const utcOffsetAt = (at: number): number => -new Date(at).getTimezoneOffset();

function perform(
  engine: EngineModule,
  request: Exclude<EngineRequest, { kind: 'start' | 'step' | 'neural' }>,
): Outcome {
  switch (request.kind) {
    case 'entry':
      return engine.entry(request.index);
    case 'ask':
      return engine.ask(wellFormed(request.text));
    case 'explain':
      return engine.explain({
        text: wellFormed(request.text),
        at: request.at,
        utcOffsetMinutes: utcOffsetAt(request.at),
      });
    case 'mood':
      return engine.mood(wellFormed(request.text));
    default:
      return failed('bad-request', 'expected kind start, step, entry, ask, explain, mood or neural');
  }
}

/** Half of a surrogate pair is no text; on its way into the engine it would take its neighbour along. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function load(engine: EngineModule, model: Uint8Array, faq: ArrayBuffer | string): Result<Started> {
  const loaded = engine.loadModel(model);
  if (!loaded.ok) return loaded;
  const pack = toPack(engine, faq);
  if (!pack.ok) return { ...pack, code: 'faq-invalid' };
  const { bytes, warnings } = pack.value;
  const opened = engine.loadPack(bytes);
  if (!opened.ok) return failed('faq-invalid', `${opened.code}: ${opened.message}`);
  return { ok: true, value: { entries: opened.value.entries, warnings } };
}

function toPack(engine: EngineModule, faq: ArrayBuffer | string): Result<{ bytes: Uint8Array; warnings: string[] }> {
  if (typeof faq === 'string') return engine.buildPack(wellFormed(faq));
  const bytes = new Uint8Array(faq);
  // UTF-8 is checked by the engine, which names the place; a lenient decoder would hide the fault.
  return looksLikeJson(bytes) ? decode(engine, bytes) : { ok: true, value: { bytes, warnings: [] } };
}

function decode(engine: EngineModule, bytes: Uint8Array): Result<{ bytes: Uint8Array; warnings: string[] }> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return failed('faq-invalid', 'expected the FAQ in UTF-8');
  }
  return engine.buildPack(text);
}

/** A `.bell` file starts with its magic bytes, JSON of a FAQ with a bracket, after a byte-order mark and white space. */
export function looksLikeJson(bytes: Uint8Array): boolean {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[at] ?? 0)) at++;
  return bytes[at] === kOpenBracket || bytes[at] === kOpenBrace;
}

function isEnvelope(data: unknown): data is Envelope {
  if (typeof data !== 'object' || data === null || !('id' in data) || !('request' in data)) return false;
  return typeof data.id === 'number' && typeof data.request === 'object' && data.request !== null;
}

function failed(code: string, message: string): { ok: false; code: string; message: string } {
  return { ok: false, code, message };
}

function toReply(id: number, outcome: Outcome): Reply {
  return outcome.ok
    ? { id, ok: true, value: outcome.value }
    : { id, ok: false, code: outcome.code, message: outcome.message };
}
