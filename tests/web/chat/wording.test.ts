import { describe, expect, it } from 'vitest';
import { createWording, WordingError, type Messages } from '../../../web/chat/wording';
import shipped from '../../../web/chat/wording/en/messages.json';
import ui from '../../../web/chat/wording/en/ui.json';
import { decision } from './support/conversation';

const MESSAGES: Messages = {
  answer: { neutral: { plain: '{answer}', warm: 'Gladly: {answer}' }, apologetic: { plain: 'Sorry. {answer}' } },
  offer: { neutral: { plain: 'A person at {shop}?' } },
};
const wording = createWording('en', ui, MESSAGES);
const answer = (change: Parameters<typeof decision>[0] = {}) => decision({ answer: '3 days.', ...change });

describe('the words of a decision', () => {
  it('are those of its tone and the owner’s warmth', () => {
    expect(wording.decision(answer(), 'warm')).toBe('Gladly: 3 days.');
    expect(wording.decision(answer({ tone: 'apologetic' }), 'plain')).toBe('Sorry. 3 days.');
  });

  it('fall back to plain, then to neutral', () => {
    expect(wording.decision(answer({ tone: 'apologetic' }), 'warm')).toBe('Sorry. 3 days.');
    expect(wording.decision(answer({ tone: 'glad' }), 'friendly')).toBe('3 days.');
    expect(wording.decision(answer({ tone: 'glad' }), 'warm')).toBe('Gladly: 3 days.');
  });

  it('come after the answer where a person is offered with it', () => {
    const offer = answer({ action: 'offer_human', message: { key: 'offer', params: { shop: 'StyleSavvy' } } });
    expect(wording.decision(offer, 'plain')).toBe('3 days.\n\nA person at StyleSavvy?');
  });

  it('are none where a person has the word', () => {
    expect(wording.decision(answer({ action: 'forward', message: { key: 'forward', params: {} } }), 'plain')).toBe('');
  });

  it('do not take what looks like a place in an answer for one', () => {
    expect(wording.decision(answer({ answer: 'Use {code} at checkout' }), 'plain')).toBe('Use {code} at checkout');
  });

  it('missing are an error, never a blank', () => {
    const unknown = answer({ message: { key: 'unheard', params: {} } });
    expect(() => wording.decision(unknown, 'plain')).toThrow(WordingError);
    const lacking = answer({ message: { key: 'offer', params: {} } });
    expect(() => wording.decision(lacking, 'plain')).toThrow('"offer" needs the parameter {shop}');
  });
});

describe('the labels', () => {
  it('take their parameters', () => {
    expect(wording.ui('consent_title', { shop: 'StyleSavvy' })).toBe('Talk to a person at StyleSavvy?');
    expect(() => wording.ui('consent_title')).toThrow('needs the parameter {shop}');
  });

  it('are all there', () => {
    for (const [key, text] of Object.entries(ui)) expect(text.trim(), key).not.toBe('');
  });

  it('say before anything is sent what is sent', () => {
    expect(ui.consent_line).toContain('conversation so far');
    expect(ui.consent_mood).toContain('mood');
  });
});

describe('the shipped messages', () => {
  const messages: Messages = shipped;

  it.each(Object.keys(messages))('%s has a neutral, plain text to fall back to', (key) => {
    expect(messages[key]?.neutral?.plain?.trim()).toBeTruthy();
  });

  it('know only tones and warmths that exist', () => {
    for (const [key, tones] of Object.entries(messages)) {
      for (const [tone, texts] of Object.entries(tones)) {
        expect(['neutral', 'apologetic', 'reassuring', 'simple', 'glad'], key).toContain(tone);
        for (const warmth of Object.keys(texts)) expect(['plain', 'friendly', 'warm'], key).toContain(warmth);
      }
    }
  });

  it('say so where an entry has no answer yet', () => {
    expect(createWording('en', ui, messages).decision(answer({ answer: '  ' }), 'plain')).toContain(
      'not written an answer',
    );
  });

  it('have a place for the answer in every text that answers', () => {
    for (const texts of Object.values(messages['answer'] ?? {})) {
      for (const text of Object.values(texts)) expect(text).toContain('{answer}');
    }
  });

  const every = Object.entries(messages).flatMap(([key, tones]) =>
    Object.entries(tones).flatMap(([tone, texts]) =>
      Object.entries(texts).map(([warmth, text]) => ({ key, tone, warmth, text })),
    ),
  );

  it('name no feeling where they are plain', () => {
    const feelings =
      /\b(sorry|glad|happy|love|lovely|great|delight|wonderful|sad|kind of|afraid|excit|worr|hope|pleas(ed|ure)|joy)/i;
    expect(every.filter(({ warmth, text }) => warmth === 'plain' && feelings.test(text))).toEqual([]);
  });

  it('never claim to feel or to be a person', () => {
    const claims =
      /\bI('m| am| was) (?!an automated|the automated|the shop|passing|not)|\bI (feel|understand how|love|hope)|my feelings|as a (person|human)/i;
    expect(every.filter(({ text }) => claims.test(text))).toEqual([]);
  });

  it('apologise in the apologetic tone only, and there once', () => {
    const apologies = (text: string) => text.match(/sorry|apolog/gi)?.length ?? 0;
    for (const { key, tone, text } of every) expect(apologies(text), key).toBe(tone === 'apologetic' ? 1 : 0);
  });
});
