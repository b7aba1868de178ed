/** StyleSavvy as visitors get it, with the widget from a relay; and the same page with the tag left out. */
import { createServer, get } from 'node:http';
import { startShop } from '../../../demo-site/server.mjs';
import { addShop, makeDataFolder, startRelay } from '../../faults/relay-process.mjs';
import { widgetFolder } from './places.mjs';

const tag = /<script\b[^>]*\/widget\/shopbell\.js[^>]*><\/script>/g;

export function listen(server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
}

function end(server) {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

/** Under this path the page is nothing but a line of text and the tag: what the tag costs stands out more. */
const barePath = '/bare';

function render(path, front, withTag) {
  const tags = front.match(tag) ?? [];
  if (tags.length !== 1) throw new Error(`expected one tag in the front page, found ${tags.length}`);
  const bare = `<!doctype html><html lang="en"><title>Bare</title><p>A page.</p>${tags[0]}</html>`;
  const page = path === barePath ? bare : front;
  return withTag ? page : page.replace(tag, '');
}

/** Both forms of a page go through here, so that they differ by the tag alone. */
function front(shopPort, withTag) {
  return createServer((request, response) => {
    const isPage = ['/', barePath].includes(request.url);
    const path = isPage ? '/' : request.url;
    const asked = { port: shopPort, host: '127.0.0.1', path, headers: { 'accept-encoding': 'identity' } };
    get(asked, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      let body = Buffer.concat(parts);
      if (isPage) body = Buffer.from(render(request.url, body.toString('utf8'), withTag));
      response.writeHead(answer.statusCode, { ...answer.headers, 'content-length': body.length });
      response.end(body);
    });
  });
}

/**
 * @returns the shop's origin with and without the tag, the pages to load, the widget's folder, and how to stop it all.
 */
export async function openShop() {
  const data = makeDataFolder();
  const servers = [];
  let relay;
  const stop = async () => {
    await Promise.all(servers.map(end));
    await relay?.stop();
    data.remove();
  };
  try {
    addShop(data.folder, { id: 'stylesavvy', origins: ['http://127.0.0.1:1'] });
    relay = await startRelay({ data: data.folder, args: ['--widget', widgetFolder] });
    const origins = { widget: `http://localhost:${relay.port}`, relay: `ws://localhost:${relay.port}` };
    const shop = await startShop({ ...origins, port: 0, host: '127.0.0.1' });
    const shopPort = shop.address().port;
    servers.push(shop, front(shopPort, true), front(shopPort, false));
    const [withTag, without] = await Promise.all(servers.slice(1).map(listen));
    addShop(data.folder, { id: 'stylesavvy', origins: [`http://127.0.0.1:${withTag}`] });
    return {
      withTag: `http://127.0.0.1:${withTag}`,
      without: `http://127.0.0.1:${without}`,
      pages: { front: '/', bare: barePath },
      widget: `http://127.0.0.1:${relay.port}/widget/`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
