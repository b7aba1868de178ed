import type { TabPlatform } from '../../../../web/widget/tab-session';

/** Tabs of one browser: one lock, one channel; messages are cloned, so nothing is shared by accident. */
export class FakeBrowser {
  readonly #tabs: ((event: { data: unknown }) => void)[] = [];
  readonly #queue: (() => Promise<void>)[] = [];
  #held = false;

  tab(): TabPlatform {
    const listeners: ((event: { data: unknown }) => void)[] = [];
    const receive = (event: { data: unknown }) => listeners.forEach((listener) => listener(event));
    this.#tabs.push(receive);
    const channel = {
      postMessage: (data: unknown) => {
        for (const other of this.#tabs) if (other !== receive) other({ data: structuredClone(data) });
      },
      addEventListener: (_: string, listener: (event: { data: unknown }) => void) => void listeners.push(listener),
      close: () => void this.#tabs.splice(this.#tabs.indexOf(receive), 1),
    };
    const locks = {
      request: (_: string, work: () => Promise<void>) => {
        this.#queue.push(work);
        void this.#next();
        return Promise.resolve();
      },
    };
    return { channel, locks } as unknown as TabPlatform;
  }

  async #next(): Promise<void> {
    const work = this.#held ? undefined : this.#queue.shift();
    if (!work) return;
    this.#held = true;
    await work();
    this.#held = false;
    await this.#next();
  }
}
