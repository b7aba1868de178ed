/** Milliseconds a question, and to make an index, by the number of entries. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calibrationLoop } from '../lib/browser.mjs';
import { checkAgreement, sameHits } from '../lib/agreement.mjs';
import { askNative, buildPack, timeNative } from '../lib/native.mjs';
import { progress } from '../lib/progress.mjs';
import { table } from '../lib/report.mjs';
import { median, ratios, short, spread } from '../lib/statistics.mjs';
import { makeSyntheticFaq } from '../lib/synthetic-faq.mjs';
import { WorkerPage } from '../lib/worker-page.mjs';
import { searchOpponents } from '../opponents/search.mjs';
import { miniLm, ours } from './quality.mjs';
import { neuralPaths, workerFiles } from './worker-files.mjs';

export const yardstick = 'MiniSearch, tuned';
const sizes = [
  { name: '1,000 phrasings of 200 entries', phrasings: 1_000, form: { each: 5, answers: true }, answers: true },
  { name: '100', phrasings: 100, form: { each: 1, answers: false } },
  { name: '1,000', phrasings: 1_000, form: { each: 1, answers: false } },
  { name: '10,000', phrasings: 10_000, form: { each: 1, answers: false } },
  { name: '50,000', phrasings: 50_000, form: { each: 1, answers: false } },
  { name: '10,000 with answers', phrasings: 10_000, form: { each: 1, answers: true }, answers: true },
];
const texts = 1000;
/** A sample is about this long, in CPU time, but at least three texts and no more than all. */
const sampleMs = 300;
const leastTexts = 3;
const encodedAtMost = 200;
/** Shopbell’s native figure comes from a run of its own; a slow text is not asked two thousand times for it. */
const nativeTexts = 300;

/** How many texts make a sample. Warms up the compilers too, where that takes no minutes. */
async function countFor(page, job) {
  let count = leastTexts;
  for (let i = 0; i < 3; i++) {
    const { cpuMs } = await page.time(job, count);
    if (cpuMs * leastTexts > sampleMs) return leastTexts;
    count = Math.min(texts, Math.max(leastTexts, Math.round(sampleMs / cpuMs)));
  }
  return count;
}

/** CPU ms of a call to the Worker, its JSON included. */
async function open(page, system, faq) {
  const before = page.cpuMs();
  const neural = system.neural && { ...system.neural, atMost: encodedAtMost };
  const figures = await page.call('open', { ...system, faq, neural });
  return { ...figures, cpuMs: page.cpuMs() - before };
}

/** The system and the yardstick in turn. */
async function interleave(page, name, rounds) {
  const jobs = name === yardstick ? [name] : [name, yardstick];
  const counts = [];
  for (const job of jobs) counts.push(await countFor(page, job));
  const samples = Object.fromEntries(jobs.map((job) => [job, []]));
  const loops = [];
  for (let round = 0; round < rounds; round++) {
    loops.push(calibrationLoop());
    for (const [index, job] of jobs.entries()) samples[job].push((await page.time(job, counts[index])).cpuMs);
  }
  return { own: samples[name], yardstick: samples[yardstick], loops };
}

function native(faq, queries, rounds, folder) {
  const [json, pack] = ['faq.json', 'shop.bell'].map((file) => join(folder, file));
  writeFileSync(json, JSON.stringify(faq));
  buildPack(json, pack);
  const asked = queries.slice(0, nativeTexts);
  const answers = askNative(pack, asked);
  const samples = Array.from({ length: rounds }, () => timeNative(['ask', pack], asked).cpuMs);
  return { answers, samples };
}

async function measureSize(page, size, { rounds, systems }) {
  const { entries, queries } = makeSyntheticFaq(size.phrasings, texts, size.form);
  const asked = queries.map(({ text }) => text);
  await page.call('texts', asked);
  const yard = systems.find(({ name }) => name === yardstick);
  const indexes = { [yardstick]: await open(page, yard, entries) };
  const found = new Map();
  const tick = progress(`speed, ${size.name}`, systems.length);
  for (const system of systems) {
    const { name } = system;
    indexes[name] ??= await open(page, system, entries);
    if (name === ours) {
      const folder = mkdtempSync(join(tmpdir(), 'shopbell-bench-'));
      const ready = native(entries, asked, rounds, folder);
      rmSync(folder, { recursive: true });
      const wasm = await page.call('answers', { name, from: 0, to: nativeTexts });
      const hits = wasm.map((answer) => answer.hits);
      checkAgreement(`speed, ${size.name}`, ready.answers, hits, sameHits);
      found.set(`${ours}, native`, { own: ready.samples });
    }
    found.set(name, { ...(await interleave(page, name, rounds)), index: indexes[name] });
    if (name !== yardstick) await page.call('close', { name });
    tick();
  }
  await page.call('close', { name: yardstick });
  return { ...size, entries: entries.length, found };
}

/** @returns {Promise<object[]>} sizes with what was found, in the order above. */
export async function timeSystems({ rounds, largest, neural }) {
  const { files } = await workerFiles(neural);
  const page = await WorkerPage.start(files, 'wasmBytes');
  const systems = [
    { name: ours },
    ...(neural === undefined ? [] : [{ name: miniLm, neural: neuralPaths }]),
    ...searchOpponents.map(({ name }) => ({ name })),
  ];
  try {
    const out = [];
    for (const size of sizes.filter(({ phrasings }) => phrasings <= largest)) {
      out.push(await measureSize(page, size, { rounds, systems }));
    }
    return out;
  } finally {
    await page.close();
  }
}

const columns = (measured, read) => {
  const names = [...new Set(measured.flatMap(({ found }) => [...found.keys()]))];
  return names.map((name) => [
    name,
    ...measured.map(({ found }) => (found.has(name) ? read(found.get(name), name) : '–')),
  ]);
};

/** Medians, for the plot: by system, `[entries, ms]`. */
export function speedLines(measured) {
  const plain = measured.filter(({ answers }) => !answers);
  const names = [...new Set(plain.flatMap(({ found }) => [...found.keys()]))];
  return names.map((name) => ({
    name,
    points: plain
      .filter(({ found }) => found.has(name))
      .map(({ entries, found }) => [entries, median(found.get(name).own)]),
  }));
}

export function speedTable(measured) {
  const head = ['ms a question, CPU', ...measured.map(({ name }) => name)];
  return table(
    head,
    columns(measured, ({ own }) => spread(own)),
  );
}

export function ratioTable(measured) {
  const head = [`÷ ${yardstick}, in the same run`, ...measured.map(({ name }) => name)];
  const read = ({ own, yardstick: theirs }) =>
    theirs === undefined || theirs === own ? '–' : spread(ratios(own, theirs));
  const rows = columns(measured, read).filter(([, ...cells]) => cells.some((cell) => cell !== '–'));
  const natives = measured.map(({ found }) => spread(ratios(found.get(ours).own, found.get(`${ours}, native`).own)));
  return table(head, [...rows.filter(([name]) => name !== yardstick), ['Shopbell, WASM ÷ native', ...natives]]);
}

export function indexTable(measured) {
  const head = ['index made in the Worker, CPU ms', ...measured.map(({ name }) => name)];
  const rows = columns(measured, ({ index }, name) => {
    if (index === undefined) return '–';
    return name === miniLm ? '–' : short(index.cpuMs);
  }).filter(([, ...cells]) => cells.some((cell) => cell !== '–'));
  const opened = measured.map(({ found }) => short(found.get(ours).index.openMs));
  return table(head, [...rows, ['Shopbell, a pack made beforehand is opened, wall', ...opened]]);
}

/** The calibration loops beside the samples. */
export const loopMs = (measured) =>
  spread(measured.flatMap(({ found }) => [...found.values()].flatMap(({ loops }) => loops ?? [])));
