import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { listen } from './shop.mjs';

const types = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.html': 'text/html; charset=utf-8',
};

/**
 * Serves files on a free port of the loopback.
 * @param {Map<string, string | Buffer>} files - By path: the path of a file, or its bytes. Read again at each request.
 */
export async function serveFiles(files) {
  const server = createServer((request, response) => {
    const file = files.get(request.url);
    response.writeHead(file === undefined ? 404 : 200, {
      'Content-Type': types[extname(request.url)] ?? 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
    });
    response.end(typeof file === 'string' ? readFileSync(file) : file);
  });
  const port = await listen(server);
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${port}`, stop };
}
