// Starts and stops relays for tests; also for tests in a browser that want one that ends itself at a named point.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** Folder of the programs under test. */
export const binFolder = process.env.SHOPBELL_BIN ?? join(root, 'build/native/bin');

export function makeDataFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-relay-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs `shopbell-relay ARGS`. @returns {{ status: number, stdout: string, stderr: string }} */
export function runRelayCommand(args, input = '') {
  const done = spawnSync(join(binFolder, 'shopbell-relay'), args, { input, encoding: 'utf8' });
  if (done.error) throw done.error;
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}

function mustRun(args, input) {
  const done = runRelayCommand(args, input);
  if (done.status !== 0) throw new Error(`shopbell-relay ${args[0]} ${args[1]}: ${done.stderr}`);
}

export function addShop(data, { id, name = id, origins, hours, offset }) {
  const args = ['shop', 'add', '--data', data, '--id', id, '--name', name, ...origins.flatMap((o) => ['--origin', o])];
  if (hours) args.push('--hours', hours);
  if (offset) args.push('--timezone-offset', offset);
  mustRun(args);
}

export function addAgent(data, { shop, email, name, password }) {
  mustRun(
    ['agent', 'add', '--data', data, '--shop', shop, '--email', email, '--name', name, '--password-stdin'],
    `${password}\n`,
  );
}

/**
 * Starts a relay and resolves once it listens.
 * @param {{ data: string, fault?: string, args?: string[], port?: number, quiet?: boolean }} options - `fault` is
 *   `before-commit:N`, `before-ack:N` or `before-publish:N`: the relay ends itself by SIGKILL at the Nth passing.
 */
export async function startRelay({ data, fault, args = [], port = 0 }) {
  const program = fault === undefined ? 'shopbell-relay' : 'shopbell-relay-faults';
  const env = { ...process.env };
  if (fault !== undefined) env.SHOPBELL_FAULT = fault;
  const child = spawn(join(binFolder, program), ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk) => (log += chunk));
  const exited = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  const listening = new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const match = /listening on .*:(\d+)\n/.exec(out);
      if (match) resolve(Number(match[1]));
    });
    exited.then(({ code, signal }) =>
      reject(new Error(`the relay ended (${code ?? signal}) before it listened: ${log}`)),
    );
  });
  const chosen = await listening;
  return {
    port: chosen,
    url: `http://127.0.0.1:${chosen}`,
    exited,
    log: () => log,
    /** @returns how it ended; SIGTERM unless said. */
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}
