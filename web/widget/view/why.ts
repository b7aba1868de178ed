import type { BotEntry } from '../../chat/state';
import { h } from '../dom';
import type { ViewContext } from './context';

/** A closed "Why?" under a bot message, for owners who try their FAQ; worked out when it is first opened. */
export function whyDetails(entry: BotEntry, { explain, wording }: ViewContext): HTMLElement | null {
  if (!entry.why || !explain) return null;
  const place = h('div', { class: 'why-body' });
  const summary = h('summary', {}, wording.ui('why'));
  // Inside the log, but nothing that was said: screen readers come to it when they are sent.
  const element = h('details', { class: 'why', part: 'why', 'aria-live': 'off' }, summary, place);
  let asked = false;
  const fill = async (): Promise<void> => {
    asked = true;
    place.setAttribute('aria-busy', 'true');
    try {
      await explain(place, entry);
    } catch {
      asked = false;
      place.textContent = wording.ui('why_failed');
    }
    place.removeAttribute('aria-busy');
    element.scrollIntoView({ block: 'nearest' });
  };
  element.addEventListener('toggle', () => {
    if (element.open && !asked) void fill();
  });
  return element;
}
