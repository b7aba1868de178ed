import { chromium } from '@playwright/test';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
];

/** The system's Chromium, headless; every part of a run has one of its own. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args });
}

/** A fixed piece of work: integer arithmetic that no compiler can leave out. Runs in a page as well as in Node. */
export function calibrationLoop() {
  const began = performance.now();
  let value = 1;
  for (let i = 0; i < 5_000_000; i++) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
  const ms = performance.now() - began;
  return value === 0 ? 0 : ms;
}
