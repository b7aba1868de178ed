import type { ChatAction, ChatInput, Effect, TimerKey } from './actions';
import type { Clock, Ids, Store } from './ports';
import { reduce } from './reduce';
import { isUntouched, type ChatState } from './state';
import type { Engine, EngineErrorCode, Step, Warmth, Wire, WireNews } from './types';
import type { Wording } from './wording';

export interface RunnerPorts {
  engine: Engine;
  /** Null on a site without a relay: then nothing can leave. */
  wire: Wire | null;
  store: Store;
  clock: Clock;
  ids: Ids;
  wording: Wording;
  warmth: Warmth;
  /** Told of faults that a developer should see; never carries what people wrote. */
  report(fault: unknown): void;
}

/**
 * Holds the one current state, runs actions through the reducer and performs what it asks for through the ports.
 * What goes to the relay goes only after the state that remembers it is stored.
 */
export class Runner {
  #state: ChatState;
  #saved: Promise<void> = Promise.resolve();
  #wireTail: Promise<void> = Promise.resolve();
  #engineTail: Promise<void> = Promise.resolve();
  readonly #timers = new Map<TimerKey, () => void>();
  #stopped = false;

  constructor(
    initial: ChatState,
    private readonly ports: RunnerPorts,
    private readonly onState: (state: ChatState) => void,
  ) {
    this.#state = initial;
  }

  get state(): ChatState {
    return this.#state;
  }

  /** @param id - given where the action came from another tab, so that it is applied once. */
  dispatch(input: ChatInput, id: string = this.ports.ids.next()): void {
    if (this.#stopped) return;
    const action: ChatAction = { ...input, at: this.ports.clock.now(), id };
    const [next, effects] = reduce(this.#state, action);
    if (next === this.#state) return;
    this.#state = next;
    this.#saved = isUntouched(next) ? this.ports.store.clear() : this.ports.store.save(next);
    this.#show(next);
    for (const effect of effects) this.#perform(effect);
  }

  /** The wire's reports enter here. */
  news(news: WireNews): void {
    this.dispatch({ type: 'relay', news });
  }

  /** Ends everything that runs; the state stays readable. */
  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.ports.wire?.close();
    this.ports.engine.stop();
  }

  /** Resolves when what has been asked of the store and the engine so far is done. */
  async settled(): Promise<void> {
    await Promise.all([this.#saved, this.#wireTail, this.#engineTail]);
  }

  /** What fails at showing it must not keep from the relay what the state already counts as sent. */
  #show(state: ChatState): void {
    try {
      this.onState(state);
    } catch (fault) {
      this.ports.report(fault);
    }
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'engine_start':
        return this.#engine(() => this.#startEngine());
      case 'engine_step':
        return this.#engine(() => this.#step(effect));
      case 'engine_entry':
        return this.#engine(() => this.#loadEntry(effect.index));
      case 'presence':
        return void this.#askPresence();
      case 'wire_open':
        return this.#wire((wire) => wire.open(effect.key, { epoch: effect.epoch, cursor: effect.cursor }));
      case 'wire_send':
        return this.#wire((wire) => wire.send(effect.command));
      case 'wire_close':
        return this.#wire((wire) => wire.close());
      case 'timer':
        return this.#startTimer(effect.timer, effect.ms);
    }
  }

  /**
   * In order, and after the state that knows of it is safe: a page that dies must not forget what it sent. What throws is
   * reported and holds up nothing that comes after.
   */
  #wire(act: (wire: Wire) => void): void {
    const { wire } = this.ports;
    const saved = this.#saved;
    if (!wire) return;
    this.#wireTail = this.#wireTail
      .then(() => saved)
      .then(() => (this.#stopped ? undefined : act(wire)))
      .catch((fault: unknown) => this.ports.report(fault));
  }

  /** One request at a time, as the engine wants it; what throws is reported and ends with itself. */
  #engine(act: () => Promise<void>): void {
    this.#engineTail = this.#engineTail.then(act).catch((fault: unknown) => this.ports.report(fault));
  }

  async #startEngine(): Promise<void> {
    try {
      const info = await this.ports.engine.start();
      this.dispatch({ type: 'engine_started', mode: info.mode });
    } catch {
      this.dispatch({ type: 'engine_lost' });
    }
  }

  async #step({ turn, event, state }: Extract<Effect, { type: 'engine_step' }>): Promise<void> {
    try {
      const step = await this.ports.engine.step(event, state);
      this.dispatch({ type: 'stepped', turn, step, text: this.#words(step) });
    } catch (error) {
      this.dispatch({ type: 'step_failed', turn, code: errorCode(error) });
    }
  }

  /** A message that the wording lacks must not cost the visitor the answer. */
  #words({ decision }: Step): string {
    try {
      return this.ports.wording.decision(decision, this.ports.warmth);
    } catch (error) {
      this.ports.report(error);
      return decision.answer === '' ? this.ports.wording.ui('notice_engine_failed') : decision.answer;
    }
  }

  async #loadEntry(index: number): Promise<void> {
    try {
      const { id, answer } = await this.ports.engine.entry(index);
      this.dispatch({ type: 'entry_loaded', entry: { id, answer } });
    } catch {
      this.dispatch({ type: 'engine_lost' });
    }
  }

  async #askPresence(): Promise<void> {
    const presence = await this.ports.wire?.presence();
    if (presence) this.dispatch({ type: 'presence_known', presence });
  }

  #startTimer(timer: TimerKey, ms: number): void {
    this.#timers.get(timer)?.();
    this.#timers.set(
      timer,
      this.ports.clock.after(ms, () => {
        this.#timers.delete(timer);
        this.dispatch({ type: 'timer_fired', timer });
      }),
    );
  }
}

const CODES: readonly string[] = ['engine-busy', 'engine-timeout', 'engine-lost', 'faq-invalid'];

function errorCode(error: unknown): EngineErrorCode {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && CODES.includes(code) ? (code as EngineErrorCode) : 'engine-lost';
}
