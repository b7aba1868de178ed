/** Looks up a sample order; both the number and the e-mail address must fit. */
import { readFileSync } from 'node:fs';

const orders = JSON.parse(readFileSync(new URL('../orders.json', import.meta.url), 'utf8'));

const same = (left, right) => left.trim().toLowerCase() === right.trim().toLowerCase();

/** @returns the order without its e-mail address, or undefined; a wrong address looks like a wrong number. */
export function findOrder(number, email) {
  const order = orders.find((candidate) => same(candidate.number, number) && same(candidate.email, email));
  if (!order) return undefined;
  return Object.fromEntries(Object.entries(order).filter(([name]) => name !== 'email'));
}
