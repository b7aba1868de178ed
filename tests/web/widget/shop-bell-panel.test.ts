// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decision, upset } from '../chat/support/conversation';
import { PanelDriver } from './support/panel';

afterEach(() => document.body.replaceChildren());

const welcome = (owner: 'bot' | 'queue' | 'agent' = 'bot') =>
  ({ type: 'relay', news: { kind: 'welcome', epoch: null, head: 0, owner, reset: false } }) as const;
const online = { type: 'relay', news: { kind: 'status', status: 'online' } } as const;
const offline = { type: 'relay', news: { kind: 'status', status: 'offline' } } as const;

function offering(panel: PanelDriver): PanelDriver {
  const offer = upset({ action: 'offer_human', humanOffered: true, message: { key: 'offer.mood', params: {} } });
  panel.engine.reply = () => ({ decision: offer, state: 's' });
  return panel;
}

async function asked(change: Record<string, string> = {}): Promise<PanelDriver> {
  const panel = offering(await new PanelDriver(change).open());
  await panel.type('It arrived torn');
  return panel.press('Yes, ask a person');
}

async function withMara(): Promise<PanelDriver> {
  const panel = await asked();
  await panel.do(online, welcome());
  const id = panel.wire.sent[0]?.id ?? '';
  const owner = { kind: 'owner', at: 1, reason: '', confidence: null, mood: null } as const;
  await panel.do(
    { type: 'relay', news: { kind: 'ack', id, seq: 1, epoch: 'e1' } },
    { type: 'relay', news: { kind: 'event', event: { ...owner, seq: 1, from: 'bot', to: 'queue' } } },
  );
  panel.engine.reply = () => ({ decision: decision({ action: 'forward' }), state: 's' });
  const agent = { id: 3, name: 'Mara' };
  return panel.do({
    type: 'relay',
    news: { kind: 'event', event: { ...owner, seq: 2, from: 'queue', to: 'agent', agent } },
  });
}

describe('<shop-bell-panel>', () => {
  it('is hidden until it is shown', async () => {
    const panel = new PanelDriver();
    expect(panel.element.hidden).toBe(true);
    await panel.open();
    expect(panel.element.hidden).toBe(false);
  });

  it('says at first contact that it is automated, and puts the focus into the field', async () => {
    const panel = await new PanelDriver().open();
    expect(panel.text).toContain('automated assistant of StyleSavvy');
    expect(panel.find('.speaker').textContent).toBe('Automated assistant');
    expect(panel.root.activeElement).toBe(panel.input);
  });

  it('is a named dialog with a live log, and every control has a name', async () => {
    const panel = await new PanelDriver().open();
    expect(panel.find('.panel').getAttribute('aria-label')).toBe('Chat with StyleSavvy');
    const log = panel.find('[role=log]');
    await vi.waitFor(() => expect(log.getAttribute('aria-live')).toBe('polite'));
    for (const button of panel.all('button'))
      expect(button.getAttribute('aria-label') ?? button.textContent).toBeTruthy();
    expect(panel.input.getAttribute('aria-label')).toBe('Your message');
  });

  it('sends on Enter, not on Shift+Enter nor while an input method composes', async () => {
    const panel = await new PanelDriver().open();
    await panel.type('one', { key: 'Enter', shiftKey: true });
    await panel.type('二', { key: 'Enter', isComposing: true });
    expect(panel.engine.asked).toEqual([]);
    await panel.type('three');
    expect(panel.engine.asked.map(({ event }) => event.text)).toEqual(['three']);
    expect(panel.input.value).toBe('');
  });

  it('sends with the button too, which is off while there is nothing to send', async () => {
    const panel = await new PanelDriver().open();
    expect(panel.button('Send').disabled).toBe(true);
    panel.input.value = 'hello';
    panel.input.dispatchEvent(new Event('input'));
    expect(panel.button('Send').disabled).toBe(false);
    await panel.press('Send');
    expect(panel.engine.asked).toHaveLength(1);
  });

  it('shows an answer as Markdown and what the visitor wrote as text', async () => {
    const panel = await new PanelDriver().open();
    panel.engine.reply = () => ({ decision: decision({ answer: 'Within **3 days**.' }), state: 's' });
    await panel.type('<b>**When?**</b>');
    const [, mine, answer] = panel.all('.bubble');
    expect(mine?.textContent).toBe('<b>**When?**</b>');
    expect(mine?.querySelector('b, strong')).toBeNull();
    expect(answer?.querySelector('strong')?.textContent).toBe('3 days');
  });

  it('offers what might be meant as buttons that ask it', async () => {
    const panel = await new PanelDriver().open();
    const hits = [{ id: 'd', entry: 1, question: 'How long does delivery take?', score: 0.5 }];
    const suggest = decision({ action: 'suggest', hits, message: { key: 'suggest', params: {} } });
    panel.engine.reply = () => ({ decision: suggest, state: 's' });
    await panel.type('delivry');
    await panel.press('How long does delivery take?');
    expect(panel.engine.asked.at(-1)?.event).toMatchObject({
      kind: 'visitor_text',
      text: 'How long does delivery take?',
    });
  });

  it.each([
    ['That helped', 'accepted', 'Marked as helpful'],
    ['Not what I need', 'declined', 'Marked as not what you need'],
  ])('takes "%s" for an answer', async (name, kind, said) => {
    const panel = await new PanelDriver().open();
    await panel.type('When?');
    panel.engine.reply = () => ({ decision: decision({ action: 'forward' }), state: 's' });
    panel.button(name).focus();
    await panel.press(name);
    expect(panel.engine.asked.at(-1)?.event.kind).toBe(kind);
    expect(panel.find('.judged').textContent).toBe(said);
    expect(panel.root.activeElement).toBe(panel.find('.judged'));
  });

  it('does not redraw what a screen reader has read', async () => {
    const panel = await new PanelDriver().open();
    await panel.type('one');
    const before = panel.all('.bubble');
    await panel.type('two');
    expect(panel.all('.bubble').slice(0, before.length)).toEqual(before);
    expect(panel.all('.bubble')[1]).toBe(before[1]);
  });

  it('on Escape closes what is open, the menu first', async () => {
    const panel = await new PanelDriver().open();
    const escape = () => panel.input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await panel.press('More options');
    escape();
    expect(panel.close).not.toHaveBeenCalled();
    expect(panel.button('More options').getAttribute('aria-expanded')).toBe('false');
    escape();
    expect(panel.close).toHaveBeenCalledTimes(1);
  });

  it('says so when the engine does not work, with the way to a person', async () => {
    const panel = new PanelDriver();
    panel.engine.info = new Error('no FAQ');
    await panel.open();
    await panel.type('hello');
    expect(panel.log.at(-1)).toContain('not working on this device');
    await panel.press('Talk to a person');
    expect(panel.find('.card.consent')).toBeTruthy();
  });
});

describe('the way to a person', () => {
  it('is one click away from the start, and names what will be sent', async () => {
    const panel = await new PanelDriver().open();
    await panel.press('Talk to a person');
    const card = panel.find('.card.consent');
    expect(card.textContent).toContain('the conversation so far');
    expect(card.textContent).toContain('reads my mood');
    expect(panel.root.activeElement).toBe(card);
    expect(panel.wire.opened).toEqual([]);
  });

  it('offered by the bot does not take the focus from what is being typed', async () => {
    const panel = offering(await new PanelDriver().open());
    await panel.type('It arrived torn');
    expect(panel.find('.card.consent').textContent).toContain('now: upset');
    expect(panel.root.activeElement).toBe(panel.input);
    expect(panel.find('[role=status]').textContent).toBe('Talk to a person at StyleSavvy?');
  });

  it('sends nothing on "No, thanks" and goes back to the field', async () => {
    const panel = await new PanelDriver().open();
    await panel.press('Talk to a person');
    panel.button('No, thanks').focus();
    await panel.press('No, thanks');
    expect(panel.all('.card')).toEqual([]);
    expect(panel.wire.opened).toEqual([]);
    expect(panel.root.activeElement).toBe(panel.input);
  });

  it('passes on the mood and the address as the visitor left them', async () => {
    const panel = offering(await new PanelDriver().open());
    await panel.type('It arrived torn');
    panel.find<HTMLInputElement>('input[type=checkbox]').click();
    panel.find<HTMLInputElement>('input[type=email]').value = 'ada@example.com';
    await panel.press('Yes, ask a person');
    await panel.do(online, welcome());
    expect(panel.wire.sent[0]).toMatchObject({ type: 'handoff', mood: null, email: 'ada@example.com' });
    expect(JSON.stringify(panel.wire.sent)).not.toContain('"upset":0.8');
  });

  it('asks again for an address that is none', async () => {
    const panel = await new PanelDriver().open();
    await panel.press('Talk to a person');
    const input = panel.find<HTMLInputElement>('input[type=email]');
    input.value = 'ada@';
    await panel.press('Yes, ask a person');
    expect(panel.wire.opened).toEqual([]);
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(panel.find(`#${input.getAttribute('aria-describedby')}`).textContent).toContain('name@example.com');
  });

  it('says that the shop cannot be reached, and what can be done', async () => {
    const panel = await asked();
    expect(panel.find('.card.requested h3').textContent).toBe('Asking for a person…');
    await panel.do(offline);
    expect(panel.find('.card.requested h3').textContent).toBe("We can't reach StyleSavvy right now");
    expect(panel.find<HTMLAnchorElement>('.card a').getAttribute('href')).toBe('mailto:help@stylesavvy.example');
    panel.find<HTMLInputElement>('input[type=email]').value = 'ada@example.com';
    await panel.press('Save');
    expect(panel.text).toContain('They can also answer to ada@example.com.');
    await panel.press('Try again now');
    expect(panel.wire.opened).toHaveLength(2);
    await panel.press('Cancel the request');
    expect(panel.all('.card')).toEqual([]);
    expect(panel.find('.speaker').textContent).toBe('Automated assistant');
  });

  it('names the person who answers, and shows the fate of each message', async () => {
    const panel = await withMara();
    expect(panel.find('.speaker').textContent).toBe('Mara, a person at StyleSavvy');
    expect(panel.log.at(-1)).toBe('You are now talking with Mara, a person.');
    await panel.type('Hello Mara');
    expect(panel.all('.status').at(-1)?.textContent).toBe('Sending…');
    const { id } = panel.wire.sent.at(-1) ?? { id: '' };
    await panel.do({ type: 'relay', news: { kind: 'error', id, code: 'id_reused', temporary: false } });
    expect(panel.all('.status').at(-1)?.textContent).toContain('Not sent');
    await panel.press('Try again');
    const again = panel.wire.sent.at(-1)?.id ?? '';
    await panel.do({ type: 'relay', news: { kind: 'ack', id: again, seq: 3, epoch: 'e1' } });
    expect(panel.all('.status').at(-1)?.textContent).toBe('Sent');
  });

  it('shows that the person is typing', async () => {
    const panel = await withMara();
    await panel.do({ type: 'relay', news: { kind: 'typing' } });
    expect(panel.find('.typing').textContent).toBe('Mara is typing…');
  });

  it('says in the middle of a talk that the link is down', async () => {
    const panel = await withMara();
    await panel.do(offline);
    expect(panel.find('.link-down').textContent).toContain('No connection to StyleSavvy');
    await panel.press('Try again now');
    expect(panel.wire.opened).toHaveLength(2);
  });

  it('without a relay is the shop’s own address, and the conversation to paste there', async () => {
    const panel = await new PanelDriver({ relay: '' }).open();
    expect(panel.text).not.toContain('unless you agree');
    await panel.press('Talk to a person');
    expect(panel.find<HTMLAnchorElement>('.card a').textContent).toBe('Write to help@stylesavvy.example');
    await panel.press('Back to the chat');
    expect(panel.all('.card')).toEqual([]);
  });
});

describe('the visitor’s data', () => {
  it('is erased after one more question', async () => {
    const panel = await new PanelDriver().open();
    await panel.type('my secret');
    await panel.press('More options');
    await panel.press('Erase this conversation');
    expect(panel.find('.card.erase h3').textContent).toBe('Erase this conversation?');
    expect(panel.log).toContain('my secret');
    await panel.press('Erase it');
    expect(panel.text).not.toContain('my secret');
    expect(panel.store.saved).toBeNull();
    expect(panel.log.at(-1)).toBe('The conversation has been erased.');
  });

  it('is kept on second thoughts', async () => {
    const panel = await new PanelDriver().open();
    await panel.type('my secret');
    await panel.press('More options');
    await panel.press('Erase this conversation');
    await panel.press('Keep it');
    expect(panel.log).toContain('my secret');
  });

  it('can be copied', async () => {
    const writeText = vi.fn(async () => undefined);
    vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue({ writeText } as unknown as Clipboard);
    const panel = await new PanelDriver().open();
    await panel.type('When?');
    await panel.press('More options');
    await panel.press('Copy this conversation');
    expect(writeText).toHaveBeenCalledWith(expect.stringMatching(/You: When\?\n.*Assistant: 3 days\./));
    expect(panel.find('[role=status]').textContent).toBe('Copied.');
  });
});

describe('markup', () => {
  it('has no style attributes, so that a strict policy can stand', async () => {
    const panel = await withMara();
    await panel.type('Hello');
    expect(panel.root.querySelectorAll('[style], style')).toHaveLength(0);
    expect(panel.element.hasAttribute('style')).toBe(false);
    expect(panel.root.adoptedStyleSheets.length).toBeGreaterThan(0);
  });
});
