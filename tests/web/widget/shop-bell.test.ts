// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PanelHandle, PanelModule, PanelOptions } from '../../../web/widget/panel-contract';
import { ShopBell } from '../../../web/widget/shop-bell';
import { config } from './support/panel';

if (!customElements.get('shop-bell')) customElements.define('shop-bell', ShopBell);

let bell: ShopBell;
let options: PanelOptions;
let load: ReturnType<typeof vi.fn<(url: string) => Promise<PanelModule>>>;
const panel = () =>
  ({
    element: document.createElement('div'),
    show: vi.fn(() => void (handle.element.hidden = false)),
    hide: vi.fn(() => void (handle.element.hidden = true)),
    erase: vi.fn(),
    export: vi.fn(),
  }) as unknown as PanelHandle;
let handle: PanelHandle;

beforeEach(() => {
  handle = panel();
  load = vi.fn(async () => ({ createPanel: (given) => ((options = given), handle) }));
  bell = document.createElement('shop-bell') as ShopBell;
  bell.configure(config({ position: 'left', theme: 'dark' }), load);
  document.body.append(bell);
});

afterEach(() => document.body.replaceChildren());

const button = () => bell.shadowRoot?.querySelector('button.launcher') as HTMLButtonElement;
const badge = () => bell.shadowRoot?.querySelector('.badge') as HTMLElement;

describe('<shop-bell>', () => {
  it('is a named button that loads nothing', () => {
    expect(button().getAttribute('aria-label')).toBe('Open chat with our assistant');
    expect(button().getAttribute('aria-expanded')).toBe('false');
    expect(load).not.toHaveBeenCalled();
    expect(bell.getAttribute('position')).toBe('left');
    expect(bell.getAttribute('theme')).toBe('dark');
  });

  it('bears the owner’s own label', () => {
    const other = document.createElement('shop-bell') as ShopBell;
    other.configure(config({ label: 'Ask us' }), load);
    document.body.append(other);
    expect(other.shadowRoot?.querySelector('button')?.getAttribute('aria-label')).toBe('Ask us');
  });

  it('loads the panel from its own folder at the first click, once', async () => {
    button().click();
    await vi.waitFor(() => expect(handle.show).toHaveBeenCalledTimes(1));
    expect(load).toHaveBeenCalledWith('https://widget.example/panel.js');
    expect(button().getAttribute('aria-expanded')).toBe('true');
    expect(button().getAttribute('aria-label')).toBe('Close chat');
    bell.close();
    await bell.open();
    expect(load).toHaveBeenCalledTimes(1);
    expect(handle.show).toHaveBeenCalledTimes(2);
  });

  it('gives the focus back to the button when it closes', async () => {
    await bell.open();
    options.close();
    expect(handle.hide).toHaveBeenCalled();
    expect(bell.shadowRoot?.activeElement).toBe(button());
    expect(bell.isOpen).toBe(false);
  });

  it('does not open after all where it was closed while loading', async () => {
    const opening = bell.open();
    bell.close();
    await opening;
    expect(handle.show).not.toHaveBeenCalled();
    expect(handle.element.hidden).toBe(true);
    await bell.open();
    expect(handle.show).toHaveBeenCalledTimes(1);
  });

  it('takes a double click for one wish to open, and closes at the next', async () => {
    const opened = vi.fn();
    bell.addEventListener('shop-bell-opened', opened);
    button().click();
    button().click();
    await vi.waitFor(() => expect(handle.element.isConnected && !handle.element.hidden).toBe(true));
    expect(bell.isOpen).toBe(true);
    expect(opened).toHaveBeenCalledTimes(1);
    button().click();
    expect([bell.isOpen, handle.element.hidden]).toEqual([false, true]);
  });

  it.each(['export', 'erase'] as const)(
    'shows nothing when the page asks it to %s before it was opened',
    async (act) => {
      await bell[act]();
      expect(handle[act]).toHaveBeenCalledTimes(1);
      expect(handle.element.isConnected).toBe(true);
      expect([bell.isOpen, handle.element.hidden]).toEqual([false, true]);
      await bell.open();
      expect(handle.element.hidden).toBe(false);
    },
  );

  it('tells the page in events that leave the shadow root', async () => {
    const heard: string[] = [];
    for (const name of ['opened', 'closed', 'handoff-requested']) {
      document.body.addEventListener(`shop-bell-${name}`, (event) => heard.push(event.type));
    }
    await bell.open();
    options.emit('handoff-requested', {});
    bell.close();
    expect(heard).toEqual(['shop-bell-opened', 'shop-bell-handoff-requested', 'shop-bell-closed']);
  });

  it('counts what is answered while it is closed', async () => {
    await bell.open();
    options.emit('message', { from: 'person' });
    expect(badge().hidden).toBe(true);
    bell.close();
    options.emit('message', { from: 'visitor' });
    options.emit('message', { from: 'person' });
    expect(badge().textContent).toBe('1');
    expect(button().getAttribute('aria-label')).toBe('Open chat with our assistant, new messages: 1');
    await bell.open();
    expect(badge().hidden).toBe(true);
  });

  it('says so where the chat cannot be loaded, and tries again', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    load.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await bell.open();
    const fault = bell.shadowRoot?.querySelector('[role=alert]');
    expect(fault?.textContent).toContain('could not be loaded');
    expect(fault?.querySelector('a')?.getAttribute('href')).toBe('mailto:help@stylesavvy.example');
    expect(bell.isOpen).toBe(false);
    fault?.querySelector('button')?.click();
    await vi.waitFor(() => expect(handle.show).toHaveBeenCalled());
    expect(bell.shadowRoot?.querySelector('[role=alert]')).toBeNull();
  });

  it('keeps its panel when the page moves it', async () => {
    await bell.open();
    bell.remove();
    document.body.append(bell);
    expect(bell.shadowRoot?.contains(handle.element)).toBe(true);
    expect(bell.shadowRoot?.querySelectorAll('button.launcher')).toHaveLength(1);
  });
});
