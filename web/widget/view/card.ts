import type { ChatState } from '../../chat/state';
import type { UiKey } from '../../chat/wording';
import { h, type Child } from '../dom';
import type { ViewContext } from './context';

/** A question or a state that waits below the messages; drawn once, so that what was typed into it stays. */
export interface Card {
  element: HTMLElement;
  title: string;
  update(state: ChatState): void;
}

let made = 0;

/** A card with its heading; `focus()` on its element reads the heading out. */
export function cardFrame(kind: string, title: string, ...children: Child[]): HTMLElement {
  const id = `card-${++made}`;
  const heading = h('h3', { id }, title);
  return h(
    'section',
    { class: `card ${kind}`, part: `card ${kind}`, 'aria-labelledby': id, tabindex: '-1' },
    heading,
    ...children,
  );
}

export function button(context: ViewContext, key: UiKey, act: () => void, look = 'secondary'): HTMLButtonElement {
  return h('button', { type: 'button', class: look, part: `button ${look}`, onclick: act }, context.wording.ui(key));
}

/** What is enough of an address to be worth sending; the shop finds out the rest. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

export interface EmailField {
  element: HTMLElement;
  input: HTMLInputElement;
  /** @returns the address, '' where none was given, null (and says so) where it is none. */
  read(required: boolean): string | null;
}

export function emailField(context: ViewContext, label: UiKey): EmailField {
  const { wording } = context;
  const id = `email-${++made}`;
  const note = h('p', { class: 'hint wrong', id: `${id}-note`, hidden: true });
  const input = h('input', {
    id,
    type: 'email',
    autocomplete: 'email',
    inputmode: 'email',
    maxlength: '254',
    'aria-describedby': `${id}-note`,
  });
  const read = (required: boolean): string | null => {
    const text = input.value.trim();
    if (isEmail(text) || (text === '' && !required)) {
      input.removeAttribute('aria-invalid');
      note.hidden = true;
      return text;
    }
    input.setAttribute('aria-invalid', 'true');
    note.hidden = false;
    note.textContent = wording.ui(required ? 'email_required' : 'email_invalid');
    input.focus();
    return null;
  };
  const element = h('div', { class: 'field' }, h('label', { for: id }, wording.ui(label)), input, note);
  return { element, input, read };
}
