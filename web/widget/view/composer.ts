import { MAX_TEXT, withPerson, type ChatState } from '../../chat/state';
import { h, icon } from '../dom';
import type { ViewContext } from './context';

/** Where the visitor writes. Enter sends, Shift+Enter makes a line; keys of an input method are left alone. */
export class Composer {
  readonly element: HTMLFormElement;
  readonly #input: HTMLTextAreaElement;
  readonly #grow: HTMLElement;
  readonly #send: HTMLButtonElement;
  readonly #person: HTMLButtonElement;

  constructor(private readonly context: ViewContext) {
    const { wording } = context;
    this.#input = h('textarea', {
      id: 'input',
      part: 'input',
      rows: '1',
      enterkeyhint: 'send',
      autocomplete: 'off',
      maxlength: String(MAX_TEXT),
      'aria-label': wording.ui('input_label'),
      oninput: () => this.#changed(),
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
    this.#grow = h('div', { class: 'grow' }, this.#input);
    const label = wording.ui('send');
    const arrow = icon('arrow', 'M12 19V5', 'M6 11l6-6 6 6');
    this.#send = h('button', { type: 'submit', class: 'send', part: 'send', 'aria-label': label, title: label }, arrow);
    const ask = () => context.dispatch({ type: 'person_asked' });
    this.#person = h(
      'button',
      { type: 'button', class: 'link', part: 'person', onclick: ask },
      wording.ui('talk_to_person'),
    );
    const submit = (event: Event) => {
      event.preventDefault();
      this.#submit();
    };
    const row = h('div', { class: 'row' }, this.#grow, this.#send);
    const foot = h('div', { class: 'foot' }, this.#person);
    this.element = h('form', { class: 'composer', part: 'composer', onsubmit: submit }, row, foot);
    this.#changed();
  }

  focus(): void {
    this.#input.focus();
  }

  update(state: ChatState): void {
    const { wording } = this.context;
    const name = state.agent || wording.ui('person_generic');
    this.#input.placeholder =
      state.owner === 'agent'
        ? wording.ui('input_placeholder_person', { name })
        : wording.ui(state.owner === 'queue' ? 'input_placeholder_queue' : 'input_placeholder');
    // An offer on the table has the same button.
    this.#person.hidden = state.offer !== null || state.owner === 'requested' || withPerson(state);
  }

  #key(event: KeyboardEvent): void {
    // 229 is how some browsers mark the Enter that only ends a composition.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  }

  #submit(): void {
    const text = this.#input.value;
    if (text.trim() === '') return;
    this.#input.value = '';
    this.#changed();
    this.context.dispatch({ type: 'text_submitted', text });
    this.focus();
  }

  /** The wrapper holds the same text unseen, and the field fills it: so it grows without a style of its own. */
  #changed(): void {
    this.#grow.dataset['text'] = `${this.#input.value} `;
    this.#send.disabled = this.#input.value.trim() === '';
  }
}
