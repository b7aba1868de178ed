import type { Engine, EngineInfo } from '../chat/types';

/** The engine could not be started because the shop's FAQ could not be fetched. */
export class FaqError extends Error {
  override name = 'FaqError';
  readonly code = 'faq-invalid';
}

export interface FaqEngineOptions {
  faq: string;
  /** Makes the engine once the FAQ is here. */
  create(faq: ArrayBuffer): Engine;
  fetch?: typeof globalThis.fetch;
}

/**
 * An engine whose FAQ is fetched by the page itself: an iframe of another origin could not read it. Nothing is fetched
 * before {@link Engine.start}; a failed start may be tried again.
 */
export class FaqEngine implements Engine {
  #engine: Engine | null = null;
  #starting: Promise<EngineInfo> | null = null;

  constructor(private readonly options: FaqEngineOptions) {}

  start(): Promise<EngineInfo> {
    // Once made it is asked itself: what it can do may have changed since.
    if (this.#engine) return this.#engine.start();
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = null;
      this.#engine = null;
      throw error;
    });
    return this.#starting;
  }

  async step(...input: Parameters<Engine['step']>): ReturnType<Engine['step']> {
    return this.#started().step(...input);
  }

  async entry(index: number): ReturnType<Engine['entry']> {
    return this.#started().entry(index);
  }

  /** Starts where nothing is started: another tab may have the conversation, and its engine. */
  async explain(...input: Parameters<Engine['explain']>): ReturnType<Engine['explain']> {
    await this.start();
    return this.#started().explain(...input);
  }

  stop(): void {
    this.#engine?.stop();
    this.#engine = null;
    this.#starting = null;
  }

  async #start(): Promise<EngineInfo> {
    const fetching = this.options.fetch ?? ((input, init) => fetch(input, init));
    const response = await fetching(this.options.faq, { credentials: 'same-origin' });
    if (!response.ok) throw new FaqError(`${this.options.faq} answered ${response.status}, expected the FAQ`);
    this.#engine = this.options.create(await response.arrayBuffer());
    return this.#engine.start();
  }

  #started(): Engine {
    if (!this.#engine) throw new FaqError('the engine is asked before it was started');
    return this.#engine;
  }
}
