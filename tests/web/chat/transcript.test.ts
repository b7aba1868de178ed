import { describe, expect, it } from 'vitest';
import { buildTranscript, exportText, exportThread } from '../../../web/chat/transcript';
import { Conversation, upset } from './support/conversation';

describe('the transcript for a person', () => {
  it('leaves the mood out unless the visitor agreed to it', () => {
    const { state } = new Conversation().begin().say('I am angry').step(upset());
    expect(buildTranscript(state)[0]?.mood).toBeNull();
    expect(buildTranscript({ ...state, consent: { mood: true } })[0]?.mood).toMatchObject({ label: 'upset' });
  });

  it('names what was suggested, as the visitor saw it', () => {
    const hits = [{ id: 'costs', entry: 7, question: 'What does shipping cost?', score: 0.4 }];
    const { state } = new Conversation().begin().say('shipping').step({ action: 'suggest', hits }, 'Is it this?');
    expect(buildTranscript(state)[1]?.text).toBe('Is it this?\n- What does shipping cost?');
  });

  it('has at most 200 items, the latest', () => {
    const chat = new Conversation().begin();
    for (let i = 0; i < 150; i++) chat.say(`text ${i}`).step();
    const transcript = buildTranscript(chat.state);
    expect(transcript).toHaveLength(200);
    expect(transcript[0]?.text).toBe('text 50');
    expect(transcript.at(-1)?.text).toBe('An answer.');
  });

  it('fits into a frame, however long and foreign the texts are', () => {
    const chat = new Conversation().begin();
    for (let i = 0; i < 40; i++) chat.say('語'.repeat(4_000)).step({}, 'ok');
    const bytes = new TextEncoder().encode(JSON.stringify(buildTranscript(chat.state))).length;
    expect(bytes).toBeLessThan(250 * 1024);
    expect(bytes).toBeGreaterThan(200 * 1024);
  });

  it('cuts an answer at the relay’s limit of 4,000 code points', () => {
    const { state } = new Conversation().begin().say('x').step({}, '😀'.repeat(5_000));
    expect(Array.from(buildTranscript(state)[1]?.text ?? '')).toHaveLength(4_000);
  });

  it('has no control characters, which the relay refuses', () => {
    const { state } = new Conversation().begin().say('x').step({}, 'line\u000bfeed\n\tkept');
    expect(buildTranscript(state)[1]?.text).toBe('line feed\n\tkept');
  });

  it('has what people said, not the widget’s own lines', () => {
    const { state } = new Conversation().withAgent().message('agent', 'a1', 'Hi');
    expect(buildTranscript(state)).toEqual([]);
  });
});

describe('the visitor’s own copy', () => {
  it('names who said what, with the mood that was read', () => {
    const chat = new Conversation()
      .withAgent()
      .message('agent', 'a1', 'Hi')
      .do({ type: 'email_left', email: 'ada@example.com' });
    const thread = exportThread(chat.state, 0);
    expect(thread).toMatchObject({
      shop: 'stylesavvy',
      exportedAt: '1970-01-01T00:00:00.000Z',
      email: 'ada@example.com',
    });
    expect(thread.messages.map(({ from, name, mood, text }) => [from, name, mood, text])).toEqual([
      ['visitor', undefined, 'upset', 'It arrived torn'],
      ['assistant', undefined, undefined, 'An answer.'],
      ['person', 'Mara', undefined, 'Hi'],
    ]);
    expect(exportText(thread).split('\n').at(-1)).toBe('[1970-01-01T00:00:05.000Z] Mara: Hi');
  });
});
