import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { root } from './places.mjs';

/** @param {string[]} head @param {(string | number)[][]} rows - The first column is words, the others numbers. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}

function commit() {
  try {
    const changed = git('status', '--porcelain', '--', 'wasm', 'web', 'relay', 'models', 'demo-site') !== '';
    return git('rev-parse', '--short=10', 'HEAD') + (changed ? ' and changes not yet committed' : '');
  } catch {
    return 'unknown';
  }
}

function machine(browserVersion) {
  const all = cpus();
  const load = loadavg().map((value) => value.toFixed(1));
  return [
    `- Machine: ${all.length} cores, ${all[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB; load average at the start ${load.join(' / ')}`,
    `- Programs: Chromium ${browserVersion}, Node ${process.versions.node}`,
    `- Commit ${commit()}, ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  ].join('\n');
}

/** A report's first lines; made before anything is measured, while the load is not yet our own. */
export function heading(browserVersion, title = 'The main job, measured', command = 'scripts/bench --write') {
  return `# ${title}

Written by \`${command}\`. Figures are medians with (least–most). The machine is shared with other work: trust
ratios within this run and CPU times, not wall times, and compare runs by their calibration loops.

${machine(browserVersion)}`;
}

/** @param {string[]} sections - Markdown. */
export async function lay(sections) {
  const options = await resolveConfig(`${root}docs/benchmarks/main-job.md`);
  return format(`${sections.join('\n\n')}\n`, { ...options, parser: 'markdown' });
}
