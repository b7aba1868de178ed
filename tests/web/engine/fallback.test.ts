import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision, TurnEventKind } from '../../../web/chat/types';
import { FallbackEngine } from '../../../web/engine/fallback/fallback-engine';
import messages from '../../../web/chat/wording/en/messages.json';
import { readFaq } from '../../../web/engine/fallback/faq';

const entries = [
  { id: 'return', question: 'How do I return a dress?', answer: 'Send it back.', phrasings: ['I want my money back'] },
  { id: 'shipping', question: 'How long does shipping take?', answer: 'Two days.' },
  { id: 'size', question: 'Which size should I order?', answer: 'See the table.' },
  { id: 'gift', question: 'Do you wrap gifts?', answer: 'Yes.' },
  { id: 'care', question: 'How do I wash silk?', answer: 'By hand.' },
];
const faq = JSON.stringify(entries);

async function ask(text: string, source: ArrayBuffer | string = faq): Promise<Decision> {
  return (await FallbackEngine.load(source)).step(event('visitor_text', text), '').decision;
}

function event(kind: TurnEventKind, text = '') {
  return { kind, text, at: 1, agents: 'unknown', hours: 'unknown' } as const;
}

describe('plain search', () => {
  it.each([
    ['how can i return this dress', 'return'],
    ['money back please', 'return'],
    ['shiping', 'shipping'],
    ['SILK', 'care'],
    ['Can you wrap it as a gift?', 'gift'],
  ])('suggests for %j the entry %s', async (text, id) => {
    const decision = await ask(text);
    expect(decision.action).toBe('suggest');
    expect(decision.hits[0]?.id).toBe(id);
    expect(decision.hits.length).toBeLessThanOrEqual(3);
  });

  it.each(['', '   ', '???', 'the weather in Paris tomorrow', '\u0000', '👗'])('does not know %j', async (text) => {
    const decision = await ask(text);
    expect(decision).toMatchObject({ action: 'dont_know', hits: [], humanOffered: true });
  });

  it('never claims an answer or a mood, and always shows the way to a person', async () => {
    const engine = await FallbackEngine.load(faq);
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...entries.map((e) => e.question))),
        (text) => {
          const { decision } = engine.step(event('visitor_text', text), '');
          expect(['suggest', 'dont_know']).toContain(decision.action);
          expect(decision).toMatchObject({ hit: null, answer: '', confidence: 0, humanOffered: true });
          expect(decision.mood.label).toBe('unknown');
          for (const hit of decision.hits) expect(entries[hit.entry]?.id).toBe(hit.id);
        },
      ),
    );
  });

  it('hands over when the visitor accepts, then only forwards until the person is gone', async () => {
    const engine = await FallbackEngine.load(faq);
    expect(engine.step(event('accepted'), '').decision.action).toBe('hand_off');
    expect(engine.step(event('handoff_requested'), '').decision.action).toBe('hand_off');
    const { state } = engine.step(event('handoff_acknowledged'), '');
    expect(engine.step(event('visitor_text', 'return'), state).decision.action).toBe('forward');
    const back = engine.step(event('handoff_closed'), state);
    expect(engine.step(event('visitor_text', 'return'), back.state).decision.action).toBe('suggest');
  });

  it('has words for everything that it may say', async () => {
    const engine = await FallbackEngine.load(faq);
    const kinds: TurnEventKind[] = ['accepted', 'declined', 'handoff_cancelled', 'handoff_closed', 'checkout_struggle'];
    const steps = [...kinds.map((kind) => event(kind)), event('visitor_text'), event('visitor_text', 'return')];
    for (const one of steps) expect(messages).toHaveProperty([engine.step(one, '').decision.message.key, 'neutral']);
  });

  it('starts afresh from a state of the real engine', async () => {
    const engine = await FallbackEngine.load(faq);
    expect(engine.step(event('visitor_text', 'return'), 'AAECAwQF').decision.action).toBe('suggest');
  });
});

describe('a FAQ that cannot be read', () => {
  it.each([
    ['a binary pack', new Uint8Array([0x53, 0x42, 0, 1]).buffer],
    ['broken JSON', '[{'],
    ['something else', '"hello"'],
  ])('leaves the way to a person: %s', async (_, source) => {
    const decision = await ask('return', source);
    expect(decision).toMatchObject({ action: 'dont_know', humanOffered: true });
  });

  it('keeps the entries that are whole', () => {
    const mixed = [null, 5, { id: 'a' }, { id: 'b', question: 'B?' }, { question: 'C?' }];
    expect(readFaq(JSON.stringify(mixed)).map(({ id }) => id)).toEqual(['b']);
  });

  it('reads bytes as well as text', () => {
    expect(readFaq(new TextEncoder().encode(faq).buffer as ArrayBuffer)).toHaveLength(entries.length);
  });
});
