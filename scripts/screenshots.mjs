// Takes the pictures of the widget for docs/screenshots, against a running `scripts/demo`.
// usage: node scripts/screenshots.mjs [SHOP_URL] [OUT_FOLDER]
import { chromium } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const [shop = 'http://localhost:8788', out = 'docs/screenshots'] = process.argv.slice(2);
const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

await mkdir(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
  ],
});
for (const [name, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport, colorScheme });
    await page.goto(`${shop}/`);
    await page.getByRole('button', { name: /^Open chat/ }).click();
    const input = page.getByRole('textbox', { name: 'Your message' });
    const answers = page.locator('.entry.bot');
    for (const text of [
      'Where can I see how far my package has come?',
      'This is ridiculous! I have been waiting for three weeks!!!',
    ]) {
      const before = await answers.count();
      await input.fill(text);
      await input.press('Enter');
      await answers.nth(before).waitFor();
    }
    await page.screenshot({ path: join(out, `widget-${name}-${colorScheme}.png`), animations: 'disabled' });
    await page.close();
  }
}
await browser.close();
