import ui from '../../../web/chat/wording/en/ui.json' with { type: 'json' };
import words from '../../../web/console/wording/en.json' with { type: 'json' };
import { expect, test } from '../support/fixtures';
import type { ConsolePage } from '../support/console-page';
import type { FaultPoint } from '../support/relay';
import { checkIntegrity, readStored } from '../support/stored';
import type { WidgetPage } from '../support/widget-page';

/** In flight at once: written by both sides while the relay stands still. */
const kVisitorTexts = Array.from({ length: 22 }, (_, index) => `visitor line ${index + 1}`);
const kAgentTexts = Array.from({ length: 6 }, (_, index) => `agent line ${index + 1}`);
/** Longer than the longest pause between two tries to connect. */
const kHealed = { timeout: 45_000 };

const kKills: { point: FaultPoint; pass: number }[] = [
  { point: 'before-commit', pass: 1 },
  { point: 'before-commit', pass: 2 },
  { point: 'before-ack', pass: 1 },
  { point: 'before-ack', pass: 9 },
  { point: 'before-publish', pass: 1 },
  { point: 'before-publish', pass: 9 },
];

async function connected(visitor: WidgetPage, agent: ConsolePage, yes: boolean): Promise<void> {
  await expect(visitor.linkDown).toBeVisible({ visible: !yes, ...kHealed });
  if (yes) await expect(agent.link).toHaveText(words['link.online'], kHealed);
  else await expect(agent.link).not.toHaveText(words['link.online'], kHealed);
}

async function sayAll(visitor: WidgetPage, agent: ConsolePage): Promise<void> {
  for (const [index, text] of kVisitorTexts.entries()) {
    await visitor.say(text);
    await expect(visitor.ownMessages.filter({ hasText: ui.status_sending })).toHaveCount(index + 1);
  }
  for (const text of kAgentTexts) await agent.say(text);
  await expect(agent.from('agent').filter({ hasText: words['reply.sending'] })).toHaveCount(kAgentTexts.length);
}

for (const kill of kKills) {
  test(`nothing is lost or doubled when the relay dies ${kill.point}, at passing ${kill.pass}`, async ({
    visitor,
    agent,
    relay,
  }) => {
    test.setTimeout(180_000);
    await visitor.askForPerson();
    await visitor.agree();
    await agent.openFirstWaiting();
    await agent.say('Hello');
    await expect(visitor.agentMessages).toHaveCount(1);

    await test.step('the relay stands still with 28 messages in flight', async () => {
      await relay.stop();
      await connected(visitor, agent, false);
      await relay.run(kill);
      await connected(visitor, agent, true);
      relay.freeze();
      await sayAll(visitor, agent);
    });

    await test.step('it goes on, dies at the point and comes back', async () => {
      relay.thaw();
      await visitor.say('visitor, last');
      await agent.say('agent, last');
      expect(await relay.died()).toBe('SIGKILL');
      await relay.run();
    });

    const visitorTexts = [...kVisitorTexts, 'visitor, last'];
    const agentTexts = ['Hello', ...kAgentTexts, 'agent, last'];
    await expect(visitor.ownMessages.filter({ hasText: ui.status_sent })).toHaveCount(visitorTexts.length, kHealed);
    await expect(visitor.agentMessages).toHaveCount(agentTexts.length, kHealed);
    await expect(agent.messages).toHaveCount(visitorTexts.length + agentTexts.length, kHealed);
    await expect(agent.from('agent').filter({ hasText: words['reply.sent'] })).toHaveCount(agentTexts.length, kHealed);

    await relay.stop();
    const stored = readStored(relay.database);
    const messages = stored.filter(({ kind }) => kind === 'message');
    const storedTexts = (speaker: string) =>
      messages.filter((message) => message.speaker === speaker).map(({ text }) => text);
    expect(checkIntegrity(relay.database)).toBe('ok');
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
    expect(new Set(messages.map(({ message_id: id }) => id)).size).toBe(messages.length);
    expect(storedTexts('visitor')).toEqual(visitorTexts);
    expect(storedTexts('agent').sort()).toEqual([...agentTexts].sort());
    expect(await visitor.textsOf('visitor')).toEqual(visitorTexts);
    expect(await visitor.textsOf('agent')).toEqual(storedTexts('agent'));
    expect(await agent.messages.locator('.text').allInnerTexts()).toEqual(messages.map(({ text }) => text));
  });
}
