import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineModule } from '../../wasm/bind/engine';
import { expectBuilt, kBin, kRoot, kWidget } from '../e2e/support/places';
import { StaticServer } from '../e2e/support/static-server';

/** The hash of the pack that a browser makes of a FAQ, as an owner without a build step has it. */
function hashOfPackMadeHere(faq: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/engine.js';
    script.onerror = reject;
    script.onload = async () => {
      const make = (globalThis as unknown as { createEngine(options: object): Promise<EngineModule> }).createEngine;
      const engine = await make({ locateFile: (file: string) => `/${file}` });
      const model = await (await fetch('/model.bell')).arrayBuffer();
      engine.loadModel(new Uint8Array(model));
      const pack = engine.buildPack(faq);
      if (!pack.ok) return reject(new Error(pack.message));
      const digest = await crypto.subtle.digest('SHA-256', pack.value.bytes as Uint8Array<ArrayBuffer>);
      return resolve([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    };
    document.head.append(script);
  });
}

for (const path of ['demo-site/faq.json', 'tests/shop/bike-faq.json', 'tests/shop/bakery-faq.json']) {
  test(`a pack made of ${path} in a browser equals the command line's, byte for byte`, async ({ page }) => {
    expectBuilt(`${kWidget}/engine.wasm`, 'cmake --build build/wasm && node scripts/build-web.mjs');
    const folder = mkdtempSync(join(tmpdir(), 'shopbell-pack-'));
    const site = await StaticServer.start({ roots: [kWidget], pages: { '/': '<!doctype html><title>pack</title>' } });
    try {
      execFileSync(`${kBin}/shopbell`, ['build', `${kRoot}${path}`, '-o', join(folder, 'shop.bell')], {
        stdio: 'ignore',
      });
      const native = createHash('sha256')
        .update(readFileSync(join(folder, 'shop.bell')))
        .digest('hex');
      await page.goto(`${site.origin()}/`);
      expect(await page.evaluate(hashOfPackMadeHere, readFileSync(`${kRoot}${path}`, 'utf8'))).toBe(native);
    } finally {
      await site.stop();
      rmSync(folder, { recursive: true });
    }
  });
}
