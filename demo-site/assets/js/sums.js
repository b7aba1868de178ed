/** What an order costs. Pure: no DOM, no storage. */

/** Codes of the shop: 10 % from €60 without "Last call" pieces. */
export const codes = { WELCOME10: { share: 0.1, from: 60 } };

const round = (amount) => Math.round(amount * 100) / 100;

/**
 * @param {{lines: {id: string, quantity: number}[], wrap: boolean, code: string}} cart
 * @param {Map<string, {price: number, badge: string}>} products
 * @param {{price: number, freeFrom?: number}} country
 * @param {'standard'|'express'|'collect'} delivery
 * @returns {{goods: number, discount: number, wrap: number, delivery: number, total: number}} euro
 */
export function sumUp(cart, products, country, delivery = 'standard') {
  let goods = 0;
  let discountable = 0;
  for (const line of cart.lines) {
    const product = products.get(line.id);
    goods += product.price * line.quantity;
    if (product.badge !== 'Last call') discountable += product.price * line.quantity;
  }
  const code = codes[cart.code];
  const discount = code && goods >= code.from ? round(discountable * code.share) : 0;
  const wrap = cart.wrap ? 3.5 : 0;
  const standard = country.freeFrom !== undefined && goods >= country.freeFrom ? 0 : country.price;
  const price = { standard, express: 9.9, collect: 0 }[delivery];
  return { goods, discount, wrap, delivery: price, total: round(goods - discount + wrap + price) };
}
