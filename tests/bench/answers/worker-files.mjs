/** What the answer bench's Worker and page are made of, by path. */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../lib/places.mjs';
import { engineFiles } from '../lib/worker-page.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const runtime = ['ort.wasm.min.js', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];

/** @returns {Promise<string>} of one entry file and all it imports. */
export async function bundle(entry, format = 'iife') {
  const made = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format,
    write: false,
    logLevel: 'error',
  });
  return made.outputFiles[0].text;
}

/**
 * The sentence encoder's files, where they are.
 * @param {string} folder - Holds neural.onnx and neural.bell, as `scripts/setup --neural` makes them.
 * @returns {{ model: string, pieces: string, runtime: string[] } | undefined}
 */
export function findNeural(folder) {
  const [model, pieces] = ['neural.onnx', 'neural.bell'].map((name) => join(folder, name));
  const ort = join(root, 'node_modules/onnxruntime-web/dist');
  if (![model, pieces, ort].every((path) => existsSync(path))) return undefined;
  return { model, pieces, runtime: runtime.map((name) => join(ort, name)) };
}

/** Where the Worker finds them. */
export const neuralPaths = { model: '/neural/model.onnx', pieces: '/neural/pieces.bell' };

/**
 * @param {ReturnType<typeof findNeural>} neural
 * @param {Map<string, string>} more - Further files by path.
 */
export async function workerFiles(neural, more = new Map()) {
  const files = new Map([...engineFiles(), ...more]);
  const scripts = ['/widget/engine.js'];
  if (neural !== undefined) {
    files.set(neuralPaths.model, neural.model).set(neuralPaths.pieces, neural.pieces);
    runtime.forEach((name, index) => files.set(`/ort/${name}`, neural.runtime[index]));
    scripts.push(`/ort/${runtime[0]}`);
  }
  files.set('/systems.js', Buffer.from(await bundle(join(here, 'systems.mjs'))));
  scripts.push('/systems.js');
  files.set('/worker.js', Buffer.from(`importScripts(${scripts.map((path) => JSON.stringify(path)).join(', ')});`));
  return { files, scripts };
}
