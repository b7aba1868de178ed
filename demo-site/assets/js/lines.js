/** Draws cart lines and sums; cart and checkout share it. */
import { element, euro } from './shop-data.js';

function describe(line, product) {
  const colour = product.colours.find(({ id }) => id === line.colour);
  const parts = [colour?.name ?? line.colour];
  if (line.size !== 'One size') parts.push(`size ${line.size}`);
  if (line.length) parts.push(line.length);
  return parts.join(', ');
}

/** One line without its controls; `children` go below the description. */
export function drawLine(line, product, heading, ...children) {
  const amount = euro(product.price * line.quantity);
  const picture = element('img', {
    src: `/pictures/${product.id}-${line.colour}.svg`,
    alt: '',
    width: '400',
    height: '500',
  });
  return element(
    'li',
    { class: 'line' },
    picture,
    element(
      'div',
      {},
      element(heading, {}, element('a', { href: `/products/${product.id}` }, product.name)),
      element('p', { class: 'blurb' }, describe(line, product)),
      ...children,
    ),
    element('p', { class: 'amount' }, amount),
  );
}

/** @param {HTMLElement} place a `dl` */
export function drawSums(place, sums) {
  const rows = [['Goods', euro(sums.goods)]];
  if (sums.discount > 0) rows.push(['Code', `−${euro(sums.discount)}`]);
  if (sums.wrap > 0) rows.push(['Gift wrapping', euro(sums.wrap)]);
  rows.push(['Delivery', sums.delivery === 0 ? 'free' : euro(sums.delivery)]);
  const nodes = rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
  const total = [
    element('dt', { class: 'total' }, 'Total with VAT'),
    element('dd', { class: 'total' }, euro(sums.total)),
  ];
  place.replaceChildren(...nodes, ...total);
}

/** Keeps only lines whose product and colour the shop still has. */
export const knownLines = (lines, products) =>
  lines.filter((line) => products.get(line.id)?.colours.some(({ id }) => id === line.colour));
