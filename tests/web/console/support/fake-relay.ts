/** A relay in memory with the real one's routes and headers: for the page's own tests, and for looking at it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import type { RelayEvent } from '../../../../web/chat/types';
import type { Summary } from '../../../../web/console/protocol';
import { mara, type Story } from './conversations';

const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
const TYPES: Record<string, string> = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
const me = { agent: mara, shop: { id: 'stylesavvy', name: 'StyleSavvy' } };

type Frame = Record<string, unknown> & { type: string; id: string; conversation: string };
type NewEvent = Record<string, unknown> & { kind: 'message' | 'owner' | 'contact' };

export class FakeRelay {
  readonly stories = new Map<string, Story>();
  /** Frames from the page, in order. */
  readonly heard: Frame[] = [];
  /** Answers the next commands of that type with this error instead. */
  readonly refuse = new Map<string, { code: string; temporary: boolean }>();
  /** Leaves replies unanswered. */
  mute = false;
  loggedIn = false;
  failures = 0;
  readonly #folder: string;
  readonly #server: Server;
  readonly #sockets = new Set<WebSocket>();
  readonly #open = new Set<string>();

  /** @param folder - the built console */
  constructor(folder: string, stories: readonly Story[]) {
    this.#folder = folder;
    for (const story of stories) this.stories.set(story.summary.id, story);
    this.#server = createServer((request, response) => void this.#serve(request, response));
    const sockets = new WebSocketServer({ noServer: true });
    this.#server.on('upgrade', (request, socket, head) => {
      if (!this.loggedIn) return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      sockets.handleUpgrade(request, socket, head, (one) => this.#join(one));
    });
  }

  /** @returns the address, on a free port of this machine */
  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.cut(4001);
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** Ends all sockets with this close code. */
  cut(code: number): void {
    for (const socket of this.#sockets) socket.close(code);
  }

  /** Stores an event of a conversation and tells the page. */
  append(id: string, event: NewEvent, change: Partial<Summary> = {}): number {
    const story = this.stories.get(id);
    if (story === undefined) throw new Error(`no conversation ${id}`);
    const seq = story.events.length + 1;
    story.events.push({ seq, at: Date.now(), ...event } as unknown as RelayEvent);
    story.summary = { ...story.summary, ...change, head: seq, updated_at: Date.now() };
    if (this.#open.has(id)) this.#tell({ type: 'event', conversation: id, ...story.events[seq - 1] });
    this.#tell({ type: 'summary', conversation: story.summary });
    return seq;
  }

  #tell(frame: object): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(frame));
  }

  #join(socket: WebSocket): void {
    this.#sockets.add(socket);
    this.#open.clear();
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('message', (data: Buffer) => this.#command(socket, JSON.parse(data.toString()) as Frame));
    const conversations = [...this.stories.values()].map((story) => story.summary);
    socket.send(JSON.stringify({ type: 'welcome', ...me, heartbeat_s: 20 }));
    socket.send(JSON.stringify({ type: 'list', conversations }));
  }

  #command(socket: WebSocket, frame: Frame): void {
    this.heard.push(frame);
    const answer = (body: object): void => socket.send(JSON.stringify(body));
    const refusal = this.refuse.get(frame.type);
    const story = this.stories.get(frame.conversation);
    if (refusal !== undefined) {
      answer({ type: 'error', id: frame.id, conversation: frame.conversation, message: '', ...refusal });
    } else if (frame.type === 'ping') answer({ type: 'pong' });
    else if (story === undefined || (this.mute && frame.type === 'reply')) return;
    else if (frame.type === 'open') this.#opened(answer, story, frame);
    else if (frame.type === 'leave') this.#open.delete(frame.conversation);
    else if (frame.type !== 'typing') {
      const seq = this.#apply(story, frame);
      answer({ type: 'ack', id: frame.id, conversation: frame.conversation, seq, epoch: story.summary.epoch });
    }
  }

  #opened(answer: (body: object) => void, { summary, events }: Story, frame: Frame): void {
    const { id: conversation, epoch, head } = summary;
    const cursor = Number(frame['cursor']);
    this.#open.add(conversation);
    answer({ type: 'opened', conversation, epoch, head, reset: false });
    for (const event of events.slice(cursor)) answer({ type: 'event', conversation, ...event });
  }

  #apply({ summary, events }: Story, frame: Frame): number {
    const known = events.find((event) => event.kind === 'message' && event.id === frame.id);
    if (known !== undefined) return known.seq;
    const agent = { id: mara.id, name: mara.name };
    const move = (to: Summary['owner'], reason: string): number => {
      const holder = to === 'agent' ? agent : null;
      const waiting = to === 'queue' ? Date.now() : null;
      const event = { kind: 'owner', from: summary.owner, to, reason, confidence: null, mood: null, agent } as const;
      return this.append(summary.id, event, { owner: to, agent: holder, waiting_since: waiting });
    };
    if (frame.type === 'take') return move('agent', 'taken');
    if (frame.type === 'release') return move('queue', 'released');
    if (frame.type === 'close') return move(frame['to'] as 'bot' | 'closed', 'closed');
    if (summary.owner === 'queue') move('agent', 'taken');
    const text = String(frame['text']);
    const message = { kind: 'message', id: frame.id, from: 'agent', agent, text, entry: null, mood: null } as const;
    const change = { last: { from: 'agent', text } } as const;
    return this.append(summary.id, { ...message, client_at: Number(frame['at']) }, change);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://relay').pathname;
    const json = (status: number, body: object, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
    };
    if (path === '/v1/agent/me') return this.loggedIn ? json(200, me) : json(401, {});
    if (path === '/v1/agent/logout') {
      this.loggedIn = false;
      return json(200, {});
    }
    if (path === '/v1/agent/login') return this.#login(request, json);
    await this.#file(path, response);
  }

  async #login(
    request: IncomingMessage,
    json: (status: number, body: object, headers?: Record<string, string>) => void,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { password?: string };
    if (this.failures >= 5) return json(429, {}, { 'Retry-After': '840' });
    if (body.password !== 'correct horse') {
      this.failures += 1;
      return json(401, {});
    }
    this.loggedIn = true;
    json(200, me);
  }

  async #file(path: string, response: ServerResponse): Promise<void> {
    const name = path === '/console/' ? 'index.html' : path.replace(/^\/console\//, '');
    try {
      const body = await readFile(join(this.#folder, name));
      const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': CSP }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  }
}
