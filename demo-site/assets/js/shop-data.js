/** Products, delivery prices and small DOM helpers that the pages share. */

let loading;

/** @returns {Promise<Map<string, object>>} products by id; fetched once a page. */
export function loadProducts() {
  loading ??= fetch('/products.json')
    .then((response) => {
      if (!response.ok) throw new Error(`products.json: ${response.status}`);
      return response.json();
    })
    .then((products) => new Map(products.map((product) => [product.id, product])));
  return loading;
}

export const euro = (amount) => `€${amount.toFixed(2)}`;

/** In euro; `freeFrom` is the value of the goods from which delivery costs nothing. */
export const countries = [
  { id: 'DE', name: 'Germany', price: 4.9, freeFrom: 80, postcode: '[0-9]{5}', hint: '5 digits, for example 20099' },
  { id: 'AT', name: 'Austria', price: 7.9, freeFrom: 120, postcode: '[0-9]{4}', hint: '4 digits, for example 1010' },
  { id: 'FR', name: 'France', price: 9.9, postcode: '[0-9]{5}', hint: '5 digits, for example 75011' },
  { id: 'NL', name: 'Netherlands', price: 9.9, postcode: '[0-9]{4} ?[A-Za-z]{2}', hint: 'for example 1012 AB' },
  { id: 'DK', name: 'Denmark', price: 9.9, postcode: '[0-9]{4}', hint: '4 digits, for example 2100' },
  { id: 'CH', name: 'Switzerland', price: 14.9, postcode: '[0-9]{4}', hint: '4 digits, for example 8001' },
  {
    id: 'GB',
    name: 'United Kingdom',
    price: 16.9,
    postcode: '[A-Za-z0-9]{2,4} ?[A-Za-z0-9]{3}',
    hint: 'for example N1 9GU',
  },
];

/**
 * Makes an element. Children are nodes or text; nothing is parsed as HTML.
 * @param {string} name @param {Record<string, string>} [attributes] @param {...(Node|string)} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Shows a result under a form: good news or, with `bad`, a problem. */
export function say(place, text, bad = false) {
  place.classList.toggle('bad', bad);
  place.textContent = text;
}
