/** Builds the console into a folder of its own and opens it in Chromium, in front of a relay in memory. */
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../../../web/console', import.meta.url));

export const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

/** @returns the folder; remove it with {@link removeBuild} */
export async function buildConsole(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shopbell-console-'));
  const entryPoints = [join(source, 'main.ts')];
  await build({ entryPoints, outfile: join(folder, 'console.js'), bundle: true, format: 'esm', target: 'es2022' });
  for (const name of ['index.html', 'console.css']) await copyFile(join(source, name), join(folder, name));
  return folder;
}

export async function removeBuild(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

export function launch(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  return chromium.launch({ executablePath: '/usr/bin/chromium', args });
}

export interface Opened {
  context: BrowserContext;
  page: Page;
  /** Errors of the page and refusals of its content policy. */
  faults: string[];
}

export async function openConsole(
  browser: Browser,
  address: string,
  size: keyof typeof sizes,
  colorScheme: 'light' | 'dark',
): Promise<Opened> {
  const options = { viewport: sizes[size], colorScheme, locale: 'en-GB', timezoneId: 'Europe/Berlin' };
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A refused login and a relay that is away are answers; the browser logs them as errors of the network.
    const network = /^(Failed to load resource|WebSocket connection to)/.test(message.text());
    if (message.type() === 'error' && !network) faults.push(message.text());
  });
  await page.goto(`${address}/console/?shop=stylesavvy`);
  return { context, page, faults };
}

export async function logIn(page: Page, password = 'correct horse'): Promise<void> {
  await page.getByLabel('E-mail').fill('mara@stylesavvy.example');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

/** What axe finds, one line each; empty is clean. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
}
