/** The cart page. */
import { maximumQuantity, readCart, writeCart } from './cart-store.js';
import { drawLine, drawSums, knownLines } from './lines.js';
import { byId, countries, element, loadProducts, say } from './shop-data.js';
import { codes, sumUp } from './sums.js';

const products = await loadProducts();
const cart = readCart();
cart.lines = knownLines(cart.lines, products);

function quantityPicker(line, product) {
  const options = Array.from({ length: maximumQuantity }, (_, at) => element('option', {}, String(at + 1)));
  const select = element('select', { 'aria-label': `Quantity of ${product.name}` }, ...options);
  select.value = String(line.quantity);
  select.addEventListener('change', () => {
    line.quantity = Number(select.value);
    save();
    draw();
  });
  return element('label', {}, 'Quantity', select);
}

function remove(line, product) {
  cart.lines.splice(cart.lines.indexOf(line), 1);
  save();
  draw();
  byId('cart-news').textContent = `${product.name} removed.`;
  document.querySelector('main').focus();
}

function fullLine(line) {
  const product = products.get(line.id);
  const button = element(
    'button',
    { type: 'button', class: 'link-button', 'aria-label': `Remove ${product.name}` },
    'Remove',
  );
  button.addEventListener('click', () => remove(line, product));
  return drawLine(line, product, 'h2', element('div', { class: 'controls' }, quantityPicker(line, product), button));
}

const save = () => writeCart(cart);

function draw() {
  byId('empty').hidden = cart.lines.length > 0;
  byId('full').hidden = cart.lines.length === 0;
  byId('lines').replaceChildren(...cart.lines.map(fullLine));
  byId('card').hidden = !cart.wrap;
  drawTotals();
}

function drawTotals() {
  const country = countries.find(({ id }) => id === cart.country) ?? countries[0];
  drawSums(byId('sums'), sumUp(cart, products, country));
}

function useCode(event) {
  event.preventDefault();
  const typed = byId('code').value.trim().toUpperCase();
  const known = Object.hasOwn(codes, typed);
  cart.code = known ? typed : '';
  save();
  drawTotals();
  if (!known) say(byId('code-status'), 'We do not know this code, or it has expired.', true);
  else if (sumUp(cart, products, countries[0]).discount > 0) say(byId('code-status'), 'Code used.');
  else say(byId('code-status'), `This code counts from €${codes[typed].from}, without Last call pieces.`, true);
}

const country = byId('country');
country.append(...countries.map(({ id, name }) => element('option', { value: id }, name)));
country.value = cart.country;
country.addEventListener('change', () => {
  cart.country = country.value;
  save();
  drawTotals();
});
byId('wrap').checked = cart.wrap;
byId('wrap').addEventListener('change', () => {
  cart.wrap = byId('wrap').checked;
  save();
  draw();
});
byId('card-text').value = cart.cardText;
byId('card-text').addEventListener('change', () => {
  cart.cardText = byId('card-text').value;
  save();
});
byId('code').value = cart.code;
byId('code-form').addEventListener('submit', useCode);
draw();
