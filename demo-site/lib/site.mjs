/** Makes every resource of the shop once, at start: nothing is looked up on disk by a visitor's path. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { drawProduct } from './pictures.mjs';
import { pictureOf, renderProduct, renderShelf } from './catalogue.mjs';
import { renderHelp } from './help.mjs';
import { renderPage } from './layout.mjs';

const root = new URL('../', import.meta.url);

const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
};

/** @typedef {{body: Buffer, gzip: Buffer, type: string, etag: string}} Resource */

/** @returns {Resource} */
function resource(text, extension) {
  const body = Buffer.from(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, gzip: gzipSync(body), type: types[extension], etag };
}

const read = (path) => readFileSync(new URL(path, root), 'utf8');

/** A page file is a comment of `name: value` lines and then the content of `<main>`. */
export function parsePage(text, name) {
  const match = /^<!--\n([\s\S]*?)\n-->\n([\s\S]*)$/.exec(text);
  if (!match) throw new Error(`${name}: expected a first comment with "title: ..." before the content`);
  const fields = Object.fromEntries(match[1].split('\n').map((line) => line.trim().split(/:\s+(.*)/s, 2)));
  if (!fields.title) throw new Error(`${name}: the first comment has no title`);
  return { ...fields, scripts: fields.scripts?.split(' ') ?? [], main: match[2] };
}

function addFolder(site, folder, address) {
  for (const item of readdirSync(new URL(folder, root), { withFileTypes: true })) {
    const path = `${folder}${item.name}`;
    if (item.isDirectory()) addFolder(site, `${path}/`, `${address}${item.name}/`);
    else {
      const extension = item.name.split('.').pop();
      if (types[extension]) site.set(`${address}${item.name}`, resource(read(path), extension));
    }
  }
}

function addPages(site, origins, shelf) {
  for (const file of readdirSync(new URL('pages/', root)).filter((name) => name.endsWith('.html'))) {
    const page = parsePage(read(`pages/${file}`), `pages/${file}`);
    const main = page.main.replace('{{shelf}}', () => shelf);
    const address = file === 'index.html' ? '/' : `/${file.replace(/\.html$/, '')}`;
    site.set(address, resource(renderPage({ ...page, main }, origins), 'html'));
  }
}

/** Pages of other shops that show how far the widget's look can be changed; each is whole in itself. */
function addThemes(site, origins) {
  for (const name of readdirSync(new URL('themes/', root))) {
    const [base, extension] = name.split('.');
    const text = read(`themes/${name}`).replaceAll('{{widget}}', origins.widget);
    if (types[extension]) site.set(`/themes/${extension === 'html' ? base : name}`, resource(text, extension));
  }
}

/**
 * @param {{widget: string, relay: string}} origins
 * @returns {Map<string, Resource>} by path; `/404` is what unknown paths show.
 * @throws where a page or data file is malformed, naming it.
 */
export function buildSite(origins) {
  const products = JSON.parse(read('products.json'));
  const site = new Map();
  addFolder(site, 'assets/', '/assets/');
  addPages(site, origins, renderShelf(products));
  addThemes(site, origins);
  site.set('/help', resource(renderPage(renderHelp(JSON.parse(read('faq.json'))), origins), 'html'));
  for (const product of products) {
    site.set(`/products/${product.id}`, resource(renderPage(renderProduct(product, products), origins), 'html'));
    for (const colour of product.colours) {
      site.set(pictureOf(product, colour), resource(drawProduct(product, colour), 'svg'));
    }
  }
  site.set('/faq.json', resource(read('faq.json'), 'json'));
  site.set('/products.json', resource(read('products.json'), 'json'));
  return site;
}
