import type { Engine, EngineInfo, Explanation, Step, TurnEvent, TurnState } from '../chat/types';
import { arrangementsFor, type Arrangement } from './arrangements';
import { EngineError } from './errors';
import { FallbackEngine } from './fallback/fallback-engine';
import { Link, Refusal } from './link';
import { waitFor } from './patience';
import type { EngineRequest, Started } from './worker/messages';

export interface EngineOptions {
  /** The widget's folder, absolute, with `/` at its end. */
  base: string;
  /** JSON text, or the bytes of a FAQ in JSON or of a `shop.bell`. Kept: a restart needs it again. */
  faq: ArrayBuffer | string;
  /** BCP 47; only plain search folds by it. */
  locale?: string;
  /** The second tier; none unless given. */
  neural?: NeuralOptions;
  /** Ways to get a Worker, in the order to try; those of the page unless a test brings others. */
  arrangements?: Arrangement[];
}

export interface NeuralOptions {
  /** Asked once, when the engine has started: resolves when it may be loaded, to false where it may not. */
  allowed(): Promise<boolean>;
  /** Entries that the second tier has read, of how many; it is in use once all are. */
  onProgress(done: number, total: number): void;
}

const kRequestMs = 3_000;
/** From asking for a Worker to its first word: on a phone the script comes over a slow line. */
const kAliveMs = 5_000;
/** From its first word to an engine that is loaded. */
const kLoadMs = 20_000;

/** Makes the engine's port for this page. Nothing is loaded before {@link Engine.start} or the first step. */
export function createEngine(options: EngineOptions): Engine {
  return new EngineProxy(options);
}

type Mode =
  | { kind: 'wasm'; info: EngineInfo; link: Link; arrangement: Arrangement }
  | { kind: 'fallback'; info: EngineInfo; engine: FallbackEngine };

class EngineProxy implements Engine {
  private readonly options: EngineOptions;
  private mode: Promise<Mode> | null = null;
  private link: Link | null = null;
  private opening: Link | null = null;
  private restarted = false;
  private busy = false;
  /** Counts stops: what was begun before one must not come to life after it. */
  private life = 0;

  constructor(options: EngineOptions) {
    this.options = options;
  }

  async start(): Promise<EngineInfo> {
    return (await this.running()).info;
  }

  async step(event: TurnEvent, state: TurnState): Promise<Step> {
    if (this.busy) throw new EngineError('engine-busy', 'expected one step at a time: its state feeds the next');
    this.busy = true;
    try {
      const mode = await this.running();
      if (mode.kind === 'fallback') return mode.engine.step(event, state);
      return (await this.ask(mode.link, { kind: 'step', event, state })) as Step;
    } finally {
      this.busy = false;
    }
  }

  async entry(index: number): ReturnType<Engine['entry']> {
    const mode = await this.running();
    if (mode.kind === 'wasm')
      return (await this.ask(mode.link, { kind: 'entry', index })) as ReturnType<Engine['entry']>;
    const entry = mode.engine.entry(index);
    if (entry === null)
      throw new EngineError('engine-lost', `expected an entry below ${mode.info.entries}, got ${index}`);
    return entry;
  }

  async explain(text: string, at: number): Promise<Explanation | null> {
    const mode = await this.running();
    if (mode.kind === 'fallback') return null;
    return (await this.ask(mode.link, { kind: 'explain', text, at })) as Explanation;
  }

  stop(): void {
    this.life++;
    const { link, opening } = this;
    this.link = this.opening = this.mode = null;
    this.restarted = false;
    link?.close();
    opening?.close();
  }

  private running(): Promise<Mode> {
    this.mode ??= this.begin();
    return this.mode;
  }

  /** A request holds all that it needs, so that one lost with its Worker is put once more to the next. */
  private async ask(link: Link, request: EngineRequest): Promise<unknown> {
    const { life } = this;
    try {
      return await link.request(request, kRequestMs);
    } catch (error) {
      if (!(error instanceof EngineError)) throw asEngineError(error);
      if (error.code !== 'engine-lost' || life !== this.life) throw error;
    }
    const mode = await this.running();
    if (mode.kind === 'fallback' || life !== this.life) throw new EngineError('engine-lost', 'the restart failed');
    return mode.link.request(request, kRequestMs).catch((error: unknown) => {
      throw asEngineError(error);
    });
  }

  private async begin(): Promise<Mode> {
    const ways = this.options.arrangements ?? arrangementsFor(this.options.base, location.origin);
    for (const arrangement of ways) {
      const mode = await this.attempt(arrangement);
      if (mode !== null) return mode;
    }
    return this.fallBack();
  }

  /** @returns null where the page's policy, the network or the device does not let this one work. */
  private async attempt(arrangement: Arrangement): Promise<Mode | null> {
    const { life } = this;
    let link: Link;
    try {
      const tell = this.options.neural?.onProgress;
      link = new Link(
        arrangement.open(this.options.base),
        () => this.lost(link),
        ({ done, total }) => tell?.(done, total),
      );
    } catch {
      return null;
    }
    this.opening = link;
    const stopWaiting = waitFor(kAliveMs, () => link.close('the Worker does not speak'));
    link.alive.then(stopWaiting, stopWaiting);
    try {
      const request: EngineRequest = { kind: 'start', faq: this.options.faq };
      const started = (await link.request(request, kAliveMs + kLoadMs)) as Started;
      if (life !== this.life) throw new EngineError('engine-lost', 'the engine was stopped');
      this.opening = null;
      this.link = link;
      void this.deepen(link);
      return { kind: 'wasm', info: { mode: 'wasm', ...started }, link, arrangement };
    } catch (error) {
      link.close();
      if (life !== this.life) throw new EngineError('engine-lost', 'the engine was stopped');
      if (error instanceof Refusal && error.code === 'faq-invalid') throw new EngineError('faq-invalid', error.message);
      return null;
    }
  }

  /** Whatever keeps the second tier away, the first goes on. A Worker that died may have died of it: not again then. */
  private async deepen(link: Link): Promise<void> {
    const { neural } = this.options;
    if (neural === undefined || this.restarted) return;
    try {
      if ((await neural.allowed()) && link === this.link) await link.request({ kind: 'neural' }, kRequestMs);
    } catch {
      // Refused, or the Worker is gone: others hear of that.
    }
  }

  private async fallBack(): Promise<Mode> {
    const engine = await FallbackEngine.load(this.options.faq, this.options.locale);
    return { kind: 'fallback', info: engine.info, engine };
  }

  /** The Worker in use is gone: once it is started anew, the second time plain search takes over for good. */
  private lost(link: Link): void {
    if (link !== this.link) return; // in its handshake, or left behind
    const before = this.mode;
    this.link = null;
    this.mode = this.restarted ? this.fallBack() : this.restart(before);
    this.restarted = true;
    this.mode.catch(() => {}); // heard by whoever asks next
  }

  private async restart(before: Promise<Mode> | null): Promise<Mode> {
    const last = await before;
    const mode = last?.kind === 'wasm' ? await this.attempt(last.arrangement) : null;
    return mode ?? this.fallBack();
  }
}

function asEngineError(error: unknown): EngineError {
  return error instanceof EngineError ? error : new EngineError('engine-lost', String(error));
}
