#!/usr/bin/env node
/** Serves StyleSavvy, the demonstration shop. No dependencies; `--help` lists the arguments. */
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { readArguments, usage } from './lib/arguments.mjs';
import { commonHeaders } from './lib/headers.mjs';
import { findOrder } from './lib/orders.mjs';
import { buildSite } from './lib/site.mjs';

const maximumBody = 4096; // bytes of an order question

function sendJson(response, status, value) {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(value));
}

function sendResource(request, response, status, found) {
  if (status === 200 && request.headers['if-none-match'] === found.etag) {
    response.writeHead(304, { ETag: found.etag }).end();
    return;
  }
  const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const body = zipped ? found.gzip : found.body;
  response.writeHead(status, {
    'Content-Type': found.type,
    'Content-Length': body.length,
    ETag: found.etag,
    Vary: 'Accept-Encoding',
    ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function readBody(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > maximumBody) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function answerOrder(request, response) {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return sendJson(response, 415, { error: 'expected Content-Type: application/json' });
  }
  const text = await readBody(request);
  if (text === undefined) {
    response.setHeader('Connection', 'close');
    return sendJson(response, 413, { error: `expected at most ${maximumBody} bytes` });
  }
  let question;
  try {
    question = JSON.parse(text);
  } catch {
    return sendJson(response, 400, { error: 'expected JSON' });
  }
  if (typeof question?.number !== 'string' || typeof question?.email !== 'string') {
    return sendJson(response, 400, { error: 'expected {"number": string, "email": string}' });
  }
  const order = findOrder(question.number, question.email);
  return order ? sendJson(response, 200, order) : sendJson(response, 404, { error: 'no such order' });
}

async function answer(request, response, site) {
  const path = (request.url ?? '/').split(/[?#]/, 1)[0];
  if (path === '/api/order' && request.method === 'POST') return answerOrder(request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', path === '/api/order' ? 'POST' : 'GET, HEAD');
    return sendJson(response, 405, { error: 'method not allowed' });
  }
  const found = site.get(path);
  return found ? sendResource(request, response, 200, found) : sendResource(request, response, 404, site.get('/404'));
}

/**
 * Starts the shop.
 * @param {{port: number, host: string, widget: string, relay: string}} options
 * @returns {Promise<import('node:http').Server>} once it listens; rejects where the port is taken.
 */
export function startShop(options) {
  const site = buildSite(options);
  const headers = commonHeaders(options);
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(request, response, site).catch((error) => {
      console.error(`shop: ${request.method} failed: ${error.message}`);
      if (!response.headersSent) sendJson(response, 500, { error: 'the shop made a mistake' });
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => resolve(server));
  });
}

async function main() {
  let options;
  try {
    options = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`shop: ${error.message}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (options.help) {
    console.log(usage);
    return;
  }
  try {
    const server = await startShop(options);
    const { port } = server.address();
    console.log(`StyleSavvy: http://localhost:${port}/ (widget from ${options.widget})`);
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => {
        server.close();
        server.closeAllConnections();
      });
    }
  } catch (error) {
    const taken = error.code === 'EADDRINUSE';
    console.error(`shop: ${taken ? `port ${options.port} is in use; choose another with --port` : error.message}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
