import { EngineError } from './errors';
import { waitFor } from './patience';
import type { EngineRequest, Envelope, NeuralProgress, Reply } from './worker/messages';

/** A way to and from one Worker, wherever it runs. */
export interface Port {
  post(message: Envelope): void;
  /** `onLost` is called at most once: the Worker is gone or cannot be understood. */
  listen(onMessage: (data: unknown) => void, onLost: (why: string) => void): void;
  /** Ends the Worker; nothing is heard of it afterwards. */
  close(): void;
}

/** A request that the Worker answered with a refusal. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  stopWaiting(): void;
}

/**
 * Requests and replies over one port: each request has an id and is settled exactly once. After the first loss,
 * whatever its cause, all that is pending is rejected and the link is of no more use.
 */
export class Link {
  /** Settles when the Worker has said that it runs; rejects with `engine-lost`. */
  readonly alive: Promise<void>;
  private readonly port: Port;
  private readonly onLost: () => void;
  private readonly onProgress: (progress: NeuralProgress['neural']) => void;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private loss: EngineError | null = null;
  private live: { resolve(): void; reject(error: Error): void } = { resolve: () => {}, reject: () => {} };

  /**
   * @param onLost - Called once, unless {@link close} came first.
   * @param onProgress - Told how far the second tier is, where it was asked for.
   */
  constructor(port: Port, onLost: () => void, onProgress: (progress: NeuralProgress['neural']) => void = () => {}) {
    this.port = port;
    this.onLost = onLost;
    this.onProgress = onProgress;
    this.alive = new Promise((resolve, reject) => (this.live = { resolve, reject }));
    this.alive.catch(() => {}); // heard by those who wait for it
    port.listen(
      (data) => this.receive(data),
      (why) => this.lose(new EngineError('engine-lost', why)),
    );
  }

  /**
   * @throws EngineError `engine-timeout` where no reply comes in time, `engine-lost` where the Worker is gone.
   * @throws Refusal
   */
  request(request: EngineRequest, timeoutMs: number): Promise<unknown> {
    if (this.loss !== null) return Promise.reject(this.loss);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const late = new EngineError('engine-timeout', `no reply to ${request.kind} in ${timeoutMs} ms`);
      const stopWaiting = waitFor(timeoutMs, () => this.lose(late));
      this.pending.set(id, { resolve, reject, stopWaiting });
      this.port.post({ id, request });
    });
  }

  /** Ends the Worker and rejects what is pending. */
  close(why = 'the engine was stopped'): void {
    this.settle(new EngineError('engine-lost', why));
  }

  private receive(data: unknown): void {
    if (this.loss !== null || typeof data !== 'object' || data === null) return;
    if ('alive' in data) this.live.resolve();
    else if (isProgress(data)) this.onProgress(data.neural);
    else if ('lost' in data) this.lose(new EngineError('engine-lost', String(data.lost)));
    else if (isReply(data)) this.answer(data);
  }

  private answer(reply: Reply): void {
    const pending = this.pending.get(reply.id);
    if (pending === undefined) return;
    if (!reply.ok && reply.code === 'crashed') {
      this.lose(new EngineError('engine-lost', reply.message));
      return;
    }
    this.pending.delete(reply.id);
    pending.stopWaiting();
    if (reply.ok) pending.resolve(reply.value);
    else pending.reject(new Refusal(reply.code, reply.message));
  }

  private lose(error: EngineError): void {
    if (this.loss !== null) return;
    this.settle(error);
    this.onLost();
  }

  private settle(error: EngineError): void {
    if (this.loss !== null) return;
    this.loss = error;
    this.port.close();
    this.live.reject(error);
    for (const { reject, stopWaiting } of this.pending.values()) {
      stopWaiting();
      reject(error);
    }
    this.pending.clear();
  }
}

function isProgress(data: object): data is NeuralProgress {
  return 'neural' in data && typeof data.neural === 'object' && data.neural !== null && 'done' in data.neural;
}

function isReply(data: object): data is Reply {
  return 'id' in data && typeof data.id === 'number' && 'ok' in data && typeof data.ok === 'boolean';
}
