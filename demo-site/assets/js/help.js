/** The help page: finding a question by words, and opening the one that the address names. */
import { byId } from './shop-data.js';

const entries = [...document.querySelectorAll('.faq details')].map((details) => ({
  details,
  text: details.textContent.toLowerCase(),
}));

function filter() {
  const words = byId('find').value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { details, text } of entries) {
    details.hidden = !words.every((word) => text.includes(word));
    found += details.hidden ? 0 : 1;
  }
  for (const section of document.querySelectorAll('.faq')) {
    section.hidden = !section.querySelector('details:not([hidden])');
  }
  const none = 'Nothing with these words. Try fewer, or ask in the chat.';
  byId('found').textContent = words.length === 0 ? '' : found === 0 ? none : `${found} of ${entries.length}`;
}

function openNamed() {
  const named = location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
  if (named instanceof HTMLDetailsElement) {
    named.open = true;
    named.scrollIntoView();
  }
}

byId('find').addEventListener('input', filter);
window.addEventListener('hashchange', openNamed);
openNamed();
