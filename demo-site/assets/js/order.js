/** Order status by number and e-mail: sample orders from the shop, the last own order from this browser. */
import { lastOrder } from './cart-store.js';
import { checkForm, showErrorsBeside } from './forms.js';
import { byId, element, euro, loadProducts, say } from './shop-data.js';

const form = byId('find-order');
const place = byId('order');
const status = byId('order-status');

const tidy = (number) => number.trim().toUpperCase().replace(/^SV-?/, 'SV-');

async function find(number, email) {
  const own = lastOrder();
  if (own?.number === number && own.email.toLowerCase() === email.trim().toLowerCase()) return own;
  const response = await fetch('/api/order', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ number, email }),
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`order: ${response.status}`);
  return response.json();
}

function drawSteps(order) {
  const done = order.steps.filter(([, time]) => time !== null).length;
  const items = order.steps.map(([name, time], at) => {
    const state = at < done ? `done${at === done - 1 ? ' now' : ''}` : '';
    const item = element('li', state ? { class: state } : {}, name);
    if (time) item.append(element('small', {}, ` · ${time}`));
    if (at === done - 1) item.setAttribute('aria-current', 'step');
    return item;
  });
  return element('ol', { class: 'track' }, ...items);
}

function drawItems(order, products) {
  const items = order.items.map((item) => {
    const product = products.get(item.product);
    const colour = product.colours.find(({ id }) => id === item.colour)?.name ?? item.colour;
    const text = `${item.quantity} × ${product.name}, ${colour.toLowerCase()}, size ${item.size}`;
    return element('li', {}, text.replace(', size One size', ''));
  });
  return element('ul', {}, ...items);
}

function cancelButton(order) {
  const button = element('button', { type: 'button', class: 'button quiet' }, 'Cancel this order');
  button.addEventListener('click', () => {
    button.replaceWith(element('p', { class: 'note', role: 'status' }, 'Cancelled. Nothing will be charged.'));
    byId('order-title').textContent = `Order ${order.number}: Cancelled`;
  });
  return button;
}

function facts(order) {
  const rows = [
    ['Delivery', order.delivery],
    ['Expected', order.expected],
    ['Tracking number', order.tracking],
    ['Total', euro(order.total)],
  ];
  const filled = rows.filter(([, value]) => value !== null);
  return element(
    'dl',
    { class: 'hours' },
    ...filled.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );
}

function draw(order, products) {
  place.replaceChildren(
    element('h2', { id: 'order-title' }, `Order ${order.number}: ${order.status}`),
    ...(order.notice ? [element('p', { class: 'note' }, order.notice)] : []),
    drawSteps(order),
    facts(order),
    drawItems(order, products),
  );
  if (['Received', 'Packing'].includes(order.status)) place.append(cancelButton(order));
  place.hidden = false;
  place.focus();
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const [first] = checkForm(form);
  place.hidden = true;
  say(status, '');
  if (first) {
    first.focus();
    return;
  }
  try {
    const [order, products] = await Promise.all([
      find(tidy(form.elements.number.value), form.elements.email.value),
      loadProducts(),
    ]);
    if (order) draw(order, products);
    else say(status, 'We find no order with this number and this e-mail address. Is one of them mistyped?', true);
  } catch {
    say(status, 'The shop cannot be reached just now. Please try again in a minute.', true);
  }
});

showErrorsBeside(form);
const own = lastOrder();
if (own && location.hash === `#${own.number}`) {
  form.elements.number.value = own.number;
  form.elements.email.value = own.email;
  form.requestSubmit();
}
