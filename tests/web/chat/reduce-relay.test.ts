import { describe, expect, it } from 'vitest';
import { Conversation, KEY, upset } from './support/conversation';

describe('a conversation with a person', () => {
  it('announces who has joined, hands over and leaves', () => {
    const chat = new Conversation().withAgent();
    expect(chat.state).toMatchObject({ owner: 'agent', agent: 'Mara' });
    expect(chat.texts.at(-1)).toBe('(agent_joined)');
    chat.owner('queue');
    expect(chat.texts.at(-1)).toBe('(agent_left)');
    chat.owner('agent', 'Jo');
    expect(chat.state.entries.at(-1)).toMatchObject({ notice: 'agent_joined', params: { name: 'Jo' } });
  });

  it('shows what the person writes', () => {
    const chat = new Conversation().withAgent().message('agent', 'a1', 'Hello, this is Mara');
    expect(chat.state.entries.at(-1)).toMatchObject({ kind: 'agent', name: 'Mara', text: 'Hello, this is Mara' });
  });

  it('sends the visitor’s words with their mood, once the engine has read it', () => {
    const chat = new Conversation().withAgent().say('I am furious');
    expect(chat.lastVisitor.delivery).toBe('sending');
    expect(chat.sent.at(-1)?.type).toBe('handoff');
    chat.step(upset({ action: 'forward' }), '');
    expect(chat.sent.at(-1)).toMatchObject({ type: 'message', text: 'I am furious', mood: { label: 'upset' } });
  });

  it('sends the words without a mood where the engine fails', () => {
    const chat = new Conversation().withAgent().say('I am furious');
    chat.do({ type: 'step_failed', turn: chat.state.inFlight?.id ?? '', code: 'engine-timeout' });
    expect(chat.sent.at(-1)).toMatchObject({ type: 'message', text: 'I am furious', mood: null });
    expect(chat.texts).not.toContain('(engine_failed)');
  });

  it('says sent only after the relay’s word', () => {
    const chat = new Conversation().withAgent().say('one').step({ action: 'forward' });
    expect(chat.lastVisitor.delivery).toBe('sending');
    chat.ack(chat.lastVisitor.id, chat.state.cursor + 1);
    expect(chat.lastVisitor.delivery).toBe('sent');
    expect(chat.state.outbox).toEqual([]);
  });

  it('shows an own message once, whether ack or event comes first', () => {
    const chat = new Conversation().withAgent().say('one').step({ action: 'forward' });
    const { id } = chat.lastVisitor;
    chat.message('visitor', id, 'one').ack(id, chat.state.cursor);
    expect(chat.texts.filter((text) => text === 'one')).toHaveLength(1);
    expect(chat.lastVisitor).toMatchObject({ delivery: 'sent', seq: chat.state.cursor });
  });

  it('resends what is unacknowledged in order after the link was lost', () => {
    const chat = new Conversation().withAgent();
    for (const text of ['one', 'two', 'three']) chat.say(text).step({ action: 'forward' });
    const before = chat.sent.length;
    chat.news({ kind: 'status', status: 'offline' }).welcome('agent', { epoch: 'e1', head: chat.state.cursor });
    expect(chat.sent.slice(before).map((command) => 'text' in command && command.text)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('keeps what is written offline until the link is back', () => {
    const chat = new Conversation().withAgent().news({ kind: 'status', status: 'offline' });
    const before = chat.sent.length;
    chat.say('offline').step({ action: 'forward' });
    expect(chat.sent).toHaveLength(before);
    chat.welcome('agent', { epoch: 'e1', head: chat.state.cursor });
    expect(chat.sent.at(-1)).toMatchObject({ type: 'message', text: 'offline' });
  });

  it('marks a refused message as failed, and sends it anew under another id', () => {
    const chat = new Conversation().withAgent().say('one').step({ action: 'forward' });
    const { id } = chat.lastVisitor;
    chat.news({ kind: 'error', id, code: 'id_reused', temporary: false });
    expect(chat.lastVisitor.delivery).toBe('failed');
    chat.do({ type: 'message_retried', entry: id }).step({ action: 'forward' });
    expect(chat.sent.at(-1)).toMatchObject({ type: 'message', text: 'one' });
    expect(chat.sent.at(-1)?.id).not.toBe(id);
    expect(chat.texts.filter((text) => text === 'one')).toHaveLength(1);
  });

  it('gives up on a message that the relay keeps putting off', () => {
    const chat = new Conversation().withAgent().say('one').step({ action: 'forward' });
    const { id } = chat.lastVisitor;
    const waits: number[] = [];
    for (let i = 0; i < 10 && chat.lastVisitor.delivery === 'sending'; i++) {
      chat.news({ kind: 'error', id, code: 'rate_limited', temporary: true });
      for (const effect of chat.effects) if (effect.type === 'timer') waits.push(effect.ms);
      chat.do({ type: 'timer_fired', timer: 'resend' });
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000]);
    expect(chat.lastVisitor.delivery).toBe('failed');
  });

  it('shows typing of the person only, for a few seconds, until the words come', () => {
    const queued = new Conversation().begin().say('x').step().asked().welcome();
    queued.ack(queued.sent[0]?.id ?? '', 1);
    expect(queued.news({ kind: 'typing' }).state.agentTyping).toBe(false);
    const chat = new Conversation().withAgent().news({ kind: 'typing' });
    expect(chat.effects).toEqual([{ type: 'timer', timer: 'typing', ms: 6_000 }]);
    expect(chat.state.agentTyping).toBe(true);
    expect(chat.do({ type: 'timer_fired', timer: 'typing' }).state.agentTyping).toBe(false);
    chat.news({ kind: 'typing' }).message('agent', 'a1', 'Hi');
    expect(chat.state.agentTyping).toBe(false);
  });

  it.each([
    ['bot', '(bot_back)'],
    ['closed', '(conversation_closed)'],
  ] as const)('ended with %s gives the bot back, closes the link and tells the engine', (to, line) => {
    const chat = new Conversation().withAgent().owner(to);
    expect(chat.texts.at(-1)).toBe(line);
    expect(chat.turns).toEqual(['handoff_closed']);
    expect(chat.effects).toContainEqual({ type: 'wire_close' });
    expect(chat.step({ action: 'small_talk' }, 'Back.').say('Thanks').step({}, 'Any time.').texts.at(-1)).toBe(
      'Any time.',
    );
  });

  it('is ended by the visitor through the relay', () => {
    const chat = new Conversation().withAgent().do({ type: 'conversation_ended' }).do({ type: 'conversation_ended' });
    expect(chat.sent.filter((command) => command.type === 'close')).toHaveLength(1);
    expect(chat.state.owner).toBe('agent');
    chat.ack(chat.sent.at(-1)?.id ?? '', chat.state.cursor + 1).owner('closed');
    expect(chat.state).toMatchObject({ owner: 'closed', link: 'closed' });
  });

  it('asked for again later continues the same conversation with what is new', () => {
    const chat = new Conversation().withAgent().owner('closed').step().say('One more thing').step().asked();
    expect(chat.effects).toContainEqual({ type: 'wire_open', key: KEY, epoch: 'e1', cursor: chat.state.cursor });
    chat.welcome('closed', { epoch: 'e1', head: chat.state.cursor });
    expect(chat.sent.at(-1)).toMatchObject({
      type: 'handoff',
      transcript: [{ text: 'One more thing' }, { text: 'An answer.' }],
    });
    chat.ack(chat.sent.at(-1)?.id ?? '', chat.state.cursor + 3);
    expect(chat.state.owner).toBe('queue');
  });
});

describe('history', () => {
  it('ignores an event that it has', () => {
    const chat = new Conversation().withAgent().message('agent', 'a1', 'Hi');
    const { entries, cursor } = chat.state;
    chat.message('agent', 'a1', 'Hi', cursor).owner('closed', undefined, 2);
    expect(chat.state).toMatchObject({ entries, cursor, owner: 'agent' });
  });

  it('asks again from its cursor where an event is missing', () => {
    const chat = new Conversation().withAgent();
    const { cursor } = chat.state;
    chat.message('agent', 'a9', 'later', cursor + 2);
    expect(chat.effects).toEqual([{ type: 'wire_open', key: KEY, epoch: 'e1', cursor }]);
    chat.message('agent', 'a10', 'even later', cursor + 3);
    expect(chat.effects).toEqual([]);
    chat
      .welcome('agent', { epoch: 'e1', head: cursor + 2 })
      .message('agent', 'a8', 'missing')
      .message('agent', 'a9', 'later');
    expect(chat.texts.slice(-2)).toEqual(['missing', 'later']);
  });

  it('goes on over an event of a kind that it does not know', () => {
    const chat = new Conversation().withAgent();
    const { cursor, entries } = chat.state;
    chat.news({ kind: 'unknown_event', seq: cursor + 1 });
    expect(chat.state).toMatchObject({ cursor: cursor + 1, entries });
    chat.message('agent', 'a1', 'Hi', cursor + 2);
    expect(chat.effects).toEqual([]);
    expect(chat.texts.at(-1)).toBe('Hi');
    chat.news({ kind: 'unknown_event', seq: cursor + 9 });
    expect(chat.effects).toEqual([{ type: 'wire_open', key: KEY, epoch: 'e1', cursor: cursor + 2 }]);
  });

  it('tells no departure of a person who is still there when it is taken anew', () => {
    const chat = new Conversation().withAgent();
    chat.welcome('agent', { epoch: 'e2', head: 4, reset: true });
    chat.message('visitor', 'v', 'It arrived torn').message('bot', 'b', 'x').owner('queue').owner('agent', 'Mara');
    expect(chat.texts).not.toContain('(agent_left)');
    for (const line of ['(handoff_queued)', '(agent_joined)', 'It arrived torn']) {
      expect(chat.texts.filter((text) => text === line)).toHaveLength(1);
    }
    expect(chat.state).toMatchObject({ owner: 'agent', agent: 'Mara', link: 'online' });
    expect(chat.turns).toEqual([]);
  });

  it('is taken anew as a whole after a reset, without losing or doubling what is unsent', () => {
    const chat = new Conversation().withAgent().message('agent', 'a1', 'Hi').say('unsent').step({ action: 'forward' });
    const { id } = chat.lastVisitor;
    chat.welcome('agent', { epoch: 'e2', head: 3, reset: true });
    expect(chat.texts).not.toContain('Hi');
    chat.message('visitor', 'old', 'It arrived torn').owner('queue').owner('agent', 'Jo');
    expect(chat.state).toMatchObject({ owner: 'agent', agent: 'Jo', epoch: 'e2', cursor: 3 });
    expect(chat.sent.at(-1)).toMatchObject({ type: 'message', id, text: 'unsent' });
    expect(chat.texts.filter((text) => text === 'unsent')).toHaveLength(1);
    expect(chat.texts.at(-1)).toBe('unsent');
  });

  it('is reloaded where an ack names another epoch', () => {
    const chat = new Conversation().withAgent().say('one').step({ action: 'forward' });
    chat.ack(chat.lastVisitor.id, 40, 'e2');
    expect(chat.effects).toEqual([{ type: 'wire_open', key: KEY, epoch: 'e1', cursor: chat.state.cursor }]);
  });

  it('that the relay has lost altogether is handed over again', () => {
    const chat = new Conversation().withAgent().message('agent', 'a1', 'Hi').say('one').step({ action: 'forward' });
    const before = chat.sent.length;
    chat.welcome('bot', { epoch: null, reset: true });
    expect(chat.state.owner).toBe('requested');
    expect(chat.texts).toContain('(conversation_restored)');
    expect(chat.sent.slice(before)).toMatchObject([
      { type: 'handoff', transcript: [{ text: 'It arrived torn' }, { from: 'bot' }] },
      { type: 'message', text: 'one' },
    ]);
  });

  it('of the person stays above what the relay has not got yet', () => {
    const chat = new Conversation()
      .withAgent()
      .say('mine')
      .step({ action: 'forward' })
      .message('agent', 'a1', 'theirs');
    expect(chat.texts.slice(-2)).toEqual(['theirs', 'mine']);
  });

  it('shows messages of a bot part that this device never had', () => {
    const chat = new Conversation().withAgent().message('bot', 'b9', 'From elsewhere').message('visitor', 'v9', 'Mine');
    expect(chat.state.entries.slice(-2)).toMatchObject([
      { kind: 'bot', text: 'From elsewhere', feedback: 'none' },
      { kind: 'visitor', text: 'Mine', delivery: 'sent' },
    ]);
  });
});

describe('a link refused', () => {
  it('keeps the request and says so', () => {
    const chat = new Conversation().begin().say('x').step().asked();
    chat.news({ kind: 'status', status: 'refused', code: 4404 });
    expect(chat.state).toMatchObject({ owner: 'requested', link: 'refused' });
  });

  it('because the conversation was erased elsewhere ends it', () => {
    const chat = new Conversation().withAgent().say('one').step({ action: 'forward' });
    chat.news({ kind: 'status', status: 'refused', code: 4410 });
    expect(chat.state).toMatchObject({ owner: 'closed', key: null, outbox: [], link: 'closed' });
    expect(chat.lastVisitor.delivery).toBe('failed');
  });

  it('leaves news without a conversation unheard', () => {
    const chat = new Conversation().begin().news({ kind: 'typing' }).message('agent', 'a', 'b', 1);
    expect(chat.state.entries).toEqual([]);
  });
});
