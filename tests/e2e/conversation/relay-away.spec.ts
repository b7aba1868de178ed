import ui from '../../../web/chat/wording/en/ui.json' with { type: 'json' };
import { expect, test } from '../support/fixtures';

test.describe('the relay is away when the visitor accepts', () => {
  test.beforeEach(async ({ visitor, relay }) => {
    await visitor.say('Where is my parcel?');
    await expect(visitor.answers).toHaveCount(2);
    await relay.kill();
    await visitor.askForPerson();
    await visitor.agree();
    await expect(visitor.panel.getByRole('heading', { name: /We can't reach/ })).toBeVisible();
  });

  test('the widget says so, and a retry works once the relay is back', async ({ visitor, relay }) => {
    await expect(visitor.speaker).toHaveText(ui.speaker_requested);
    await relay.run();
    await visitor.button(ui.retry).click();
    await expect(visitor.speaker).toHaveText(ui.speaker_queue);
    await expect(visitor.panel.getByRole('heading', { name: /We can't reach/ })).toBeHidden();
  });

  test('the request goes out by itself once the relay is back', async ({ visitor, relay }) => {
    await relay.run();
    await expect(visitor.speaker).toHaveText(ui.speaker_queue, { timeout: 30_000 });
  });

  test('the bot answers meanwhile', async ({ visitor }) => {
    await visitor.say('How do I wash my clothes?');
    await expect(visitor.answers.last()).toContainText(/silk/i);
  });

  test('the visitor takes the request back and nothing of it ever arrives', async ({
    visitor,
    relay,
    agentContext,
  }) => {
    await visitor.button(ui.cancel_request).click();
    await expect(visitor.speaker).toHaveText(ui.speaker_bot);
    await relay.run();
    await visitor.page.reload();
    const { ConsolePage } = await import('../support/console-page');
    const agent = new ConsolePage(await agentContext.newPage());
    await agent.logIn(relay.console, relay.agent);
    await expect(agent.page.getByText('No conversation yet')).toBeVisible();
  });

  test('an e-mail address left goes along with the request', async ({ visitor, relay, agentContext }) => {
    await visitor.panel.getByRole('textbox', { name: ui.leave_email }).fill('ines@visitor.example');
    await visitor.button(ui.leave_email_action).click();
    await expect(visitor.panel.getByText('They can also answer to ines@visitor.example')).toBeVisible();
    await relay.run();
    await visitor.button(ui.retry).click();
    await expect(visitor.speaker).toHaveText(ui.speaker_queue);
    const { ConsolePage } = await import('../support/console-page');
    const agent = new ConsolePage(await agentContext.newPage());
    await agent.logIn(relay.console, relay.agent);
    await agent.openFirstWaiting();
    await expect(agent.page.getByRole('link', { name: 'ines@visitor.example' })).toBeVisible();
  });
});

test('what the visitor writes while the relay is away arrives once when it is back', async ({
  visitor,
  agent,
  relay,
}) => {
  await visitor.askForPerson();
  await visitor.agree();
  await agent.openFirstWaiting();
  await agent.say('Hello, how can I help?');
  await expect(visitor.agentMessages).toHaveCount(1);
  await relay.kill();
  for (const text of ['first while away', 'second while away']) await visitor.say(text);
  await expect(visitor.ownMessages).toHaveCount(2);
  await expect(visitor.ownMessages.last()).not.toContainText(ui.status_sent);
  await relay.run();
  await expect(visitor.ownMessages.filter({ hasText: ui.status_sent })).toHaveCount(2, { timeout: 40_000 });
  await expect(agent.from('visitor')).toHaveText([/first while away/, /second while away/], { timeout: 40_000 });
});
