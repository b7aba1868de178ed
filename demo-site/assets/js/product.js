/** A product page: the picture follows the colour, the stock line the size. */
import { addLine } from './cart-store.js';
import { watchForm } from './forms.js';
import { byId, element, loadProducts, say } from './shop-data.js';

const form = byId('buy');
const added = byId('added');

const picked = (name) => new FormData(form).get(name);

function showPicture(product) {
  const colour = product.colours.find(({ id }) => id === picked('colour'));
  const picture = byId('picture');
  picture.src = `/pictures/${product.id}-${colour.id}.svg`;
  picture.alt = `${product.name} in ${colour.name.toLowerCase()}`;
}

function stockWords(product, left) {
  if (product.preorder) return `Pre-order. ${product.preorder}, charged on dispatch.`;
  if (left === 0) return 'Sold out online in this size.';
  return left <= 3 ? `Only ${left} left, ready to send.` : 'In stock, ready to send.';
}

function showStock(product) {
  const size = picked('size');
  if (!size) return;
  const left = product.stock[size];
  byId('stock').textContent = stockWords(product, left);
  byId('add').hidden = left === 0;
  byId('tell-me').hidden = left !== 0;
}

function add(product) {
  const size = picked('size');
  if (!size) {
    say(added, 'Please choose a size first.', true);
    form.elements.size[0].focus();
    return;
  }
  if (product.stock[size] === 0) return;
  const length = picked('length');
  const stored = addLine({ id: product.id, colour: picked('colour'), size, ...(length ? { length } : {}) });
  if (!stored) {
    say(added, 'Your browser does not let us keep a cart. You can order by phone: 040 66969 120.', true);
    return;
  }
  say(added, 'In your cart. ');
  added.append(element('a', { href: '/cart' }, 'See the cart'));
}

form.noValidate = true;
watchForm(byId('tell-me'));
const products = await loadProducts();
const product = products.get(form.dataset.product);
form.addEventListener('change', (event) => {
  say(added, '');
  if (event.target.name === 'colour') showPicture(product);
  if (event.target.name === 'size') showStock(product);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  add(product);
});
showPicture(product);
showStock(product);
