/** Filters and order of the shelf; the choice is kept in the address, so it can be shared and gone back to. */
import { byId } from './shop-data.js';

const form = byId('filters');
const shelf = byId('shelf');
const cards = [...shelf.children];

function wanted() {
  const query = new URLSearchParams(location.search);
  return { category: query.get('category') ?? '', size: query.get('size') ?? '', sort: query.get('sort') ?? '' };
}

function fits(card, { category, size }) {
  const sizes = card.dataset.sizes.split(' ');
  return (!category || card.dataset.category === category) && (!size || sizes.includes(size));
}

function show() {
  const choice = wanted();
  const price = (card) => Number(card.dataset.price);
  const sign = { up: 1, down: -1 }[choice.sort] ?? 0;
  const sorted = sign ? [...cards].sort((a, b) => sign * (price(a) - price(b))) : cards;
  shelf.append(...sorted);
  for (const card of cards) card.hidden = !fits(card, choice);
  const found = cards.filter((card) => !card.hidden).length;
  byId('found').textContent = found === 1 ? '1 piece' : `${found} pieces`;
  byId('nothing').hidden = found > 0;
}

function showChoice() {
  const { category, size, sort } = wanted();
  const radio = [...form.elements.category].find((input) => input.value === category) ?? form.elements.category[0];
  radio.checked = true;
  form.elements.size.value = size;
  form.elements.sort.value = sort;
}

form.addEventListener('change', () => {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
  history.replaceState(null, '', query.size ? `?${query}` : location.pathname);
  show();
});
form.addEventListener('submit', (event) => event.preventDefault());

form.hidden = false;
showChoice();
show();
if (wanted().category) byId('pieces').scrollIntoView({ behavior: 'instant' });
