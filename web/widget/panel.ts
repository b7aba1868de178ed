import { Runner } from '../chat/runner';
import type { ChatState } from '../chat/state';
import { createWording } from '../chat/wording';
import messages from '../chat/wording/en/messages.json';
import ui from '../chat/wording/en/ui.json';
import { createEngine, type NeuralOptions } from '../engine/proxy';
import { createWire } from '../wire/relay-wire';
import type { WidgetConfig } from './config';
import type { DebugModule, WhyParts } from './debug/debug-contract';
import { FaqEngine } from './faq-engine';
import { idle, mayLoadNeural, type Device } from './neural-gate';
import type { PanelHandle, PanelOptions } from './panel-contract';
import { announce } from './page-events';
import { ShopBellPanel } from './shop-bell-panel';
import { IdbStore } from './store';
import { systemClock, systemIds } from './system-ports';
import { systemPlatform, TabSession } from './tab-session';
import type { ViewContext } from './view/context';

const TAG = 'shop-bell-panel';

/** Joins conversation, engine, link and storage for this page. Called once, at the first interaction. */
export function createPanel(options: PanelOptions): PanelHandle {
  const { config } = options;
  if (!customElements.get(TAG)) customElements.define(TAG, ShopBellPanel);
  const wording = createWording(config.locale, ui, messages);
  const store = new IdbStore(config.shop);
  const engine = makeEngine(config, options.emit);
  const session = new TabSession({
    settings: {
      shop: config.shop,
      relay: config.relay !== null,
      debug: config.debug,
      ...(config.bot && { bot: config.bot }),
    },
    store,
    ids: systemIds,
    clock: systemClock,
    platform: systemPlatform(config.shop),
    makeRunner: (initial, onState) => makeRunner({ config, engine, store, wording }, initial, onState),
  });
  session.subscribe((state, before) => announce(state, before, options.emit));
  const element = document.createElement(TAG) as ShopBellPanel;
  element.configure({
    config,
    session,
    wording,
    newKey: () => systemIds.key(),
    now: () => systemClock.now(),
    durable: () => store.durable(),
    close: options.close,
    explain: config.debug ? explainer(config, engine) : undefined,
  });
  session.start();
  return {
    element,
    show: () => element.show(),
    hide: () => element.hide(),
    erase: async () => {
      await session.ready();
      session.dispatch({ type: 'erase_asked' });
    },
    export: async () => {
      await session.ready();
      return session.exportThread(systemClock.now());
    },
  };
}

/** One for the page: where this tab leads it answers, where another does it may still explain. */
function makeEngine(config: WidgetConfig, emit: PanelOptions['emit']): FaqEngine {
  const faq = new URL(config.faq, document.baseURI).href;
  const neural: NeuralOptions = {
    allowed: async () => {
      const allowed = mayLoadNeural(config.neural, navigator as Device);
      if (allowed) await idle();
      return allowed;
    },
    onProgress: (done, total) => emit('neural-progress', { done, total }),
  };
  return new FaqEngine({ faq, create: (bytes) => createEngine({ base: config.base, faq: bytes, neural }) });
}

/** The code comes when an owner first asks why. */
function explainer(config: WidgetConfig, engine: FaqEngine): NonNullable<ViewContext['explain']> {
  return async (place, entry) => {
    const { showWhy } = (await import(`${config.base}debug.js`)) as DebugModule;
    const explain: WhyParts['explain'] = (text, at) => engine.explain(text, at);
    await showWhy(place, { entry, locale: config.locale, explain });
  };
}

interface RunnerParts {
  config: WidgetConfig;
  engine: FaqEngine;
  store: IdbStore;
  wording: ReturnType<typeof createWording>;
}

function makeRunner(
  { config, engine, store, wording }: RunnerParts,
  initial: ChatState,
  onState: (state: ChatState) => void,
): Runner {
  const wire = config.relay
    ? createWire({ relay: config.relay, shop: config.shop, onNews: (news) => runner.news(news) })
    : null;
  const report = (fault: unknown): void => console.error('shopbell:', fault);
  const ports = { engine, wire, store, clock: systemClock, ids: systemIds, wording, warmth: config.warmth, report };
  const runner: Runner = new Runner(initial, ports, onState);
  return runner;
}
