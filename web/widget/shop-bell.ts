import launcherTexts from '../chat/wording/en/launcher.json';
import type { WidgetConfig } from './config';
import { h, icon, sheet } from './dom';
import { LAUNCHER_CSS } from './launcher-styles';
import type { PanelHandle, PanelModule, WidgetEventName, WidgetEvents } from './panel-contract';

const BELL = ['M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15z', 'M10 20.5a2.2 2.2 0 0 0 4 0', 'M12 5V3'];
const DOWN = ['M5 9l7 7 7-7'];

/**
 * `<shop-bell>`: the button in the page's corner. Until it is used it does nothing but be there; then it loads the panel.
 *
 * @attr position - `left` or `right` @attr theme - `light`, `dark` or `auto`
 * @csspart launcher - the button @csspart badge - the number of unread messages
 * @csspart panel - the chat; its own parts are exported (docs/theme-developers.md)
 * @event shop-bell-opened @event shop-bell-closed @event shop-bell-handoff-requested and the rest of WidgetEvents
 */
export class ShopBell extends HTMLElement {
  #config: WidgetConfig | null = null;
  #load: (url: string) => Promise<PanelModule> = importPanel;
  #panel: PanelHandle | null = null;
  #loading: Promise<PanelHandle | null> | null = null;
  /** Wanted open: it is being loaded, or it is shown. */
  #open = false;
  #shown = false;
  #unread = 0;
  #button: HTMLButtonElement | null = null;
  #badge: HTMLElement | null = null;
  #fault: HTMLElement | null = null;

  /** @param load - fetches the panel's module; replaced in tests. */
  configure(config: WidgetConfig, load?: (url: string) => Promise<PanelModule>): void {
    this.#config = config;
    if (load) this.#load = load;
    this.setAttribute('position', config.position);
    this.setAttribute('theme', config.theme);
    if (this.isConnected) this.#draw();
  }

  connectedCallback(): void {
    this.#draw();
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Opens the chat, loading it if need be. Resolves when it can be used, or has said why not. */
  async open(): Promise<void> {
    if (this.#shown) return;
    this.#draw();
    this.#open = true;
    const panel = await this.#loaded();
    if (!this.#open || this.#shown) return;
    if (!panel) {
      this.#open = false;
      return;
    }
    this.#shown = true;
    this.#setUnread(0);
    this.#button?.setAttribute('aria-expanded', 'true');
    this.#setLabel();
    panel.show();
    this.#emit('opened', {});
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    if (!this.#shown) return;
    this.#shown = false;
    this.#panel?.hide();
    this.#button?.setAttribute('aria-expanded', 'false');
    this.#setLabel();
    this.#button?.focus();
    this.#emit('closed', {});
  }

  /** While the chat is being loaded it stays wanted: the second click of a double click does not mean close. */
  async toggle(): Promise<void> {
    if (this.#shown) this.close();
    else await this.open();
  }

  async erase(): Promise<void> {
    await (await this.#loaded())?.erase();
  }

  /** @returns the conversation as data; null where the chat could not be loaded. */
  async export(): Promise<unknown> {
    return (await (await this.#loaded())?.export()) ?? null;
  }

  #draw(): void {
    if (this.shadowRoot || !this.#config) return;
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet(LAUNCHER_CSS)];
    this.#badge = h('span', { class: 'badge', part: 'badge', hidden: true, 'aria-hidden': 'true' });
    this.#button = h(
      'button',
      {
        class: 'launcher',
        part: 'launcher',
        type: 'button',
        'aria-expanded': 'false',
        onclick: () => void this.toggle(),
      },
      icon('bell', ...BELL),
      icon('down', ...DOWN),
      this.#badge,
    );
    this.#setLabel();
    root.append(this.#button);
  }

  #setLabel(): void {
    const open = this.#config?.label ?? launcherTexts.open_chat;
    const label = this.#open ? launcherTexts.close_chat : open;
    const unread = launcherTexts.unread.replace('{count}', String(this.#unread));
    this.#button?.setAttribute('aria-label', this.#unread > 0 ? `${label}, ${unread}` : label);
  }

  #loaded(): Promise<PanelHandle | null> {
    this.#loading ??= this.#loadPanel();
    return this.#loading;
  }

  async #loadPanel(): Promise<PanelHandle | null> {
    const config = this.#config;
    if (!config) return null;
    this.#clearFault();
    this.#button?.setAttribute('aria-busy', 'true');
    try {
      const module = await this.#load(`${config.base}panel.js`);
      this.#panel = module.createPanel({
        config,
        close: () => this.close(),
        emit: (name, detail) => this.#emit(name, detail),
      });
      // Also what only erases or exports brings the panel; it is seen once it is opened.
      this.#panel.element.hidden = true;
      this.shadowRoot?.append(this.#panel.element);
      return this.#panel;
    } catch (error) {
      console.error('shopbell: the chat could not be loaded;', error);
      this.#loading = null;
      this.#showFault(config);
      return null;
    } finally {
      this.#button?.removeAttribute('aria-busy');
    }
  }

  #showFault(config: WidgetConfig): void {
    this.#fault = h(
      'div',
      { class: 'fault', part: 'fault', role: 'alert' },
      h('p', {}, launcherTexts.load_failed),
      h('button', { type: 'button', onclick: () => void this.open() }, launcherTexts.try_again),
      config.contact ? h('a', { href: config.contact }, launcherTexts.contact) : null,
    );
    this.shadowRoot?.append(this.#fault);
  }

  #clearFault(): void {
    this.#fault?.remove();
    this.#fault = null;
  }

  #emit<Name extends WidgetEventName>(name: Name, detail: WidgetEvents[Name]): void {
    const answered = 'from' in detail && detail.from !== 'visitor';
    if (answered && !this.#open) this.#setUnread(this.#unread + 1);
    this.dispatchEvent(new CustomEvent(`shop-bell-${name}`, { detail, bubbles: true, composed: true }));
  }

  #setUnread(count: number): void {
    this.#unread = count;
    if (!this.#badge) return;
    this.#badge.hidden = count === 0;
    this.#badge.textContent = count > 9 ? '9+' : String(count);
    this.#setLabel();
  }
}

function importPanel(url: string): Promise<PanelModule> {
  return import(url) as Promise<PanelModule>;
}
