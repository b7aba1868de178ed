import { Host } from './host';
import type { Alive } from './messages';
import type { EngineModule } from '../../../wasm/bind/engine';

declare const self: DedicatedWorkerGlobalScope & {
  /** Set by the blob that imports this script from another origin; a script of its own address needs none. */
  shopbellBase?: string;
};

// Never taken from a message: in a frame those come from any page, and the script would run as the widget's origin.
const base = self.shopbellBase ?? new URL('.', self.location.href).href;

async function importModule(): Promise<EngineModule> {
  self.importScripts(`${base}engine.js`);
  return createEngine({ locateFile: (file) => base + file });
}

async function fetchModel(): Promise<ArrayBuffer> {
  const response = await fetch(`${base}model.bell`, { credentials: 'omit' });
  if (!response.ok) throw new Error(`model.bell: HTTP ${response.status}`);
  return response.arrayBuffer();
}

const host = new Host({ module: importModule, model: fetchModel }, (reply) => self.postMessage(reply));
self.onmessage = (event: MessageEvent<unknown>) => void host.receive(event.data);
self.postMessage({ alive: true } satisfies Alive);
