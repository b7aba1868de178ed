import { Host } from './host';
import type { Alive } from './messages';
import { openGraph } from './neural/graph';
import { NeuralTier } from './neural/tier';
import { StoredVectors } from './neural/vector-cache';
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

async function fetchFile(file: string): Promise<ArrayBuffer> {
  const response = await fetch(base + file, { credentials: 'omit' });
  if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
  return response.arrayBuffer();
}

async function sha256(bytes: ArrayBuffer): Promise<string | null> {
  // Only secure contexts have it: elsewhere the types say more than there is.
  const subtle = (self.crypto as Partial<Crypto>).subtle;
  if (subtle === undefined) return null;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function makeTier(engine: EngineModule): NeuralTier {
  const folder = `${base}neural/`;
  return new NeuralTier(engine, {
    tokens: () => fetchFile('neural/neural.bell'),
    graph: () => fetchFile('neural/neural.onnx'),
    open: (graph) => openGraph(folder, graph, (url) => self.importScripts(url)),
    digest: sha256,
    cache: new StoredVectors((self as { caches?: CacheStorage }).caches),
    pause: () => new Promise((resolve) => setTimeout(resolve)),
    now: () => performance.now(),
  });
}

const files = { module: importModule, model: () => fetchFile('model.bell'), tier: makeTier };
const host = new Host(files, (message) => self.postMessage(message));
self.onmessage = (event: MessageEvent<unknown>) => void host.receive(event.data);
self.postMessage({ alive: true } satisfies Alive);
