import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildSite } from '../../demo-site/lib/site.mjs';
import { origins, useShop } from './shop';

const ask = useShop();
const site = buildSite(origins) as Map<string, { body: Buffer; gzip: Buffer; type: string }>;
const pages = [...site].filter(([, { type }]) => type.startsWith('text/html'));
const htmlOf = (body: Buffer): string => body.toString('utf8');

describe('every answer of the shop', () => {
  it.each(['/', '/products/ada-jeans', '/faq.json', '/assets/js/cart.js', '/no-such-page'])(
    '%s carries the policy and forbids guessing types',
    async (path) => {
      const { headers } = await ask(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self' http://widget.test:8787 'wasm-unsafe-eval'; worker-src blob:; " +
          "frame-src http://widget.test:8787; connect-src 'self' http://widget.test:8787 http://relay.test:8786 " +
          "ws://relay.test:8786; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; " +
          "frame-ancestors 'none'",
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it('answers 304 to the tag it gave, and the whole to another', async () => {
    const { etag = '' } = (await ask('/')).headers;
    const again = await ask('/', { headers: { 'If-None-Match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await ask('/', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });

  it('answers HEAD without a body and refuses other methods', async () => {
    const head = await ask('/', { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(1000);
    const put = await ask('/', { method: 'PUT' });
    expect([put.status, put.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('packs the same bytes that it sends unpacked', () => {
    for (const { body, gzip } of site.values()) expect(gunzipSync(gzip).equals(body)).toBe(true);
  });
});

describe('paths that leave the shop', () => {
  it.each([
    '/../package.json',
    '/assets/../server.mjs',
    '/assets/..%2f..%2fpackage.json',
    '/%2e%2e/package.json',
    '/assets/..\\server.mjs',
    '/assets//etc/passwd',
    '/server.mjs',
    '/lib/site.mjs',
    '/orders.json',
    '/__proto__',
    '/%00',
  ])('%s is not found', async (path) => {
    const { status, text } = await ask(path);
    expect(status).toBe(404);
    expect(text).toContain('This hanger is empty');
  });
});

describe('every page', () => {
  it('is one of at least thirty', () => expect(pages.length).toBeGreaterThanOrEqual(30));

  it.each(pages.map(([path]) => path))('%s has no inline script, style or handler', (path) => {
    const html = htmlOf(site.get(path)!.body);
    const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
    for (const [, attributes = '', content = ''] of scripts) {
      if (attributes.includes('application/ld+json')) expect(() => JSON.parse(content) as unknown).not.toThrow();
      else expect([/\ssrc="/.test(attributes), content.trim()]).toEqual([true, '']);
    }
    expect(html).not.toMatch(/<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:/i);
    expect(html).not.toContain('{{');
  });

  it.each(pages.map(([path]) => path))('%s brings the widget once, from the address given', (path) => {
    const tags = htmlOf(site.get(path)!.body).match(/<script[^>]*shopbell\.js[^>]*>/g);
    expect(tags).toHaveLength(1);
    expect(tags?.[0]).toContain('src="http://widget.test:8787/widget/shopbell.js"');
    if (!path.startsWith('/themes/')) {
      expect(tags?.[0]).toContain('data-shop="stylesavvy"');
      expect(tags?.[0]).toContain('data-relay="ws://relay.test:8786"');
    }
  });

  it.each(pages.map(([path]) => path))('%s links only to what is there', (path) => {
    const html = htmlOf(site.get(path)!.body);
    const targets = [...html.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(([, target = '']) => target);
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) {
      const [address = '', place] = target.split('#');
      const found = site.get(address.split('?')[0] ?? '');
      expect(found, target).toBeDefined();
      if (place) expect(htmlOf(found!.body), target).toContain(`id="${place}"`);
    }
  });

  it('imports only scripts that are served', () => {
    for (const [path, { body, type }] of site) {
      if (!type.startsWith('text/javascript')) continue;
      for (const [, name = ''] of htmlOf(body).matchAll(/from '(\.\/[^']+)'/g)) {
        expect(site.has(new URL(name, `http://shop${path}`).pathname), `${path} imports ${name}`).toBe(true);
      }
    }
  });
});

describe('a product', () => {
  const products = JSON.parse(readFileSync(new URL('../../demo-site/products.json', import.meta.url), 'utf8')) as {
    id: string;
    sizes: string[];
    stock: Record<string, number>;
    colours: { id: string }[];
    sizeTable: { columns: string[]; rows: unknown[][] };
  }[];

  it('is one of at least twelve', () => expect(products.length).toBeGreaterThanOrEqual(12));

  it.each(products)('$id has a stock and a row of measures for each size, and a picture for each colour', (product) => {
    expect(Object.keys(product.stock).sort()).toEqual([...product.sizes].sort());
    expect(product.sizeTable.rows.map(([size]) => size)).toEqual(product.sizes);
    for (const row of product.sizeTable.rows) expect(row).toHaveLength(product.sizeTable.columns.length);
    for (const { id } of product.colours) {
      const picture = htmlOf(site.get(`/pictures/${product.id}-${id}.svg`)!.body);
      expect(picture).toMatch(/^<svg /);
      expect(picture).not.toContain('{{');
    }
  });

  it('has a drawing of its own', () => {
    const drawings = readdirSync(new URL('../../demo-site/pictures/', import.meta.url));
    expect(drawings.sort()).toEqual(products.map(({ id }) => `${id}.svg`).sort());
  });
});

describe('the order status', () => {
  const json = { 'Content-Type': 'application/json' };
  const find = (body: string, headers: Record<string, string> = json) =>
    ask('/api/order', { method: 'POST', headers, body });

  it('is told for a number and its address, in any case, and keeps the address to itself', async () => {
    const { status, text } = await find('{"number":"sv-20418","email":" MARA@example.com "}');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ number: 'SV-20418', status: 'Dispatched' });
    expect(text).not.toContain('mara@');
  });

  it('looks the same for a wrong address as for a wrong number', async () => {
    const address = await find('{"number":"SV-20418","email":"eve@example.com"}');
    const number = await find('{"number":"SV-99999","email":"mara@example.com"}');
    expect([address.status, address.text]).toEqual([404, number.text]);
    expect(number.status).toBe(404);
  });

  it('says what it expected of a malformed question', async () => {
    expect((await find('{')).status).toBe(400);
    expect((await find('{"number":1,"email":[]}')).text).toContain('\\"number\\": string');
    expect((await find('null')).status).toBe(400);
    expect((await find('{}', { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await find(JSON.stringify({ number: 'x'.repeat(5000), email: '' }))).status).toBe(413);
    expect((await ask('/api/order')).status).toBe(404);
  });
});
