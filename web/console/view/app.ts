/** The whole page: the login form or the three panes, never both. */
import type { FocusTarget, State } from '../model';
import { waitingCount } from '../selectors';
import { word } from '../wording';
import { Announcer, Bar, NoticeLine } from './bar';
import { ContextView } from './context';
import { Dialogs } from './dialogs';
import { h, setAttributes, setText, show, type View } from './dom';
import { ListView } from './list';
import { LoginView } from './login';
import type { ReplyPorts } from './reply-box';
import { ThreadView } from './thread';

function title(state: State): string {
  if (state.session.kind !== 'signed_in') return word('app.title.signed_out');
  const count = waitingCount(state);
  const shop = state.session.shop.name;
  return count === 0 ? word('app.title', { shop }) : word('app.title.waiting', { count, shop });
}

export class App implements View<State> {
  readonly element = h('div', { class: 'app' });
  readonly #login: LoginView;
  readonly #list: ListView;
  readonly #thread: ThreadView;
  readonly #context: ContextView;
  readonly #dialogs: Dialogs;
  readonly #parts: View<State>[];
  readonly #checking = h('p', { class: 'empty', role: 'status' }, word('app.checking'));
  readonly #page: HTMLElement;

  constructor(ports: ReplyPorts) {
    const { dispatch } = ports;
    this.#login = new LoginView(dispatch);
    this.#list = new ListView(dispatch);
    this.#thread = new ThreadView(ports);
    this.#context = new ContextView(dispatch);
    this.#dialogs = new Dialogs(ports);
    const [bar, notice, announcer] = [new Bar(dispatch), new NoticeLine(dispatch), new Announcer()];
    const panes = h('main', { class: 'panes' }, this.#list.element, this.#thread.element, this.#context.element);
    this.#page = h('div', { class: 'page' }, bar.element, notice.element, panes, this.#dialogs.element);
    this.#parts = [bar, notice, announcer, this.#list, this.#thread, this.#context];
    this.element.append(this.#checking, this.#login.element, this.#page, announcer.element);
  }

  update(state: State): void {
    const { kind } = state.session;
    setText(this.#checking, kind === 'checking' ? word('app.checking') : '');
    show(this.#checking, kind === 'checking');
    show(this.#login.element, kind === 'signed_out');
    show(this.#page, kind === 'signed_in');
    setAttributes(this.element, { 'data-pane': state.pane });
    this.#login.update(state);
    for (const part of this.#parts) part.update(state);
    this.#dialogs.update(state);
    if (document.title !== title(state)) document.title = title(state);
  }

  focus(target: FocusTarget): void {
    switch (target) {
      case 'login':
        return this.#login.focus();
      case 'list':
        return this.#list.focus();
      case 'thread':
        return this.#thread.focusHeading();
      case 'reply':
        return this.#thread.focusReply();
      case 'context':
        return this.#context.focus();
    }
  }
}
