import type { ChatState } from '../../chat/state';
import type { WidgetConfig } from '../config';
import type { Card } from './card';
import { cardsFor, consentCard, contactCard, eraseCard, linkCard, offerLine, queueCard, requestedCard } from './cards';
import type { CardKind } from './cards';
import type { ViewContext } from './context';

export interface CardActions {
  copy(): void;
  eraseDecided(erase: boolean): void;
  /** A card came; what a screen reader is to say of it. */
  say(text: string): void;
}

/** The cards below the messages: each is drawn when the state first calls for it and goes when it no longer does. */
export class CardStack {
  readonly #shown = new Map<CardKind, Card>();

  constructor(
    private readonly parent: HTMLElement,
    private readonly context: ViewContext,
    private readonly config: WidgetConfig,
    private readonly actions: CardActions,
  ) {}

  /** @returns the topmost card that came with this state, to be brought into view. */
  update(state: ChatState, erasing: boolean): HTMLElement | null {
    let added: HTMLElement | null = null;
    const wanted = cardsFor(state, erasing);
    for (const [kind, card] of this.#shown) {
      if (wanted.includes(kind)) continue;
      this.#shown.delete(kind);
      this.#remove(card);
    }
    for (const kind of wanted) {
      const known = this.#shown.get(kind);
      const card = known ?? this.#make(kind);
      card.update(state);
      if (known) continue;
      this.#shown.set(kind, card);
      this.parent.append(card.element);
      if (kind === 'consent' || kind === 'contact') this.#take(kind, state);
      if (card.title !== '') this.actions.say(card.title);
      added ??= card.element;
    }
    return added;
  }

  focus(kind: CardKind): void {
    const element = this.#shown.get(kind)?.element;
    element?.focus();
    element?.scrollIntoView({ block: 'nearest' });
  }

  /** The visitor pressed a button for it, so the focus goes along; a bot's offer does not interrupt typing. */
  #take(kind: CardKind, state: ChatState): void {
    const root = this.parent.getRootNode();
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    if (state.offer?.source === 'asked' || active instanceof HTMLButtonElement) this.focus(kind);
  }

  /** A card that goes with the focus in it hands it to the field where the talk goes on. */
  #remove(card: Card): void {
    const root = this.parent.getRootNode();
    const shadow = root instanceof ShadowRoot ? root : null;
    const held = card.element.contains(shadow?.activeElement ?? null);
    card.element.remove();
    if (held) shadow?.querySelector('textarea')?.focus();
  }

  #make(kind: CardKind): Card {
    const { context, config, actions } = this;
    switch (kind) {
      case 'line':
        return offerLine(context);
      case 'consent':
        return consentCard(context);
      case 'requested':
        return requestedCard(context, config.contact);
      case 'queue':
        return queueCard(context);
      case 'contact':
        return contactCard(context, config, actions.copy);
      case 'erase':
        return eraseCard(context, actions.eraseDecided);
      case 'link':
        return linkCard(context);
    }
  }
}
