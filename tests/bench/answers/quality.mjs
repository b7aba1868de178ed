/** How often each system finds the right entry, and how well it tells questions that no entry answers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAgreement, sameHits } from '../lib/agreement.mjs';
import { askNative, buildPack } from '../lib/native.mjs';
import { progress } from '../lib/progress.mjs';
import { table } from '../lib/report.mjs';
import { WorkerPage } from '../lib/worker-page.mjs';
import { searchOpponents } from '../opponents/search.mjs';
import { loadBenches } from './benches.mjs';
import { judge } from './quality-figures.mjs';
import { neuralPaths, workerFiles } from './worker-files.mjs';

export const ours = 'Shopbell';
export const leftOut = 'Shopbell, trained without that set';
export const miniLm = 'MiniLM in ONNX Runtime Web';
const batch = 100;

/** @returns {{ name: string, model?: string, neural?: object }[]} what answers this bench. */
function systemsFor(bench, { models, neural }) {
  const own = models[bench.name];
  return [
    { name: ours },
    ...(own === undefined ? [] : [{ name: leftOut, model: own }]),
    ...(neural === undefined ? [] : [{ name: miniLm, neural: neuralPaths }]),
    ...searchOpponents.map(({ name }) => ({ name })),
  ];
}

const modelPath = (name) => `/models/${name}.bell`;

/** The command line says the same of every question, or there is nothing to report. */
function checkNative(bench, name, modelFile, wasm) {
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-bench-'));
  try {
    const [json, pack] = ['faq.json', 'shop.bell'].map((file) => join(folder, file));
    writeFileSync(json, JSON.stringify(bench.faq));
    buildPack(json, pack, modelFile);
    const native = askNative(
      pack,
      bench.queries.map(({ text }) => text),
      modelFile,
    );
    const hits = wasm.map((answer) => answer.hits);
    checkAgreement(`${name}, ${bench.name}`, native, hits, sameHits);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureSystem(page, bench, { name, model, neural }) {
  const { queries, faq } = bench;
  await page.call('open', { name, faq, neural, model: model === undefined ? undefined : modelPath(bench.name) });
  const answers = [];
  const what = `quality, ${bench.name}, ${bench.phrasings} a FAQ entry, ${name}`;
  const tick = progress(what, Math.ceil(queries.length / batch));
  for (let from = 0; from < queries.length; from += batch) {
    answers.push(...(await page.call('answers', { name, from, to: from + batch })));
    tick();
  }
  await page.call('close', { name });
  if (answers[0].hits !== undefined) checkNative(bench, name, model, answers);
  return judge(queries, answers);
}

/**
 * @returns {Promise<{ bench: object, rows: Map<string, object> }[]>} figures by system, for each bench.
 */
export async function askBenches({ data, queries, models, neural }) {
  const benches = loadBenches(data, queries);
  const more = new Map(Object.entries(models).map(([name, file]) => [modelPath(name), file]));
  const { files } = await workerFiles(neural, more);
  const page = await WorkerPage.start(files, 'wasmBytes');
  try {
    const found = [];
    for (const bench of benches) {
      await page.call(
        'texts',
        bench.queries.map(({ text }) => text),
      );
      const rows = new Map();
      for (const system of systemsFor(bench, { models, neural })) {
        rows.set(system.name, await measureSystem(page, bench, system));
      }
      found.push({ bench, rows });
    }
    return found;
  } finally {
    await page.close();
  }
}

const round = (value) => (value === undefined ? '–' : value.toFixed(1));
const cells = (figures) =>
  figures === undefined ? '–' : [figures.first, figures.auroc, figures.fpr95].map(round).join(' / ');

function names(found) {
  return [...new Set(found.flatMap(({ rows }) => [...rows.keys()]))]
    .sort((a, b) => (a === leftOut ? 1 : 0) - (b === leftOut ? 1 : 0))
    .sort((a, b) => order(a) - order(b));
}
const order = (name) => [ours, leftOut, miniLm].indexOf(name) >>> 0;

/** R@1 / AUROC / FPR95 on the public benches, with five phrasings an entry and with one. */
export function publicTable(found) {
  const benches = found.filter(({ bench }) => bench.group === 'public');
  const head = benches.map(
    ({ bench }) => `${bench.name}, ${bench.phrasings === 1 ? 'one phrasing' : 'five phrasings'}`,
  );
  const label = (name) => (name === ours ? `${ours} as shipped (trained with these sets’ training parts)` : name);
  return table(
    ['R@1 / AUROC / FPR95, %', ...head],
    names(benches).map((name) => [label(name), ...benches.map(({ rows }) => cells(rows.get(name)))]),
  );
}

function mean(list, name) {
  const rows = list.map(({ rows }) => rows.get(name)).filter((figures) => figures !== undefined);
  const average = (key) => rows.reduce((sum, figures) => sum + figures[key], 0) / rows.length;
  const keys =
    rows.length > 0 && rows.every(({ auroc }) => auroc !== undefined)
      ? ['first', 'third', 'auroc']
      : ['first', 'third'];
  return Object.fromEntries(keys.map((key) => [key, average(key)]));
}

const shopCells = (figures) => [figures.first, figures.third, figures.auroc].map(round).join(' / ');

/** The averages that the plot shows too. @returns {Map<string, object>} by system. */
export function shopMeans(found) {
  const english = found.filter(({ bench }) => ['shop', 'business'].includes(bench.group));
  return new Map(names(english).map((name) => [name, mean(english, name)]));
}

/** The main result in plain words. */
export function inWords(found) {
  const businesses = found.filter(({ bench }) => bench.group === 'business');
  const told = (name) => {
    const { first, third } = mean(businesses, name);
    return `${Math.round(first)} and ${Math.round(third)}`;
  };
  const others = [miniLm, 'MiniSearch, tuned'].filter((name) => names(businesses).includes(name));
  return `Of 100 questions that a small shop’s FAQ answers, in visitors’ own words, expect Shopbell to put the right entry first and
among the first three for ${told(ours)}; ${others.map((name) => `${name} does for ${told(name)}`).join(', ')}.`;
}

/** R@1 / R@3 / AUROC on the project's own blind sets. */
export function shopTable(found) {
  const own = found.filter(({ bench }) => bench.group !== 'public');
  const businesses = own.filter(({ bench }) => bench.group === 'business');
  const single = own.filter(({ bench }) => bench.group !== 'business');
  const columns = [
    ...single.filter(({ bench }) => bench.group === 'shop').map((one) => [one.bench.name, [one]]),
    [`${businesses.length} small businesses, mean`, businesses],
    ...single.filter(({ bench }) => bench.group === 'foreign').map((one) => [one.bench.name, [one]]),
  ];
  return table(
    ['R@1 / R@3 / AUROC, %', ...columns.map(([name]) => name)],
    names(own).map((name) => [name, ...columns.map(([, list]) => shopCells(mean(list, name)))]),
  );
}

/** Each small business on its own, R@1. */
export function businessTable(found) {
  const businesses = found.filter(({ bench }) => bench.group === 'business');
  return table(
    ['R@1, %', ...businesses.map(({ bench }) => bench.name)],
    names(businesses).map((name) => [name, ...businesses.map(({ rows }) => round(rows.get(name)?.first))]),
  );
}
