import { vi } from 'vitest';
import type { SocketLike, Surroundings } from '../../../../web/wire/ports';

type Frame = Record<string, unknown> & { type: string };

/** One end of a socket; the test plays the relay at the other. */
export class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly sent: Frame[] = [];
  closedWith: number | null = null;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Frame);
  }

  close(code?: number): void {
    this.closedWith = code ?? 1000;
  }

  /** The relay accepts and the client greets. */
  accept(): void {
    this.onopen?.();
  }

  says(frame: object | string): void {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  }

  hangsUp(code: number): void {
    this.onclose?.({ code });
  }

  sentOf(type: string): Frame[] {
    return this.sent.filter((frame) => frame.type === type);
  }
}

/** A world whose sockets, clock and chance the test holds. Uses vitest's fake timers. */
export class FakeSurroundings implements Surroundings {
  readonly sockets: FakeSocket[] = [];
  readonly requests: { url: string; init: RequestInit }[] = [];
  chance = 0;
  /** What the next request gets. */
  respond: () => Promise<Response> = () => Promise.reject(new TypeError('Failed to fetch'));
  private readonly wakers = new Set<() => void>();

  readonly timers = {
    now: () => Date.now(),
    set: (callback: () => void, ms: number) => setTimeout(callback, ms) as unknown as number,
    clear: (id: number) => clearTimeout(id),
  };

  openSocket = (url: string): SocketLike => {
    const socket = new FakeSocket(url);
    this.sockets.push(socket);
    return socket;
  };

  random = () => this.chance;

  onWake = (callback: () => void) => {
    this.wakers.add(callback);
    return () => this.wakers.delete(callback);
  };

  fetch = (url: string, init: RequestInit): Promise<Response> => {
    this.requests.push({ url, init });
    return this.respond();
  };

  wake(): void {
    for (const waker of this.wakers) waker();
  }

  get listeners(): number {
    return this.wakers.size;
  }

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (last === undefined) throw new Error('expected a socket to have been opened');
    return last;
  }

  pass(ms: number): void {
    vi.advanceTimersByTime(ms);
  }
}
