/** Where the agent writes: Enter sends, Shift+Enter makes a line, and Enter that ends an input method's word does neither. */
import { REPLY_LIMIT, type State, type UiAction } from '../model';
import { canReply } from '../selectors';
import { codePoints } from '../steps/replies';
import { word } from '../wording';
import { h, setAttributes, setText, show, type View } from './dom';

export interface ReplyPorts {
  dispatch(action: UiAction): void;
  /** A fresh message id. */
  newId(): string;
}

function blockedText(state: State, conversation: string): string {
  const one = state.conversations[conversation];
  if (one === undefined || canReply(state, conversation)) return '';
  if (one.owner === 'bot') return word('reply.blocked.bot');
  if (one.owner === 'closed') return word('reply.blocked.closed');
  return word('reply.blocked.agent', { name: one.agent?.name ?? word('owner.someone') });
}

function hintText(state: State, conversation: string): string {
  const over = codePoints((state.drafts[conversation] ?? '').trim()) - REPLY_LIMIT;
  if (over > 0) return word('reply.too_long', { over });
  if (state.link.kind !== 'online') return word('reply.hint.offline');
  return word(state.conversations[conversation]?.owner === 'queue' ? 'reply.hint.queue' : 'reply.hint');
}

export class ReplyBox implements View<State> {
  readonly element: HTMLElement;
  readonly #text = h('textarea', { id: 'reply-text', rows: 3, 'aria-describedby': 'reply-hint' });
  readonly #send = h('button', { type: 'submit', class: 'primary' }, word('reply.send'));
  readonly #hint = h('p', { class: 'hint', id: 'reply-hint' });
  readonly #blocked = h('p', { class: 'blocked', role: 'status' });
  readonly #form: HTMLFormElement;
  readonly #ports: ReplyPorts;
  #conversation: string | null = null;

  constructor(ports: ReplyPorts) {
    this.#ports = ports;
    const label = h('label', { for: 'reply-text' }, word('reply.label'));
    const row = h('div', { class: 'reply-row' }, this.#text, this.#send);
    this.#form = h('form', { class: 'reply-form' }, label, row, this.#hint);
    this.element = h('div', { class: 'reply' }, this.#blocked, this.#form);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask();
    });
    this.#text.addEventListener('input', () => this.#drafted());
    this.#text.addEventListener('keydown', (event) => this.#key(event));
  }

  update(state: State): void {
    this.#conversation = state.selected;
    if (state.selected === null) return;
    const draft = state.drafts[state.selected] ?? '';
    if (this.#text.value !== draft) this.#text.value = draft;
    const blocked = blockedText(state, state.selected);
    setText(this.#blocked, blocked);
    show(this.#blocked, blocked !== '');
    // A draft stays readable where it cannot be sent any more.
    show(this.#form, blocked === '' || draft !== '');
    const tooLong = codePoints(draft.trim()) > REPLY_LIMIT;
    setText(this.#hint, hintText(state, state.selected));
    setAttributes(this.#text, { 'aria-invalid': tooLong ? 'true' : null });
    this.#send.disabled = blocked !== '' || tooLong || draft.trim() === '';
  }

  /** @returns false where there is nothing to write into */
  focus(): boolean {
    if (this.#conversation === null || this.#form.hidden) return false;
    this.#text.focus();
    return true;
  }

  #drafted(): void {
    const conversation = this.#conversation;
    if (conversation !== null) this.#ports.dispatch({ type: 'drafted', conversation, text: this.#text.value });
  }

  #key(event: KeyboardEvent): void {
    // 229 is what some browsers report for keys that an input method has taken.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#ask();
  }

  #ask(): void {
    const conversation = this.#conversation;
    if (conversation === null) return;
    this.#ports.dispatch({ type: 'reply_asked', conversation, id: this.#ports.newId() });
  }
}
