import ui from '../../../web/chat/wording/en/ui.json' with { type: 'json' };
import { expect, test } from '../support/fixtures';

const kQuestion = 'How long does delivery take?';

test.describe('in suggest mode', () => {
  test.use({ shopOptions: { attributes: 'data-mode="suggest"' } });

  test('the assistant shows what fits and answers nothing outright', async ({ visitor }) => {
    await visitor.say(kQuestion);
    await expect(visitor.answers.last().getByRole('button')).not.toHaveCount(0);
    await expect(visitor.answers.last()).toContainText('Did you mean one of these?');
  });
});

test.describe('in shadow', () => {
  test.use({ shopOptions: { attributes: 'data-mode="shadow"' } });

  test('the assistant is silent, says so once, and still leads to a person', async ({ visitor }) => {
    await visitor.say(kQuestion);
    await expect(visitor.notices).toHaveText([ui.notice_bot_listens]);
    await visitor.say('And how do I send something back?');
    await expect(visitor.ownMessages).toHaveCount(2);
    await visitor.say('Can I talk to a real person, please?');
    await expect(visitor.consent).toBeVisible();
    await expect(visitor.notices).toHaveCount(1);
  });
});

test.describe('a topic that the owner marked', () => {
  test.use({ shopOptions: { attributes: 'data-ring="choir robes"' } });

  test('brings the offer of a person at once', async ({ visitor }) => {
    await visitor.say('We need forty robes for our choir, how long does delivery take?');
    await expect(visitor.consent).toBeVisible();
  });
});
