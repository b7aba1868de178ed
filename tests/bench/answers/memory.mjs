/** What an open index holds in memory, and what visitors download for it. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { launch } from '../lib/browser.mjs';
import { serveFiles } from '../lib/file-server.mjs';
import { buildPack } from '../lib/native.mjs';
import { faq, widgetFolder } from '../lib/places.mjs';
import { progress } from '../lib/progress.mjs';
import { table } from '../lib/report.mjs';
import { short } from '../lib/statistics.mjs';
import { makeSyntheticFaq } from '../lib/synthetic-faq.mjs';
import { searchOpponents } from '../opponents/search.mjs';
import { miniLm, ours } from './quality.mjs';
import { workerFiles } from './worker-files.mjs';

const opponentsFolder = fileURLToPath(new URL('../opponents', import.meta.url));
const packPath = '/shop.bell';
/** The pack made beforehand, so that nothing but the engine's own files was ever in its memory. */
const opened = `${ours}, a pack opened`;
const memorySizes = [100, 1_000, 10_000, 50_000];

/** @param {Buffer[]} files - Compressed one by one, as they travel. */
function weigh(files) {
  const sum = (read) => files.reduce((total, bytes) => total + read(bytes), 0);
  const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  return {
    plain: sum((bytes) => bytes.length),
    gzip: sum((bytes) => gzipSync(bytes, { level: 9 }).length),
    brotli: sum((bytes) => brotli(bytes).length),
  };
}

/** A library with all that its settings need, bundled and minified. @param {{ imports: string }} opponent */
export async function weighBundle({ imports }) {
  const stdin = { contents: imports, resolveDir: opponentsFolder };
  const made = await build({ stdin, bundle: true, minify: true, format: 'esm', write: false, logLevel: 'error' });
  return weigh([Buffer.from(made.outputFiles[0].contents)]);
}

/** @returns {Promise<Map<string, { plain: number, gzip: number, brotli: number }>>} by system, without the FAQ. */
export async function weighSystems(neural) {
  const engine = ['engine.js', 'engine.wasm', 'model.bell'].map((name) => readFileSync(join(widgetFolder, name)));
  const found = new Map([[ours, weigh(engine)]]);
  if (neural !== undefined) {
    const files = [...neural.runtime, neural.model, neural.pieces].map((path) => readFileSync(path));
    found.set(miniLm, weigh(files));
  }
  for (const opponent of searchOpponents) found.set(opponent.name, await weighBundle(opponent));
  return found;
}

const shown = ({ plain, gzip, brotli }) => [plain, gzip, brotli].map((bytes) => bytes.toLocaleString('en'));

export function bytesTable(weights) {
  const rows = [...weights].map(([name, weight]) => [name, ...shown(weight)]);
  rows.push(['and for each of them the FAQ, StyleSavvy’s', ...shown(weigh([readFileSync(faq)]))]);
  return table(['bytes to download', 'plain', 'gzip 9', 'brotli 11'], rows);
}

/** The model’s sections, each compressed alone: which part weighs what. */
export function sectionsTable() {
  const bytes = readFileSync(join(widgetFolder, 'model.bell'));
  const sections = Array.from({ length: bytes.readUInt32LE(12) }, (_, index) => {
    const place = 32 + 16 * index;
    const [start, size] = [bytes.readUInt32LE(place + 8), bytes.readUInt32LE(place + 12)];
    return [bytes.toString('latin1', place, place + 4), weigh([bytes.subarray(start, start + size)])];
  });
  const rows = sections.map(([tag, weight]) => [`\`${tag}\``, ...shown(weight)]);
  return table(['sections of `model.bell` (docs/formats.md)', 'plain', 'gzip 9', 'brotli 11'], rows);
}

/** JavaScript’s heap and what array buffers hold, garbage taken out. */
async function heap(session) {
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}

const callPage = (page, call, input) =>
  page.evaluate(([name, text]) => globalThis.bench[name](JSON.parse(text)), [call, JSON.stringify(input ?? null)]);

async function growth(browser, { origin, scripts }, name, faq, pack) {
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/`);
    for (const script of scripts) await page.addScriptTag({ url: `${origin}${script}` });
    const session = await page.context().newCDPSession(page);
    const before = await heap(session);
    const figures = await callPage(page, 'open', { name, faq, pack });
    await callPage(page, 'texts', []);
    const after = await heap(session);
    return { heap: after - before, wasm: await callPage(page, 'wasmBytes'), packBytes: figures.packBytes };
  } finally {
    await page.close();
  }
}

/** @returns {Promise<object[]>} for each size: entries, and by system the growth in bytes. */
export async function measureMemory({ largest }) {
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-bench-'));
  const [json, pack] = ['faq.json', 'shop.bell'].map((name) => join(folder, name));
  const { files, scripts } = await workerFiles(undefined, new Map([[packPath, pack]]));
  files.set('/', Buffer.from('<!doctype html><title>bench</title>'));
  const server = await serveFiles(files);
  const browser = await launch();
  const place = { origin: server.origin, scripts };
  try {
    const sizes = memorySizes.filter((size) => size <= largest);
    const names = [ours, ...searchOpponents.map(({ name }) => name)];
    const tick = progress('memory', sizes.length * names.length);
    const out = [];
    for (const size of sizes) {
      const { entries } = makeSyntheticFaq(size, 1, { each: 1, answers: false });
      writeFileSync(json, JSON.stringify(entries));
      buildPack(json, pack);
      const found = new Map([[opened, await growth(browser, place, ours, undefined, packPath)]]);
      for (const name of names) {
        found.set(name, await growth(browser, place, name, entries));
        tick();
      }
      out.push({ entries: size, found });
    }
    return out;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

const mb = (bytes) => `${short(bytes / 1e6)} MB`;

export function memoryTable(measured) {
  const head = [
    'memory for an open index',
    ...measured.map(({ entries }) => `${entries.toLocaleString('en')} entries`),
  ];
  const row = (name, read) => [name, ...measured.map(read)];
  const model = statSync(join(widgetFolder, 'model.bell')).size;
  const files = ({ found }) => model + found.get(opened).packBytes;
  const others = [...measured[0].found.keys()].filter((name) => ![ours, opened].includes(name));
  return table(head, [
    row(`${ours}: its files, model and pack`, (one) => mb(files(one))),
    row(`${ours}: WASM memory, a pack opened`, ({ found }) => mb(found.get(opened).wasm)),
    row('÷ files', (one) => short(one.found.get(opened).wasm / files(one))),
    row(`${ours}: WASM memory, the pack made here`, ({ found }) => mb(found.get(ours).wasm)),
    row('÷ files', (one) => short(one.found.get(ours).wasm / files(one))),
    ...others.map((name) => row(name, ({ found }) => mb(found.get(name).heap))),
  ]);
}
