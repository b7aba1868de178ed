import { withPerson, type ChatState } from '../../chat/state';
import { h, icon } from '../dom';
import type { ViewContext } from './context';

export interface HeaderActions {
  close(): void;
  exportThread(): void;
  copyThread(): void;
  askErase(): void;
}

/** Whose shop this is, who is speaking now, the menu and the way out. */
export class Header {
  readonly element: HTMLElement;
  readonly #speaker = h('p', { class: 'speaker', part: 'speaker', id: 'speaker' });
  readonly #toggle: HTMLButtonElement;
  readonly #menu: HTMLElement;
  readonly #person: HTMLElement;
  readonly #end: HTMLElement;
  readonly #mark = h('span', { class: 'mark', part: 'mark', 'aria-hidden': 'true' });

  constructor(
    private readonly context: ViewContext,
    actions: HeaderActions,
  ) {
    const { wording, shop } = context;
    const menuLabel = wording.ui('menu');
    this.#toggle = iconButton(menuLabel, icon('dots', 'M12 5v.01', 'M12 12v.01', 'M12 19v.01'), () => this.#flip());
    this.#toggle.setAttribute('aria-expanded', 'false');
    this.#toggle.setAttribute('aria-controls', 'menu');
    this.#person = this.#item('menu_person', () => context.dispatch({ type: 'person_asked' }));
    this.#end = this.#item('menu_end', () => context.dispatch({ type: 'conversation_ended' }));
    this.#menu = h(
      'ul',
      { class: 'menu', part: 'menu', id: 'menu', hidden: true, onfocusout: (event: FocusEvent) => this.#left(event) },
      this.#person,
      this.#end,
      this.#item('menu_export', actions.exportThread),
      this.#item('menu_copy', actions.copyThread),
      this.#item('menu_erase', actions.askErase),
    );
    const close = iconButton(wording.ui('close'), icon('cross', 'M6 6l12 12', 'M18 6L6 18'), actions.close);
    close.setAttribute('part', 'close');
    this.#mark.textContent = Array.from(shop)[0]?.toLocaleUpperCase(wording.locale) ?? '';
    const names = h('div', { class: 'names' }, h('h2', { part: 'title' }, shop), this.#speaker);
    this.element = h('header', { class: 'header', part: 'header' }, this.#mark, names, this.#toggle, close, this.#menu);
  }

  update(state: ChatState): void {
    const { wording, shop } = this.context;
    const name = state.agent || wording.ui('person_generic');
    const text = {
      bot: () => wording.ui('speaker_bot'),
      closed: () => wording.ui('speaker_bot'),
      requested: () => wording.ui('speaker_requested'),
      queue: () => wording.ui('speaker_queue'),
      agent: () => wording.ui('speaker_agent', { name, shop }),
    }[state.owner]();
    if (this.#speaker.textContent !== text) this.#speaker.textContent = text;
    this.#speaker.dataset['owner'] = state.owner;
    this.#person.hidden = state.owner !== 'bot' && state.owner !== 'closed';
    this.#end.hidden = !withPerson(state);
  }

  /** @returns true where a menu was open and is closed now. */
  closeMenu(): boolean {
    if (this.#menu.hidden) return false;
    this.#setOpen(false);
    this.#toggle.focus();
    return true;
  }

  #flip(): void {
    const open = !this.#menu.hidden;
    this.#setOpen(!open);
    if (!open) this.#menu.querySelector<HTMLElement>('li:not([hidden]) button')?.focus();
  }

  #setOpen(open: boolean): void {
    this.#menu.hidden = !open;
    this.#toggle.setAttribute('aria-expanded', String(open));
  }

  #left(event: FocusEvent): void {
    const next = event.relatedTarget;
    if (next === this.#toggle || (next instanceof Node && this.#menu.contains(next))) return;
    this.#setOpen(false);
  }

  #item(key: 'menu_person' | 'menu_end' | 'menu_export' | 'menu_copy' | 'menu_erase', act: () => void): HTMLElement {
    const chosen = () => {
      this.#setOpen(false);
      this.#toggle.focus();
      act();
    };
    return h('li', {}, h('button', { type: 'button', onclick: chosen }, this.context.wording.ui(key)));
  }
}

function iconButton(label: string, drawing: SVGElement, act: () => void): HTMLButtonElement {
  return h('button', { type: 'button', class: 'icon', 'aria-label': label, title: label, onclick: act }, drawing);
}
