/** The shelf and the product pages, made from products.json. */
import { escapeHtml } from './markdown.mjs';
import { structuredData } from './layout.mjs';

export const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');

const euro = (amount) => `€${Number.isInteger(amount) ? amount : amount.toFixed(2)}`;

/** Where the drawing of a product in one colour is served. */
export const pictureOf = (product, colour) => `/pictures/${product.id}-${colour.id}.svg`;

function price(product) {
  if (!product.was) return `<p class="price">${euro(product.price)}</p>`;
  return `<p class="price"><span class="visually-hidden">Now</span> <strong>${euro(product.price)}</strong> <s><span class="visually-hidden">before</span> ${euro(product.was)}</s></p>`;
}

function card(product, eager) {
  const colour = product.colours[0];
  const available = product.sizes.filter((size) => product.stock[size] > 0);
  const data = `data-category="${slug(product.category)}" data-sizes="${available.join(' ')}" data-price="${product.price}"`;
  const badge = product.badge ? `<span class="badge">${escapeHtml(product.badge)}</span>` : '';
  const count = product.colours.length;
  return `<li class="card" ${data}>
<a href="/products/${product.id}">
<span class="frame">${badge}<img src="${pictureOf(product, colour)}" alt="" width="400" height="500"${eager ? '' : ' loading="lazy"'}></span>
<span class="name">${escapeHtml(product.name)}</span></a>
<p class="blurb">${escapeHtml(product.blurb)}</p>
${price(product)}
<p class="colours">${count === 1 ? '1 colour' : `${count} colours`}</p>
</li>`;
}

const option = (value, text) => `<option value="${value}">${escapeHtml(text)}</option>`;

/** The shelf with its filters; the page's script makes them work, without it all pieces show. */
export function renderShelf(products) {
  const categories = [...new Set(products.map((product) => product.category))];
  const sizes = ['34', '36', '38', '40', '42', '44', '46', '48', '50'];
  const chips = [['', 'Everything'], ...categories.map((name) => [slug(name), name])]
    .map(
      ([value, text]) =>
        `<label class="chip"><input type="radio" name="category" value="${value}"${value ? '' : ' checked'}><span>${text}</span></label>`,
    )
    .join('\n');
  return `<form class="filters" id="filters" hidden>
<fieldset class="chips"><legend class="visually-hidden">Category</legend>${chips}</fieldset>
<div class="selects">
<p><label for="size">Size</label><select id="size" name="size">${option('', 'All')}${sizes.map((s) => option(s, s)).join('')}</select></p>
<p><label for="sort">Order</label><select id="sort" name="sort">${option('', 'Our choice')}${option('up', 'Price, low first')}${option('down', 'Price, high first')}</select></p>
</div></form>
<p class="found" role="status" id="found">${products.length} pieces</p>
<ul class="shelf" id="shelf">${products.map((product, index) => card(product, index < 4)).join('\n')}</ul>
<p class="nothing" id="nothing" hidden>Nothing in this size at the moment. <a href="/">Show everything</a></p>`;
}

function choice(name, values, checked, title) {
  const inputs = values
    .map(
      ({ value, text, off, swatch }) =>
        `<label class="pick${off ? ' off' : ''}"><input type="radio" name="${name}" value="${escapeHtml(value)}"${value === checked ? ' checked' : ''} required>${swatch ?? ''}<span>${escapeHtml(text)}${off ? '<span class="visually-hidden"> (sold out)</span>' : ''}</span></label>`,
    )
    .join('\n');
  return `<fieldset class="picks picks-${name}"><legend>${title}</legend>${inputs}</fieldset>`;
}

const swatch = (hex) =>
  `<svg class="swatch" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="9" fill="${hex}"/></svg>`;

function buyForm(product) {
  const colours = product.colours.map((c) => ({ value: c.id, text: c.name, swatch: swatch(c.hex) }));
  const sizes = product.sizes.map((size) => ({ value: size, text: size, off: product.stock[size] === 0 }));
  const only = product.sizes.length === 1 ? product.sizes[0] : '';
  const lengths = (product.lengths ?? []).map((length) => ({ value: length, text: length }));
  return `<form class="buy" id="buy" data-product="${product.id}">
${choice('colour', colours, product.colours[0].id, 'Colour')}
${choice('size', sizes, only, 'Size')}
${product.lengths ? choice('length', lengths, 'Regular', 'Length') : ''}
<p class="stock" id="stock" role="status">${product.preorder ? `Pre-order. ${product.preorder}.` : 'Choose a size to see the stock.'}</p>
<button class="button wide" id="add">${product.preorder ? 'Pre-order' : 'Add to cart'}</button>
<p class="form-status" id="added" role="status"></p>
</form>
<form class="tell-me" id="tell-me" data-thanks="Thank you. We will write once, when it is back." hidden>
<p>Sold out in this size. Shall we tell you when it is back?</p>
<label for="tell-email">E-mail address</label>
<div class="field-row"><input id="tell-email" name="email" type="email" autocomplete="email" required><button class="button quiet">Tell me</button></div>
<p class="form-status" role="status"></p>
</form>`;
}

function sizeTable({ columns, rows }) {
  const head = columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const body = rows
    .map(
      (row) =>
        `<tr><th scope="row">${row[0]}</th>${row
          .slice(1)
          .map((cell) => `<td>${cell}</td>`)
          .join('')}</tr>`,
    )
    .join('');
  return `<div class="table-scroll" tabindex="0" role="region" aria-label="Size table"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function facts(product) {
  const vegan = product.vegan ? 'Vegan.' : 'Not vegan.';
  const extra = product.lengths
    ? '<p>Inside leg: Short 74 cm, Regular 80 cm, Long 86 cm. Choose the length beside the size.</p>'
    : '';
  return `<section class="facts" aria-labelledby="facts">
<div><h2 id="facts">Details</h2>
<dl><dt>Material</dt><dd>${escapeHtml(product.material)}. ${vegan}</dd><dt>Care</dt><dd>${escapeHtml(product.care)}.</dd><dt>Made by</dt><dd>${escapeHtml(product.madeIn)}</dd></dl></div>
<div><h2>Sizes in centimetres</h2>${sizeTable(product.sizeTable)}${extra}
<p><a href="/sizes">How to measure</a></p></div>
</section>`;
}

function productData(product) {
  return structuredData({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    description: product.description,
    material: product.material,
    category: product.category,
    brand: { '@type': 'Brand', name: 'StyleSavvy' },
    offers: {
      '@type': 'Offer',
      price: product.price.toFixed(2),
      priceCurrency: 'EUR',
      availability: `https://schema.org/${product.preorder ? 'PreOrder' : 'InStock'}`,
    },
  });
}

/** Four pieces from four other categories, another choice for each product. */
function goesWith(product, products) {
  const categories = [...new Set(products.map((other) => other.category))].filter((name) => name !== product.category);
  const turn = products.indexOf(product);
  return [0, 1, 2, 3].map((step) => {
    const shelf = products.filter((other) => other.category === categories[(turn + step) % categories.length]);
    return shelf[turn % shelf.length];
  });
}

/** @returns the parts of one product's page for renderPage. */
export function renderProduct(product, products) {
  const related = goesWith(product, products);
  const category = slug(product.category);
  const picture = pictureOf(product, product.colours[0]);
  return {
    title: `${product.name} · StyleSavvy`,
    description: `${product.name}: ${product.blurb}. ${product.material}. ${euro(product.price)}.`,
    scripts: ['product'],
    head: productData(product),
    main: `<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Shop</a></li><li><a href="/?category=${category}">${escapeHtml(product.category)}</a></li><li aria-current="page">${escapeHtml(product.name)}</li></ol></nav>
<article class="product">
<div class="frame large"><img id="picture" src="${picture}" alt="${escapeHtml(product.name)} in ${escapeHtml(product.colours[0].name.toLowerCase())}" width="400" height="500"></div>
<div class="about-product">
${product.badge ? `<p class="badge inline">${escapeHtml(product.badge)}</p>` : ''}
<h1>${escapeHtml(product.name)}</h1>
${price(product)}
<p class="lead">${escapeHtml(product.description)}</p>
${buyForm(product)}
<ul class="promises"><li>${product.price >= 80 ? 'Free delivery in Germany' : 'Free delivery in Germany from €80'}, <a href="/delivery">2–3 working days</a></li><li>${product.badge === 'Last call' ? '14 days to return, no exchange' : '30 days to return or exchange'}, <a href="/returns">free label</a></li><li>Or collect in <a href="/contact">Hamburg or Cologne</a></li></ul>
</div>
</article>
${facts(product)}
<section class="related" aria-labelledby="related"><h2 id="related">Goes with it</h2><ul class="shelf four">${related.map((other) => card(other, false)).join('\n')}</ul></section>`,
  };
}
