/** Returns, account and appointment forms. */
import { byId } from './shop-data.js';
import { watchForm } from './forms.js';

for (const form of document.querySelectorAll('form.request')) watchForm(form);

const day = byId('day');
if (day) {
  const tomorrow = new Date(Date.now() + 86_400_000);
  day.min = tomorrow.toISOString().slice(0, 10);
}
