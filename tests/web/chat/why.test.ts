import { describe, expect, it } from 'vitest';
import { freshState } from '../../../web/chat/state';
import { buildTranscript, exportThread } from '../../../web/chat/transcript';
import { Conversation, KEY } from './support/conversation';

const reasons = [{ code: 'confident', text: 'confidence 0.81 reaches 0.62' }];
const hit = { id: 'parcel', entry: 4, question: 'Where is my parcel?', score: 0.8 };

function debugging(debug = true): Conversation {
  return new Conversation({ relay: true }, freshState({ shop: 'stylesavvy', relay: true, debug })).begin();
}

describe('why a bot message came', () => {
  it('is kept with the reply to a text where the owner tries the FAQ', () => {
    const chat = debugging().say('my parcel?').step({ action: 'answer', hit, reasons });
    expect(chat.lastBot.why).toEqual({
      text: 'my parcel?',
      action: 'answer',
      reasons: ['confidence 0.81 reaches 0.62'],
      question: 'Where is my parcel?',
    });
  });

  it('belongs to the text that was answered, not to the one said last', () => {
    const chat = debugging().say('first').say('second').step({}, 'One.').step({}, 'Two.');
    const replies = chat.state.entries.flatMap((entry) => (entry.kind === 'bot' ? [entry] : []));
    expect(replies.map(({ text, why }) => [text, why?.text])).toEqual([
      ['One.', 'first'],
      ['Two.', 'second'],
    ]);
  });

  it('is not kept for visitors', () => {
    expect(debugging(false).say('my parcel?').step({ reasons }).lastBot).not.toHaveProperty('why');
    expect(new Conversation().begin().say('my parcel?').step({ reasons }).lastBot).not.toHaveProperty('why');
  });

  it('is not kept for a reply to something else than a text', () => {
    const chat = debugging().say('my parcel?').step({ action: 'answer', hit });
    chat.do({ type: 'answer_declined', entry: chat.lastBot.id }).step({ action: 'clarify' }, 'What is missing?');
    expect(chat.lastBot.text).toBe('What is missing?');
    expect(chat.lastBot).not.toHaveProperty('why');
  });

  it('goes neither to the relay nor into the visitor’s copy', () => {
    const chat = debugging().say('my parcel?').step({ action: 'dont_know', reasons });
    chat.do({ type: 'person_asked' }).do({ type: 'consent_given', mood: true, email: null, key: KEY });
    const handoffs = chat.state.outbox.map(({ command }) => command);
    expect(handoffs).toMatchObject([{ type: 'handoff' }]);
    for (const gone of [buildTranscript(chat.state), exportThread(chat.state, 0), ...handoffs.map(transcriptOf)]) {
      expect(JSON.stringify(gone)).toContain('my parcel?');
      expect(JSON.stringify(gone)).not.toContain('0.62');
    }
  });
});

function transcriptOf(command: object): unknown {
  return 'transcript' in command ? command.transcript : null;
}
