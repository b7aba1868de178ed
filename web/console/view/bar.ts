/** The top of the page: shop, connection, agent; and below it what the agent should know now. */
import type { LinkState, Notice, State, UiAction } from '../model';
import { waitingCount } from '../selectors';
import { visitorName, word } from '../wording';
import { button, h, setAttributes, setText, show, type View } from './dom';

type Dispatch = (action: UiAction) => void;

function linkText(link: LinkState, now: number): string {
  switch (link.kind) {
    case 'online':
      return word('link.online');
    case 'idle':
    case 'connecting':
      return word('link.connecting');
    case 'waiting':
      return word('link.waiting', { seconds: Math.max(1, Math.ceil((link.retryAt - now) / 1000)) });
    case 'refused':
      return word('link.refused', { code: link.code });
  }
}

/** The error may come before the summary that says who; the list is looked at each time. */
function takerText(state: State, notice: Notice & { kind: 'already_taken' }): string {
  const listed = notice.conversation === null ? null : state.conversations[notice.conversation]?.agent;
  const who = notice.who ?? listed?.name;
  return who === undefined ? word('notice.already_taken.unknown') : word('notice.already_taken', { who });
}

function noticeText(state: State, notice: Notice): string {
  switch (notice.kind) {
    case 'already_taken':
      return takerText(state, notice);
    case 'not_handed_off':
      return word('notice.not_handed_off');
    case 'move_unconfirmed':
      return word('notice.move_unconfirmed');
    case 'refused':
      return word('notice.refused', { code: notice.code });
    case 'not_understood':
      return word('notice.not_understood', { problem: notice.problem });
    case 'logout_failed':
      return word('notice.logout_failed');
  }
}

export class Bar implements View<State> {
  readonly element: HTMLElement;
  readonly #shop = h('h1');
  readonly #agent = h('span', { class: 'agent' });
  // Not a live region: it counts seconds. The change itself is told by the notice line below.
  readonly #link = h('span', { class: 'link' });
  readonly #retry: HTMLButtonElement;

  constructor(dispatch: Dispatch) {
    this.#retry = button(word('link.retry'), 'small', () => dispatch({ type: 'reconnect_asked' }));
    const keys = button(word('bar.keys'), 'plain', () => dispatch({ type: 'dialog_shown', dialog: 'keys' }));
    setAttributes(keys, { 'aria-keyshortcuts': '?' });
    const logout = button(word('bar.logout'), 'plain', () => dispatch({ type: 'logout_asked' }));
    const link = h('div', { class: 'link-box' }, this.#link, this.#retry);
    this.element = h('header', { class: 'bar' }, this.#shop, link, this.#agent, keys, logout);
  }

  update(state: State): void {
    if (state.session.kind !== 'signed_in') return;
    setText(this.#shop, state.session.shop.name);
    setText(this.#agent, state.session.agent.name);
    setAttributes(this.#agent, { title: word('bar.agent', { name: state.session.agent.name }) });
    setText(this.#link, linkText(state.link, state.now));
    setAttributes(this.#link, { 'data-link': state.link.kind });
    show(this.#retry, state.link.kind === 'waiting' || state.link.kind === 'refused');
  }
}

export class NoticeLine implements View<State> {
  readonly element: HTMLElement;
  readonly #text = h('p', { role: 'alert' });
  readonly #dismiss: HTMLButtonElement;

  constructor(dispatch: Dispatch) {
    this.#dismiss = button(word('notice.dismiss'), 'small', () => dispatch({ type: 'notice_dismissed' }));
    this.element = h('div', { class: 'notice' }, this.#text, this.#dismiss);
  }

  update(state: State): void {
    setText(this.#text, state.notice === null ? '' : noticeText(state, state.notice));
    setAttributes(this.element, { 'data-shown': state.notice !== null });
    show(this.#dismiss, state.notice !== null);
  }
}

/** Speaks of conversations that begin to wait, and of the connection; nothing of it is seen. */
export class Announcer implements View<State> {
  readonly element = h('div', { class: 'hidden-text' });
  readonly #waiting = h('p', { role: 'status' });
  readonly #link = h('p', { role: 'status' });
  #told = 0;
  #wasOnline = false;

  constructor() {
    this.element.append(this.#waiting, this.#link);
  }

  update(state: State): void {
    const { announcement, link } = state;
    if (announcement !== null && announcement.count !== this.#told) {
      this.#told = announcement.count;
      const one = state.conversations[announcement.conversation];
      const count = waitingCount(state);
      if (one !== undefined) setText(this.#waiting, word('list.announce', { name: visitorName(one), count }));
    }
    if (link.kind === 'online') {
      this.#wasOnline = true;
      setText(this.#link, word('link.online'));
    } else if (this.#wasOnline && link.kind === 'waiting') {
      this.#wasOnline = false;
      setText(this.#link, word('reply.hint.offline'));
    }
  }
}
