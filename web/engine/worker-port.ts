import type { Port } from './link';
import { watchViolations } from './violations';

/** A Worker straight from the widget's folder; only on pages of the same origin. */
export function openOwnWorker(base: string): Port {
  return new WorkerPort(`${base}engine-worker.js`, null);
}

/** A Worker from a blob of the page that imports the real script from another origin. Classic: module ones cannot. */
export function openBlobWorker(base: string): Port {
  const source = `self.shopbellBase=${JSON.stringify(base)};importScripts(self.shopbellBase+"engine-worker.js")`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return new WorkerPort(url, url);
}

class WorkerPort implements Port {
  private readonly worker: Worker;
  private readonly blob: string | null;
  private onLost: ((why: string) => void) | null = null;
  private readonly stopWatching: () => void;

  constructor(url: string, blob: string | null) {
    this.blob = blob;
    this.stopWatching = watchViolations(
      (directive) => directive === 'worker-src' || directive === 'child-src',
      (why) => this.lose(why),
    );
    try {
      this.worker = new Worker(url);
    } catch (error) {
      this.release();
      throw error;
    }
    this.worker.onerror = (event) => {
      event.preventDefault(); // told by the port
      this.lose(event.message || 'the script cannot be loaded');
    };
    this.worker.onmessageerror = () => this.lose('a message cannot be read');
  }

  post(message: unknown): void {
    this.worker.postMessage(message);
  }

  listen(onMessage: (data: unknown) => void, onLost: (why: string) => void): void {
    this.onLost = onLost;
    this.worker.onmessage = (event: MessageEvent<unknown>) => {
      this.release(); // the script runs: the blob has done its part
      onMessage(event.data);
    };
  }

  close(): void {
    this.onLost = null;
    this.release();
    this.worker.terminate();
  }

  private lose(why: string): void {
    const tell = this.onLost;
    this.onLost = null;
    tell?.(why);
  }

  private release(): void {
    this.stopWatching();
    if (this.blob !== null) URL.revokeObjectURL(this.blob);
  }
}
