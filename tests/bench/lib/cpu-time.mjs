/** CPU time from the kernel: what another program takes meanwhile is not in it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Runs a program to its end.
 * @returns {{ wallMs: number, cpuMs: number }} whole program, start and exit included.
 * @throws where it fails, with its words.
 */
export function timeProgram(program, args, input) {
  const script = 'TIMEFORMAT="%R %U %S"; time "$0" "$@" >/dev/null';
  const done = spawnSync('bash', ['-c', script, program, ...args], { input, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program} ${args[0]}: ${done.stderr}`);
  const [real, user, system] = done.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { wallMs: real * 1000, cpuMs: (user + system) * 1000 };
}

const read = (path) => readFileSync(path, 'utf8').trim();

/** @returns the folder below /proc of the one thread of that name in these processes. */
function findThread(processes, name) {
  for (const id of processes) {
    const tasks = `/proc/${id}/task`;
    for (const task of readdirSync(tasks)) {
      if (read(`${tasks}/${task}/comm`).startsWith(name)) return `${tasks}/${task}`;
    }
  }
  throw new Error(`expected a thread ${name} in the processes ${processes.join(', ')}`);
}

/** @returns {Promise<() => number>} reads the CPU ms that the browser's one Worker has used so far. */
export async function workerClock(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const thread = findThread(renderers, 'DedicatedWorker');
  return () => Number(read(`${thread}/schedstat`).split(' ')[0]) / 1e6;
}
