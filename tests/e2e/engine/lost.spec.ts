import type { Page } from '@playwright/test';
import ui from '../../../web/chat/wording/en/ui.json' with { type: 'json' };
import { expect, test } from '../support/fixtures';

/** Ends the engine's Worker as a fault of its own would: with an error that nobody catches. */
async function breakWorker(page: Page): Promise<void> {
  const [worker] = page.workers();
  if (worker === undefined) throw new Error('expected the engine to run in a Worker');
  await worker.evaluate(() =>
    setTimeout(() => {
      throw new Error('out of memory');
    }),
  );
}

test('a visitor is never stuck when the engine breaks, and breaks again', async ({ visitor }) => {
  await visitor.say('Where is my parcel?');
  await expect(visitor.answers).toHaveCount(2);

  await test.step('once: it is started anew and nobody notices', async () => {
    const restarted = visitor.page.waitForEvent('worker');
    await breakWorker(visitor.page);
    await restarted;
    await visitor.say('How do I wash my clothes?');
    await expect(visitor.answers.last()).toContainText(/silk/i);
    await expect(visitor.notices).toHaveCount(0);
  });

  await test.step('twice: plain search takes over, says so and claims no answer', async () => {
    const gone = visitor.page.workers()[0]?.waitForEvent('close');
    await breakWorker(visitor.page);
    await gone;
    await visitor.say('Do you sell gift cards?');
    const chip = visitor.log.getByRole('button', { name: /gift card/i }).first();
    await expect(chip).toBeVisible();
    await expect(visitor.panel.getByText(ui.engine_fallback)).toBeVisible();
    await expect(visitor.button(ui.talk_to_person).first()).toBeVisible();
    await chip.click();
    await expect(visitor.answers.last()).toContainText('three years');
  });
});
