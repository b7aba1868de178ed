import { AxeBuilder } from '@axe-core/playwright';
import debug from '../../../web/chat/wording/en/debug.json' with { type: 'json' };
import ui from '../../../web/chat/wording/en/ui.json' with { type: 'json' };
import { NativeEngine } from '../../parity/native';
import { expect, test } from '../support/fixtures';
import { kRoot } from '../support/places';

const kQuestion = 'where can i see how far my package has come?';

test.describe('an owner with data-debug', () => {
  test.use({ shopOptions: { debug: true }, viewport: { width: 360, height: 740 } });

  test('opens "Why?" by the keyboard and sees what the command line explains', async ({ visitor }) => {
    const { page } = visitor;
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));

    await visitor.say(kQuestion);
    const answer = visitor.answers.last();
    await expect(answer).toContainText('order status page');
    const why = answer.locator('details.why');
    const table = why.getByRole('table');
    await expect(table).toBeHidden();
    loaded.length = 0;

    await why.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    await expect(table).toBeVisible();
    expect(loaded.filter((url) => !url.includes('/neural/'))).toEqual([expect.stringMatching(/\/debug\.js$/)]);

    await test.step('the same numbers', async () => {
      const native = new NativeEngine(`${kRoot}demo-site/faq.json`);
      const explained = native.explain(kQuestion);
      native.remove();
      await expect(why).toContainText(debug.decided_answer.split('{')[0] ?? '');
      await expect(why.locator('.why-reasons li')).toHaveText(explained.reasons);
      await expect(table.locator('tbody')).toHaveCount(5);
      const parts = explained.hits.flatMap((hit) => Object.values(hit.parts));
      expect(apart(await table.locator('td').allInnerTexts(), parts)).toEqual([]);
      await why.getByText(debug.evidence.split('(')[0] ?? '').click();
      const evidence = await why.locator('.why-evidence dd').allInnerTexts();
      expect(apart(evidence, Object.values(explained.evidence))).toEqual([]);
    });

    await test.step('nothing sticks out on a phone, and no policy or assistive technology is hurt', async () => {
      const wide = await page.evaluate(() => {
        const scroller = document.querySelector('shop-bell')?.shadowRoot?.querySelector('shop-bell-panel')?.shadowRoot;
        const inside = scroller?.querySelector('.scroller');
        return [document.documentElement, inside].map((one) => (one ? one.scrollWidth - one.clientWidth : NaN));
      });
      expect(wide).toEqual([0, 0]);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
      expect(faults).toEqual([]);
    });
  });
});

test('without data-debug no message says why, and its code is not loaded', async ({ visitor }) => {
  const loaded: string[] = [];
  visitor.page.on('request', (request) => loaded.push(request.url()));
  await visitor.say(kQuestion);
  await expect(visitor.answers.last()).toContainText('order status page');
  await expect(visitor.panel.getByText(ui.why, { exact: true })).toHaveCount(0);
  expect(loaded.filter((url) => url.includes('debug'))).toEqual([]);
});

/** Where the numbers shown are not the others, rounded to two digits. */
function apart(shown: string[], others: number[]): string[] {
  if (shown.length !== others.length) return [`${shown.length} numbers are shown, expected ${others.length}`];
  return shown.filter((text, index) => !(Math.abs(Number(text) - (others[index] ?? NaN)) < 0.0051));
}
