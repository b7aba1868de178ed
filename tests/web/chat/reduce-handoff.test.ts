import { describe, expect, it } from 'vitest';
import { restoreState } from '../../../web/chat/state';
import type { Reason, WireCommand } from '../../../web/chat/types';
import { Conversation, KEY, upset } from './support/conversation';

type Handoff = Extract<WireCommand, { type: 'handoff' }>;

const offered = () =>
  new Conversation()
    .begin()
    .say('It arrived torn')
    .step(upset({ action: 'offer_human' }), 'A person?');
const handoff = (chat: Conversation) => chat.sent.findLast((command) => command.type === 'handoff') as Handoff;

describe('consent', () => {
  it('opens the link with the key made for it, and sends nothing before the relay’s welcome', () => {
    const chat = offered().do({ type: 'consent_given', mood: true, email: null, key: KEY });
    expect(chat.state.owner).toBe('requested');
    expect(chat.effects).toContainEqual({ type: 'wire_open', key: KEY, epoch: null, cursor: 0 });
    expect(chat.sent).toEqual([]);
  });

  it('hands over the whole talk with the bot, its moods and the reason', () => {
    const reasons = [{ code: 'upset', text: 'frustrated for 2 turns' }];
    const chat = new Conversation().begin().say('It arrived torn');
    chat
      .step(upset({ action: 'offer_human', confidence: 0.41, reasons }), 'A person?')
      .asked()
      .welcome();
    const [said, answered] = chat.state.entries;
    expect(handoff(chat)).toMatchObject({
      type: 'handoff',
      reason: 'frustrated for 2 turns',
      confidence: 0.41,
      mood: { label: 'upset', upset: 0.8 },
      transcript: [
        { id: said?.id, from: 'visitor', text: 'It arrived torn', mood: { label: 'upset' } },
        { id: answered?.id, from: 'bot', text: 'A person?', mood: null },
      ],
    });
  });

  it('without the mood sends none: not of the hand-off, of no message, then or later', () => {
    const chat = offered().asked(false).welcome();
    expect(JSON.stringify(handoff(chat))).not.toContain('upset":');
    chat
      .ack(handoff(chat).id, 3)
      .step()
      .say('Still angry')
      .step(upset({ action: 'forward' }));
    chat.step(upset({ action: 'forward' }));
    expect(chat.sent.at(-1)).toMatchObject({ type: 'message', text: 'Still angry', mood: null });
  });

  it.each([
    ['mood_fury', 'intensity 0.93 at or above 0.80'],
    ['mood_trend', 'upset for 2 turns'],
  ])('without the mood gives no reason that tells it: %s', (code, text) => {
    const furious = (...reasons: Reason[]) =>
      new Conversation()
        .begin()
        .say('Torn!')
        .step(upset({ action: 'offer_human', reasons }), 'A person?');
    const mood = { code, text };
    const unsure = { code: 'unsure', text: 'confidence 0.41 below 0.62' };
    expect(handoff(furious(mood).asked(false).welcome()).reason).toBe('asked for a person');
    expect(handoff(furious(unsure, mood).asked(false).welcome()).reason).toBe(unsure.text);
    expect(handoff(furious(unsure, mood).asked(true).welcome()).reason).toBe(`${unsure.text}; ${text}`);
  });

  it('sends the e-mail address along', () => {
    expect(handoff(offered().asked(true, 'ada@example.com').welcome()).email).toBe('ada@example.com');
    expect(handoff(offered().asked().welcome())).not.toHaveProperty('email');
  });

  it('tells the engine: as an answer to the bot’s offer of the turn before, else as a request', () => {
    expect(offered().asked().turns).toEqual(['accepted']);
    expect(new Conversation().begin().say('x').step().asked().turns).toEqual(['handoff_requested']);
    expect(offered().say('And delivery?').asked().turns).toEqual(['visitor_text', 'handoff_requested']);
  });

  it('has a line of its own, and none of the engine’s beside it', () => {
    const asked = () => new Conversation().begin().say('x').step().asked();
    for (const chat of [asked(), offered().asked()]) {
      const { texts } = chat;
      expect(texts.at(-1)).toBe('(handoff_requested)');
      expect(chat.step({ action: 'hand_off' }, 'A person will come.').texts).toEqual(texts);
    }
  });

  it('counts only for a card that is shown, and only with a relay', () => {
    const given = { type: 'consent_given', mood: true, email: null, key: KEY } as const;
    expect(new Conversation().begin().do(given).state.owner).toBe('bot');
    expect(new Conversation({ relay: false }).begin().do({ type: 'person_asked' }).do(given).state.owner).toBe('bot');
  });

  it('declined closes the card; the engine hears of it where the offer was the bot’s', () => {
    const chat = offered().do({ type: 'consent_declined' });
    expect(chat.state.offer).toBeNull();
    expect(chat.turns).toEqual(['declined']);
    expect(new Conversation().begin().do({ type: 'person_asked' }).do({ type: 'consent_declined' }).turns).toEqual([]);
  });
});

describe('a request on its way', () => {
  it('takes along what is said before the link is up', () => {
    const chat = new Conversation().begin().say('one').step().asked().step({ action: 'hand_off' });
    chat.say('two').step().welcome();
    expect(handoff(chat).transcript.map((item) => item.text)).toEqual(['one', 'An answer.', 'two', 'An answer.']);
  });

  it('is sent again, unchanged, at every welcome until it is acknowledged', () => {
    const chat = offered().asked().welcome();
    const first = handoff(chat);
    chat.news({ kind: 'status', status: 'offline' }).say('still there?').step().step().welcome();
    expect(chat.sent.filter((command) => command.type === 'handoff')).toEqual([first, first]);
    chat.ack(first.id, 3).news({ kind: 'status', status: 'offline' }).welcome('queue', { epoch: 'e1', head: 3 });
    expect(chat.sent.filter((command) => command.type === 'handoff')).toHaveLength(2);
  });

  it('lets the bot go on answering', () => {
    const chat = offered().asked().step({ action: 'hand_off' }).say('And delivery?').step({}, '3 days.');
    expect(chat.texts.at(-1)).toBe('3 days.');
    expect(chat.lastVisitor.delivery).toBe('local');
  });

  it('is followed by what was said to the bot after it had left', () => {
    const chat = offered().asked().step({ action: 'hand_off' }).welcome().say('It is the red one').step({}, 'Hm.');
    chat.ack(handoff(chat).id, 3);
    expect(chat.sent.at(-1)).toMatchObject({ type: 'message', text: 'It is the red one' });
    expect(chat.lastVisitor.delivery).toBe('sending');
  });

  it('does not reach the person twice where a text was with the engine when the ack came', () => {
    const chat = offered().asked().step({ action: 'hand_off' }).welcome().say('It is the red one');
    chat.ack(handoff(chat).id, 3).step({}, 'Never shown.');
    expect(chat.sent.filter((command) => command.type === 'message')).toHaveLength(1);
    expect(chat.texts).not.toContain('Never shown.');
  });

  it('cancelled before it left is forgotten, key and all', () => {
    const chat = offered().asked().step().do({ type: 'handoff_cancelled' });
    expect(chat.kinds).toEqual(expect.arrayContaining(['wire_close', 'engine_step']));
    expect(chat.state).toMatchObject({ owner: 'bot', outbox: [], key: null, consent: null, link: 'closed' });
    expect(chat.turns).toEqual(['handoff_cancelled']);
    expect(chat.sent).toEqual([]);
  });

  it('cancelled after it left is taken back at the relay', () => {
    const chat = offered().asked().step().welcome().do({ type: 'handoff_cancelled' });
    expect(chat.state.owner).toBe('bot');
    expect(chat.sent.at(-1)?.type).toBe('cancel');
    chat.ack(handoff(chat).id, 3).owner('queue', undefined, 1);
    expect(chat.state.owner).toBe('bot');
    chat
      .ack(chat.sent.at(-1)?.id ?? '', 2)
      .owner('bot')
      .event({ kind: 'contact', seq: 3, at: 1, email: 'a@b.example' });
    expect(chat.state).toMatchObject({ owner: 'bot', cancelling: null, link: 'closed' });
  });

  it('cancelled offline is not sent after all when the link comes back', () => {
    const chat = offered().asked().step().welcome().news({ kind: 'status', status: 'offline' });
    const before = chat.sent.length;
    chat.do({ type: 'handoff_cancelled' }).welcome('bot', { epoch: null });
    expect(chat.sent).toHaveLength(before);
    expect(chat.state).toMatchObject({ outbox: [], cancelling: null, key: null, link: 'closed' });
  });

  it('lost to a person who was faster than the cancel goes on with the person', () => {
    const chat = offered().asked().step().welcome();
    chat.ack(handoff(chat).id, 1).owner('queue').do({ type: 'handoff_cancelled' }).owner('agent', 'Mara');
    expect(chat.state).toMatchObject({ owner: 'agent', agent: 'Mara', cancelling: null, outbox: [] });
  });

  it('refused for good gives the bot back and says so', () => {
    const chat = offered().asked().step().welcome();
    chat.news({ kind: 'error', id: handoff(chat).id, code: 'unknown_shop', temporary: false });
    expect(chat.state).toMatchObject({ owner: 'bot', outbox: [] });
    expect(chat.texts).toContain('(handoff_refused)');
  });

  it('put off by the relay is sent again after a while', () => {
    const chat = offered().asked().step().welcome();
    chat.news({ kind: 'error', id: handoff(chat).id, code: 'store_unavailable', temporary: true });
    expect(chat.effects).toEqual([{ type: 'timer', timer: 'resend', ms: 2_000 }]);
    expect(chat.do({ type: 'timer_fired', timer: 'resend' }).kinds).toEqual(['wire_send']);
  });

  it('survives a reload', () => {
    const before = offered().asked().step().state;
    const chat = new Conversation({ relay: true }, restoreState(structuredClone(before), before.settings));
    expect(chat.do({ type: 'started' }).effects).toContainEqual({
      type: 'wire_open',
      key: KEY,
      epoch: null,
      cursor: 0,
    });
    expect(chat.welcome().sent[0]?.type).toBe('handoff');
  });

  it('takes an e-mail address along as long as it has not left, later sends it by itself', () => {
    const early = offered().asked().do({ type: 'email_left', email: 'ada@example.com' }).welcome();
    expect(early.sent.map((command) => command.type)).toEqual(['handoff']);
    expect(handoff(early).email).toBe('ada@example.com');
    const late = offered().asked().welcome().do({ type: 'email_left', email: 'ada@example.com' });
    expect(late.sent.at(-1)).toMatchObject({ type: 'email', email: 'ada@example.com' });
    expect(late.ack(late.sent.at(-1)?.id ?? '', 4).texts.at(-1)).toBe('(email_sent)');
  });

  it('keeps trying while the link is down, and by hand at once', () => {
    const chat = offered().asked().news({ kind: 'status', status: 'offline' });
    chat.news({ kind: 'status', status: 'connecting' });
    expect(chat.state.link).toBe('offline');
    expect(chat.do({ type: 'link_retried' }).kinds).toEqual(['wire_open']);
    expect(chat.state.link).toBe('connecting');
  });
});

describe('a request made again before its cancel is confirmed', () => {
  const again = (chat: Conversation) => chat.step().asked();
  const types = (chat: Conversation) => chat.sent.map((command) => command.type);

  it('is sent at once on a link that is up, after the cancel', () => {
    const chat = offered().asked().step().welcome().do({ type: 'handoff_cancelled' });
    const [first, cancel] = chat.sent;
    again(chat);
    expect(types(chat)).toEqual(['handoff', 'cancel', 'handoff']);
    expect(chat.state).toMatchObject({ owner: 'requested', cancelling: null, outbox: [{ attempts: 1 }] });
    chat
      .ack(first?.id ?? '', 3)
      .message('visitor', 'v', 'x', 1)
      .message('bot', 'b', 'x')
      .owner('queue');
    chat.ack(cancel?.id ?? '', 4).owner('bot');
    expect(chat.state.owner).toBe('requested');
    expect(chat.texts).not.toContain('(bot_back)');
    chat.ack(handoff(chat).id, 5).owner('queue');
    expect(chat.state).toMatchObject({ owner: 'queue', outbox: [], cursor: 5, link: 'online' });
    expect(types(chat)).toEqual(['handoff', 'cancel', 'handoff']);
  });

  it('is not taken back by the old cancel where the relay had stored the first', () => {
    const chat = offered().asked().step().welcome().news({ kind: 'status', status: 'offline' });
    chat.do({ type: 'handoff_cancelled' }).step().say('It is the red one').step({}, 'Hm.').asked();
    const { id } = chat.lastVisitor;
    const before = chat.sent.length;
    chat.welcome('queue', { epoch: 'e1', head: 3 });
    expect(types(chat).slice(before)).toEqual(['handoff']);
    const [said, answered] = chat.state.entries;
    chat.message('visitor', said?.id ?? '', 'It arrived torn').message('bot', answered?.id ?? '', 'A person?');
    chat.owner('queue').ack(handoff(chat).id, 3);
    expect(chat.state).toMatchObject({ owner: 'queue', cancelling: null });
    // The relay leaves the second transcript aside: what only that had comes as messages.
    expect(chat.sent.slice(before + 1)).toMatchObject([{ type: 'message', id, text: 'It is the red one' }]);
  });

  it('reaches a relay that never stored the first', () => {
    const chat = offered().asked().step().welcome().news({ kind: 'status', status: 'offline' });
    again(chat.do({ type: 'handoff_cancelled' }));
    const before = chat.sent.length;
    chat.welcome('bot', { epoch: null });
    expect(types(chat).slice(before)).toEqual(['handoff']);
    expect(chat.state).toMatchObject({ owner: 'requested', key: KEY, cancelling: null });
    expect(chat.ack(handoff(chat).id, 3).state.owner).toBe('queue');
  });

  it('and cancelled once more is taken back at the relay, which may hold the first', () => {
    const chat = offered().asked().step().welcome().news({ kind: 'status', status: 'offline' });
    again(chat.do({ type: 'handoff_cancelled' })).do({ type: 'handoff_cancelled' });
    const before = chat.sent.length;
    chat.welcome('queue', { epoch: 'e1', head: 3 });
    expect(types(chat).slice(before)).toEqual(['cancel']);
  });
});

describe('the relay’s ack of a request', () => {
  it('silences the bot and tells the engine', () => {
    const chat = new Conversation().begin().say('x').step().asked().step({ action: 'hand_off' }).welcome();
    chat.ack(handoff(chat).id, 1).owner('queue');
    expect(chat.state).toMatchObject({ owner: 'queue', outbox: [] });
    expect(chat.turns).toEqual(['handoff_acknowledged']);
    expect(chat.texts.filter((text) => text.startsWith('(handoff_queued'))).toHaveLength(1);
  });

  it.each([
    [{ agents: 'online', hours: 'open', replyBy: null, waitSeconds: 130 }, 'handoff_queued_wait', { minutes: 2 }],
    [{ agents: 'online', hours: 'open', replyBy: null, waitSeconds: null }, 'handoff_queued', {}],
    [{ agents: 'offline', hours: 'closed', replyBy: null, waitSeconds: 60 }, 'handoff_after_hours', {}],
    [
      { agents: 'offline', hours: 'closed', replyBy: 99, waitSeconds: null },
      'handoff_after_hours_reply_by',
      { replyBy: 99 },
    ],
    [{ agents: 'unknown', hours: 'unknown', replyBy: null, waitSeconds: null }, 'handoff_queued', {}],
  ] as const)('says what is known of the wait: %j', (presence, notice, params) => {
    const chat = offered().do({ type: 'presence_known', presence }).asked().welcome();
    chat.ack(handoff(chat).id, 1);
    expect(chat.state.entries.at(-1)).toMatchObject({ kind: 'notice', notice, params });
  });

  it('for a request that ended while the page was away does not wait for nobody', () => {
    const chat = offered().asked().step().welcome().news({ kind: 'status', status: 'offline' });
    chat.welcome('closed', { epoch: 'e1', head: 5 }).ack(handoff(chat).id, 3);
    expect(chat.state.owner).toBe('closed');
    expect(chat.texts).toContain('(conversation_closed)');
  });
});

describe('erasing', () => {
  it('before any hand-off needs no relay', () => {
    const chat = offered().do({ type: 'erase_asked' });
    expect(chat.texts).toEqual(['(erased)']);
    expect(chat.state).toMatchObject({ key: null, turn: '', email: null, erasure: null });
    expect(chat.kinds).toEqual([]);
  });

  it('takes the relay’s copy along and closes the link', () => {
    const chat = new Conversation().withAgent().do({ type: 'erase_asked' });
    expect(chat.texts).toEqual(['(erased)']);
    const command = chat.sent.at(-1);
    expect(command?.type).toBe('erase');
    expect(chat.ack(command?.id ?? '', 0).effects).toEqual([{ type: 'wire_close' }]);
    expect(chat.state).toMatchObject({ erasure: null, link: 'closed', key: null });
  });

  it('offline keeps only what is needed to erase at the relay later', () => {
    const chat = new Conversation().withAgent().news({ kind: 'status', status: 'offline' }).do({ type: 'erase_asked' });
    expect(chat.texts).toEqual(['(erased_here_only)']);
    const later = new Conversation({ relay: true }, restoreState(structuredClone(chat.state), chat.state.settings));
    expect(later.do({ type: 'started' }).effects).toContainEqual({
      type: 'wire_open',
      key: KEY,
      epoch: null,
      cursor: 0,
    });
    later.news({ kind: 'welcome', epoch: 'e1', head: 9, owner: 'agent', reset: false });
    expect(later.sent.map((one) => one.type)).toEqual(['erase']);
    expect(later.news({ kind: 'status', status: 'refused', code: 4410 }).state.erasure).toBeNull();
  });

  it('does not mix the erased conversation with a new request', () => {
    const chat = new Conversation().withAgent().do({ type: 'erase_asked' }).say('new').step();
    const key = { id: 'n'.repeat(22), secret: 'n'.repeat(43) };
    chat.do({ type: 'person_asked' }).do({ type: 'consent_given', mood: false, email: null, key });
    expect(chat.kinds).not.toContain('wire_open');
    chat.ack(chat.sent.at(-1)?.id ?? '', 0);
    expect(chat.effects).toEqual([{ type: 'wire_close' }, { type: 'wire_open', key, epoch: null, cursor: 0 }]);
  });

  it('ignores the reply to a turn of the erased conversation', () => {
    const chat = new Conversation().begin().say('x');
    const turn = chat.state.inFlight?.id ?? '';
    chat.do({ type: 'erase_asked' });
    chat.do({ type: 'stepped', turn, step: { decision: upset(), state: 's' }, text: 'late' });
    expect(chat.texts).toEqual(['(erased)']);
  });
});
