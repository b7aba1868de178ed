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

  update(state: ChatState): void {
    const near = this.#near();
    const added = this.#drawEntries(state);
    this.#typing.hidden = !state.agentTyping;
    const name = state.agent || this.context.wording.ui('person_generic');
    this.#typing.textContent = state.agentTyping ? this.context.wording.ui('typing', { name }) : '';
    const last = state.entries.at(-1);
    if (!this.#drawn) this.scrollToEnd();
    else if (added && (near || last?.kind === 'visitor')) this.#follow(added);
    else if (added) this.#pill.hidden = false;
    if (!this.#drawn) requestAnimationFrame(() => this.#log.setAttribute('aria-live', 'polite'));
    this.#drawn = true;
  }

  scrollToEnd(): void {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#pill.hidden = true;
  }

  /** @returns the first entry that was not there before. */
  #drawEntries(state: ChatState): HTMLElement | null {
    const ids = new Set(state.entries.map((entry) => entry.id));
    for (const [id, view] of this.#views) {
      if (ids.has(id)) continue;
      view.element.remove();
      this.#views.delete(id);
    }
    let added: HTMLElement | null = null;
    let before: Element | null = this.#log.firstElementChild;
    state.entries.forEach((entry, index) => {
      let view = this.#views.get(entry.id);
      if (view) {
        view.update(entry);
      } else {
        view = entryView(entry, this.context);
        this.#views.set(entry.id, view);
        added ??= view.element;
      }
      const previous = state.entries[index - 1];
      view.lead(speaker(previous) !== speaker(entry) || entry.at - (previous?.at ?? 0) > GROUP_MS);
      if (before?.nextElementSibling !== view.element) before?.after(view.element);
      before = view.element;
    });
    return added;
  }

  /** To the end, but never past the beginning of what is new. */
  #follow(added: HTMLElement): void {
    const top = added.offsetTop - this.#scroller.offsetTop - 12;
    this.#scroller.scrollTop = Math.min(this.#scroller.scrollHeight, Math.max(0, top));
    if (this.#near()) this.scrollToEnd();
  }

  #near(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }
}
