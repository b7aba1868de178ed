// Measures Shopbell's answers beside search libraries and a sentence encoder, and prints a report. Started by
// `scripts/bench answers`, which builds first and says how it is used.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bytesTable, measureMemory, memoryTable, sectionsTable, weighSystems } from './answers/memory.mjs';
import { qualityPlot, speedPlot } from './answers/plots.mjs';
import { askBenches, businessTable, inWords, publicTable, shopMeans, shopTable } from './answers/quality.mjs';
import { differences } from './answers/reference.mjs';
import { measureScale } from './answers/scale.mjs';
import { indexTable, loopMs, ratioTable, speedLines, speedTable, timeSystems } from './answers/speed.mjs';
import { publicNames } from './answers/benches.mjs';
import { findNeural } from './answers/worker-files.mjs';
import { measureColdStart } from './cold-start.mjs';
import { fail, readArguments } from './lib/arguments.mjs';
import { launch } from './lib/browser.mjs';
import { root } from './lib/places.mjs';
import { heading, lay } from './lib/report.mjs';
import { madeOf } from './lib/synthetic-faq.mjs';

const command = 'scripts/bench answers --write --data DIR';
/** More questions than any bench has. */
const everything = 100_000;
const folder = join(root, 'docs/benchmarks');

function readModels(given) {
  const models = {};
  for (const pair of given) {
    const [name, file] = pair.split(/=(.*)/s);
    if (!publicNames.includes(name) || !file) fail(`--model ${pair}: expected ${publicNames.join('=FILE or ')}=FILE`);
    if (!existsSync(file)) fail(`--model ${pair}: no such file`);
    models[name] = resolve(file);
  }
  return models;
}

function readOptions() {
  const others = {
    data: { type: 'string' },
    neural: { type: 'string', default: join(root, 'build/neural') },
    model: { type: 'string', multiple: true, default: [] },
  };
  const numbers = { queries: everything, rounds: 5, largest: 50_000, loads: 15 };
  const options = readArguments(numbers, others, Object.keys(parts));
  if (options.largest < 100) fail(`--largest ${options.largest}: expected at least 100`);
  if (options.data !== undefined && !existsSync(join(options.data, 'faq')))
    fail(`--data ${options.data}: expected a folder with faq/${publicNames[0]}.json in it`);
  const neural = findNeural(options.neural);
  if (neural === undefined) console.error('bench: no sentence encoder (scripts/setup --neural makes it): left out');
  return { ...options, neural, models: readModels(options.model) };
}

const sample = ({ queries }) =>
  queries === everything ? '' : ` This is a sample: at most ${queries} questions of each kind a bench.`;

const parts = {
  async quality(options, plots) {
    const found = await askBenches(options);
    plots.means = shopMeans(found);
    const shops = `## Which answer is right

${inWords(found)}

R@1 and R@3: the share of questions whose entry comes first, or among the first three. AUROC: the chance that a question
with an entry is held for surer than one without; FPR95: the share of questions without an entry that pass where 95 % of
those with one do. Everything was asked in Chromium; before that counted, native and WASM gave the same hits to every
question of every bench.${sample(options)}

### Shops: one question and answer an entry

The project’s own blind sets (\`tests/shop\`): visitors’ words, some of them strangers to the FAQ. The libraries index
questions and answers.

${shopTable(found)}

${businessTable(found)}`;
    if (options.data === undefined) return `${shops}\n\nThe public benches were not asked: no folder was given.`;
    return `${shops}

### Public benches: phrasings without answers

Banking77 and CLINC150. What ships was trained with their training parts, which a shop’s own FAQ has no counterpart of;
the rows “trained without that set” are the ones to compare. An entry is as good as its best phrasing.

${publicTable(found)}

${differences(found)}`;
  },
  async speed(options, plots) {
    const measured = await timeSystems(options);
    plots.lines = speedLines(measured);
    return `## How long a question takes

Made-up FAQs (${madeOf}), one question an entry and no answers unless said;
${options.rounds} rounds, each system and tuned MiniSearch in turn in one Worker of Chromium, CPU time of its thread. Before
timing, native and WASM gave the same hits. Calibration loop, Node: ${loopMs(measured)} ms. MiniLM encodes 200
of the entries, which then stand for all.

${speedTable(measured)}

${ratioTable(measured)}

### Making the index

Once, in the Worker. Shopbell’s pack can be made beforehand by the command line; then it is only opened.

${indexTable(measured)}`;
  },
  async memory(options) {
    return `## Memory

One question an entry. The growth of a page’s heap, array buffers included, after garbage is collected; for Shopbell the size of
its WASM memory, all of it.

${memoryTable(await measureMemory(options))}`;
  },
  async bytes(options, plots) {
    plots.weights = await weighSystems(options.neural);
    return `## Bytes

Libraries are bundled and minified with what their settings need. Shopbell’s glue, engine and model read moods too.

${bytesTable(plots.weights)}

${sectionsTable()}`;
  },
  async scale(options) {
    return `## A very large shop\n\n${await measureScale(options)}`;
  },
  start: measureColdStart,
};

function writePlots({ means, weights, lines }) {
  writeFileSync(join(folder, 'answers-quality.svg'), qualityPlot(means, weights));
  writeFileSync(join(folder, 'answers-speed.svg'), speedPlot(lines));
}

const shown = `![Share of questions whose entry comes first, by bytes to download](answers-quality.svg)

![Milliseconds a question, by entries](answers-speed.svg)`;

const options = readOptions();
const browser = await launch();
const sections = [heading(browser.version(), 'Answers, measured beside others', command)];
await browser.close();
if (options.write) sections.push(shown);
const plots = {};
// Each part as soon as it is there: what was measured is not lost where a later part fails.
process.stdout.write(await lay(sections));
for (const part of options.parts) {
  sections.push(await parts[part](options, plots));
  process.stdout.write(`\n${await lay(sections.slice(-1))}`);
}
if (options.write) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'answers.md'), await lay(sections));
  writePlots(plots);
}
