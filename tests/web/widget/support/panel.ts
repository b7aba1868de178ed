import { vi } from 'vitest';
import type { BotEntry } from '../../../../web/chat/state';
import type { ChatInput } from '../../../../web/chat/actions';
import { createWording } from '../../../../web/chat/wording';
import { Runner } from '../../../../web/chat/runner';
import messages from '../../../../web/chat/wording/en/messages.json';
import ui from '../../../../web/chat/wording/en/ui.json';
import { readConfig, type WidgetConfig } from '../../../../web/widget/config';
import { ShopBellPanel } from '../../../../web/widget/shop-bell-panel';
import { TabSession } from '../../../../web/widget/tab-session';
import { KEY } from '../../chat/support/conversation';
import { FakeClock, FakeEngine, FakeIds, FakeStore, FakeWire } from '../../chat/support/fake-ports';

export const TAG = {
  shop: 'stylesavvy',
  name: 'StyleSavvy',
  faq: '/faq.json',
  relay: 'wss://relay.example',
  contact: 'mailto:help@stylesavvy.example',
};

export function config(change: Record<string, string> = {}): WidgetConfig {
  const read = readConfig({ ...TAG, ...change }, 'https://widget.example/shopbell.js');
  if (!read.config) throw new Error(read.faults.join());
  return read.config;
}

/** The panel over a real conversation with fake engine, link and storage. */
export class PanelDriver {
  readonly engine = new FakeEngine();
  readonly wire = new FakeWire();
  readonly store = new FakeStore();
  readonly close = vi.fn();
  /** Stands in for the debug panel's own code. */
  readonly explain = vi.fn(async (place: HTMLElement, entry: BotEntry): Promise<void> => {
    place.textContent = `why ${entry.why?.text}`;
  });
  readonly session: TabSession;
  readonly element: ShopBellPanel;
  #runner: Runner | null = null;

  constructor(change: Record<string, string> = {}) {
    if (!customElements.get('shop-bell-panel')) customElements.define('shop-bell-panel', ShopBellPanel);
    const settings = config(change);
    const wording = createWording('en', ui, messages);
    const ids = new FakeIds();
    const relay = settings.relay !== null;
    const { engine, store } = this;
    this.session = new TabSession({
      settings: { shop: settings.shop, relay, debug: settings.debug },
      store,
      ids,
      clock: new FakeClock(),
      platform: { locks: null, channel: null },
      makeRunner: (initial, onState) => {
        const ports = {
          engine,
          store,
          ids,
          wording,
          clock: new FakeClock(),
          warmth: 'plain' as const,
          report: vi.fn(),
        };
        return (this.#runner = new Runner(initial, { ...ports, wire: relay ? this.wire : null }, onState));
      },
    });
    this.element = document.createElement('shop-bell-panel') as ShopBellPanel;
    this.element.configure({
      config: settings,
      session: this.session,
      wording,
      newKey: () => KEY,
      now: () => 0,
      durable: () => store.durable(),
      close: this.close,
      explain: settings.debug ? this.explain : undefined,
    });
    document.body.append(this.element);
    this.session.start();
  }

  get root(): ShadowRoot {
    const { shadowRoot } = this.element;
    if (!shadowRoot) throw new Error('the panel has not been drawn');
    return shadowRoot;
  }

  async open(): Promise<this> {
    await this.session.ready();
    this.element.show();
    return this.quiet();
  }

  async quiet(): Promise<this> {
    const runner = this.#runner;
    for (let before = -1; runner && before !== runner.state.revision;) {
      before = runner.state.revision;
      await runner.settled();
    }
    return this;
  }

  async do(...inputs: ChatInput[]): Promise<this> {
    for (const input of inputs) {
      this.session.dispatch(input);
      await this.quiet();
    }
    return this;
  }

  /** What a visitor can see, hidden parts left out. */
  find<Found extends HTMLElement = HTMLElement>(selector: string): Found {
    const found = this.all<Found>(selector)[0];
    if (!found) throw new Error(`nothing visible matches ${selector}`);
    return found;
  }

  all<Found extends HTMLElement = HTMLElement>(selector: string): Found[] {
    return [...this.root.querySelectorAll<Found>(selector)].filter((one) => one.closest('[hidden]') === null);
  }

  button(name: string | RegExp): HTMLButtonElement {
    const fits = (text: string) => (typeof name === 'string' ? text === name : name.test(text));
    const found = this.all<HTMLButtonElement>('button').find((one) =>
      fits(one.getAttribute('aria-label') ?? one.textContent ?? ''),
    );
    if (!found) throw new Error(`no visible button is called ${name}`);
    return found;
  }

  async press(name: string | RegExp): Promise<this> {
    this.button(name).click();
    return this.quiet();
  }

  get input(): HTMLTextAreaElement {
    return this.find<HTMLTextAreaElement>('textarea');
  }

  async type(text: string, key: KeyboardEventInit = { key: 'Enter' }): Promise<this> {
    this.input.value = text;
    this.input.dispatchEvent(new Event('input', { bubbles: true }));
    this.input.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...key }));
    return this.quiet();
  }

  get log(): string[] {
    return this.all('.log .bubble, .log .notice').map((one) => one.textContent ?? '');
  }

  get text(): string {
    return this.all('.panel')[0]?.textContent ?? '';
  }
}
