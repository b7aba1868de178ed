/** On every page: the number in the cart, and the small forms that only say thank you. */
import { countPieces, readCart } from './cart-store.js';
import { watchForm } from './forms.js';

function showCount() {
  const pieces = countPieces(readCart());
  for (const place of document.querySelectorAll('[data-cart-count]')) {
    place.textContent = String(pieces);
    place.hidden = pieces === 0;
  }
}

document.addEventListener('cart-changed', showCount);
window.addEventListener('storage', showCount);
showCount();

for (const form of document.querySelectorAll('form.newsletter')) watchForm(form);
