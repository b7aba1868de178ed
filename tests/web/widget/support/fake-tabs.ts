import type { TabPlatform } from '../../../../web/widget/tab-session';

type Listener = (event: { data: unknown }) => void;

interface Claim {
  tab: Tab;
  work: () => Promise<void>;
  resolve: () => void;
  reject: (fault: Error) => void;
}

/** A frozen tab hears nothing, not even that its lock is gone, until it is thawed. */
class Tab {
  readonly listeners: Listener[] = [];
  frozen = false;
  #missed: (() => void)[] = [];

  run(task: () => void): void {
    if (this.frozen) this.#missed.push(task);
    else task();
  }

  thaw(): void {
    this.frozen = false;
    for (const task of this.#missed.splice(0)) task();
  }
}

/** Tabs of one browser: one lock, one channel; messages are cloned, so nothing is shared by accident. */
export class FakeBrowser {
  readonly #tabs = new Map<TabPlatform, Tab>();
  readonly #open = new Set<Tab>();
  readonly #queue: Claim[] = [];
  #holder: Claim | null = null;

  tab(): TabPlatform {
    const tab = new Tab();
    this.#open.add(tab);
    const channel = {
      postMessage: (data: unknown) => this.#post(tab, data),
      addEventListener: (_: string, listener: Listener) => void tab.listeners.push(listener),
      close: () => void this.#open.delete(tab),
    };
    const locks = {
      request: (_: string, options: LockOptions, work: () => Promise<void>) =>
        new Promise<void>((resolve, reject) => this.#claim({ tab, work, resolve, reject }, options.steal === true)),
    };
    const platform = { channel, locks } as unknown as TabPlatform;
    this.#tabs.set(platform, tab);
    return platform;
  }

  freeze(platform: TabPlatform): void {
    const tab = this.#tabs.get(platform);
    if (tab) tab.frozen = true;
  }

  thaw(platform: TabPlatform): void {
    this.#tabs.get(platform)?.thaw();
  }

  #post(from: Tab, data: unknown): void {
    for (const tab of this.#open) {
      const event = { data: structuredClone(data) };
      if (tab !== from) tab.run(() => tab.listeners.forEach((listener) => listener(event)));
    }
  }

  #claim(claim: Claim, steal: boolean): void {
    if (!steal) {
      this.#queue.push(claim);
      return this.#next();
    }
    const robbed = this.#holder;
    robbed?.tab.run(() => robbed.reject(new DOMException('The lock was stolen', 'AbortError')));
    void this.#grant(claim);
  }

  #next(): void {
    const claim = this.#holder ? undefined : this.#queue.shift();
    if (claim) void this.#grant(claim);
  }

  async #grant(claim: Claim): Promise<void> {
    this.#holder = claim;
    await claim.work();
    claim.resolve();
    if (this.#holder !== claim) return;
    this.#holder = null;
    this.#next();
  }
}
