import { expect, test } from '@playwright/test';
import { deflateSync, gzipSync } from 'node:zlib';
import { findLeaks, type Outgoing } from '../support/leak-check';
import { SilentSocketServer } from '../support/socket-server';
import { StaticServer } from '../support/static-server';
import { WatchedBrowser } from '../support/watched-browser';

const kWord = 'Quillwortish';

function sent(body: Buffer | string, url = 'http://shop/', headers: Outgoing['headers'] = {}): Outgoing {
  return { url, headers, body: Buffer.from(body) };
}

test.describe('the checker itself', () => {
  const json = JSON.stringify({ text: `my ${kWord} parcel` });
  const base64 = (shift: string) => Buffer.from(`${shift}${json}`).toString('base64');
  const disguises: [string, Outgoing][] = [
    ['plain', sent(json)],
    ['in lower case', sent(json.toLowerCase())],
    ['in upper case', sent(json.toUpperCase())],
    ['in the address', sent('', `http://shop/?q=${kWord}`)],
    ['percent-encoded byte by byte', sent('', `http://shop/?q=${[...kWord].map(percent).join('')}`)],
    ['in a header', sent('', 'http://shop/', { 'x-note': `a ${kWord}` })],
    ['in a cookie, in base64', sent('', 'http://shop/', { cookie: `c=${base64('')}` })],
    ...['', 'x', 'xy'].map((shift): [string, Outgoing] => [`base64, shifted by ${shift.length}`, sent(base64(shift))]),
    ['base64 for addresses', sent('', `http://shop/${Buffer.from(json).toString('base64url')}`)],
    ['hexadecimal', sent(Buffer.from(json).toString('hex'))],
    ['UTF-16', sent(Buffer.from(json, 'utf16le'))],
    ['gzip', sent(gzipSync(json))],
    ['deflate', sent(deflateSync(json))],
  ];
  for (const [name, outgoing] of disguises) {
    test(`finds a word ${name}`, () => {
      expect(findLeaks([outgoing], [kWord])).not.toEqual([]);
    });
  }

  test('finds nothing where nothing is', () => {
    const harmless = sent(JSON.stringify({ shop: 'stylesavvy', parcel: 'my' }), 'http://shop/faq.json');
    expect(findLeaks([harmless], [kWord])).toEqual([]);
  });
});

test('a planted leak is caught, from a Worker, from a frame and from a socket alike', async () => {
  const listener = await SilentSocketServer.start();
  const elsewhere = await StaticServer.start({ headers: { 'Access-Control-Allow-Origin': '*' } });
  const frame = `<script>addEventListener('message', (e) => fetch('${elsewhere.origin()}/frame?' + btoa(e.data)))</script>`;
  const shop = await StaticServer.start({
    pages: { '/': '<!doctype html><title>shop</title>', '/frame.html': frame },
  });
  const watched = await WatchedBrowser.open();
  const { page } = watched;
  await page.goto(`${shop.origin()}/`);
  await page.evaluate(
    ([word, collector, socket]) => {
      const worker = (source: string) =>
        new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))).postMessage(word);
      worker(`onmessage = (e) => fetch('${collector}/worker', { method: 'POST', body: e.data.toUpperCase() })`);
      worker(
        `onmessage = (e) => { const s = new WebSocket('${socket}'); s.onopen = () => s.send('{"t":"' + e.data + '"}') }`,
      );
      const inner = document.createElement('iframe');
      inner.src = '/frame.html';
      inner.onload = () => inner.contentWindow?.postMessage(word, '*');
      document.body.append(inner);
      navigator.sendBeacon(`${collector}/beacon`, encodeURIComponent(word).replace('Q', '%51'));
    },
    [kWord, elsewhere.origin(), listener.url] as const,
  );
  const places = () => findLeaks(watched.sent, [kWord]).map((line) => line.replace(/:\d+/, ''));
  await expect.poll(places).toHaveLength(4);
  expect(places().sort()).toEqual(
    [
      '"quillwortish" in the address of http://127.0.0.1/frame?UXVpbGx3b3J0aXNo',
      '"quillwortish" in the body of http://127.0.0.1/beacon',
      '"quillwortish" in the body of http://127.0.0.1/worker',
      '"quillwortish" in the body of ' + 'http://127.0.0.1/',
    ].sort(),
  );
  await expect.poll(() => findLeaks(elsewhere.requests, [kWord])).toHaveLength(3);
  await expect.poll(() => listener.messages).toEqual([`{"t":"${kWord}"}`]);
  await Promise.all([watched.close(), shop.stop(), elsewhere.stop(), listener.stop()]);
});

function percent(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16)}`;
}
