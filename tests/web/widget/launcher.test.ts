// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Runs the launcher as the browser would run the tag. */
async function include(data: Record<string, string>): Promise<void> {
  const script = document.createElement('script');
  Object.defineProperty(script, 'src', { value: 'https://widget.example/shopbell.js' });
  Object.assign(script.dataset, data);
  vi.spyOn(document, 'currentScript', 'get').mockReturnValue(script);
  vi.resetModules();
  await import('../../../web/widget/launcher');
}

const TAG = { shop: 'stylesavvy', faq: '/faq.json' };

beforeEach(() => {
  // A registry cannot forget; to each test it looks new, and the first element ever defined serves them all.
  const known = new Map<string, CustomElementConstructor>();
  const define = customElements.define.bind(customElements);
  const get = customElements.get.bind(customElements);
  vi.spyOn(customElements, 'get').mockImplementation((name) => known.get(name));
  vi.spyOn(customElements, 'define').mockImplementation((name, element) => {
    known.set(name, element);
    if (!get(name)) define(name, element);
  });
});

afterEach(() => {
  delete window.shopbell;
  document.body.replaceChildren();
});

describe('the script tag', () => {
  it('puts one button into the page, touching neither storage nor network', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch');
    const stored = vi.spyOn(Storage.prototype, 'setItem');
    await include(TAG);
    await vi.waitFor(() => expect(document.querySelectorAll('shop-bell')).toHaveLength(1));
    expect(document.querySelector('shop-bell')?.shadowRoot?.querySelectorAll('button')).toHaveLength(1);
    expect(fetch).not.toHaveBeenCalled();
    expect(stored).not.toHaveBeenCalled();
    expect(document.cookie).toBe('');
  });

  it('a second time does nothing but say so', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await include(TAG);
    await include(TAG);
    await vi.waitFor(() => expect(document.querySelectorAll('shop-bell')).toHaveLength(1));
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('twice'));
  });

  it('says what is missing', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await include({ shop: 'stylesavvy' });
    expect(error).toHaveBeenCalledWith(expect.stringContaining('data-faq is missing'));
    expect(window.shopbell).toBeUndefined();
  });

  it('comes back where the page has replaced its body', async () => {
    await include(TAG);
    await vi.waitFor(() => expect(document.querySelector('shop-bell')).not.toBeNull());
    document.body.replaceChildren(document.createElement('main'));
    await vi.waitFor(() => expect(document.querySelector('shop-bell')).not.toBeNull());
  });

  it('gives the page’s scripts a way to hear and to stop hearing', async () => {
    await include(TAG);
    await vi.waitFor(() => expect(document.querySelector('shop-bell')).not.toBeNull());
    const heard = vi.fn();
    const stop = window.shopbell?.on('message', heard);
    const tell = () =>
      document
        .querySelector('shop-bell')
        ?.dispatchEvent(new CustomEvent('shop-bell-message', { detail: { from: 'person' } }));
    tell();
    stop?.();
    tell();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(heard).toHaveBeenCalledWith({ from: 'person' });
  });
});
