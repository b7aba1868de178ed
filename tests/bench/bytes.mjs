/** What a visitor downloads, and when. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { faq, widgetFolder } from './lib/places.mjs';
import { table } from './lib/report.mjs';

const firstTier = [
  ['launcher, with the page', 'shopbell.js'],
  ['panel, at the first interaction', 'panel.js'],
  ['engine’s Worker', 'engine-worker.js'],
  ['engine’s glue', 'engine.js'],
  ['engine', 'engine.wasm'],
  ['model', 'model.bell'],
];

function sizes(path) {
  const bytes = readFileSync(path);
  const brotli = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, brotli).length];
}

const add = (rows) => rows.reduce((sum, row) => sum.map((value, column) => value + row[column]), [0, 0, 0]);
const shown = (row) => row.map((bytes) => bytes.toLocaleString('en'));

/** @returns {string} Markdown. */
export function measureBytes() {
  const rows = firstTier.map(([name, file]) => [`${name}: \`${file}\``, sizes(join(widgetFolder, file))]);
  rows.push(['the shop’s own FAQ: `faq.json`', sizes(faq)]);
  const chunks = readdirSync(join(widgetFolder, 'chunks')).filter((name) => name.endsWith('.js'));
  const spare = add(chunks.map((name) => sizes(join(widgetFolder, 'chunks', name))));
  return `## What visitors download

Bytes of the first tier, gzip 9 and brotli 11. Only the launcher comes before the first interaction.

${table(
  ['file', 'plain', 'gzip', 'brotli'],
  [
    ...rows.map(([name, row]) => [name, ...shown(row)]),
    ['**all of it**', ...shown(add(rows.map(([, row]) => row)))],
    ['only where WASM is refused: plain search', ...shown(spare)],
  ],
)}`;
}
