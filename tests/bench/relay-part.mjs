import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { table } from './lib/report.mjs';

const program = fileURLToPath(new URL('relay-load.mjs', import.meta.url));

/** @returns {string} Markdown. */
export function measureRelay({ rounds }) {
  const runs = Array.from({ length: Math.min(3, rounds) }, (_, index) => {
    process.stderr.write(`relay load: run ${index + 1}\n`);
    return JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' }));
  });
  const columns = ['acks_per_second', 'p50_ms', 'p99_ms'];
  return `## What a relay carries

${runs[0].visitors} visitors over the loopback, ${runs[0].messages} messages a run; each sends, waits for the acknowledgement (which comes after the
commit), and sends again. The load comes from one Node process on the same machine.

${table(
  ['run', 'acknowledgements a second', 'p50, ms', 'p99, ms'],
  runs.map((run, index) => [index + 1, ...columns.map((name) => run[name])]),
)}`;
}
