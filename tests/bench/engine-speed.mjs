/** How fast the engine answers and reads moods: native, in Chromium's Worker, and beside MiniSearch. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAgreement, sameHits } from './lib/agreement.mjs';
import { askNative, buildPack, timeNative } from './lib/native.mjs';
import { faq, root } from './lib/places.mjs';
import { progress } from './lib/progress.mjs';
import { table } from './lib/report.mjs';
import { seeded } from './lib/random.mjs';
import { ratios, short, spread } from './lib/statistics.mjs';
import { makeSyntheticFaq } from './lib/synthetic-faq.mjs';
import { WorkerPage } from './lib/worker-page.mjs';

const lines = 2000;
/** A sample in the Worker is about this long, and at least so many texts. */
const sampleMs = 400;
const leastTexts = 50;

const readLines = (path) =>
  readFileSync(join(root, path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

function shuffle(random, list) {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

/** Two thousand, in an order in which any beginning stands for the whole. */
function fill(queries) {
  const out = [];
  const random = seeded(queries.length);
  while (out.length < lines) out.push(...shuffle(random, queries));
  return out.slice(0, lines);
}

function makePacks(folder) {
  const stylesavvy = JSON.parse(readFileSync(faq, 'utf8'));
  const packs = [
    { name: 'StyleSavvy', entries: stylesavvy, queries: fill(readLines('tests/shop/stylesavvy.jsonl')) },
    { name: '1,000 phrasings', ...makeSyntheticFaq(1_000, lines) },
    { name: '10,000 phrasings', ...makeSyntheticFaq(10_000, lines) },
  ];
  return packs.map((pack, index) => {
    const json = join(folder, `${index}.json`);
    const bell = join(folder, `${index}.bell`);
    writeFileSync(json, JSON.stringify(pack.entries));
    buildPack(json, bell);
    return { ...pack, bell, path: `/${index}.bell`, texts: pack.queries.map(({ text }) => text) };
  });
}

const share = (queries, firsts) => {
  const known = queries.map(({ gold }, index) => [gold, firsts[index]]).filter(([gold]) => gold !== null);
  return `${((100 * known.filter(([gold, first]) => gold === first).length) / known.length).toFixed(1)} %`;
};

/** How many texts make a sample, the same for all jobs: the slowest decides. Warms up the compilers too. */
async function sampleSize(page, jobs) {
  let slowest = 0;
  for (const job of jobs) {
    await page.time(job, leastTexts);
    slowest = Math.max(slowest, (await page.time(job, 4 * leastTexts)).cpuMs);
  }
  return Math.min(lines, Math.max(leastTexts, Math.round(sampleMs / slowest)));
}

/** Native and the jobs of the Worker, one after the other, again and again. @returns samples by name. */
async function interleave(page, { args, texts, jobs, rounds, what }) {
  const count = await sampleSize(page, jobs);
  const samples = { native: [], ...Object.fromEntries(jobs.map((job) => [job, []])) };
  const tick = progress(what, rounds);
  for (let round = 0; round < rounds; round++) {
    samples.native.push(timeNative(args, texts));
    for (const job of jobs) samples[job].push(await page.time(job, count));
    tick();
  }
  return samples;
}

const cpu = (samples) => samples.map(({ cpuMs }) => cpuMs);
const wall = (samples) => samples.map(({ wallMs }) => wallMs);

async function measurePack(page, pack, rounds) {
  await page.call('open', { pack: pack.path, entries: pack.entries, lines: pack.texts });
  const native = askNative(pack.bell, pack.texts);
  const wasm = await page.call('answers');
  checkAgreement(pack.name, native, wasm, sameHits);
  const rivals = await page.call('rivals');
  const jobs = ['ask', 'minisearch'];
  const what = `ask, ${pack.name}`;
  const samples = await interleave(page, { args: ['ask', pack.bell], texts: pack.texts, jobs, rounds, what });
  const quality = [
    share(
      pack.queries,
      wasm.map(([first]) => first?.id),
    ),
    share(
      pack.queries,
      rivals.map(([id]) => id),
    ),
  ];
  return { name: pack.name, entries: pack.entries.length, bytes: statSync(pack.bell).size, samples, quality };
}

function askTable(packs) {
  const head = ['`ask`, ms a question', ...packs.map(({ name }) => name)];
  const row = (name, read) => [name, ...packs.map(read)];
  return table(head, [
    row('entries', ({ entries }) => entries),
    row('pack, KB', ({ bytes }) => short(bytes / 1000)),
    row('native, CPU', ({ samples }) => spread(cpu(samples.native))),
    row('WASM, CPU', ({ samples }) => spread(cpu(samples.ask))),
    row('WASM, wall', ({ samples }) => spread(wall(samples.ask))),
    row('MiniSearch, CPU', ({ samples }) => spread(cpu(samples.minisearch))),
    row('MiniSearch, wall', ({ samples }) => spread(wall(samples.minisearch))),
    row('WASM ÷ native, CPU', ({ samples }) => spread(ratios(cpu(samples.ask), cpu(samples.native)))),
    row('WASM ÷ MiniSearch, CPU', ({ samples }) => spread(ratios(cpu(samples.ask), cpu(samples.minisearch)))),
    row('first hit right, ours', ({ quality }) => quality[0]),
    row('first hit right, MiniSearch', ({ quality }) => quality[1]),
  ]);
}

function otherTable(rows) {
  const head = ['ms a message', 'native, CPU', 'WASM, CPU', 'WASM, wall', 'WASM ÷ native, CPU'];
  return table(
    head,
    rows.map(([name, native, wasm]) => [
      name,
      spread(cpu(native)),
      spread(cpu(wasm)),
      spread(wall(wasm)),
      spread(ratios(cpu(wasm), cpu(native))),
    ]),
  );
}

/** Mood alone, and a whole turn of a conversation: both at StyleSavvy's pack. */
async function measureOthers(page, pack, rounds) {
  const messages = fill(readLines('tests/mood/messages.jsonl')).map(({ text }) => text);
  const open = (texts) => page.call('open', { pack: pack.path, entries: pack.entries, lines: texts });
  await open(messages);
  const mood = await interleave(page, { args: ['mood'], texts: messages, jobs: ['mood'], rounds, what: 'mood' });
  await open(pack.texts);
  const args = ['chat', pack.bell];
  const turn = await interleave(page, { args, texts: pack.texts, jobs: ['step'], rounds, what: 'a whole turn' });
  return otherTable([
    ['mood, a message', mood.native, mood.mood],
    ['a whole turn (`step`), StyleSavvy', turn.native, turn.step],
  ]);
}

/** @param {{ rounds: number }} options @returns {Promise<string>} Markdown. */
export async function measureEngineSpeed({ rounds }) {
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-bench-'));
  let page;
  try {
    const packs = makePacks(folder);
    page = await WorkerPage.open(new Map(packs.map(({ path, bell }) => [path, bell])));
    const measured = [];
    for (const pack of packs) measured.push(await measurePack(page, pack, rounds));
    const others = await measureOthers(page, packs[0], rounds);
    return `## How fast the engine answers

${lines} questions a pack, ${rounds} rounds of native, WASM and MiniSearch in turn. Before timing, native and WASM gave the same
hits for all of them (scores within 0.00001). Native is the command line, less a run without input, its JSON included;
WASM and MiniSearch loop inside one Worker of Chromium. CPU is that of the process or of the Worker’s thread. MiniSearch: stop words
left out, prefix from 4 letters, fuzzy 0.2 from 5, light weights for both, questions before answers. StyleSavvy is
asked by its own test visitors; the other packs are made up, five phrasings an entry, and say nothing about quality
in real shops.

${askTable(measured)}

${others}`;
  } finally {
    await page?.close();
    rmSync(folder, { recursive: true });
  }
}
