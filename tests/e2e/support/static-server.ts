import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';

export interface RecordedRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface StaticSite {
  /** Folders to serve, the first that has the file wins. */
  roots?: string[];
  /** Pages by path, before the folders. */
  pages?: Record<string, string>;
  headers?: OutgoingHttpHeaders;
}

const kTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

/** Serves folders and pages on a free port and remembers every request. */
export class StaticServer {
  readonly requests: RecordedRequest[] = [];
  private readonly site: StaticSite;
  private readonly server: Server;

  private constructor(site: StaticSite) {
    this.site = site;
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** @param host - `127.0.0.1` and `localhost` are two origins to a browser. */
  static async start(site: StaticSite): Promise<StaticServer> {
    const server = new StaticServer(site);
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  origin(host: '127.0.0.1' | 'localhost' = '127.0.0.1'): string {
    return `http://${host}:${this.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    this.requests.push({ method, url, headers, body: await readBody(request) });
    const path = new URL(url, 'http://server').pathname;
    const file = path.endsWith('/') ? `${path}index.html` : path;
    const body = this.site.pages?.[path] ?? (await this.readFile(file));
    const type = this.site.pages?.[path] === undefined ? kTypes[extname(file)] : kTypes['.html'];
    response.writeHead(body === null ? 404 : 200, {
      'Content-Type': type ?? 'application/octet-stream',
      'Cache-Control': 'no-store',
      ...this.site.headers,
    });
    response.end(body ?? 'not found');
  }

  private async readFile(path: string): Promise<Buffer | null> {
    for (const root of this.site.roots ?? []) {
      const file = normalize(join(root, decodeURIComponent(path)));
      if (!file.startsWith(root)) return null;
      try {
        return await readFile(file);
      } catch {
        // The next folder may have it.
      }
    }
    return null;
  }
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
