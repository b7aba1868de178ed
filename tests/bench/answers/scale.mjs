/** A pack of 100,000 entries: made and opened. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calibrationLoop } from '../lib/browser.mjs';
import { timeProgram } from '../lib/cpu-time.mjs';
import { model, shopbell } from '../lib/places.mjs';
import { progress } from '../lib/progress.mjs';
import { table } from '../lib/report.mjs';
import { short, spread } from '../lib/statistics.mjs';
import { madeOf, makeSyntheticFaq } from '../lib/synthetic-faq.mjs';
import { WorkerPage } from '../lib/worker-page.mjs';
import { ours } from './quality.mjs';
import { workerFiles } from './worker-files.mjs';

const opens = 5;

/** Each with the loop beside it, so that runs on other machines can be compared. */
function beside(measure) {
  const before = calibrationLoop();
  const value = measure();
  return { ...value, loop: (before + calibrationLoop()) / 2 };
}

function measureNative(folder, entries) {
  const [json, pack, small] = ['faq.json', 'shop.bell', 'small.bell'].map((file) => join(folder, file));
  const run = (args) => timeProgram(shopbell, [args[0], '--model', model, ...args.slice(1)], '');
  writeFileSync(json, JSON.stringify(entries.slice(0, 10)));
  run(['build', json, '-o', small]);
  writeFileSync(json, JSON.stringify(entries));
  const built = beside(() => run(['build', json, '-o', pack]));
  const opened = Array.from({ length: opens }, () => {
    const empty = run(['ask', small]);
    return beside(() => {
      const full = run(['ask', pack]);
      return { cpuMs: Math.max(0, full.cpuMs - empty.cpuMs) };
    });
  });
  return { pack, built, opened };
}

async function openInBrowser(pack) {
  const { files } = await workerFiles(undefined, new Map([['/large.bell', pack]]));
  const page = await WorkerPage.start(files, 'wasmBytes');
  try {
    const times = [];
    for (let i = 0; i < opens; i++) {
      const loop = calibrationLoop();
      const { openMs } = await page.call('open', { name: ours, pack: '/large.bell' });
      times.push({ cpuMs: openMs, loop });
    }
    return { times, wasm: await page.call('wasmBytes') };
  } finally {
    await page.close();
  }
}

function row(name, samples) {
  const times = samples.map(({ cpuMs }) => cpuMs);
  return [name, spread(times), spread(samples.map(({ cpuMs, loop }) => cpuMs / loop))];
}

async function measureForm({ count, answers, words }) {
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-bench-'));
  try {
    const { entries } = makeSyntheticFaq(count, 1, { each: 1, answers });
    const native = measureNative(folder, entries);
    const browser = await openInBrowser(native.pack);
    const bytes = statSync(native.pack).size + statSync(model).size;
    return `${words}: the pack and the model are ${short(bytes / 1e6)} MB, the WASM memory ${short(browser.wasm / 1e6)} MB, ${short(browser.wasm / bytes)} times that.

${table(
  ['what', 'ms', '÷ calibration loop'],
  [
    row('pack made by the command line, CPU', [native.built]),
    row('pack opened by the command line, CPU, less one of ten entries', native.opened),
    row('pack opened in Chromium, wall', browser.times),
  ],
)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns {Promise<string>} Markdown. */
export async function measureScale({ largest }) {
  const count = Math.min(100_000, 2 * largest);
  const forms = [
    { count, answers: false, words: 'One question an entry, no answers' },
    { count, answers: true, words: 'One question an entry and an answer of 25 words' },
  ];
  const tick = progress(`${count} entries`, forms.length);
  const out = [];
  for (const form of forms) {
    out.push(await measureForm(form));
    tick();
  }
  return `${count.toLocaleString('en')} made-up entries: ${madeOf}. The calibration loop is 5 million steps of integer arithmetic in Node.

${out.join('\n\n')}`;
}
