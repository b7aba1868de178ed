/** What is known of the visitor, why a person was called, and the mood over the conversation. */
import type { State, UiAction } from '../model';
import type { Summary } from '../protocol';
import { handOffOf, holderIsMe, visitorOnline, waitingSince } from '../selectors';
import { duration, percent, timeText, word, type WordKey } from '../wording';
import { button, h, show, type Child, type View } from './dom';
import { MoodChart } from './mood-chart';
import { moodMark } from './mood-mark';

/** A list of names and values; a value is replaced only where it differs. */
class Facts {
  readonly element = h('dl', { class: 'facts' });
  readonly #values = new Map<WordKey, HTMLElement>();

  constructor(keys: readonly WordKey[]) {
    for (const key of keys) {
      const value = h('dd');
      this.#values.set(key, value);
      this.element.append(h('div', {}, h('dt', {}, word(key)), value));
    }
  }

  set(key: WordKey, value: Child): void {
    const place = this.#values.get(key);
    if (place === undefined) return;
    if (typeof value === 'string') {
      if (place.childElementCount > 0 || place.textContent !== value) place.replaceChildren(value);
    } else if (!(place.firstElementChild?.isEqualNode(value) ?? false)) place.replaceChildren(value);
  }
}

function ownerText(state: State, one: Summary): string {
  switch (one.owner) {
    case 'queue':
      return word('context.owner.queue', { duration: duration(state.now - waitingSince(one)) });
    case 'bot':
      return word('context.owner.bot');
    case 'closed':
      return word('context.owner.closed');
    case 'agent':
      return holderIsMe(state, one) ? word('context.owner.you') : (one.agent?.name ?? word('owner.someone'));
  }
}

function presenceText(online: boolean | null): string {
  if (online === null) return word('context.presence.unknown');
  return word(online ? 'context.online' : 'context.offline');
}

function emailValue(email: string | null): Child {
  if (email === null || email === '') return word('context.email.none');
  return h('a', { href: `mailto:${encodeURIComponent(email)}` }, email);
}

export class ContextView implements View<State> {
  readonly element: HTMLElement;
  readonly #facts = new Facts(['context.email', 'context.presence', 'context.owner', 'context.started', 'context.id']);
  readonly #handOff = new Facts(['context.reason', 'context.confidence', 'context.mood_then']);
  readonly #handOffNone = h('p', { class: 'hint' }, word('context.handoff.none'));
  readonly #chart = new MoodChart();
  readonly #none = h('p', { class: 'empty' }, word('context.none'));
  readonly #content: HTMLElement;
  readonly #heading = h('h2', { id: 'context-heading', tabindex: -1 }, word('context.heading'));

  constructor(dispatch: (action: UiAction) => void) {
    const backToThread = (): void => dispatch({ type: 'pane_shown', pane: 'thread' });
    const back = button(word('context.back'), 'back context-back', backToThread);
    this.#content = h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-labelledby': 'context-heading' },
      this.#facts.element,
      h('h3', {}, word('chart.heading')),
      this.#chart.element,
      h('h3', {}, word('context.handoff')),
      this.#handOff.element,
      this.#handOffNone,
    );
    const head = h('div', { class: 'pane-head' }, back, this.#heading);
    this.element = h(
      'section',
      { class: 'pane pane-context', 'aria-labelledby': 'context-heading' },
      head,
      this.#none,
      this.#content,
    );
  }

  update(state: State): void {
    const one = state.selected === null ? undefined : state.conversations[state.selected];
    show(this.#none, one === undefined);
    show(this.#content, one !== undefined);
    if (one === undefined) return;
    this.#facts.set('context.email', emailValue(one.email));
    this.#facts.set('context.presence', presenceText(visitorOnline(state, one)));
    this.#facts.set('context.owner', ownerText(state, one));
    this.#facts.set('context.started', timeText(one.created_at, state.now));
    this.#facts.set('context.id', h('code', {}, one.id));
    const events = state.threads[one.id]?.events ?? [];
    this.#chart.update({ events, now: state.now });
    const handOff = handOffOf(events);
    show(this.#handOff.element, handOff !== null);
    show(this.#handOffNone, handOff === null);
    if (handOff === null) return;
    const { reason, confidence, mood } = handOff;
    this.#handOff.set('context.reason', reason === '' ? word('context.reason.none') : reason);
    this.#handOff.set(
      'context.confidence',
      confidence === null ? word('context.confidence.none') : percent(confidence),
    );
    this.#handOff.set('context.mood_then', mood === null ? word('context.mood_none') : moodMark(mood, true));
  }

  focus(): void {
    this.#heading.focus();
  }
}
