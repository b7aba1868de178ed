// Measures the main job and prints a report. Started by scripts/bench, which builds first.
// Usage: node tests/bench/main-job.mjs [--write] [--loads 15] [--rounds 7] [page|engine|start|neural|bytes|relay]...
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureBytes } from './bytes.mjs';
import { measureColdStart } from './cold-start.mjs';
import { measureEngineSpeed } from './engine-speed.mjs';
import { readArguments } from './lib/arguments.mjs';
import { launch } from './lib/browser.mjs';
import { root } from './lib/places.mjs';
import { heading, lay } from './lib/report.mjs';
import { measurePageLoad } from './page-load.mjs';
import { measureRelay } from './relay-part.mjs';
import { measureSecondTier } from './second-tier.mjs';

const measures = {
  page: measurePageLoad,
  engine: measureEngineSpeed,
  start: measureColdStart,
  neural: measureSecondTier,
  bytes: measureBytes,
  relay: measureRelay,
};

const options = readArguments({ loads: 15, rounds: 7 }, {}, Object.keys(measures));
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
