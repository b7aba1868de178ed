import { build } from 'esbuild';
import { expectBuilt, kRoot, kTestPages, kWidget } from './places';

/** Bundles what the pages of the tests need beside the product's own files. */
export default async function globalSetup(): Promise<void> {
  expectBuilt(`${kWidget}/engine-worker.js`, 'node scripts/build-web.mjs');
  await build({
    entryPoints: { 'engine-page': `${kRoot}tests/e2e/support/engine-page.ts` },
    outdir: kTestPages,
    bundle: true,
    format: 'esm',
    splitting: true,
    target: 'es2022',
    logLevel: 'warning',
  });
}
