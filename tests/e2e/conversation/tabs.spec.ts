import ui from '../../../web/chat/wording/en/ui.json' with { type: 'json' };
import { expect, test } from '../support/fixtures';
import { WidgetPage } from '../support/widget-page';

test('a reload keeps the thread', async ({ visitor }) => {
  await visitor.say('Where is my parcel?');
  await expect(visitor.answers).toHaveCount(2);
  await visitor.page.reload();
  if (!(await visitor.input.isVisible())) await visitor.open();
  await expect(visitor.ownMessages).toContainText(['Where is my parcel?']);
  await expect(visitor.answers).toHaveCount(2);
});

test('a second tab shows the thread and both stay equal', async ({ visitor, agent, shop }) => {
  await visitor.say('Where is my parcel?');
  await expect(visitor.answers).toHaveCount(2);
  const page = await visitor.page.context().newPage();
  await page.goto(shop.origin());
  const second = new WidgetPage(page);
  await second.open();
  await expect(second.ownMessages).toContainText(['Where is my parcel?']);
  await second.askForPerson();
  await second.agree();
  await expect(visitor.speaker).toHaveText(ui.speaker_queue);
  await agent.openFirstWaiting();
  await agent.say('Hello from the shop');
  for (const tab of [visitor, second]) await expect(tab.agentMessages).toHaveCount(1);
  await visitor.say('from the first tab');
  await second.say('from the second tab');
  await expect(agent.from('visitor')).toHaveText([/parcel/, /first tab/, /second tab/]);
  for (const tab of [visitor, second]) await expect(tab.ownMessages).toHaveCount(3);

  await test.step('the first tab closes and the second goes on', async () => {
    await visitor.page.close();
    await agent.say('Still there?');
    await expect(second.agentMessages).toHaveCount(2);
    await second.say('still here');
    await expect(agent.from('visitor').last()).toContainText('still here');
  });
});

test('a tab that keeps the lead and answers nothing does not hold up the others', async ({ page, shop }) => {
  await page.goto(shop.origin());
  const silent = await page.context().newPage();
  await silent.goto(shop.origin());
  await silent.evaluate(
    () =>
      new Promise<void>((held) => {
        const never = new Promise<void>(() => undefined);
        void navigator.locks.request('shop-bell:stylesavvy', () => (held(), never)).catch(() => undefined);
      }),
  );
  const visitor = new WidgetPage(page);
  await visitor.open();
  await visitor.say('Where is my parcel?');
  await expect(visitor.answers).toHaveCount(2);
});

test('a conversation with a person goes on after a reload, and nothing shows twice', async ({ visitor, agent }) => {
  await visitor.say('Where is my parcel?');
  await expect(visitor.answers).toHaveCount(2);
  await visitor.askForPerson();
  await visitor.agree();
  await agent.openFirstWaiting();
  await agent.say('One moment');
  await expect(visitor.agentMessages).toHaveCount(1);
  await visitor.page.reload();
  await agent.say('Here it is');
  if (!(await visitor.input.isVisible())) await visitor.open();
  await expect(visitor.agentMessages).toHaveText([/One moment/, /Here it is/]);
  await expect(visitor.ownMessages).toHaveCount(1);
  await visitor.say('thank you');
  await expect(agent.from('visitor').last()).toContainText('thank you');
});

test('erasing removes the conversation here and at the shop', async ({ visitor, agent }) => {
  await visitor.say('my unusual secret is Quillwortish');
  await expect(visitor.answers).toHaveCount(2);
  await visitor.askForPerson();
  await visitor.agree();
  await agent.openFirstWaiting();
  await expect(agent.from('visitor').filter({ hasText: 'Quillwortish' })).toBeVisible();
  await visitor.choose(ui.menu_erase);
  await visitor.button(ui.erase_yes).click();
  await expect(visitor.notices.last()).toContainText('erased');
  await expect(visitor.ownMessages).toHaveCount(0);
  await expect(agent.page.getByText('Quillwortish')).toHaveCount(0);
  await visitor.page.reload();
  await visitor.open();
  await expect(visitor.panel.getByText('Quillwortish')).toHaveCount(0);
});
