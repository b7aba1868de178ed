// The second tier with a stand-in for its graph (tests/fixtures/neural), read by the real runtime: "blimp" and "zeppelin" are
// one to it, and the engine knows neither of them as the other.
import { expect, test, type Page } from '@playwright/test';
import { cpSync, mkdirSync } from 'node:fs';
import { openShop } from '../support/shop-page';
import { kRoot, kTestPages, kWidget } from '../support/places';
import { StaticServer } from '../support/static-server';
import { WidgetPage } from '../support/widget-page';

const kFaq = JSON.stringify([
  { id: 'zeppelin', question: 'Do you offer zeppelin flights?', answer: 'Yes, from the hangar behind the shop.' },
  { id: 'umbrella', question: 'Do you lend umbrellas?', answer: 'Yes, at the till, for a deposit.' },
  { id: 'returns', question: 'How do I return an item?', answer: 'Send it back within 30 days.' },
]);
const kAsked = 'do you blimp';
const kFiles = ['ort.wasm.min.js', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];
const kStandIn = `${kTestPages}/neural-widget`;

let widget: StaticServer;
let shop: StaticServer | undefined;

test.beforeAll(async () => {
  mkdirSync(`${kStandIn}/neural`, { recursive: true });
  cpSync(`${kRoot}tests/fixtures/neural`, `${kStandIn}/neural`, { recursive: true });
  for (const file of kFiles) cpSync(`${kRoot}node_modules/onnxruntime-web/dist/${file}`, `${kStandIn}/neural/${file}`);
  widget = await StaticServer.start({
    roots: [kStandIn, kWidget],
    headers: { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' },
  });
});
test.afterEach(async () => shop?.stop());
test.afterAll(() => widget.stop());

interface Progress {
  done: number;
  total: number;
}

/** A visitor in front of a shop whose tag sets the second tier; the page notes how far it is. */
async function visit(page: Page, neural: 'on' | 'off'): Promise<WidgetPage> {
  shop = await openShop({ widget: widget.origin('localhost'), policy: 'recommended', faq: kFaq, neural });
  await page.addInitScript(() => {
    const list: Progress[] = [];
    Object.assign(window, { progress: list });
    document.addEventListener('shop-bell-neural-progress', (event) =>
      list.push((event as CustomEvent<Progress>).detail),
    );
  });
  await page.goto(shop.origin());
  return new WidgetPage(page);
}

const progress = (page: Page) => page.evaluate(() => (window as unknown as { progress: Progress[] }).progress);

const fetched = (from: number) => widget.requests.slice(from).filter(({ url }) => url.startsWith('/neural/'));

test('the second tier answers what the first one cannot', async ({ page }) => {
  const before = widget.requests.length;
  const visitor = await visit(page, 'on');
  expect(fetched(before), 'nothing is loaded before the first interaction').toHaveLength(0);

  await visitor.open();
  await visitor.say('hello');
  await expect.poll(() => progress(page)).toContainEqual({ done: 3, total: 3 });
  await visitor.say(kAsked);
  await expect(visitor.log).toContainText('zeppelin');

  await test.step('a later visit takes its vectors from the cache', async () => {
    await page.reload();
    await visitor.open();
    await visitor.say('hello');
    await expect.poll(() => progress(page)).toEqual([{ done: 3, total: 3 }]);
  });
});

test('a shop that wants no second tier loads none of it', async ({ page }) => {
  const before = widget.requests.length;
  const visitor = await visit(page, 'off');
  await visitor.open();
  await visitor.say(kAsked);
  await expect(visitor.answers).toHaveCount(2);
  await expect(visitor.log).not.toContainText('zeppelin');
  expect(fetched(before)).toHaveLength(0);
});

const kFaults: Record<string, (page: Page) => Promise<void>> = {
  'a file that is blocked': (page) => page.route('**/neural/neural.onnx', (route) => route.abort()),
  'a damaged file': (page) => page.route('**/neural/neural.onnx', (route) => route.fulfill({ body: 'no graph' })),
  'a runtime that is missing': (page) =>
    page.route('**/neural/ort.wasm.min.js', (route) => route.fulfill({ status: 404, body: '' })),
};
for (const [name, spoil] of Object.entries(kFaults)) {
  test(`${name} leaves the first tier to itself`, async ({ page }) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await spoil(page);
    const visitor = await visit(page, 'on');
    const asked = page.waitForRequest('**/neural/neural.onnx');
    await visitor.open();
    await visitor.say('hello');
    await asked;
    await visitor.say('How do I return an item?');
    await expect(visitor.answers.last()).toContainText('30 days');
    await expect(visitor.notices).toHaveCount(0);
    expect(faults).toEqual([]);
  });
}
