import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentAccount } from './console-page';
import { expectBuilt, kBin, kConsole, kWidget } from './places';

export type FaultPoint = 'before-commit' | 'before-ack' | 'before-publish';

/** A relay of its own for one test: free port, empty data, the shop `stylesavvy` and one agent. */
export class Relay {
  readonly agent: AgentAccount = {
    shop: 'stylesavvy',
    name: 'Mara Lind',
    email: 'mara@stylesavvy.example',
    password: 'a long password for tests',
  };
  private process: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly data: string,
  ) {}

  /** A relay that runs and knows its shop and its agent. */
  static async start(): Promise<Relay> {
    expectBuilt(`${kBin}/shopbell-relay`, 'cmake --build build/native --target shopbell-relay');
    const relay = new Relay(await freePort(), mkdtempSync(join(tmpdir(), 'shopbell-e2e-')));
    const { shop, name, email, password } = relay.agent;
    relay.setOrigin('http://nobody.example');
    relay.command(['agent', 'add', '--shop', shop, '--email', email, '--name', name, '--password-stdin'], password);
    await relay.run();
    return relay;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get socket(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** Where the relay serves the widget's files. */
  get widget(): string {
    return `${this.origin}/widget`;
  }

  get console(): string {
    return `${this.origin}/console/`;
  }

  get database(): string {
    return join(this.data, 'relay.db');
  }

  /** Lets pages of this origin use the relay. */
  async allow(origin: string): Promise<void> {
    this.setOrigin(origin);
    await this.restart();
  }

  /** @param fault - Where the process ends itself with SIGKILL, at which passing of that point. */
  async run(fault?: { point: FaultPoint; pass: number }): Promise<void> {
    const program = fault === undefined ? 'shopbell-relay' : 'shopbell-relay-faults';
    const place = ['--data', this.data, '--listen', `127.0.0.1:${this.port}`];
    const folders = ['--widget', kWidget, '--console', kConsole];
    // One visitor writes faster here than any person does.
    const limits = ['--messages-per-minute', '6000', '--message-burst', '500'];
    this.process = spawn(`${kBin}/${program}`, ['serve', ...place, ...folders, ...limits], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...(fault === undefined ? {} : { SHOPBELL_FAULT: `${fault.point}:${fault.pass}` }) },
    });
    await listening(this.process);
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async restart(fault?: { point: FaultPoint; pass: number }): Promise<void> {
    await this.stop();
    await this.run(fault);
  }

  /** Holds the process still: what is sent to it waits in the sockets. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.process?.kill('SIGCONT');
  }

  /** Resolves when the process has ended by itself. */
  async died(): Promise<NodeJS.Signals | null> {
    const ended = this.process;
    if (ended === null) throw new Error('expected a running relay');
    if (ended.exitCode === null && ended.signalCode === null) await once(ended, 'exit');
    this.process = null;
    return ended.signalCode;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const running = this.process;
    this.process = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  }

  private command(words: string[], input = ''): void {
    execFileSync(`${kBin}/shopbell-relay`, [...words, '--data', this.data], {
      input,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
  }

  private setOrigin(origin: string): void {
    this.command(['shop', 'add', '--id', 'stylesavvy', '--name', 'StyleSavvy', '--origin', origin]);
  }
}

async function listening(relay: ChildProcess): Promise<void> {
  const ended = once(relay, 'exit').then(() => 'ended' as const);
  if (relay.stdout === null) throw new Error('expected the relay to have an output');
  const said = once(relay.stdout, 'data').then(([line]) => String(line));
  const first = await Promise.race([said, ended]);
  if (!first.startsWith('listening on')) throw new Error(`expected "listening on ADDRESS:PORT", got "${first}"`);
  relay.stdout.resume();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
