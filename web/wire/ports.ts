/** What the wire needs of its surroundings; tests put a scripted socket and a fake clock in their place. */

/** The part of `WebSocket` that the link uses. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: (() => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

export interface Timers {
  /** Milliseconds; only differences matter. */
  now(): number;
  set(callback: () => void, ms: number): number;
  clear(id: number): void;
}

export interface Surroundings {
  /** @throws where the address is not a socket's, or the page may not open it. */
  openSocket(url: string): SocketLike;
  timers: Timers;
  /** 0 ≤ x < 1 */
  random(): number;
  /** Calls back when the page may have been asleep or away; returns what ends that. */
  onWake(callback: () => void): () => void;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** The page's own. */
export function browserSurroundings(): Surroundings {
  return {
    // The DOM's handler types name `this`; the link uses less of them.
    openSocket: (url) => new WebSocket(url) as unknown as SocketLike,
    timers: {
      now: () => performance.now(),
      set: (callback, ms) => setTimeout(callback, ms),
      clear: (id) => clearTimeout(id),
    },
    random: () => Math.random(),
    onWake: listenForWake,
    fetch: (url, init) => fetch(url, init),
  };
}

function listenForWake(callback: () => void): () => void {
  const whenVisible = () => {
    if (document.visibilityState === 'visible') callback();
  };
  const events = ['online', 'focus', 'pageshow'];
  for (const name of events) addEventListener(name, callback);
  document.addEventListener('visibilitychange', whenVisible);
  return () => {
    for (const name of events) removeEventListener(name, callback);
    document.removeEventListener('visibilitychange', whenVisible);
  };
}
