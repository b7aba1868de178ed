import { expect, test } from '@playwright/test';
import ui from '../../../web/chat/wording/en/ui.json' with { type: 'json' };
import { findLeaks } from '../support/leak-check';
import { Relay } from '../support/relay';
import { openShop } from '../support/shop-page';
import type { StaticServer } from '../support/static-server';
import { WatchedBrowser } from '../support/watched-browser';
import { WidgetPage } from '../support/widget-page';

const kWords = ['Quillwortish', 'zibberwock', 'Plomfuddle'];

let relay: Relay;
let shop: StaticServer | undefined;
let watched: WatchedBrowser;

test.beforeEach(async () => {
  relay = await Relay.start();
  watched = await WatchedBrowser.open();
});

test.afterEach(async () => {
  await watched.close();
  await shop?.stop();
  shop = undefined;
  await relay.remove();
});

function socketsOpened(): number {
  return watched.sent.filter(({ headers }) => headers.upgrade === 'websocket').length;
}

function leaks(): string[] {
  return [...findLeaks(watched.sent, kWords), ...findLeaks(shop?.requests ?? [], kWords)];
}

for (const policy of ['recommended', "script-src 'self' W; frame-src W; connect-src 'self' R"]) {
  test(`no word of the visitor leaves before they agree, under the policy ${policy}`, async () => {
    const written = policy.replaceAll('W', relay.origin).replaceAll('R', `${relay.origin} ${relay.socket}`);
    shop = await openShop({ widget: relay.widget, relay: relay.socket, policy: written });
    await relay.allow(shop.origin());
    await watched.page.goto(shop.origin());
    const widget = new WidgetPage(watched.page);
    const before = watched.sent.length;
    await widget.launcher.waitFor();
    await widget.open();
    await widget.say(`Where is my ${kWords[0]} parcel?`);
    await expect(widget.answers).toHaveCount(2);
    await widget.say(`This is ridiculous, ${kWords[1]}! I am furious, I want my money back NOW!!!`);
    await expect(widget.answers).toHaveCount(3);
    await widget.input.pressSequentially(`half-written ${kWords[2]}`);
    await widget.input.fill('');
    await widget.say('Can I talk to a human?');
    await expect(widget.answers).toHaveCount(4); // else the first offer is declined, and a second comes
    await expect(widget.consent).toBeVisible();
    await widget.consent.getByRole('button', { name: ui.consent_no }).click();
    await expect(widget.answers).toHaveCount(5);
    await widget.page.reload();
    await widget.open();
    await expect(widget.ownMessages.first()).toContainText(kWords[0] ?? '');

    // The recording is of this page: it has seen what the widget loaded.
    expect(watched.sent.length).toBeGreaterThan(before);
    expect(watched.sent.some(({ url }) => url.endsWith('/engine.wasm'))).toBe(true);
    expect(watched.sent.filter(({ kind }) => kind === 'opaque').map(({ url }) => url)).toEqual([]);
    expect(leaks()).toEqual([]);
    expect(socketsOpened()).toBe(0);

    // And it would have seen them: once the visitor agrees, the same words are found in what leaves.
    // A "no" given just before the reload may not have been stored: then the card is still open.
    if (await widget.consent.isHidden()) await widget.askForPerson();
    await widget.agree();
    await expect(
      widget.notices
        .filter({ hasText: 'Your request has arrived' })
        .or(widget.notices.filter({ hasText: 'Your message has arrived' })),
    ).toBeVisible();
    expect(socketsOpened()).toBe(1);
    expect(leaks().join('\n')).toContain(`"${kWords[0]?.toLowerCase()}" in the body`);
    expect(findLeaks(shop.requests, kWords)).toEqual([]);
  });
}

test('before the first interaction there is no storage, no engine and no question about presence', async () => {
  shop = await openShop({ widget: relay.widget, relay: relay.socket, policy: 'recommended' });
  await relay.allow(shop.origin());
  const { page } = watched;
  await page.goto(shop.origin());
  await new WidgetPage(page).launcher.waitFor();
  const paths = watched.sent.map(({ url }) => new URL(url).pathname);
  expect(paths.filter((path) => path !== '/favicon.ico').sort()).toEqual(['/', '/widget/shopbell.js']);
  const kept = await page.evaluate(async () => ({
    cookies: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
  }));
  expect(kept).toEqual({ cookies: '', local: 0, session: 0, databases: 0 });
  await new WidgetPage(page).open();
  const asked = watched.sent.filter(({ url }) => url.includes('/v1/presence'));
  expect(asked.map(({ headers }) => headers.cookie)).toEqual(asked.map(() => undefined));
});
