import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { kBin, kRoot, kWidget } from '../e2e/support/places';
import { StaticServer } from '../e2e/support/static-server';
import { readGoldenTexts } from './golden';

const kNeural = `${kRoot}tests/fixtures/neural/neural.bell`;

/** What the command line makes the second tier read. */
function nativeTokens(texts: string[]): number[][] {
  const input = texts.map((text) => `${JSON.stringify({ text })}\n`).join('');
  const output = execFileSync(`${kBin}/shopbell`, ['tokens', kNeural], { input, maxBuffer: 1e8, encoding: 'utf8' });
  return output
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { ids: number[] }).ids);
}

test('command line and browser make the second tier read the same', async ({ page }) => {
  // The browser's Worker mends halves of surrogate pairs before the engine sees them, and the command line as it reads JSON.
  const texts = readGoldenTexts().map((text) => text.replace(/\p{Surrogate}/gu, '\ufffd'));
  const site = await StaticServer.start({
    roots: [kWidget],
    pages: { '/': '<!doctype html><title>engine</title><script src="/engine.js"></script>' },
  });
  await page.goto(site.origin());
  const ids = await page.evaluate(
    async ([bell, input]) => {
      const engine = await createEngine({ locateFile: (file) => `/${file}` });
      const loaded = engine.loadNeural(Uint8Array.from(bell));
      if (!loaded.ok) throw new Error(loaded.message);
      return (JSON.parse(input) as string[]).map((text) => {
        const tokens = engine.tokens(text);
        if (!tokens.ok) throw new Error(tokens.message);
        return [...tokens.value];
      });
    },
    [[...readFileSync(kNeural)], JSON.stringify(texts)] as const,
  );
  expect(ids).toEqual(nativeTokens(texts));
  expect(ids.some((row) => row.length > 20)).toBe(true);
  await site.stop();
});
