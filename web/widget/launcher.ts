import { readConfig } from './config';
import type { WidgetEventName, WidgetEvents } from './panel-contract';
import { ShopBell } from './shop-bell';

/** `window.shopbell`, for the page's own scripts. */
export interface ShopbellApi {
  open(): Promise<void>;
  close(): void;
  toggle(): Promise<void>;
  /** @returns a function that ends the subscription. */
  on<Name extends WidgetEventName>(event: Name, listener: (detail: WidgetEvents[Name]) => void): () => void;
  /** Removes the conversation from this device, and from the relay where it has one. */
  erase(): Promise<void>;
  /** The conversation as data. */
  export(): Promise<unknown>;
}

declare global {
  interface Window {
    shopbell?: ShopbellApi;
  }
}

const TAG = 'shop-bell';

// Only now does the document still say which tag this is.
start(document.currentScript);

function start(script: HTMLOrSVGScriptElement | null): void {
  if (window.shopbell || customElements.get(TAG)) {
    return console.warn('shopbell: the script tag is on this page twice; the second one does nothing.');
  }
  if (!(script instanceof HTMLScriptElement)) {
    return console.error('shopbell: expected to be loaded by a classic <script src> tag, not as a module.');
  }
  const { config, faults } = readConfig(script.dataset, script.src);
  for (const fault of faults) console.error(`shopbell: ${fault}`);
  if (!config) return;
  customElements.define(TAG, ShopBell);
  const element = document.querySelector<ShopBell>(TAG) ?? (document.createElement(TAG) as ShopBell);
  element.configure(config);
  window.shopbell = api(element);
  whenIdle(() => keepIn(element));
}

function api(element: ShopBell): ShopbellApi {
  return {
    open: () => (attach(element), element.open()),
    close: () => element.close(),
    toggle: () => (attach(element), element.toggle()),
    on(event, listener) {
      const heard = (dom: Event) => listener((dom as CustomEvent<WidgetEvents[typeof event]>).detail);
      element.addEventListener(`shop-bell-${event}`, heard);
      return () => element.removeEventListener(`shop-bell-${event}`, heard);
    },
    erase: () => (attach(element), element.erase()),
    export: () => (attach(element), element.export()),
  };
}

/** The page comes first: its own parsing and painting are not held up by a button. */
function whenIdle(action: () => void): void {
  const later = () =>
    'requestIdleCallback' in window ? requestIdleCallback(action, { timeout: 1_000 }) : setTimeout(action, 1);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', later, { once: true });
  else later();
}

/** Puts the element back where a page that changes without loading has thrown it out with its old body. */
function keepIn(element: HTMLElement): void {
  attach(element);
  const observer = new MutationObserver(() => {
    if (!element.isConnected) attach(element);
    watch();
  });
  const watch = (): void => {
    observer.disconnect();
    observer.observe(document.documentElement, { childList: true });
    if (document.body) observer.observe(document.body, { childList: true });
  };
  watch();
}

function attach(element: HTMLElement): void {
  if (!element.isConnected) document.body?.append(element);
}
