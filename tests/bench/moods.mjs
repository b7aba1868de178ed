// Measures Shopbell's mood reader beside lexicon readers, and prints a report. Started by `scripts/bench moods`, which
// builds first and says how it is used.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './answers/worker-files.mjs';
import { weighBundle } from './answers/memory.mjs';
import { checkAgreement } from './lib/agreement.mjs';
import { fail, readArguments } from './lib/arguments.mjs';
import { launch } from './lib/browser.mjs';
import { readMoodsNative, timeNative } from './lib/native.mjs';
import { root } from './lib/places.mjs';
import { progress } from './lib/progress.mjs';
import { heading, lay, table } from './lib/report.mjs';
import { ratios, spread } from './lib/statistics.mjs';
import { WorkerPage, engineFiles } from './lib/worker-page.mjs';
import { judgeMessages, judgePolarity } from './moods/figures.mjs';
import { moodOpponents } from './opponents/mood.mjs';

const command = 'scripts/bench moods --write --data DIR';
const ours = 'Shopbell';
const readers = [ours, ...moodOpponents.map(({ name }) => name)];
const timed = 2000;
const least = 200;
const sampleMs = 300;
const tolerance = 1e-5;

const readLines = (path) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const sameMood = (native, wasm) =>
  native.label === wasm.label &&
  Object.entries(native.moods).every(([mood, chance]) => Math.abs(chance - wasm.moods[mood]) <= tolerance);

async function readAll(page, rows) {
  const texts = rows.map(({ text }) => text);
  await page.call('texts', texts);
  const answers = new Map();
  for (const name of readers) answers.set(name, await page.call('read', { name }));
  const wasm = answers.get(ours).map(({ reading }) => reading);
  checkAgreement('mood', readMoodsNative(texts), wasm, sameMood);
  return answers;
}

const percent = (value) => (value === undefined ? '–' : `${(100 * value).toFixed(1)} %`);
const three = (value) => (value === undefined ? '–' : value.toFixed(3));

async function ownTable(page, file) {
  const rows = readLines(join(root, 'tests/mood', file));
  const answers = await readAll(page, rows);
  const head = [
    '',
    'AUROC upset',
    'upset found at 5 % false alarms',
    'calm topics called bad',
    'macro-F1, 3',
    'macro-F1, 5',
  ];
  const body = [...answers].map(([name, list]) => {
    const figures = judgeMessages(rows, list);
    const { auroc, recall, calmCalled, macroF1, fiveF1 } = figures;
    return [name, three(auroc), percent(recall), percent(calmCalled), three(macroF1), three(fiveF1)];
  });
  return `\`tests/mood/${file}\`, ${rows.length} messages:\n\n${table(head, body)}`;
}

async function publicTable(page, data) {
  const rows = readLines(join(data, 'mood/goemotions-test.jsonl'));
  const answers = await readAll(page, rows);
  const body = [...answers].map(([name, list]) => {
    const { macroF1, negativeF1, auroc } = judgePolarity(rows, list);
    return [name, three(macroF1), three(negativeF1), three(auroc)];
  });
  return `GoEmotions, its test part, ${rows.length} comments:\n\n${table(['', 'macro-F1', 'F1 of negative', 'AUROC of negative'], body)}`;
}

async function quality(page, data) {
  const own = readdirSync(join(root, 'tests/mood')).filter((name) => /^messages.*\.jsonl$/.test(name));
  const tables = [];
  for (const file of own.sort()) tables.push(await ownTable(page, file));
  if (data !== undefined) tables.push(await publicTable(page, data));
  return `## Whose reading is right

Visitors’ messages written blind, and a public test set. AUROC of upset: against calm messages (neither upset nor
distressed). Calm topics are calm questions about unpleasant things, such as a damaged dress. Macro-F1 over bad, neutral and good
moods; over five moods only where a reader tells them. Native and WASM gave the same mood to every message.

${tables.join('\n\n')}`;
}

async function speed(page, rounds) {
  const messages = readLines(join(root, 'tests/mood/messages.jsonl')).map(({ text }) => text);
  const texts = Array.from({ length: timed }, (_, index) => messages[index % messages.length]);
  await page.call('texts', texts);
  const counts = {};
  for (const name of readers) {
    await page.time(name, least);
    const { cpuMs } = await page.time(name, least);
    counts[name] = Math.max(least, Math.round(sampleMs / cpuMs));
  }
  const samples = new Map([...readers, 'native'].map((name) => [name, []]));
  const tick = progress('moods, speed', rounds);
  for (let round = 0; round < rounds; round++) {
    samples.get('native').push(timeNative(['mood'], texts).cpuMs);
    for (const name of readers) samples.get(name).push((await page.time(name, counts[name])).cpuMs);
    tick();
  }
  const native = samples.get('native');
  const own = samples.get(ours);
  const row = (name, times) => [name, spread(times), spread(ratios(own, times))];
  return `## How long a message takes

CPU ms, ${rounds} rounds in turn, in one Worker of Chromium; native is the command line, its JSON included.

${table(['', 'ms a message', 'Shopbell in WASM ÷ it'], [row(`${ours}, WASM`, own), row(`${ours}, native`, native), ...moodOpponents.map(({ name }) => row(name, samples.get(name)))])}`;
}

async function bytes() {
  const rows = await Promise.all(moodOpponents.map(async (reader) => [reader.name, await weighBundle(reader)]));
  const shown = ({ plain, gzip, brotli }) => [plain, gzip, brotli].map((count) => count.toLocaleString('en'));
  return `## Bytes

Bundled and minified. Shopbell’s reader is a part of the engine and the model, which answers need as well.

${table(
  ['bytes to download', 'plain', 'gzip 9', 'brotli 11'],
  rows.map(([name, weight]) => [name, ...shown(weight)]),
)}`;
}

async function openPage() {
  const script = await bundle(fileURLToPath(new URL('moods/readers.mjs', import.meta.url)));
  const files = engineFiles();
  files.set('/readers.js', Buffer.from(script));
  files.set('/worker.js', Buffer.from('importScripts("/widget/engine.js", "/readers.js");'));
  return WorkerPage.start(files, 'start');
}

const options = readArguments({ rounds: 7 }, { data: { type: 'string' } }, ['quality', 'speed', 'bytes']);
if (options.data !== undefined && !existsSync(join(options.data, 'mood')))
  fail(`--data ${options.data}: expected a folder with mood/goemotions-test.jsonl in it`);
const parts = {
  quality: (page) => quality(page, options.data),
  speed: (page) => speed(page, options.rounds),
  bytes,
};
const browser = await launch();
const sections = [heading(browser.version(), 'Moods, measured beside others', command)];
await browser.close();
const page = await openPage();
try {
  for (const part of options.parts) sections.push(await parts[part](page));
} finally {
  await page.close();
}
const report = await lay(sections);
process.stdout.write(report);
if (options.write) {
  mkdirSync(join(root, 'docs/benchmarks'), { recursive: true });
  writeFileSync(join(root, 'docs/benchmarks/moods.md'), report);
}
