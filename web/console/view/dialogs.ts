/** The three dialogs: keys, closing, and logging out with words not sent. Escape and focus are the browser's own. */
import type { Dialog, State, UiAction } from '../model';
import { unsent } from '../steps/session';
import { plural, word } from '../wording';
import { button, h, setText, type View } from './dom';
import type { ReplyPorts } from './reply-box';

const KEYS = [
  ['keys.move', 'keys.move.keys'],
  ['keys.open', 'keys.open.keys'],
  ['keys.reply', 'r'],
  ['keys.take', 't'],
  ['keys.send', 'keys.send.keys'],
  ['keys.line', 'keys.line.keys'],
  ['keys.back', 'keys.back.keys'],
  ['keys.help', '?'],
] as const;

type Dispatch = (action: UiAction) => void;

function dialog(name: Dialog, heading: string, dispatch: Dispatch, ...content: Node[]): HTMLDialogElement {
  const id = `dialog-${name}`;
  const element = h('dialog', { 'aria-labelledby': id }, h('h2', { id }, heading), ...content);
  element.addEventListener('cancel', (event) => {
    event.preventDefault();
    dispatch({ type: 'dialog_shown', dialog: 'none' });
  });
  return element;
}

function keyList(): HTMLElement {
  const lines = KEYS.map(([text, keys]) => {
    const name = keys.length === 1 ? keys : word(keys as 'keys.open.keys');
    return h('div', {}, h('dt', {}, word(text)), h('dd', {}, h('kbd', {}, name)));
  });
  return h('dl', { class: 'keys' }, ...lines);
}

export class Dialogs implements View<State> {
  readonly element = h('div');
  readonly #dialogs: Record<Exclude<Dialog, 'none'>, HTMLDialogElement>;
  readonly #single = h('input', { type: 'checkbox', id: 'single-keys' });
  readonly #unsent = h('p');
  #selected: string | null = null;

  constructor(ports: ReplyPorts) {
    this.#dialogs = {
      keys: this.#keys(ports.dispatch),
      close: this.#close(ports),
      logout: this.#logout(ports.dispatch),
    };
    this.element.append(...Object.values(this.#dialogs));
  }

  update(state: State): void {
    this.#selected = state.selected;
    this.#single.checked = state.singleKeys;
    setText(this.#unsent, plural('logout.text', unsent(state)));
    for (const [name, element] of Object.entries(this.#dialogs)) {
      if (state.dialog === name && !element.open) element.showModal();
      else if (state.dialog !== name && element.open) element.close();
    }
  }

  #keys(dispatch: Dispatch): HTMLDialogElement {
    this.#single.addEventListener('change', () => dispatch({ type: 'single_keys_set', on: this.#single.checked }));
    const choice = h('p', { class: 'choice' }, this.#single, h('label', { for: 'single-keys' }, word('keys.single')));
    const done = button(word('keys.done'), 'primary', () => dispatch({ type: 'dialog_shown', dialog: 'none' }));
    return dialog('keys', word('keys.heading'), dispatch, keyList(), choice, h('p', { class: 'choices' }, done));
  }

  #close({ dispatch, newId }: ReplyPorts): HTMLDialogElement {
    const ask = (move: 'close' | 'hand_back') => (): void => {
      const conversation = this.#selected;
      if (conversation !== null) dispatch({ type: 'move_asked', conversation, id: newId(), move });
    };
    const choices = h(
      'p',
      { class: 'choices' },
      button(word('close.closed'), 'primary', ask('close')),
      button(word('close.bot'), '', ask('hand_back')),
      button(word('close.keep'), '', () => dispatch({ type: 'dialog_shown', dialog: 'none' })),
    );
    return dialog('close', word('close.heading'), dispatch, h('p', {}, word('close.text')), choices);
  }

  #logout(dispatch: Dispatch): HTMLDialogElement {
    const choices = h(
      'p',
      { class: 'choices' },
      button(word('logout.no'), 'primary', () => dispatch({ type: 'dialog_shown', dialog: 'none' })),
      button(word('logout.yes'), '', () => dispatch({ type: 'logout_asked' })),
    );
    return dialog('logout', word('logout.heading'), dispatch, this.#unsent, choices);
  }
}
