import { describe, expect, it } from 'vitest';
import type { ChatState } from '../../../web/chat/state';
import { announce } from '../../../web/widget/page-events';
import { Conversation } from '../chat/support/conversation';

/** The events of everything that `act` does to the conversation. */
function events(chat: Conversation, act: (chat: Conversation) => void): unknown[] {
  const heard: unknown[] = [];
  const before: ChatState = chat.state;
  act(chat);
  announce(chat.state, before, (name, detail) => heard.push([name, detail]));
  return heard;
}

describe('what the page hears', () => {
  it('is who spoke, never what was said', () => {
    const chat = new Conversation().begin();
    expect(events(chat, () => chat.say('my secret'))).toEqual([['message', { from: 'visitor' }]]);
    expect(events(chat, () => chat.step())).toEqual([['message', { from: 'assistant' }]]);
  });

  it('is each change of speaker', () => {
    const chat = new Conversation().begin().say('x').step();
    expect(events(chat, () => chat.asked())).toEqual([['handoff-requested', {}]]);
    chat.welcome();
    expect(events(chat, () => chat.ack(chat.sent[0]?.id ?? '', 3))).toEqual([['handoff-queued', {}]]);
    const other = new Conversation().withAgent();
    expect(events(other, () => other.message('agent', 'a1', 'Hi'))).toEqual([['message', { from: 'person' }]]);
    expect(events(other, () => other.owner('closed'))).toEqual([['person-left', {}]]);
  });

  it('is that a conversation was erased', () => {
    const chat = new Conversation().begin().say('x').step();
    expect(events(chat, () => chat.do({ type: 'erase_asked' }))).toEqual([['erased', {}]]);
  });

  it('is nothing about a conversation of an earlier visit', () => {
    const heard: unknown[] = [];
    announce(new Conversation().withAgent().state, new Conversation().state, (name) => heard.push(name));
    expect(heard).toEqual([]);
  });
});
