import { withPerson, type ChatState } from '../../chat/state';
import type { WidgetConfig } from '../config';
import { h } from '../dom';
import { renderMarkdown } from '../markdown';
import { button, cardFrame, emailField, type Card } from './card';
import type { ViewContext } from './context';

/** One line beside an answer: a person is there too, without pushing the answer away. */
export function offerLine(context: ViewContext): Card {
  const { wording } = context;
  const ask = button(context, 'talk_to_person', () => context.dispatch({ type: 'person_asked' }));
  const no = button(context, 'consent_no', () => context.dispatch({ type: 'consent_declined' }), 'link');
  const element = h('div', { class: 'card line', part: 'card line', role: 'group', tabindex: '-1' }, ask, no);
  element.setAttribute('aria-label', wording.ui('talk_to_person'));
  return { element, title: '', update: () => undefined };
}

/** Names what will be sent before anything is, and asks. */
export function consentCard(context: ViewContext): Card {
  const { wording, shop } = context;
  const title = wording.ui('consent_title', { shop });
  const sent = h('div', { class: 'prose' }, renderMarkdown(wording.ui('consent_line', { shop })));
  const wait = h('p', { class: 'wait', hidden: true });
  const mood = h('input', { type: 'checkbox', id: 'consent-mood', checked: true });
  const moodText = h('span', {}, wording.ui('consent_mood'));
  const email = emailField(context, 'consent_email');
  const submit = (event: Event) => {
    event.preventDefault();
    const address = email.read(false);
    if (address === null) return;
    const given = { mood: mood.checked, email: address === '' ? null : address, key: context.newKey() };
    context.dispatch({ type: 'consent_given', ...given });
  };
  const yes = h('button', { type: 'submit', class: 'primary', part: 'button primary' }, wording.ui('consent_yes'));
  const no = button(context, 'consent_no', () => context.dispatch({ type: 'consent_declined' }));
  const form = h(
    'form',
    { onsubmit: submit, novalidate: true },
    sent,
    h('label', { class: 'check' }, mood, moodText),
    email.element,
    wait,
    h('div', { class: 'buttons' }, yes, no),
  );
  return {
    element: cardFrame('consent', title, form),
    title,
    update: (state) => {
      const text = presenceLine(state, context);
      wait.hidden = text === '';
      wait.textContent = text;
      const label = state.last?.mood?.label;
      const known = MOODS.find((one) => one === label);
      moodText.textContent = known
        ? wording.ui('consent_mood_now', { mood: wording.ui(`mood_${known}`) })
        : wording.ui('consent_mood');
      if (state.email !== null && email.input.value === '') email.input.value = state.email;
    },
  };
}

const MOODS = ['upset', 'distressed', 'confused', 'neutral', 'happy', 'grateful'] as const;

function presenceLine({ presence }: ChatState, { wording, moment }: ViewContext): string {
  const { agents, hours, replyBy, waitSeconds } = presence;
  if (agents === 'offline' || hours === 'closed') {
    if (replyBy === null) return wording.ui('consent_offline');
    return wording.ui('consent_offline_reply_by', { replyBy: moment(replyBy) });
  }
  if (agents !== 'online' || waitSeconds === null) return '';
  return wording.ui('consent_wait', { minutes: Math.max(1, Math.round(waitSeconds / 60)) });
}

/** Asked, and not yet stored at the shop: says so, and what can be done where the shop cannot be reached. */
export function requestedCard(context: ViewContext, contact: string | null): Card {
  const { wording, shop } = context;
  const title = wording.ui('requested_title');
  const text = h('p', {});
  const heading = cardFrame('requested', title, text);
  const email = emailForm(context);
  const retry = button(context, 'retry', () => context.dispatch({ type: 'link_retried' }), 'primary');
  const cancel = button(context, 'cancel_request', () => context.dispatch({ type: 'handoff_cancelled' }));
  const other = contactLink(context, contact);
  heading.append(email.element, h('div', { class: 'buttons' }, retry, cancel, other));
  return {
    element: heading,
    title,
    update: (state) => {
      const refused = state.link === 'refused';
      const down = refused || state.link === 'offline';
      const name = heading.querySelector('h3');
      if (name) name.textContent = down ? wording.ui('requested_down_title', { shop }) : title;
      const key = refused ? 'requested_refused' : down ? 'requested_down' : 'requested_waiting';
      text.textContent = wording.ui(key, { shop });
      retry.hidden = !down;
      email.element.hidden = !down || refused;
      if (other) other.hidden = !down;
      email.update(state);
    },
  };
}

/** The request is at the shop; it may be added to, or taken back. */
export function queueCard(context: ViewContext): Card {
  const { wording, shop } = context;
  const title = wording.ui('queue_title');
  const wait = h('p', { class: 'wait', hidden: true });
  const email = emailForm(context);
  const cancel = button(context, 'cancel_request', () => context.dispatch({ type: 'handoff_cancelled' }));
  const line = h('p', {}, wording.ui('queue_line', { shop }));
  const element = cardFrame('queue', title, line, wait, email.element, h('div', { class: 'buttons' }, cancel));
  return {
    element,
    title: '',
    update: (state) => {
      const text = presenceLine(state, context);
      wait.hidden = text === '';
      wait.textContent = text;
      email.update(state);
    },
  };
}

function emailForm(context: ViewContext): { element: HTMLElement; update(state: ChatState): void } {
  const { wording } = context;
  const field = emailField(context, 'leave_email');
  const save = h('button', { type: 'submit', class: 'secondary' }, wording.ui('leave_email_action'));
  const submit = (event: Event) => {
    event.preventDefault();
    const email = field.read(true);
    if (email) context.dispatch({ type: 'email_left', email });
  };
  const form = h('form', { class: 'email', onsubmit: submit, novalidate: true }, field.element, save);
  const left = h('p', { class: 'hint', hidden: true });
  const element = h('div', {}, form, left);
  return {
    element,
    update: ({ email }) => {
      form.hidden = email !== null;
      left.hidden = email === null;
      left.textContent = email === null ? '' : wording.ui('email_left', { email });
    },
  };
}

function contactLink(context: ViewContext, contact: string | null): HTMLElement | null {
  return contact ? h('a', { class: 'secondary', href: contact }, contactLabel(context, contact)) : null;
}

function contactLabel({ wording, shop }: ViewContext, contact: string): string {
  const address = contact.replace(/^(mailto|tel):/i, '').replace(/\?.*$/, '');
  if (/^mailto:/i.test(contact)) return wording.ui('contact_mail', { address });
  if (/^tel:/i.test(contact)) return wording.ui('contact_tel', { address });
  return wording.ui('contact_other', { shop });
}

/** Without a relay a person is outside this chat: by mail or phone, with the conversation to paste in. */
export function contactCard(context: ViewContext, config: WidgetConfig, copy: () => void): Card {
  const { wording, shop } = context;
  const title = wording.ui('contact_title', { shop });
  const link = contactLink(context, config.contact);
  link?.classList.replace('secondary', 'primary');
  const back = button(context, 'contact_close', () => context.dispatch({ type: 'consent_declined' }), 'link');
  const line = h('p', {}, wording.ui(config.contact ? 'contact_line' : 'contact_none', { shop }));
  const buttons = h('div', { class: 'buttons' }, link, button(context, 'contact_copy', copy), back);
  return { element: cardFrame('contact', title, line, buttons), title, update: () => undefined };
}

export function eraseCard(context: ViewContext, done: (erase: boolean) => void): Card {
  const { wording, shop } = context;
  const title = wording.ui('erase_title');
  const line = h('p', {});
  const yes = button(context, 'erase_yes', () => done(true), 'danger');
  const no = button(context, 'erase_no', () => done(false));
  return {
    element: cardFrame('erase', title, line, h('div', { class: 'buttons' }, yes, no)),
    title,
    update: (state) => {
      line.textContent = state.key ? wording.ui('erase_line_relay', { shop }) : wording.ui('erase_line');
    },
  };
}

/** The link is down in the middle of a conversation: what that means for what is written now. */
export function linkCard(context: ViewContext): Card {
  const { wording, shop } = context;
  const text = h('p', {});
  const retry = button(context, 'retry', () => context.dispatch({ type: 'link_retried' }));
  const element = h('section', { class: 'card link-down', part: 'card link-down', tabindex: '-1' }, text, retry);
  return {
    element,
    title: wording.ui('link_down', { shop }),
    update: (state) => {
      text.textContent = wording.ui(state.link === 'refused' ? 'link_refused' : 'link_down', { shop });
    },
  };
}

export type CardKind = 'erase' | 'contact' | 'consent' | 'line' | 'requested' | 'queue' | 'link';

/** Which cards the state calls for, top to bottom. */
export function cardsFor(state: ChatState, erasing: boolean): CardKind[] {
  const kinds: CardKind[] = [];
  const down = state.link === 'offline' || state.link === 'refused';
  if (withPerson(state) && down) kinds.push('link');
  if (state.owner === 'requested') kinds.push('requested');
  if (state.owner === 'queue') kinds.push('queue');
  if (state.offer && state.settings.relay) kinds.push(state.offer.open ? 'consent' : 'line');
  if (state.offer && !state.settings.relay) kinds.push(state.offer.open ? 'contact' : 'line');
  if (erasing) kinds.push('erase');
  return kinds;
}
