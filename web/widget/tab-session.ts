import type { ChatInput } from '../chat/actions';
import type { Clock, Ids, Store } from '../chat/ports';
import type { Runner } from '../chat/runner';
import { exportThread, type ExportedThread } from '../chat/transcript';
import { freshState, restoreState, type ChatState, type Settings } from '../chat/state';

/** A leader answers within milliseconds; a frozen page keeps its lock and answers nothing. */
const SILENCE_MS = 3_000;

/** What tabs of one shop say to each other. They are of one origin, so they trust each other. */
type TabMessage =
  | { kind: 'hello' }
  | { kind: 'leader' }
  | { kind: 'state'; state: ChatState }
  | { kind: 'input'; id: string; input: ChatInput }
  | { kind: 'applied'; id: string };

/** The parts of the browser that join tabs; each may be missing. */
export interface TabPlatform {
  locks: Pick<LockManager, 'request'> | null;
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'> | null;
}

export interface TabSessionOptions {
  settings: Settings;
  store: Store;
  ids: Ids;
  clock: Pick<Clock, 'after'>;
  platform: TabPlatform;
  makeRunner(initial: ChatState, onState: (state: ChatState) => void): Runner;
}

/**
 * One conversation in all tabs of a shop. The tab that holds the lock leads: it alone runs the reducer, the engine and the
 * link. The others show its state and hand it what their visitor does; when it goes, the next takes over from the store.
 * From a leader that answers nothing for three seconds the lock is taken; it stops as soon as it learns of that.
 */
export class TabSession {
  #state: ChatState;
  #runner: Runner | null = null;
  /** This tab has the lock, be its runner made yet or not. */
  #holds = false;
  #queued = false;
  #stopped = false;
  /** Counts leaderships and their ends, so that what was begun under an earlier one is not finished. */
  #term = 0;
  /** What this tab asked for and the leader has not confirmed. */
  readonly #unconfirmed = new Map<string, ChatInput>();
  readonly #listeners = new Set<(state: ChatState, before: ChatState) => void>();
  #letGo: () => void = () => undefined;
  readonly #released = new Promise<void>((resolve) => (this.#letGo = resolve));
  #seen = false;
  #known: () => void = () => undefined;
  readonly #ready = new Promise<void>((resolve) => (this.#known = resolve));

  constructor(private readonly options: TabSessionOptions) {
    this.#state = freshState(options.settings);
  }

  get state(): ChatState {
    return this.#state;
  }

  get leads(): boolean {
    return this.#runner !== null;
  }

  /** Resolves once the conversation is known: from the store, or from the tab that leads. */
  ready(): Promise<void> {
    return this.#ready;
  }

  exportThread(at: number): ExportedThread {
    return exportThread(this.#state, at);
  }

  start(): void {
    const { locks, channel } = this.options.platform;
    channel?.addEventListener('message', (event) => this.#hear((event as MessageEvent<TabMessage>).data));
    if (!locks) return void this.#lead();
    this.#say({ kind: 'hello' });
    this.#expect(() => this.#seen);
    this.#queueUp();
  }

  subscribe(listener: (state: ChatState, before: ChatState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispatch(input: ChatInput): void {
    const id = this.options.ids.next();
    if (this.#runner) return this.#runner.dispatch(input, id);
    this.#unconfirmed.set(id, input);
    this.#say({ kind: 'input', id, input });
    this.#expect(() => !this.#unconfirmed.has(id));
  }

  /** Gives up leadership and stops what runs; for tests and for pages that take the widget away. */
  stop(): void {
    this.#stopped = true;
    this.#endTerm();
    this.options.platform.channel?.close();
    this.#letGo();
  }

  #queueUp(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#claim({});
  }

  /** Steals the lock where the leader is silent. Not from itself: this tab may hold it and wait for the store. */
  #expect(answered: () => boolean): void {
    if (!this.options.platform.locks) return;
    this.options.clock.after(SILENCE_MS, () => {
      if (answered() || this.#holds || this.#stopped) return;
      this.#holds = true;
      this.#claim({ steal: true });
    });
  }

  #claim(options: LockOptions): void {
    const name = `shop-bell:${this.options.settings.shop}`;
    const held = this.options.platform.locks?.request(name, options, async () => {
      if (!options.steal) this.#queued = false;
      if (this.#stopped) return;
      this.#holds = true;
      await this.#lead();
      await this.#released;
    });
    held?.catch((fault: unknown) => {
      if (!(fault instanceof Error && fault.name === 'AbortError')) throw fault;
      this.#deposed();
    });
  }

  /** Another tab took the lock: it has the engine, the link and the store from now on. */
  #deposed(): void {
    this.#holds = false;
    this.#endTerm();
    this.#say({ kind: 'hello' });
    this.#queueUp();
  }

  #endTerm(): void {
    this.#term++;
    this.#runner?.stop();
    this.#runner = null;
  }

  async #lead(): Promise<void> {
    const term = ++this.#term;
    const loaded = await this.options.store.load();
    if (term !== this.#term) return;
    const stored = restoreState(loaded, this.options.settings);
    // Without storage the last state that this tab saw is all there is.
    const seen = restoreState(this.#state, this.options.settings);
    const initial = seen.revision > stored.revision ? seen : stored;
    this.#runner = this.options.makeRunner(initial, (state) => {
      this.#show(state);
      this.#say({ kind: 'state', state });
    });
    this.#show(initial);
    this.#say({ kind: 'state', state: initial });
    this.#say({ kind: 'leader' });
    // The engine and the link of the leader before are gone with it.
    if (initial.revision > 0) this.#runner.dispatch({ type: 'started' });
    for (const [id, input] of this.#unconfirmed) this.#runner.dispatch(input, id);
    this.#unconfirmed.clear();
  }

  #hear(message: TabMessage): void {
    switch (message.kind) {
      case 'hello':
        if (this.#runner) this.#say({ kind: 'state', state: this.#runner.state });
        return;
      case 'leader':
        for (const [id, input] of this.#unconfirmed) this.#say({ kind: 'input', id, input });
        return;
      case 'state':
        if (!this.#runner) this.#show(message.state);
        return;
      case 'input':
        if (!this.#runner) return;
        this.#runner.dispatch(message.input, message.id);
        return this.#say({ kind: 'applied', id: message.id });
      case 'applied':
        this.#unconfirmed.delete(message.id);
        return;
    }
  }

  #show(state: ChatState): void {
    const before = this.#state;
    this.#state = state;
    this.#seen = true;
    this.#known();
    for (const listener of this.#listeners) listener(state, before);
  }

  #say(message: TabMessage): void {
    this.options.platform.channel?.postMessage(message);
  }
}

/** The browser's own; a missing part means that this tab is on its own. */
export function systemPlatform(shop: string): TabPlatform {
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(`shop-bell:${shop}`) : null;
  const locks = typeof navigator !== 'undefined' && 'locks' in navigator ? navigator.locks : null;
  // Followers without a channel could neither see nor say anything.
  return { locks: channel ? locks : null, channel };
}
