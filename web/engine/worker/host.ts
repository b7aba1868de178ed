import type { EngineRequest, Envelope, Reply, Started } from './messages';
import type { EngineModule, Reply as Result } from '../../../wasm/bind/engine';

export interface Files {
  /** Imports the glue and compiles the engine. */
  module(): Promise<EngineModule>;
  /** The bytes of `model.bell`. */
  model(): Promise<ArrayBuffer>;
}

type Outcome = Result<unknown>;

const kOpenBrace = 0x7b;
const kOpenBracket = 0x5b;

/**
 * Answers the page's requests with the engine: exactly one reply each, in whatever order they come.
 * Keeps no state of a conversation.
 */
export class Host {
  private readonly files: Files;
  private readonly post: (reply: Reply) => void;
  private engine: EngineModule | null = null;

  constructor(files: Files, post: (reply: Reply) => void) {
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
    return guarded(() => perform(engine, request));
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
    if (outcome.ok) this.engine = engine;
    return outcome;
  }
}

/** A trap inside the engine leaves its memory in an unknown state: nothing after it can be trusted. */
function guarded(call: () => Outcome): Outcome {
  try {
    return call();
  } catch (error) {
    return failed('crashed', String(error));
  }
}

/** Minutes east of UTC of this device's clock at a time: FAQ entries may be valid by the visitor's own day. */
const utcOffsetAt = (at: number): number => -new Date(at).getTimezoneOffset();

function perform(engine: EngineModule, request: Exclude<EngineRequest, { kind: 'start' }>): Outcome {
  switch (request.kind) {
    case 'step':
      return engine.step(
        { ...request.event, text: wellFormed(request.event.text), utcOffsetMinutes: utcOffsetAt(request.event.at) },
        request.state,
      );
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
      return failed('bad-request', 'expected kind start, step, entry, ask, explain or mood');
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
