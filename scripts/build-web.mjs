// Bundles what runs in pages into build/web: widget/ (served to shops) and console/ (served to agents).
// Run after `cmake --build build/wasm`; without the wasm files the engine falls back to plain search.
import { build } from 'esbuild';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const widget = join(root, 'build/web/widget');
const consoleOut = join(root, 'build/web/console');
const kLarge = 4_000_000;
const common = {
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  sourcemap: 'linked',
  logLevel: 'warning',
};

await rm(join(root, 'build/web'), { recursive: true, force: true });
await mkdir(widget, { recursive: true });
await mkdir(consoleOut, { recursive: true });

// The launcher and the Worker are classic scripts: `document.currentScript` and `importScripts` need them so.
const classic = [
  ['web/widget/launcher.ts', 'shopbell.js'],
  ['web/engine/worker/main.ts', 'engine-worker.js'],
  ['web/engine/frame.ts', 'engine-frame.js'],
];
for (const [entry, outfile] of classic) {
  await build({ ...common, entryPoints: [join(root, entry)], outfile: join(widget, outfile), format: 'iife' });
}
// The panel comes with the first interaction, as a module: `import()` works under a strict policy.
await build({
  ...common,
  entryPoints: { panel: join(root, 'web/widget/panel.ts') },
  outdir: widget,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
});
// On its own, not a chunk of the panel: only owners who set `data-debug` load it, and the panel shares nothing with it.
await build({
  ...common,
  entryPoints: [join(root, 'web/widget/debug/debug.ts')],
  outfile: join(widget, 'debug.js'),
  format: 'esm',
});
await build({
  ...common,
  entryPoints: { console: join(root, 'web/console/main.ts') },
  outdir: consoleOut,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
});

// The second tier is there once `scripts/setup --neural` has made it; pages do without.
const ort = 'node_modules/onnxruntime-web/dist';
const neural = ['neural.onnx', 'neural.bell'].map((file) => `build/neural/${file}`);
const runtime = ['ort.wasm.min.js', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'].map(
  (file) => `${ort}/${file}`,
);
if (neural.every((file) => existsSync(join(root, file)))) {
  for (const file of [...neural, ...runtime]) await cp(join(root, file), join(widget, 'neural', basename(file)));
}

const copies = [
  ['web/engine/engine-frame.html', join(widget, 'engine-frame.html')],
  ['web/console/index.html', join(consoleOut, 'index.html')],
  ['web/console/console.css', join(consoleOut, 'console.css')],
  ['build/wasm/bin/engine.js', join(widget, 'engine.js')],
  ['build/wasm/bin/engine.wasm', join(widget, 'engine.wasm')],
  ['models/en/model.bell', join(widget, 'model.bell')],
];
for (const [from, to] of copies) {
  if (existsSync(join(root, from))) await cp(join(root, from), to);
  else console.warn(`build-web: ${from} is not there; left out`);
}

// The relay sends FILE.br or FILE.gz where they lie beside FILE and the browser takes them.
for (const entry of await readdir(join(root, 'build/web'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name.endsWith('.map')) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = await readFile(path);
  const quality = bytes.length > kLarge ? 9 : constants.BROTLI_MAX_QUALITY; // the second tier would take a minute
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 24 };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}

// Bytes of the second tier on the wire, brotli.
const kMostNeural = 17_000_000;
if (existsSync(join(widget, 'neural'))) {
  const packed = (await readdir(join(widget, 'neural'))).filter((name) => name.endsWith('.br'));
  const sizes = await Promise.all(packed.map(async (name) => (await stat(join(widget, 'neural', name))).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`second tier: ${total} bytes brotli, of at most ${kMostNeural}`);
  if (total > kMostNeural) throw new Error('the second tier is larger than it may be');
}
