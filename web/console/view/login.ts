/** The way in. Stays on the page while logged out, so that what is typed survives every answer. */
import type { LoginProblem, Session, State, UiAction } from '../model';
import { waitText, word, type WordKey } from '../wording';
import { h, setAttributes, setText, show, type View } from './dom';

type Dispatch = (action: UiAction) => void;
type SignedOut = Session & { kind: 'signed_out' };

function field(name: string, label: WordKey, attributes: Record<string, string>): [HTMLElement, HTMLInputElement] {
  const id = `login-${name}`;
  const input = h('input', { id, name, required: true, ...attributes });
  return [h('div', { class: 'field' }, h('label', { for: id }, word(label)), input), input];
}

function problemText(problem: LoginProblem, now: number): string {
  switch (problem.kind) {
    case 'bad_credentials':
      return word('login.bad_credentials');
    case 'too_many_attempts':
      if (problem.until === null || problem.until <= now) return word('login.too_many.unknown');
      return word('login.too_many', { wait: waitText(problem.until - now) });
    case 'unreachable':
      return word('login.unreachable');
    case 'unexpected':
      return word('login.unexpected', { status: problem.status });
  }
}

function whyText(why: SignedOut['why']): string {
  return why === 'fresh' ? '' : word(why === 'expired' ? 'login.expired' : 'login.logged_out');
}

export class LoginView implements View<State> {
  readonly element: HTMLElement;
  readonly #shop: HTMLInputElement;
  readonly #email: HTMLInputElement;
  readonly #password: HTMLInputElement;
  readonly #submit = h('button', { type: 'submit', class: 'primary' }, word('login.submit'));
  readonly #why = h('p', { class: 'login-why', role: 'status' });
  readonly #problem = h('p', { class: 'login-problem', role: 'alert', id: 'login-problem' });
  #filledFor: SignedOut['why'] | null = null;
  #missing = false;

  constructor(dispatch: Dispatch) {
    const [shopField, shop] = field('shop', 'login.shop', {
      autocomplete: 'organization',
      autocapitalize: 'none',
      spellcheck: 'false',
      'aria-describedby': 'login-shop-hint',
    });
    const [emailField, email] = field('email', 'login.email', { type: 'email', autocomplete: 'username' });
    const [passwordField, password] = field('password', 'login.password', {
      type: 'password',
      autocomplete: 'current-password',
      'aria-describedby': 'login-problem',
    });
    [this.#shop, this.#email, this.#password] = [shop, email, password];
    shopField.append(h('p', { class: 'hint', id: 'login-shop-hint' }, word('login.shop.hint')));
    const heading = h('h1', { id: 'login-heading' }, word('app.name'), ' ', h('small', {}, word('login.heading')));
    const fields = [shopField, emailField, passwordField, this.#problem, this.#submit];
    const form = h('form', { novalidate: true, 'aria-labelledby': 'login-heading' }, heading, this.#why, ...fields);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask(dispatch);
    });
    this.element = h('main', { class: 'login' }, form);
  }

  update(state: State): void {
    const { session } = state;
    if (session.kind !== 'signed_out') {
      this.#leave();
      return;
    }
    if (this.#filledFor !== session.why) this.#fill(session);
    setText(this.#why, whyText(session.why));
    show(this.#why, session.why !== 'fresh');
    const problem = session.problem === null ? '' : problemText(session.problem, state.now);
    setText(this.#problem, this.#missing && problem === '' ? word('login.missing') : problem);
    setText(this.#submit, word(session.pending ? 'login.pending' : 'login.submit'));
    setAttributes(this.#submit, { 'aria-disabled': session.pending ? 'true' : null });
    const wrong = session.problem?.kind === 'bad_credentials';
    setAttributes(this.#password, { 'aria-invalid': wrong ? 'true' : null });
  }

  /** The first field that still needs something. */
  focus(): void {
    const empty = [this.#shop, this.#email].find((input) => input.value === '');
    (empty ?? this.#password).focus();
  }

  #ask(dispatch: Dispatch): void {
    const [shop, email] = [this.#shop.value.trim(), this.#email.value.trim()];
    this.#missing = shop === '' || email === '' || this.#password.value === '';
    if (this.#missing) {
      setText(this.#problem, word('login.missing'));
      this.focus();
      return;
    }
    dispatch({ type: 'login_asked', shop, email, password: this.#password.value });
  }

  #fill(session: SignedOut): void {
    this.#filledFor = session.why;
    this.#missing = false;
    if (session.shop !== '') this.#shop.value = session.shop;
    if (session.email !== '' || session.why === 'logged_out') this.#email.value = session.email;
    this.#password.value = '';
  }

  #leave(): void {
    this.#filledFor = null;
    this.#password.value = '';
  }
}
