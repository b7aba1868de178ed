import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import ui from '../../../web/chat/wording/en/ui.json' with { type: 'json' };
import { expect, test } from '../support/fixtures';

const kTricks = [
  '<img src=x onerror="window.tricked=1">',
  '<script>window.tricked=1</script>',
  '[press me](javascript:window.tricked=1)',
  '"><svg/onload=window.tricked=1>',
  '{{constructor.constructor("window.tricked=1")()}}',
  '&lt;b&gt; **bold** `code` \u202Etxt',
];

async function expectUntouched(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'tricked' in window)).toBe(false);
}

test('what people write shows as text, on both sides', async ({ visitor, agent }) => {
  for (const [index, trick] of kTricks.entries()) {
    await visitor.say(trick);
    await expect(visitor.ownMessages).toHaveCount(index + 1);
    await expect(visitor.input).toBeEnabled();
  }
  await expect(visitor.answers).toHaveCount(kTricks.length + 1);
  expect(await visitor.textsOf('visitor')).toEqual(kTricks);
  if (!(await visitor.consent.isVisible())) await visitor.askForPerson();
  await visitor.agree();
  await agent.openFirstWaiting();
  await expect(agent.from('visitor')).toHaveCount(kTricks.length);
  expect(await agent.textsOf('visitor')).toEqual(kTricks);
  for (const [index, trick] of kTricks.entries()) {
    await agent.say(trick);
    await expect(visitor.agentMessages).toHaveCount(index + 1);
  }
  expect(await visitor.textsOf('agent')).toEqual(kTricks);
  await expectUntouched(visitor.page);
  await expectUntouched(agent.page);
  expect(await visitor.page.locator('shop-bell-panel a[href^="javascript"]').count()).toBe(0);
});

test.describe('an answer of the owner', () => {
  const answer = 'Press [here](javascript:window.tricked=1) or <b onclick="window.tricked=1">there</b>, then *wait*.';
  const faq = JSON.stringify([{ id: 'press', question: 'What do I press?', answer }]);
  test.use({ shopOptions: { faq } });

  test('is a safe subset of Markdown', async ({ visitor }) => {
    await visitor.say('What do I press?');
    await expect(visitor.answers.last()).toContainText('<b onclick="window.tricked=1">there</b>');
    await expect(visitor.answers.last().getByRole('link')).toHaveCount(0);
    await expectUntouched(visitor.page);
  });
});

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

test('the widget is accessible in each of its states', async ({ visitor, agent, relay }) => {
  const { page } = visitor;
  await test.step('open', () => expectAccessible(page));
  await visitor.say('Where is my parcel?');
  await expect(visitor.answers).toHaveCount(2);
  await test.step('with an answer', () => expectAccessible(page));
  await visitor.say('do you sell something for a party?');
  await expect(visitor.answers).toHaveCount(3);
  await test.step('with suggestions or none', () => expectAccessible(page));
  await visitor.button(ui.menu).click();
  await test.step('with the menu open', () => expectAccessible(page));
  await page.keyboard.press('Escape');
  if (!(await visitor.consent.isVisible())) await visitor.askForPerson();
  await test.step('with the consent card', () => expectAccessible(page));
  await visitor.agree();
  await expect(visitor.speaker).toHaveText(ui.speaker_queue);
  await test.step('waiting', () => expectAccessible(page));
  await agent.openFirstWaiting();
  await test.step('the console with a thread', () => expectAccessible(agent.page));
  await agent.say('Hello');
  await expect(visitor.agentMessages).toHaveCount(1);
  await test.step('with a person', () => expectAccessible(page));
  await relay.kill();
  await expect(visitor.linkDown).toBeVisible();
  await test.step('with the link down', () => expectAccessible(page));
  await visitor.choose(ui.menu_erase);
  await test.step('asking whether to erase', () => expectAccessible(page));
  await visitor.button(ui.erase_no).click();
  await visitor.button(ui.close).click();
  await test.step('closed', () => expectAccessible(page));
});

test('the keyboard alone opens, asks and closes, and the focus comes back', async ({ page, shop }) => {
  await page.goto(shop.origin());
  const { WidgetPage } = await import('../support/widget-page');
  const visitor = new WidgetPage(page);
  await visitor.launcher.waitFor();
  await page.keyboard.press('Tab');
  await expect(visitor.launcher).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(visitor.input).toBeFocused();
  await page.keyboard.type('Where is my parcel?');
  await page.keyboard.press('Enter');
  await expect(visitor.answers).toHaveCount(2);
  await expect(visitor.input).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(visitor.panel).toBeHidden();
  await expect(visitor.launcher).toBeFocused();
});

test('the strict policy is never broken', async ({ page, shop, relay }) => {
  void relay;
  await page.addInitScript(() => {
    const list: string[] = [];
    Object.assign(window, { violations: list });
    document.addEventListener('securitypolicyviolation', (event) => {
      list.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(shop.origin());
  const { WidgetPage } = await import('../support/widget-page');
  const visitor = new WidgetPage(page);
  await visitor.open();
  await visitor.say('Where is my parcel?');
  await expect(visitor.answers).toHaveCount(2);
  await visitor.askForPerson();
  await visitor.agree();
  await expect(visitor.speaker).toHaveText(ui.speaker_queue);
  expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
});
