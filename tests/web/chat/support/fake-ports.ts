import type { Clock, Ids, Store } from '../../../../web/chat/ports';
import type { ChatState } from '../../../../web/chat/state';
import type {
  ConversationKey,
  Engine,
  EngineInfo,
  Explanation,
  Step,
  TurnEvent,
  Wire,
  WireCommand,
} from '../../../../web/chat/types';
import { decision, KEY } from './conversation';

/** An engine whose replies a test decides; it refuses two steps at once, as the real one does. */
export class FakeEngine implements Engine {
  readonly asked: { event: TurnEvent; state: string }[] = [];
  info: EngineInfo | Error = { mode: 'wasm', entries: 3, warnings: [] };
  reply: (event: TurnEvent) => Step | Error = () => ({ decision: decision({ answer: '3 days.' }), state: 'next' });
  readonly explained: { text: string; at: number }[] = [];
  explanation: Explanation | null | Error = null;
  stopped = false;
  #busy = false;

  async start(): Promise<EngineInfo> {
    if (this.info instanceof Error) throw this.info;
    return this.info;
  }

  async step(event: TurnEvent, state: string): Promise<Step> {
    if (this.#busy) throw Object.assign(new Error('busy'), { code: 'engine-busy' });
    this.#busy = true;
    this.asked.push({ event, state });
    await Promise.resolve();
    this.#busy = false;
    const reply = this.reply(event);
    if (reply instanceof Error) throw reply;
    return reply;
  }

  async entry(index: number): ReturnType<Engine['entry']> {
    return { id: `entry-${index}`, question: 'q', answer: `Answer ${index}`, category: '' };
  }

  async explain(text: string, at: number): ReturnType<Engine['explain']> {
    this.explained.push({ text, at });
    if (this.explanation instanceof Error) throw this.explanation;
    return this.explanation;
  }

  stop(): void {
    this.stopped = true;
  }
}

/** A link that only takes notes, together with the store, so that their order can be seen. */
export class FakeWire implements Wire {
  readonly sent: WireCommand[] = [];
  readonly opened: { key: ConversationKey; epoch: string | null; cursor: number }[] = [];
  closed = 0;

  constructor(private readonly log: string[] = []) {}

  open(key: ConversationKey, from: { epoch: string | null; cursor: number }): void {
    this.opened.push({ key, ...from });
    this.log.push('open');
  }

  send(command: WireCommand): void {
    this.sent.push(command);
    this.log.push(`send ${command.type}`);
  }

  close(): void {
    this.closed++;
  }

  async presence(): ReturnType<Wire['presence']> {
    return { agents: 'online', hours: 'open', replyBy: null, waitSeconds: 60 };
  }
}

export class FakeStore implements Store {
  saved: ChatState | null = null;
  cleared = 0;
  /** Saves wait for this; replaced by a test that wants to see what must wait with them. */
  gate: Promise<void> = Promise.resolve();

  constructor(private readonly log: string[] = []) {}

  durable(): boolean {
    return true;
  }

  async load(): Promise<unknown> {
    return structuredClone(this.saved);
  }

  async save(state: ChatState): Promise<void> {
    await this.gate;
    this.saved = structuredClone(state);
    this.log.push(`saved ${state.outbox.length}`);
  }

  async clear(): Promise<void> {
    this.saved = null;
    this.cleared++;
  }
}

export class FakeClock implements Clock {
  time = 1_000;
  #timers: { at: number; action: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.time + ms, action };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  advance(ms: number): void {
    this.time += ms;
    const due = this.#timers.filter((timer) => timer.at <= this.time);
    this.#timers = this.#timers.filter((timer) => timer.at > this.time);
    for (const timer of due) timer.action();
  }

  get pending(): number {
    return this.#timers.length;
  }
}

export class FakeIds implements Ids {
  #n = 0;

  constructor(private readonly prefix = 'n') {}

  next(): string {
    return `${this.prefix}${++this.#n}`;
  }

  key(): ConversationKey {
    return KEY;
  }
}
