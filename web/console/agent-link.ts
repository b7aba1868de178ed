/**
 * The agent socket: connects, stays connected, notices a dead link. It knows nothing of conversations: on each `welcome`
 * the reducer opens its thread again from its cursor and sends again what has no ack.
 */
import { backOffMs, isFinal } from '../wire/back-off';
import type { LinkAction } from './model';
import { parseFrame, type AgentCommand } from './protocol';

/** The part of WebSocket that is used; tests bring their own. */
export interface SocketLike {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

export interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(timer: number): void;
}

export interface AgentLinkOptions {
  url: string;
  makeSocket(url: string): SocketLike;
  clock: Clock;
  /** 0..1, for the jitter. */
  random(): number;
  tell(action: LinkAction): void;
}

const WELCOME_WITHIN_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
const SILENT_BEATS = 2.5;
const ABNORMAL = 1006;

export class AgentLink {
  readonly #options: AgentLinkOptions;
  #socket: SocketLike | null = null;
  #welcomed = false;
  #attempts = 0;
  #heartbeatMs = 20_000;
  #heardAt = 0;
  #retryTimer: number | null = null;
  #watchTimer: number | null = null;

  constructor(options: AgentLinkOptions) {
    this.#options = options;
  }

  /** Connects now, also while a back-off is running; does nothing where a connection stands or is being made. */
  connect(): void {
    if (this.#socket !== null) return;
    this.#stopTimers();
    this.#start();
  }

  disconnect(): void {
    this.#stopTimers();
    this.#attempts = 0;
    this.#release()?.close(1000);
  }

  /** @returns false where there is no welcomed connection: nothing was sent. */
  send(frame: AgentCommand): boolean {
    if (this.#socket === null || !this.#welcomed) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** The page is back (online, in sight, awake): connect at once, or make sure that the link still lives. */
  nudge(): void {
    if (this.#socket === null) {
      if (this.#retryTimer !== null) this.connect();
      return;
    }
    if (!this.#welcomed || this.#options.clock.now() - this.#heardAt < PONG_WITHIN_MS) return;
    this.send({ type: 'ping' });
    this.#watch(PONG_WITHIN_MS);
  }

  #start(): void {
    this.#attempts += 1;
    this.#welcomed = false;
    this.#options.tell({ type: 'link_connecting' });
    const socket = this.#options.makeSocket(this.#options.url);
    this.#socket = socket;
    this.#heardAt = this.#options.clock.now();
    socket.onmessage = (event): void => this.#heard(event.data);
    socket.onclose = (event): void => this.#lost(event.code);
    this.#watch(WELCOME_WITHIN_MS);
  }

  #heard(data: unknown): void {
    this.#heardAt = this.#options.clock.now();
    const parsed = parseFrame(typeof data === 'string' ? data : '');
    if (parsed.kind === 'unknown') return;
    if (parsed.kind === 'invalid') {
      this.#options.tell({ type: 'bad_frame', problem: parsed.problem });
      return;
    }
    if (parsed.frame.type === 'welcome') {
      this.#welcomed = true;
      this.#attempts = 0;
      this.#heartbeatMs = parsed.frame.heartbeatS * 1000;
    }
    if (this.#welcomed) this.#watch(this.#heartbeatMs * SILENT_BEATS);
    this.#options.tell({ type: 'frame', frame: parsed.frame });
  }

  /** Gives the link up unless something is heard within `ms`. */
  #watch(ms: number): void {
    if (this.#watchTimer !== null) this.#options.clock.clearTimeout(this.#watchTimer);
    this.#watchTimer = this.#options.clock.setTimeout(() => {
      this.#watchTimer = null;
      this.#socket?.close();
      this.#lost(ABNORMAL);
    }, ms);
  }

  #lost(code: number): void {
    const welcomed = this.#welcomed;
    this.#release();
    this.#stopTimers();
    if (isFinal(code)) {
      this.#attempts = 0;
      this.#options.tell({ type: 'link_refused', code });
      return;
    }
    const retryInMs = backOffMs(Math.max(0, this.#attempts - 1), this.#options.random());
    this.#retryTimer = this.#options.clock.setTimeout(() => {
      this.#retryTimer = null;
      this.#start();
    }, retryInMs);
    this.#options.tell({ type: 'link_lost', code, retryInMs, welcomed });
  }

  /** Lets go of the socket, so that nothing late from it is heard. */
  #release(): SocketLike | null {
    const socket = this.#socket;
    this.#socket = null;
    this.#welcomed = false;
    if (socket !== null) {
      socket.onmessage = null;
      socket.onclose = null;
    }
    return socket;
  }

  #stopTimers(): void {
    for (const timer of [this.#retryTimer, this.#watchTimer]) {
      if (timer !== null) this.#options.clock.clearTimeout(timer);
    }
    this.#retryTimer = null;
    this.#watchTimer = null;
  }
}
