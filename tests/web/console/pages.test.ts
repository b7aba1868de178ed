// The console in Chromium, against a relay in memory and under the relay's content policy. Each scene is checked by axe;
// with SHOPBELL_SCREENSHOTS=FOLDER each is kept as a picture too.
import type { Browser, Page } from '@playwright/test';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axeFindings, buildConsole, launch, logIn, openConsole, removeBuild, type Opened } from './support/browser';
import { morning } from './support/conversations';
import { FakeRelay } from './support/fake-relay';

const pictures = process.env['SHOPBELL_SCREENSHOTS'];
const TIMEOUT_MS = 60_000;

let browser: Browser;
let folder: string;
let relay: FakeRelay;
let address: string;
let opened: Opened | null = null;

beforeAll(async () => {
  [browser, folder] = await Promise.all([launch(), buildConsole()]);
}, TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await removeBuild(folder);
});
beforeEach(async () => {
  relay = new FakeRelay(folder, morning(Date.now()));
  address = await relay.start();
});
afterEach(async () => {
  await opened?.context.close();
  opened = null;
  await relay.stop();
});

async function visit(size: 'desktop' | 'phone', scheme: 'light' | 'dark'): Promise<Opened> {
  opened = await openConsole(browser, address, size, scheme);
  return opened;
}

async function looked(page: Page, name: string): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `console-${name}.png`) });
}

function region(page: Page, name: string): ReturnType<Page['getByRole']> {
  return page.getByRole('region', { name, exact: true });
}

const combinations = [
  ['desktop', 'light'],
  ['desktop', 'dark'],
  ['phone', 'light'],
  ['phone', 'dark'],
] as const;

describe.each(combinations)('console on %s, %s', (size, scheme) => {
  const name = (scene: string): string => `${scene}-${size}-${scheme}`;

  it('is axe clean from the login to the visitor’s details', { timeout: TIMEOUT_MS }, async () => {
    const { page, faults } = await visit(size, scheme);
    await page.getByRole('heading', { name: 'Shopbell' }).waitFor();
    await looked(page, name('login'));
    await logIn(page, 'wrong');
    await page.getByText('Shop, e-mail or password is wrong.').waitFor();
    await logIn(page);
    await region(page, 'Conversations').getByRole('button', { name: 'lena.hofer@post.example' }).waitFor();
    await looked(page, name('list'));

    await page.getByRole('button', { name: 'lena.hofer@post.example' }).click();
    const thread = region(page, 'Thread');
    await thread.getByText('hello? is anyone there').waitFor();
    await looked(page, name('thread'));
    await thread.getByRole('button', { name: 'Take' }).click();
    await thread.getByText('You took the conversation').waitFor();
    await thread
      .getByLabel('Reply')
      .fill('Hello Lena, this is Mara from the shop. A new one leaves by courier at noon.');
    await thread.getByRole('button', { name: 'Send' }).click();
    await thread.getByText('Sent', { exact: true }).waitFor();
    relay.refuse.set('reply', { code: 'store_unavailable', temporary: false });
    await thread.getByLabel('Reply').fill('You will have it by 10 tomorrow.');
    await page.keyboard.press('Enter');
    await thread.getByRole('button', { name: 'Retry' }).waitFor();
    await looked(page, name('replied'));

    if (size === 'phone') await thread.getByRole('button', { name: 'Visitor details' }).click();
    const visitor = region(page, 'Visitor');
    await visitor.getByText('damaged goods; upset for 2 turns').waitFor();
    await visitor.getByText('Show as a table').click();
    await visitor.getByRole('table').waitFor();
    await looked(page, name('visitor'));
    expect(faults).toEqual([]);
  });

  it('is axe clean in its dialogs and when the connection is lost', { timeout: TIMEOUT_MS }, async () => {
    relay.loggedIn = true;
    const { page, faults } = await visit(size, scheme);
    await page.getByRole('button', { name: 'Keys' }).click();
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await looked(page, name('keys'));
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: /Austria/ }).click();
    await region(page, 'Thread').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog', { name: 'Close this conversation?' }).waitFor();
    await looked(page, name('close'));
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByLabel('Reply').fill('Yes, for 9.50 euros.');
    await relay.stop();
    await page.getByText(/No connection. Next try/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Waiting for the connection…').waitFor();
    await looked(page, name('offline'));
    expect(faults).toEqual([]);
  });
});

describe('console', () => {
  it('is worked by keys alone', { timeout: TIMEOUT_MS }, async () => {
    relay.loggedIn = true;
    const { page, faults } = await visit('desktop', 'light');
    const first = page.getByRole('button', { name: /lena.hofer/ });
    await first.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await region(page, 'Thread').getByText('hello? is anyone there').waitFor();
    await page.keyboard.press('t');
    await region(page, 'Thread').getByText('You took the conversation').waitFor();
    await page.keyboard.press('Escape');
    expect(await first.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('r');
    await page.keyboard.type('On its way, rest assured?');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Mara');
    await page.keyboard.press('Enter');
    await region(page, 'Thread').getByText('Sent', { exact: true }).waitFor();
    const reply = relay.heard.find((frame) => frame.type === 'reply');
    expect(reply?.['text']).toBe('On its way, rest assured?\nMara');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(faults).toEqual([]);
  });

  it('keeps what was being written when the session ends', { timeout: TIMEOUT_MS }, async () => {
    relay.loggedIn = true;
    const { page } = await visit('desktop', 'light');
    await page.getByRole('button', { name: /Austria/ }).click();
    await page.getByLabel('Reply').fill('half a sentence');
    relay.loggedIn = false;
    relay.cut(4401);
    await page.getByText('Your session has ended.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await logIn(page);
    await expect.poll(() => page.getByLabel('Reply').inputValue()).toBe('half a sentence');
    expect(await page.getByLabel('Reply').evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it('says how long to wait after too many logins', { timeout: TIMEOUT_MS }, async () => {
    relay.failures = 5;
    const { page } = await visit('phone', 'light');
    await logIn(page);
    await page.getByText('Too many attempts. Try again in 14 min.').waitFor();
  });

  it('finds an unsent reply again after a reload, and sends it once', { timeout: TIMEOUT_MS }, async () => {
    relay.loggedIn = true;
    relay.mute = true;
    const { page } = await visit('desktop', 'light');
    await page.getByRole('button', { name: /Austria/ }).click();
    await page.getByLabel('Reply').fill('Yes, for 9.50 euros.');
    await page.getByLabel('Reply').press('Enter');
    await page.getByText('Sending…').waitFor();
    await page.reload();
    relay.mute = false;
    relay.cut(4001);
    await page.getByRole('button', { name: /Agent: Yes, for 9.50 euros/ }).click();
    await region(page, 'Thread').getByText('Yes, for 9.50 euros.').waitFor();
    const sent = relay.heard.filter((frame) => frame.type === 'reply').map((frame) => frame.id);
    expect(new Set(sent).size).toBe(1);
    expect(await region(page, 'Thread').getByText('Yes, for 9.50 euros.').count()).toBe(1);
  });

  it('counts the waiting in the title and announces a new one', { timeout: TIMEOUT_MS }, async () => {
    relay.loggedIn = true;
    const { page } = await visit('desktop', 'light');
    await expect.poll(() => page.title()).toBe('(2) StyleSavvy – Shopbell console');
    const [mine] = [...relay.stories.values()].filter((story) => story.summary.agent?.name === 'Jonas');
    const id = mine?.summary.id ?? '';
    const words = {
      kind: 'owner',
      from: 'agent',
      to: 'queue',
      reason: 'released',
      confidence: null,
      mood: null,
    } as const;
    relay.append(id, words, { owner: 'queue', agent: null, waiting_since: Date.now() });
    await page.getByText('p.okafor@post.example is waiting for a person. 3 waiting.').waitFor({ state: 'attached' });
    await expect.poll(() => page.title()).toBe('(3) StyleSavvy – Shopbell console');
  });
});
