import { backOffMs, isFinal } from './back-off';
import type { SocketLike, Surroundings } from './ports';

export type LinkStatus = 'connecting' | 'online' | 'offline' | 'refused';

export interface LinkHandlers {
  /** The socket is open: send the first frame. */
  opened(): void;
  /** Any frame but `ping` and `pong`; `data` is whatever the socket gave. */
  frame(data: unknown): void;
  status(status: LinkStatus, code?: number): void;
}

/** From opening the socket to {@link Link.established}. */
const kConnectMs = 10_000;
/** From a ping on waking to any sign of life. */
const kWakeMs = 5_000;
/** A link that lived so long starts its back-off anew. */
const kSettledMs = 10_000;
/** Silence of so many heartbeats means that the link is dead. */
const kDeadHeartbeats = 2.5;
const kClosedByClient = 1000;
const kDeadLink = 4000;

/**
 * Keeps one socket to the relay alive: connects, notices half-open links, backs off with jitter, heals when the page
 * wakes. Knows nothing of conversations. For visitors; agents connect through `console/agent-link.ts`, which has its own
 * greeting and resets its back-off differently.
 */
export class Link {
  private readonly url: string;
  private readonly around: Surroundings;
  private readonly handlers: LinkHandlers;
  private socket: SocketLike | null = null;
  private timer: number | null = null;
  private wakeTimer: number | null = null;
  private stopListening: (() => void) | null = null;
  private heartbeatMs = 0;
  private attempt = 0;
  private onlineSince: number | null = null;

  constructor(url: string, around: Surroundings, handlers: LinkHandlers) {
    this.url = url;
    this.around = around;
    this.handlers = handlers;
  }

  /** Connects and stays connected until {@link close} or a final close code. */
  open(): void {
    this.close();
    this.stopListening = this.around.onWake(() => this.wake());
    this.connect();
  }

  close(): void {
    this.stopListening?.();
    this.stopListening = null;
    this.attempt = 0;
    this.drop(kClosedByClient);
  }

  /** The relay has greeted: from here on its heartbeats are expected. */
  established(heartbeatSeconds: number): void {
    this.heartbeatMs = heartbeatSeconds * 1000;
    this.onlineSince = this.around.timers.now();
    this.expectLife();
    this.handlers.status('online');
  }

  get online(): boolean {
    return this.onlineSince !== null;
  }

  /** Sends now; false where there is no open socket. */
  send(frame: object): boolean {
    if (this.socket === null) return false;
    try {
      this.socket.send(JSON.stringify(frame));
      return true;
    } catch {
      // Closing between the check and the call: its close event follows and reconnects.
      return false;
    }
  }

  /** Throws this socket away and greets the relay anew, at once. */
  renew(): void {
    this.drop(kClosedByClient);
    this.connect();
  }

  private connect(): void {
    let socket: SocketLike;
    try {
      socket = this.around.openSocket(this.url);
    } catch {
      this.handlers.status('refused');
      return;
    }
    this.socket = socket;
    socket.onopen = () => this.handlers.opened();
    socket.onmessage = (event) => this.heard(event.data);
    socket.onclose = (event) => this.lost(event.code);
    socket.onerror = null; // a close always follows
    this.setTimer(() => this.lost(kDeadLink), kConnectMs);
    this.handlers.status('connecting');
  }

  private heard(data: unknown): void {
    this.clearWakeTimer();
    if (this.online) this.expectLife();
    if (data === '{"type":"ping"}') this.send({ type: 'pong' });
    else if (data !== '{"type":"pong"}') this.handlers.frame(data);
  }

  private expectLife(): void {
    this.setTimer(() => this.lost(kDeadLink), this.heartbeatMs * kDeadHeartbeats);
  }

  private lost(code: number): void {
    const livedMs = this.onlineSince === null ? 0 : this.around.timers.now() - this.onlineSince;
    if (livedMs >= kSettledMs) this.attempt = 0;
    this.drop(kDeadLink);
    if (isFinal(code)) {
      this.handlers.status('refused', code);
      return;
    }
    this.setTimer(() => this.connect(), backOffMs(this.attempt++, this.around.random()));
    this.handlers.status('offline', code);
  }

  /** A socket thrown away never speaks again: a half-open one may take minutes to say that it closed. */
  private drop(code: number): void {
    this.clearTimer();
    this.clearWakeTimer();
    this.onlineSince = null;
    const socket = this.socket;
    if (socket === null) return;
    this.socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    try {
      socket.close(code);
    } catch {
      // Already closed.
    }
  }

  private wake(): void {
    if (this.online) {
      this.send({ type: 'ping' });
      if (this.wakeTimer === null) this.wakeTimer = this.around.timers.set(() => this.lost(kDeadLink), kWakeMs);
    } else if (this.socket === null && this.timer !== null) {
      this.clearTimer();
      this.connect();
    }
  }

  private setTimer(callback: () => void, ms: number): void {
    this.clearTimer();
    this.timer = this.around.timers.set(() => {
      this.timer = null;
      callback();
    }, ms);
  }

  private clearTimer(): void {
    if (this.timer !== null) this.around.timers.clear(this.timer);
    this.timer = null;
  }

  private clearWakeTimer(): void {
    if (this.wakeTimer !== null) this.around.timers.clear(this.wakeTimer);
    this.wakeTimer = null;
  }
}
