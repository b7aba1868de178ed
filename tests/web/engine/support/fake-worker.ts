import type { Arrangement } from '../../../../web/engine/arrangements';
import type { Port } from '../../../../web/engine/link';
import type { EngineRequest, Envelope } from '../../../../web/engine/worker/messages';

/** A Worker whose part the test plays. */
export class FakeWorker implements Port {
  readonly received: Envelope[] = [];
  closed = false;
  private onMessage: (data: unknown) => void = () => {};
  private onLost: (why: string) => void = () => {};
  private readonly script: (worker: FakeWorker, envelope: Envelope) => void;

  constructor(script: (worker: FakeWorker, envelope: Envelope) => void) {
    this.script = script;
  }

  post(envelope: Envelope): void {
    this.received.push(envelope);
    queueMicrotask(() => this.script(this, envelope));
  }

  listen(onMessage: (data: unknown) => void, onLost: (why: string) => void): void {
    this.onMessage = onMessage;
    this.onLost = onLost;
  }

  close(): void {
    this.closed = true;
  }

  says(data: unknown): void {
    if (!this.closed) this.onMessage(data);
  }

  dies(why = 'a crash'): void {
    if (!this.closed) this.onLost(why);
  }

  asked(kind: EngineRequest['kind']): Envelope[] {
    return this.received.filter(({ request }) => request.kind === kind);
  }
}

type Script = (worker: FakeWorker, envelope: Envelope) => void;

/** Runs, loads the FAQ and answers every step with `decision`. */
export function answering(decision: unknown = 'a decision'): Script {
  return (worker, { id, request }) => {
    if (request.kind === 'start') {
      worker.says({ alive: true });
      worker.says({ id, ok: true, value: { entries: 2, warnings: [] } });
    } else worker.says({ id, ok: true, value: { decision, state: 'next' } });
  };
}

/** Loads, then does as `then` says with everything else. */
export function loadedThen(then: Script): Script {
  const load = answering();
  return (worker, envelope) => (envelope.request.kind === 'start' ? load : then)(worker, envelope);
}

export const silent: Script = () => {};

/** An arrangement that plays one script after the other; it refuses at once where there is none left. */
export class FakeArrangement implements Arrangement {
  readonly name = 'own-worker';
  readonly workers: FakeWorker[] = [];
  private readonly scripts: Script[];

  constructor(...scripts: Script[]) {
    this.scripts = scripts;
  }

  open(): Port {
    const script = this.scripts[this.workers.length];
    if (script === undefined) throw new DOMException('refused', 'SecurityError');
    const worker = new FakeWorker(script);
    this.workers.push(worker);
    return worker;
  }

  get last(): FakeWorker {
    const worker = this.workers.at(-1);
    if (worker === undefined) throw new Error('expected a Worker to have been opened');
    return worker;
  }
}
