import type { ChatState } from '../../chat/state';
import { h } from '../dom';
import { renderMarkdown } from '../markdown';
import type { ViewContext } from './context';
import { entryView, speaker, type EntryView } from './entry-view';

/** How near to the end the log has to be to follow what is new, in pixels. */
const NEAR = 80;
/** Messages further apart than this name their speaker again. */
const GROUP_MS = 5 * 60_000;

/** The log of the conversation and what stands below it: it follows new entries unless the visitor has scrolled up. */
export class ThreadView {
  readonly element: HTMLElement;
  /** Cards and other things that come after the last message. */
  readonly tail = h('div', { class: 'tail' });
  readonly #log: HTMLElement;
  readonly #typing = h('p', { class: 'typing', part: 'typing', hidden: true });
  readonly #pill: HTMLButtonElement;
  readonly #scroller: HTMLElement;
  readonly #views = new Map<string, EntryView>();
  #drawn = false;

  constructor(
    private readonly context: ViewContext,
    relay: boolean,
  ) {
    const { wording } = context;
    const greeting = wording.ui(relay ? 'greeting' : 'greeting_local', { shop: context.shop });
    const hello = h('div', { class: 'bubble', part: 'bubble bot-bubble' }, renderMarkdown(greeting));
    const first = h('div', { class: 'entry bot first', part: 'entry bot' }, hello);
    this.#log = h('div', { class: 'log', part: 'log', role: 'log', 'aria-label': wording.ui('log_label') }, first);
    // What was said before this page is not read out; what comes now is.
    this.#log.setAttribute('aria-live', 'off');
    this.#log.setAttribute('aria-relevant', 'additions');
    this.#scroller = h('div', { class: 'scroller', tabindex: '0', role: 'region' }, this.#log, this.#typing, this.tail);
    this.#scroller.setAttribute('aria-label', wording.ui('log_label'));
    const down = () => this.scrollToEnd();
    this.#pill = h(
      'button',
      { type: 'button', class: 'pill', part: 'pill', onclick: down },
      wording.ui('new_messages'),
    );
    this.#pill.hidden = true;
    this.#scroller.addEventListener('scroll', () => this.#near() && (this.#pill.hidden = true), { passive: true });
    this.element = h('div', { class: 'thread' }, this.#scroller, this.#pill);
  }

  /** @param drawTail - draws what stands below the messages; returns what of it is new. */
  update(state: ChatState, drawTail: () => HTMLElement | null): void {
    const near = this.#near();
    const { first, count } = this.#drawEntries(state);
    this.#drawTyping(state);
    const added = drawTail() ?? first;
    const own = state.entries.at(-1)?.kind === 'visitor';
    // A thread from an earlier visit is read from its end.
    if (!this.#drawn || count > 3) this.scrollToEnd();
    else if (added && (near || own || added !== first)) this.#follow(added);
    else if (added) this.#pill.hidden = false;
    if (!this.#drawn) requestAnimationFrame(() => this.#log.setAttribute('aria-live', 'polite'));
    this.#drawn = true;
  }

  #drawTyping({ agent, agentTyping }: ChatState): void {
    const { wording } = this.context;
    this.#typing.hidden = !agentTyping;
    this.#typing.textContent = agentTyping ? wording.ui('typing', { name: agent || wording.ui('person_generic') }) : '';
  }

  scrollToEnd(): void {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#pill.hidden = true;
  }

  /** @returns how many entries were not there before, and the first of them. */
  #drawEntries(state: ChatState): { first: HTMLElement | null; count: number } {
    const ids = new Set(state.entries.map((entry) => entry.id));
    for (const [id, view] of this.#views) {
      if (ids.has(id)) continue;
      view.element.remove();
      this.#views.delete(id);
    }
    let first: HTMLElement | null = null;
    let count = 0;
    let before: Element | null = this.#log.firstElementChild;
    state.entries.forEach((entry, index) => {
      let view = this.#views.get(entry.id);
      if (view) {
        view.update(entry);
      } else {
        view = entryView(entry, this.context);
        this.#views.set(entry.id, view);
        first ??= view.element;
        count++;
      }
      const previous = state.entries[index - 1];
      view.lead(speaker(previous) !== speaker(entry) || entry.at - (previous?.at ?? 0) > GROUP_MS);
      if (before?.nextElementSibling !== view.element) before?.after(view.element);
      before = view.element;
    });
    return { first, count };
  }

  /** To the end, but never past the beginning of what is new. */
  #follow(added: HTMLElement): void {
    const from = this.#scroller.getBoundingClientRect().top;
    const top = added.getBoundingClientRect().top - from + this.#scroller.scrollTop - 12;
    this.#scroller.scrollTop = Math.min(this.#scroller.scrollHeight, Math.max(0, top));
    if (this.#near()) this.scrollToEnd();
  }

  #near(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }
}
