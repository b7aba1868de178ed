import type { LaunchOptions } from '@playwright/test';

/** Chromium of the system, quiet and without a sandbox of its own (it may run as root). */
export const kLaunch: LaunchOptions = {
  executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
