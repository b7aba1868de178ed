import { chromium, type Browser, type Page } from '@playwright/test';
import { kLaunch } from './browser';
import { RecordingProxy, type Sent } from './recording-proxy';

/** What Chromium asks for itself, whatever page is open: spelling dictionaries, form services, the time. */
const kBrowserOwn = /^https?:\/\/(redirector\.gvt1\.com|[a-z0-9-]+\.googleapis\.com|clients2\.google\.com)[:/]/;

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

  /** All that left for pages, frames and Workers. */
  get sent(): readonly Sent[] {
    return this.proxy.sent.filter(({ url }) => !kBrowserOwn.test(url));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.proxy.stop();
  }
}
