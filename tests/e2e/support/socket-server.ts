import { WebSocketServer } from 'ws';
import type { AddressInfo } from 'node:net';

/** A WebSocket server that listens and says nothing. */
export class SilentSocketServer {
  readonly messages: string[] = [];
  private readonly server: WebSocketServer;

  private constructor(server: WebSocketServer) {
    this.server = server;
    server.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => this.messages.push(data.toString('utf8')));
    });
  }

  static async start(): Promise<SilentSocketServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    return new SilentSocketServer(server);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
