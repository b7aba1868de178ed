/** The cart in localStorage; written from the first "Add to cart" on, never before. */

const key = 'stylesavvy.cart';
const empty = () => ({ lines: [], country: 'DE', wrap: false, cardText: '', code: '' });

/** @returns {{lines: {id: string, colour: string, size: string, length?: string, quantity: number}[], country: string, wrap: boolean, cardText: string, code: string}} */
export function readCart() {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? 'null');
    return stored && Array.isArray(stored.lines) ? { ...empty(), ...stored } : empty();
  } catch {
    return empty();
  }
}

/** @returns {boolean} false where the browser refuses to store (private mode, full). */
export function writeCart(cart) {
  try {
    localStorage.setItem(key, JSON.stringify(cart));
  } catch {
    return false;
  }
  document.dispatchEvent(new CustomEvent('cart-changed'));
  return true;
}

export const countPieces = (cart) => cart.lines.reduce((sum, line) => sum + line.quantity, 0);

const same = (a, b) => a.id === b.id && a.colour === b.colour && a.size === b.size && a.length === b.length;

export const maximumQuantity = 5;

/** Adds one piece; a second of the same raises the quantity. */
export function addLine(line) {
  const cart = readCart();
  const there = cart.lines.find((other) => same(other, line));
  if (there) there.quantity = Math.min(maximumQuantity, there.quantity + 1);
  else cart.lines.push({ ...line, quantity: 1 });
  return writeCart(cart);
}

const lastOrderKey = 'stylesavvy.order';

export function keepOrder(order) {
  localStorage.setItem(lastOrderKey, JSON.stringify(order));
  localStorage.removeItem(key);
}

/** @returns the last order made in this browser, or null. */
export function lastOrder() {
  try {
    return JSON.parse(localStorage.getItem(lastOrderKey) ?? 'null');
  } catch {
    return null;
  }
}
