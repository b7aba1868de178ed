import type { ChatState } from '../chat/state';
import { exportText, exportThread, type ExportedThread } from '../chat/transcript';
import type { Wording } from '../chat/wording';
import type { WidgetConfig } from './config';
import { h, sheet } from './dom';
import { PANEL_CSS } from './panel-styles';
import { saveFile } from './save-file';
import type { TabSession } from './tab-session';
import { CardStack } from './view/card-stack';
import { Composer } from './view/composer';
import type { ViewContext } from './view/context';
import { Header } from './view/header';
import { ThreadView } from './view/thread-view';
import { followViewport, isSheet } from './viewport';

export interface PanelParts {
  config: WidgetConfig;
  session: TabSession;
  wording: Wording;
  newKey: ViewContext['newKey'];
  now(): number;
  /** Whether what is said outlives the page. */
  durable(): boolean;
  close(): void;
  explain?: ViewContext['explain'];
}

/**
 * `<shop-bell-panel>`: the chat itself. It draws the conversation's state and passes on what the visitor does; it holds
 * nothing of its own but what is being typed.
 *
 * @csspart panel @csspart header @csspart log @csspart bubble @csspart composer and more: see docs/theme-developers.md
 */
export class ShopBellPanel extends HTMLElement {
  #parts: PanelParts | null = null;
  #header: Header | null = null;
  #thread: ThreadView | null = null;
  #composer: Composer | null = null;
  #cards: CardStack | null = null;
  #panel: HTMLElement | null = null;
  #erasing = false;
  readonly #spoken = h('p', { class: 'spoken', role: 'status' });
  readonly #aside = h('p', { class: 'aside', hidden: true });
  readonly #viewport = new CSSStyleSheet();

  /** Called once. Hidden until {@link show}. */
  configure(parts: PanelParts): void {
    this.#parts = parts;
    this.hidden = true;
    const { config, session, wording } = parts;
    const context: ViewContext = {
      wording,
      shop: config.name,
      newKey: parts.newKey,
      dispatch: (input) => session.dispatch(input),
      time: (at) => new Intl.DateTimeFormat(config.locale, { timeStyle: 'short' }).format(at),
      moment: (at) => momentText(config.locale, at),
      explain: parts.explain,
    };
    this.setAttribute('position', config.position);
    this.setAttribute('part', 'panel-host');
    this.setAttribute('exportparts', EXPORTED_PARTS);
    this.#draw(context, parts);
    session.subscribe((state) => this.#update(state));
    this.#update(session.state);
  }

  show(): void {
    this.hidden = false;
    this.#parts?.session.dispatch({ type: 'started' });
    this.#thread?.scrollToEnd();
    this.#composer?.focus();
  }

  hide(): void {
    this.hidden = true;
  }

  exportThread(): ExportedThread | null {
    return this.#parts ? exportThread(this.#parts.session.state, this.#parts.now()) : null;
  }

  #draw(context: ViewContext, parts: PanelParts): void {
    const { config, wording } = parts;
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet(PANEL_CSS), this.#viewport];
    this.#header = new Header(context, {
      close: parts.close,
      exportThread: () => this.#download(),
      copyThread: () => void this.#copy(),
      askErase: () => this.#askErase(true),
    });
    this.#thread = new ThreadView(context, config.relay !== null);
    this.#composer = new Composer(context);
    this.#cards = new CardStack(this.#thread.tail, context, config, {
      copy: () => void this.#copy(),
      eraseDecided: (erase) => this.#eraseDecided(erase),
      say: (text) => this.#say(text),
    });
    this.#panel = h(
      'section',
      { class: 'panel', part: 'panel', role: 'dialog', 'aria-label': wording.ui('panel_label', { shop: config.name }) },
      this.#header.element,
      this.#thread.element,
      this.#aside,
      this.#composer.element,
      this.#spoken,
    );
    this.#panel.addEventListener('keydown', (event) => this.#key(event));
    root.append(this.#panel);
    followViewport(this.#viewport);
  }

  #update(state: ChatState): void {
    this.#header?.update(state);
    this.#thread?.update(state, () => this.#cards?.update(state, this.#erasing) ?? null);
    this.#composer?.update(state);
    this.#drawAside(state);
  }

  #drawAside(state: ChatState): void {
    const { wording, durable } = this.#parts ?? {};
    const waiting = state.engine === 'starting' && state.waiting.some((turn) => turn.kind === 'visitor_text');
    const key = waiting
      ? 'engine_starting'
      : state.engine === 'fallback'
        ? 'engine_fallback'
        : durable?.() === false && state.entries.length > 0
          ? 'storage_blocked'
          : null;
    this.#aside.hidden = key === null;
    const text = key && wording ? wording.ui(key) : '';
    if (this.#aside.textContent !== text) this.#aside.textContent = text;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation();
      if (this.#header?.closeMenu()) return;
      if (this.#erasing) return this.#askErase(false);
      this.#parts?.close();
    } else if (event.key === 'Tab' && isSheet()) {
      this.#stayInside(event);
    }
  }

  /** As a full screen sheet the page behind is out of sight, so it is out of the tab order too. */
  #stayInside(event: KeyboardEvent): void {
    const all = [
      ...(this.#panel?.querySelectorAll<HTMLElement>('button, a[href], input, textarea, [tabindex="0"]') ?? []),
    ];
    const reachable = all.filter((one) => one.offsetParent !== null && !one.matches(':disabled'));
    const edge = event.shiftKey ? reachable[0] : reachable.at(-1);
    const other = event.shiftKey ? reachable.at(-1) : reachable[0];
    if (this.shadowRoot?.activeElement !== edge) return;
    event.preventDefault();
    other?.focus();
  }

  #askErase(asking: boolean): void {
    this.#erasing = asking;
    if (this.#parts) this.#update(this.#parts.session.state);
    if (asking) this.#cards?.focus('erase');
    else this.#composer?.focus();
  }

  #eraseDecided(erase: boolean): void {
    if (erase) this.#parts?.session.dispatch({ type: 'erase_asked' });
    this.#askErase(false);
  }

  #download(): void {
    const thread = this.exportThread();
    if (thread) saveFile(`conversation-${thread.shop}.json`, 'application/json', JSON.stringify(thread, null, 2));
  }

  async #copy(): Promise<void> {
    const thread = this.exportThread();
    const { wording } = this.#parts ?? {};
    if (!thread || !wording) return;
    try {
      await navigator.clipboard.writeText(exportText(thread));
      this.#say(wording.ui('copied'), true);
    } catch {
      this.#say(wording.ui('copy_failed'), true);
    }
  }

  #say(text: string, visibly = false): void {
    this.#spoken.textContent = text;
    if (!visibly) return;
    this.#aside.textContent = text;
    this.#aside.hidden = false;
  }
}

const EXPORTED_PARTS =
  'panel, header, mark, title, speaker, close, menu, log, entry, visitor, bot, agent, bubble, visitor-bubble, ' +
  'bot-bubble, agent-bubble, notice, status, typing, suggestions, chip, feedback, pill, card, consent, requested, queue, ' +
  'contact, erase, line, link-down, why, button, primary, secondary, danger, link, composer, input, send, person';

/** Today only the time, else the day too. */
function momentText(locale: string, at: number): string {
  const today = new Date().toDateString() === new Date(at).toDateString();
  const format: Intl.DateTimeFormatOptions = today
    ? { timeStyle: 'short' }
    : { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(locale, format).format(at);
}
