import { chromium, type Browser, type Page } from '@playwright/test';
import { kLaunch } from './browser';
import { RecordingProxy, type Sent } from './recording-proxy';

/** A browser whose whole traffic, loopback included, goes through a proxy that keeps it. */
export class WatchedBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly proxy: RecordingProxy,
    readonly page: Page,
  ) {}

  static async open(): Promise<WatchedBrowser> {
    const proxy = await RecordingProxy.start();
    // Loopback bypasses a proxy unless it is taken out of the exceptions.
    const browser = await chromium.launch({ ...kLaunch, proxy: { server: proxy.address, bypass: '<-loopback>' } });
    return new WatchedBrowser(browser, proxy, await browser.newPage());
  }

  get sent(): readonly Sent[] {
    return this.proxy.sent;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.proxy.stop();
  }
}
