/** The confirmation after the checkout. */
import { lastOrder } from './cart-store.js';
import { byId, element } from './shop-data.js';

const order = lastOrder();
if (order) {
  byId('who').textContent = `, ${order.name.split(' ')[0]}`;
  byId('number-line').replaceChildren('Your order number is ', element('strong', {}, order.number), '.');
  byId('mail').textContent = order.email;
  byId('mail-line').hidden = false;
  byId('status-link').href = `/order#${order.number}`;
}
