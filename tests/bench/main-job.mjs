// Measures the main job and prints a report. Started by scripts/bench, which builds first.
// Usage: node tests/bench/main-job.mjs [--write] [--loads 15] [--rounds 7] [page|engine|start|bytes|relay]...
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBytes } from './bytes.mjs';
import { measureColdStart } from './cold-start.mjs';
import { measureEngineSpeed } from './engine-speed.mjs';
import { launch } from './lib/browser.mjs';
import { root } from './lib/places.mjs';
import { heading, lay } from './lib/report.mjs';
import { measurePageLoad } from './page-load.mjs';
import { measureRelay } from './relay-part.mjs';

const measures = {
  page: measurePageLoad,
  engine: measureEngineSpeed,
  start: measureColdStart,
  bytes: measureBytes,
  relay: measureRelay,
};

function fail(message) {
  console.error(`bench: ${message}`);
  process.exit(2);
}

function readArguments() {
  const options = {
    write: { type: 'boolean', default: false },
    loads: { type: 'string', default: '15' },
    rounds: { type: 'string', default: '7' },
  };
  let given;
  try {
    given = parseArgs({ options, allowPositionals: true });
  } catch (error) {
    fail(error.message);
  }
  const { values, positionals } = given;
  const number = (name) => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1) fail(`--${name} ${values[name]}: expected a whole number from 1`);
    return value;
  };
  const unknown = positionals.find((name) => !(name in measures));
  if (unknown !== undefined) fail(`unknown part ${unknown}; expected ${Object.keys(measures).join(', ')}`);
  if (values.write && positionals.length > 0) fail('--write keeps a report of all parts: name none');
  const parts = positionals.length > 0 ? positionals : Object.keys(measures);
  return { write: values.write, parts, loads: number('loads'), rounds: number('rounds') };
}

const options = readArguments();
const browser = await launch();
const sections = [heading(browser.version())];
await browser.close();
for (const part of options.parts) sections.push(await measures[part](options));
const report = await lay(sections);
process.stdout.write(report);
if (options.write) {
  mkdirSync(join(root, 'docs/benchmarks'), { recursive: true });
  writeFileSync(join(root, 'docs/benchmarks/main-job.md'), report);
}
