/** The list of conversations, in four groups; one tab stop, arrow keys within. */
import type { State, UiAction } from '../model';
import type { Summary } from '../protocol';
import {
  GROUPS,
  groups,
  holderIsMe,
  isUnread,
  repliesOf,
  visitorOnline,
  waitingSince,
  type GroupName,
} from '../selectors';
import { duration, visitorName, word } from '../wording';
import { arrange, h, Keyed, setAttributes, setText, show, type View } from './dom';
import { moodMark } from './mood-mark';

interface Item {
  state: State;
  one: Summary;
}

function ownerText(state: State, one: Summary): string {
  if (one.owner === 'queue') return word('list.waiting', { duration: duration(state.now - waitingSince(one)) });
  if (one.owner === 'closed') return word('list.closed');
  if (one.owner === 'bot') return word('list.bot');
  if (holderIsMe(state, one)) return word('list.mine');
  return word('list.agent', { name: one.agent?.name ?? word('from.agent.unknown') });
}

class ItemView implements View<Item> {
  readonly element = h('li');
  readonly #button = h('button', { type: 'button', class: 'item' });
  readonly #name = h('span', { class: 'item-name' });
  readonly #unread = h('span', { class: 'badge' }, word('list.unread'));
  readonly #owner = h('span', { class: 'item-owner' });
  readonly #last = h('span', { class: 'item-last' });
  readonly #mood = h('span', { class: 'item-mood' });
  readonly #own = h('span', { class: 'badge quiet' });
  readonly #online = h('span', { class: 'online' }, h('span', { class: 'hidden-text' }, word('list.online')));
  #moodLabel: string | null = null;

  constructor(dispatch: (action: UiAction) => void, id: string) {
    this.#button.addEventListener('click', () => dispatch({ type: 'selected', conversation: id }));
    const lines = [[this.#name, this.#online, this.#own, this.#unread], [this.#last], [this.#owner, this.#mood]];
    // The spaces keep the words apart where the name is read aloud.
    for (const parts of lines) {
      const line = h('span', { class: 'item-line' });
      for (const part of parts) line.append(part, ' ');
      this.#button.append(line, ' ');
    }
    setAttributes(this.#online, { title: word('list.online') });
    this.element.append(this.#button);
  }

  update({ state, one }: Item): void {
    const unread = isUnread(state, one);
    setText(this.#name, visitorName(one));
    setText(this.#owner, ownerText(state, one));
    setText(this.#last, one.last === null ? word('list.no_text') : word(`list.by.${one.last.from}`) + one.last.text);
    show(this.#unread, unread);
    show(this.#online, visitorOnline(state, one) === true);
    const current = state.selected === one.id;
    setAttributes(this.#button, {
      'aria-current': current ? 'true' : null,
      'data-owner': one.owner,
      'data-unread': unread,
      'data-conversation': one.id,
    });
    this.#showMood(one);
    this.#showOwn(state, one);
  }

  #showMood(one: Summary): void {
    const label = one.mood?.label ?? null;
    if (label === this.#moodLabel) return;
    this.#moodLabel = label;
    this.#mood.replaceChildren(...(one.mood === null ? [] : [moodMark(one.mood, false)]));
  }

  #showOwn(state: State, one: Summary): void {
    const failed = repliesOf(state, one.id).some((reply) => reply.status === 'failed');
    const drafted = (state.drafts[one.id] ?? '').trim() !== '' && state.selected !== one.id;
    show(this.#own, failed || drafted);
    setText(this.#own, failed ? word('list.failed') : drafted ? word('list.draft') : '');
  }
}

class GroupView {
  readonly element: HTMLElement;
  readonly #list: HTMLElement;
  readonly #count = h('span', { class: 'count' });

  constructor(name: GroupName) {
    const heading = h('h3', { id: `group-${name}` }, word(`list.group.${name}`), ' ', this.#count);
    this.#list = h('ul', { 'aria-labelledby': `group-${name}` });
    this.element = h('div', { class: 'group', 'data-group': name }, heading, this.#list);
  }

  update(items: readonly HTMLElement[]): void {
    setText(this.#count, String(items.length));
    arrange(this.#list, items);
    show(this.element, items.length > 0);
  }
}

export class ListView implements View<State> {
  readonly element: HTMLElement;
  readonly #items: Keyed<Item>;
  readonly #groups: Record<GroupName, GroupView>;
  readonly #empty = h('p', { class: 'empty' });
  readonly #scroll: HTMLElement;

  constructor(dispatch: (action: UiAction) => void) {
    this.#items = new Keyed((item) => new ItemView(dispatch, item.one.id));
    this.#groups = {
      waiting: new GroupView('waiting'),
      mine: new GroupView('mine'),
      others: new GroupView('others'),
      closed: new GroupView('closed'),
    };
    const heading = h('h2', { id: 'list-heading' }, word('list.heading'));
    const grouped = GROUPS.map((name) => this.#groups[name].element);
    this.#scroll = h('div', { class: 'scroll' }, this.#empty, ...grouped);
    this.element = h('section', { class: 'pane pane-list', 'aria-labelledby': 'list-heading' }, heading, this.#scroll);
    this.element.addEventListener('keydown', (event) => this.#moveFocus(event));
    this.element.addEventListener('focusin', (event) => this.#makeTabStop(event.target));
  }

  update(state: State): void {
    const grouped = groups(state);
    const focused = document.activeElement;
    const ordered = GROUPS.flatMap((name) => grouped[name]);
    const elements = this.#items.update(ordered.map((one) => ({ key: one.id, item: { state, one } })));
    let start = 0;
    for (const name of GROUPS) {
      const end = start + grouped[name].length;
      this.#groups[name].update(elements.slice(start, end));
      start = end;
    }
    // An item that changed its group was moved, and moving takes the focus away.
    if (focused instanceof HTMLElement && focused !== document.activeElement && this.element.contains(focused)) {
      focused.focus();
    }
    this.#keepOneTabStop();
    const emptyText = !state.listed ? 'list.loading' : ordered.length === 0 ? 'list.empty' : 'list.none_waiting';
    setText(this.#empty, word(emptyText));
    show(this.#empty, grouped.waiting.length === 0);
  }

  /** The open conversation, else the first. */
  focus(): void {
    const buttons = this.#buttons();
    const current = buttons.find((one) => one.hasAttribute('aria-current'));
    (current ?? buttons[0])?.focus();
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.element.querySelectorAll<HTMLButtonElement>('button.item')];
  }

  #moveFocus(event: KeyboardEvent): void {
    const buttons = this.#buttons();
    const here = buttons.findIndex((one) => one === document.activeElement);
    const steps: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 };
    const target = steps[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    buttons[Math.min(Math.max(target, 0), buttons.length - 1)]?.focus();
  }

  #makeTabStop(target: EventTarget | null): void {
    for (const one of this.#buttons()) setAttributes(one, { tabindex: one === target ? 0 : -1 });
  }

  #keepOneTabStop(): void {
    const buttons = this.#buttons();
    if (buttons.filter((one) => one.getAttribute('tabindex') === '0').length === 1) {
      for (const one of buttons) if (!one.hasAttribute('tabindex')) setAttributes(one, { tabindex: -1 });
      return;
    }
    const stop = buttons.find((one) => one.hasAttribute('aria-current')) ?? buttons[0];
    this.#makeTabStop(stop ?? null);
  }
}
