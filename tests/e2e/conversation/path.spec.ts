import ui from '../../../web/chat/wording/en/ui.json' with { type: 'json' };
import type { WireCommand } from '../../../web/chat/types';
import { expect, test } from '../support/fixtures';
import { WidgetPage } from '../support/widget-page';

test('visitor asks in their own words and gets the right entry', async ({ visitor }) => {
  await visitor.say('where can i see how far my package has come?');
  await expect(visitor.answers.last()).toContainText('order status page');
  await expect(visitor.speaker).toHaveText(ui.speaker_bot);
});

test('the plainest question leads to its entry, outright or among a few', async ({ visitor }) => {
  await visitor.say('Where is my parcel?');
  await expect(visitor.log).toContainText(/how can I track it\?|carrier's page/);
});

test('visitor asks what the shop does not know and hears so, with the way to a person', async ({ visitor }) => {
  await visitor.say('who won the football match last night');
  await expect(visitor.answers.last()).toContainText("I don't know");
  await expect(visitor.button(ui.talk_to_person).first()).toBeVisible();
});

test('visitor reaches a human when the answers do not help', async ({ visitor }) => {
  await visitor.say('can i rent a tuxedo for saturday');
  await expect(visitor.answers).toHaveCount(2);
  await visitor.say('that is not what i asked, can i rent a tuxedo');
  await expect(visitor.consent).toBeVisible();
});

test('an upset visitor is offered a person, who sees everything and answers', async ({ visitor, agent }) => {
  await visitor.say('Where can I see how far my package has come?');
  await expect(visitor.answers).toHaveCount(2);
  await visitor.say('This is ridiculous! I have been waiting for three weeks and I am furious!!!');
  await expect(visitor.consent).toBeVisible();
  await expect(visitor.consent).toContainText('the conversation so far');
  await expect(visitor.consent.getByRole('checkbox')).toBeChecked();
  await visitor.agree();
  await expect(visitor.notices.filter({ hasText: 'Your request has arrived' })).toBeVisible();
  await expect(visitor.speaker).toHaveText(ui.speaker_queue);

  await test.step('the agent sees the bot part and the mood', async () => {
    await agent.openFirstWaiting();
    await expect(agent.from('visitor').filter({ hasText: 'how far my package has come' })).toBeVisible();
    await expect(agent.from('bot').filter({ hasText: 'order status page' }).first()).toBeVisible();
    await expect(agent.from('visitor').filter({ hasText: 'furious' })).toContainText('Upset');
  });

  await test.step('the agent answers and the visitor sees it', async () => {
    await agent.say('I am sorry. Your parcel left today.');
    await expect(visitor.agentMessages).toContainText(['Your parcel left today.']);
    await expect(visitor.notices.filter({ hasText: 'You are now talking with Mara Lind' })).toBeVisible();
    await expect(visitor.speaker).toContainText('Mara Lind');
  });

  await test.step('what the visitor writes now goes to the agent, once, and no bot answers', async () => {
    const answers = await visitor.answers.count();
    await visitor.say('Thank you, that is good to hear');
    await expect(visitor.ownMessages.last()).toContainText(ui.status_sent);
    await expect(agent.from('visitor').filter({ hasText: 'good to hear' })).toHaveCount(1);
    expect(await visitor.answers.count()).toBe(answers);
  });

  await test.step('the agent hands back and the bot answers again', async () => {
    await agent.page.getByRole('button', { name: 'Close', exact: true }).click();
    await agent.page.getByRole('button', { name: 'Back to the assistant' }).click();
    await expect(visitor.notices.last()).toContainText('automated assistant again');
    await visitor.say('How do I wash my clothes?');
    await expect(visitor.answers.last()).toContainText(/silk/i);
  });
});

test('a visitor who leaves the mood out sends none', async ({ visitor, agent }) => {
  const sent: string[] = [];
  visitor.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  await visitor.say('I am so angry about this delay, it is a disgrace!');
  await expect(visitor.answers).toHaveCount(2);
  if (!(await visitor.consent.isVisible())) await visitor.askForPerson();
  await visitor.consent.getByRole('checkbox').uncheck();
  await visitor.agree();
  await agent.openFirstWaiting();
  await expect(agent.from('visitor').filter({ hasText: 'disgrace' })).toBeVisible();
  await expect(agent.from('visitor').filter({ hasText: 'disgrace' })).not.toContainText(/Upset|Distressed|%/);
  const handoffs = sent.filter((frame) => frame.includes('"type":"handoff"'));
  expect(handoffs).toHaveLength(1);
  const { reason, mood, transcript } = JSON.parse(handoffs[0] ?? '') as Extract<WireCommand, { type: 'handoff' }>;
  expect(reason).not.toMatch(/intensity|upset|distressed/);
  expect([mood, ...transcript.map((item) => item.mood)].filter((one) => one !== null)).toEqual([]);
});

test('a double click opens the widget, and it can be closed', async ({ page, shop }) => {
  await page.goto(shop.origin());
  const visitor = new WidgetPage(page);
  // The second click comes before the chat's code does.
  await page.route('**/panel.js', async (route) => {
    await visitor.launcher.click();
    await route.continue();
  });
  await visitor.open();
  await page.keyboard.press('Escape');
  await expect(visitor.panel).toBeHidden();
  await visitor.open();
});

test('the widget says that it is automated before anything is asked', async ({ visitor }) => {
  await expect(visitor.answers.first()).toContainText('automated assistant');
  await expect(visitor.speaker).toHaveText(ui.speaker_bot);
});
