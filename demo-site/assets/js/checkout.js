/** The checkout: checks beside each field, a list of errors on top, no payment. */
import { keepOrder, readCart } from './cart-store.js';
import { checkForm, showErrorsBeside } from './forms.js';
import { drawLine, drawSums, knownLines } from './lines.js';
import { byId, countries, element, euro, loadProducts } from './shop-data.js';
import { sumUp } from './sums.js';

const products = await loadProducts();
const cart = readCart();
cart.lines = knownLines(cart.lines, products);
const form = byId('checkout');

const country = () => countries.find(({ id }) => id === form.elements.country.value) ?? countries[0];
const delivery = () => new FormData(form).get('delivery') ?? 'standard';
const totals = () => sumUp(cart, products, country(), delivery());

function deliveryChoices() {
  const price = sumUp(cart, products, country(), 'standard').delivery;
  const all = [
    ['standard', 'Standard', price === 0 ? 'free' : euro(price)],
    ['express', 'Express, next working day', euro(9.9)],
    ['collect', 'Collect in shop, Hamburg or Cologne', 'free'],
  ];
  return country().id === 'DE' ? all : all.filter(([id]) => id === 'standard');
}

function drawDeliveries() {
  const before = delivery();
  const choices = deliveryChoices();
  const chosen = choices.some(([id]) => id === before) ? before : 'standard';
  const rows = choices.map(([id, name, price]) => {
    const input = element('input', { type: 'radio', name: 'delivery', value: id });
    input.checked = id === chosen;
    return element('label', { class: 'option' }, input, element('span', {}, name), price);
  });
  byId('deliveries').replaceChildren(...rows);
}

function applyCountry() {
  form.elements.postcode.pattern = country().postcode;
  form.elements.postcode.title = country().hint;
  drawDeliveries();
}

function applyPayment() {
  const card = form.elements.payment.value === 'card';
  byId('card-fields').hidden = !card;
  for (const input of byId('card-fields').querySelectorAll('input')) input.disabled = !card;
}

function checkExpiry() {
  const field = byId('card-expiry');
  const [month, year] = field.value.split('/').map(Number);
  const past = new Date(2000 + year, month, 1) <= new Date();
  field.setCustomValidity(/^\d{2} ?\/ ?\d{2}$/.test(field.value) && past ? 'This card is no longer valid.' : '');
}

function showSummary(fields) {
  const summary = byId('error-summary');
  const items = fields.map((field) => {
    const label = field.dataset.name ?? field.labels[0].firstChild.textContent.trim();
    return element('li', {}, element('a', { href: `#${field.id}` }, label));
  });
  const heading =
    fields.length === 1 ? 'Please look at one field again' : `Please look at ${fields.length} fields again`;
  summary.replaceChildren(element('h2', {}, heading), element('ul', {}, ...items));
  summary.hidden = false;
  summary.focus();
}

/** Card data stays in the form: the order keeps neither number nor expiry. */
function makeOrder() {
  const data = new FormData(form);
  const number = `SV-${30_000 + crypto.getRandomValues(new Uint16Array(1))[0]}`;
  const placed = new Date();
  const time = placed.toLocaleString('en-GB', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
  return {
    number,
    email: data.get('email'),
    name: data.get('name'),
    placed: placed.toISOString().slice(0, 10),
    status: 'Received',
    total: totals().total,
    delivery: deliveryChoices().find(([id]) => id === delivery())[1],
    tracking: null,
    expected: null,
    items: cart.lines.map(({ id, ...line }) => ({ product: id, ...line })),
    steps: [['Received', time], ...['Packing', 'Dispatched', 'Delivered'].map((name) => [name, null])],
    notice: null,
  };
}

function submit(event) {
  event.preventDefault();
  checkExpiry();
  const wrong = checkForm(form);
  if (wrong.length > 0) {
    showSummary(wrong);
    return;
  }
  keepOrder(makeOrder());
  location.assign('/thank-you');
}

function start() {
  form.elements.country.append(...countries.map(({ id, name }) => element('option', { value: id }, name)));
  form.elements.country.value = cart.country;
  byId('lines').append(
    ...cart.lines.map((line) =>
      drawLine(line, products.get(line.id), 'h3', element('p', { class: 'blurb' }, `Quantity ${line.quantity}`)),
    ),
  );
  form.addEventListener('change', (event) => {
    if (event.target.name === 'country') applyCountry();
    if (event.target.name === 'payment') applyPayment();
    drawSums(byId('sums'), totals());
  });
  byId('card-expiry').addEventListener('input', checkExpiry);
  showErrorsBeside(form);
  form.addEventListener('submit', submit);
  applyCountry();
  applyPayment();
  drawSums(byId('sums'), totals());
}

byId('empty').hidden = cart.lines.length > 0;
byId('full').hidden = cart.lines.length === 0;
if (cart.lines.length > 0) start();
