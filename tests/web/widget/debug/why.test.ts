// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { decision } from '../../chat/support/conversation';
import { PanelDriver } from '../support/panel';

afterEach(() => document.body.replaceChildren());

async function asked(tag: Record<string, string>): Promise<PanelDriver> {
  const panel = await new PanelDriver(tag).open();
  panel.engine.reply = () => ({ decision: decision({ answer: '3 days.' }), state: 's' });
  return panel.type('How long?');
}

function details(panel: PanelDriver): HTMLDetailsElement {
  return panel.find<HTMLDetailsElement>('details.why');
}

/** As the browser does it: the attribute first, then the event. */
async function turn(panel: PanelDriver, open: boolean): Promise<void> {
  const element = details(panel);
  element.open = open;
  element.dispatchEvent(new Event('toggle'));
  await panel.quiet();
}

describe('a "Why?"', () => {
  it('is there only where the tag asks for it', async () => {
    expect((await asked({})).all('details.why')).toEqual([]);
    expect((await asked({ debug: 'off' })).all('details.why')).toEqual([]);
    expect((await asked({ debug: 'on' })).all('details.why')).toHaveLength(1);
  });

  it('is closed at first, and works nothing out before it is opened', async () => {
    const panel = await asked({ debug: 'on' });
    expect(details(panel).open).toBe(false);
    expect(panel.explain).not.toHaveBeenCalled();
    await turn(panel, true);
    expect(details(panel).textContent).toBe('Why?why How long?');
  });

  it('is not read out with the message, nor when it fills', async () => {
    expect(details(await asked({ debug: 'on' })).getAttribute('aria-live')).toBe('off');
  });

  it('is worked out once', async () => {
    const panel = await asked({ debug: 'on' });
    for (const open of [true, false, true]) await turn(panel, open);
    expect(panel.explain).toHaveBeenCalledTimes(1);
  });

  it('says that it could not be loaded, and tries again when it is opened again', async () => {
    const panel = await asked({ debug: 'on' });
    panel.explain.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await turn(panel, true);
    expect(details(panel).textContent).toContain('could not be loaded');
    await turn(panel, false);
    await turn(panel, true);
    expect(details(panel).textContent).toBe('Why?why How long?');
  });

  it('stands under no greeting', async () => {
    expect((await new PanelDriver({ debug: 'on' }).open()).all('details.why')).toEqual([]);
  });
});
