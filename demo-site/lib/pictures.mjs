/** Draws a product in one of its colours: fills the placeholders of `pictures/<product>.svg`. */
import { readFileSync } from 'node:fs';
import { mix } from './colours.mjs';

const folder = new URL('../pictures/', import.meta.url);

/** The wall behind each garment, by category, so that the shelves look composed. */
const walls = {
  Dresses: '#ecdfd3',
  Tops: '#dfe3df',
  Knitwear: '#e6ddd0',
  'Coats and jackets': '#dcdedf',
  Trousers: '#e7e0d6',
  Skirts: '#e3dcdf',
  Accessories: '#e9e1d4',
};

const defs = `<defs>
<filter id="drop" x="-20%" y="-20%" width="140%" height="140%"><feDropShadow dx="0" dy="7" stdDeviation="7" flood-color="#1d1510" flood-opacity=".28"/></filter>
<filter id="soft" filterUnits="userSpaceOnUse" x="0" y="0" width="400" height="500"><feGaussianBlur stdDeviation="4.5"/></filter>
<linearGradient id="wall" x1="0" y1="0" x2=".4" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".55"/><stop offset=".6" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#2a1c10" stop-opacity=".1"/></linearGradient>
<linearGradient id="volume" x1="0" x2="1"><stop offset="0" stop-color="#000" stop-opacity=".26"/><stop offset=".22" stop-color="#000" stop-opacity="0"/><stop offset=".55" stop-color="#fff" stop-opacity=".12"/><stop offset=".8" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".3"/></linearGradient>
</defs>`;

const hanger = `<g fill="none" stroke-linecap="round"><path d="M200 74V62c0-8 11-9 11-19a11 11 0 0 0-21-4" stroke="#6f6a64" stroke-width="3"/><path d="M200 74 128 104M200 74l72 30" stroke="#b28a5f" stroke-width="8"/></g>`;

/** @returns {string} a whole SVG document. @throws if the product has no drawing file. */
export function drawProduct(product, colour) {
  const main = colour.hex;
  const paint = {
    frame: `${defs}<rect width="400" height="500" fill="${walls[product.category]}"/><rect width="400" height="500" fill="url(#wall)"/>`,
    hanger,
    main,
    light: mix(main, '#ffffff', 0.28),
    pale: mix(main, '#fff4e4', 0.72),
    dark: mix(main, '#120c10', 0.32),
    deep: mix(main, '#120c10', 0.58),
  };
  const drawing = readFileSync(new URL(`${product.id}.svg`, folder), 'utf8');
  return drawing.replace(/\{\{(\w+)\}\}/g, (whole, name) => paint[name] ?? whole);
}
