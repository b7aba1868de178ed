// Adds up the JUnit files of a folder and prints one line of totals. Exits 1 if anything failed or nothing ran.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
let tests = 0;
let failed = 0;
let skipped = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.xml'))) {
  const xml = readFileSync(join(folder, file), 'utf8');
  const cases = xml.match(/<testcase\b[^>]*?(\/>|>[\s\S]*?<\/testcase>)/g) ?? [];
  const bad = cases.filter((text) => /<(failure|error)\b/.test(text)).length;
  const left = cases.filter((text) => /<skipped\b/.test(text)).length;
  console.log(
    `  ${file.replace(/\.xml$/, '').padEnd(20)} ${cases.length - bad - left} passed, ${bad} failed, ${left} skipped`,
  );
  tests += cases.length;
  failed += bad;
  skipped += left;
}
console.log(`${tests - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || tests === 0 ? 1 : 0);
