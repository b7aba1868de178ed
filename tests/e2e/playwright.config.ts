import { defineConfig } from '@playwright/test';
import { kLaunch } from './support/browser';

export default defineConfig({
  testDir: '..',
  testMatch: ['e2e/**/*.spec.ts', 'parity/**/*.spec.ts'],
  outputDir: '../../test-results',
  globalSetup: './support/global-setup.ts',
  workers: 1,
  fullyParallel: false,
  // On a busy CI machine one second try; it is named as flaky in the output.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: { actionTimeout: 15_000, browserName: 'chromium', launchOptions: kLaunch, trace: 'off' },
});
