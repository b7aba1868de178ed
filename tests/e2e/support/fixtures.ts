import { test as base, type BrowserContext } from '@playwright/test';
import { ConsolePage } from './console-page';
import { Relay } from './relay';
import { openShop, type ShopOptions } from './shop-page';
import type { StaticServer } from './static-server';
import { WidgetPage } from './widget-page';

interface Parts {
  relay: Relay;
  shop: StaticServer;
  /** What the shop's page is made of beside the relay; a test sets it with `test.use`. */
  shopOptions: Partial<ShopOptions>;
  visitor: WidgetPage;
  /** Logs in an agent in a browser of their own. */
  agent: ConsolePage;
  agentContext: BrowserContext;
}

/** A shop under the recommended policy, its relay, a visitor with the widget open and an agent at the console. */
export const test = base.extend<Parts>({
  shopOptions: [{}, { option: true }],

  relay: async ({}, use) => {
    const relay = await Relay.start();
    await use(relay);
    await relay.remove();
  },
  shop: async ({ relay, shopOptions }, use) => {
    const shop = await openShop({ widget: relay.widget, relay: relay.socket, policy: 'recommended', ...shopOptions });
    await relay.allow(shop.origin());
    await use(shop);
    await shop.stop();
  },
  visitor: async ({ page, shop }, use) => {
    await page.goto(shop.origin());
    const visitor = new WidgetPage(page);
    await visitor.open();
    await use(visitor);
  },
  agentContext: async ({ browser }, use) => {
    const context = await browser.newContext();
    await use(context);
    await context.close();
  },
  agent: async ({ agentContext, relay, shop }, use) => {
    void shop; // the relay restarts when a shop is allowed; the agent comes after it
    const agent = new ConsolePage(await agentContext.newPage());
    await agent.logIn(relay.console, relay.agent);
    await use(agent);
  },
});

export { expect } from '@playwright/test';
