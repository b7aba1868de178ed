import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { workerClock } from './cpu-time.mjs';
import { serveFiles } from './file-server.mjs';
import { root, widgetFolder } from './places.mjs';

/** The engine as visitors get it, by path. @returns {Map<string, string>} */
export const engineFiles = () =>
  new Map(['engine.js', 'engine.wasm', 'model.bell'].map((name) => [`/widget/${name}`, join(widgetFolder, name)]));

/** A page with one Worker in it that answers calls by name. */
export class WorkerPage {
  /** The main job's Worker, its engine started. @param {Map<string, string | Buffer>} packs - `.bell` files by path. */
  static async open(packs) {
    const files = new Map([...engineFiles(), ...packs]);
    files.set('/worker.js', fileURLToPath(new URL('../worker.js', import.meta.url)));
    files.set('/minisearch.js', join(root, 'node_modules/minisearch/dist/umd/index.js'));
    return WorkerPage.start(files, 'start');
  }

  /**
   * @param {Map<string, string | Buffer>} files - `/worker.js` among them.
   * @param {string} first - What the Worker is called to do first.
   */
  static async start(files, first) {
    const self = new WorkerPage();
    self.server = await serveFiles(new Map([...files, ['/', Buffer.from('<!doctype html><title>bench</title>')]]));
    self.browser = await launch();
    try {
      self.page = await self.browser.newPage();
      await self.page.goto(`${self.server.origin}/`);
      await self.page.evaluate(startWorker);
      await self.call(first);
      self.cpuMs = await workerClock(self.browser);
      return self;
    } catch (error) {
      await self.close();
      throw error;
    }
  }

  call(call, input) {
    // As JSON text: lone surrogates stay what they are.
    return this.page.evaluate(
      ([name, text]) => globalThis.ask(name, JSON.parse(text)),
      [call, JSON.stringify(input ?? null)],
    );
  }

  /** @returns {Promise<{ wallMs: number, cpuMs: number }>} a text. */
  async time(job, count) {
    const before = this.cpuMs();
    const wall = await this.call('loop', { job, count });
    return { wallMs: wall / count, cpuMs: (this.cpuMs() - before) / count };
  }

  async close() {
    await this.browser.close();
    await this.server.stop();
  }
}

/** Runs in the page. */
function startWorker() {
  const worker = new Worker('/worker.js');
  const waiting = new Map();
  let last = 0;
  worker.onmessage = ({ data: { id, value, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
  };
  globalThis.ask = (call, input) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ id: last, call, input });
    });
}
