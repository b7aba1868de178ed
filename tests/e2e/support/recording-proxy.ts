import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { FrameReader } from './frame-reader';
import { readBody } from './static-server';

/** Something that left the browser. */
export interface Sent {
  kind: 'request' | 'socket-frame' | 'opaque';
  url: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/**
 * The only way out of a browser: every request and every WebSocket frame of pages, frames and Workers passes through
 * it in the clear and is kept. What it cannot read (TLS) is kept as `opaque`, so that a test can refuse it.
 */
export class RecordingProxy {
  readonly sent: Sent[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  /** Where a tunnel leads, for the requests inside it. */
  private readonly targets = new WeakMap<Socket, string>();

  private constructor() {
    this.server = createServer((request, response) => void this.pass(request, response));
    this.server.on('connect', (request: IncomingMessage, socket: Socket) => this.tunnel(request, socket));
    this.server.on('upgrade', (request: IncomingMessage, socket: Socket) => this.upgrade(request, socket));
    this.server.on('connection', (socket: Socket) => this.keep(socket));
  }

  static async start(): Promise<RecordingProxy> {
    const proxy = new RecordingProxy();
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  private tunnel(request: IncomingMessage, socket: Socket): void {
    const target = request.url ?? '';
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === 0x16) {
        this.sent.push({ kind: 'opaque', url: `https://${target}`, headers: {}, body: first });
        socket.destroy();
        return;
      }
      this.targets.set(socket, target);
      this.server.emit('connection', socket);
      socket.resume();
    });
  }

  private urlOf(request: IncomingMessage): URL {
    const target = this.targets.get(request.socket);
    return new URL(request.url ?? '/', target === undefined ? undefined : `http://${target}`);
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = this.urlOf(request);
    const { method, headers } = request;
    const body = await readBody(request);
    this.sent.push({ kind: 'request', url: url.href, headers, body });
    const onward = forward(url, { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    onward.end(body);
  }

  private upgrade(request: IncomingMessage, socket: Socket): void {
    const url = this.urlOf(request);
    this.sent.push({ kind: 'request', url: url.href, headers: request.headers, body: Buffer.alloc(0) });
    const onward = connect(Number(url.port || 80), url.hostname);
    this.keep(onward);
    const reader = new FrameReader((body) =>
      this.sent.push({ kind: 'socket-frame', url: url.href, headers: {}, body }),
    );
    onward.write(`${request.method} ${url.pathname}${url.search} HTTP/1.1\r\n${plainHeaders(request)}\r\n`);
    socket.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      onward.write(chunk);
    });
    onward.pipe(socket);
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
  }
}

/** Without compression the frames can be read. */
function plainHeaders(request: IncomingMessage): string {
  const lines: string[] = [];
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] ?? '';
    const skip = /^(sec-websocket-extensions|proxy-connection)$/i.test(name);
    if (!skip) lines.push(`${name}: ${request.rawHeaders[i + 1] ?? ''}\r\n`);
  }
  return lines.join('');
}
