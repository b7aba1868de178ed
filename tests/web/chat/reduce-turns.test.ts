import { describe, expect, it } from 'vitest';
import { restoreState } from '../../../web/chat/state';
import { Conversation, decision, upset } from './support/conversation';

const HITS = [
  { id: 'delivery', entry: 4, question: 'How long does delivery take?', score: 0.5 },
  { id: 'costs', entry: 7, question: 'What does shipping cost?', score: 0.4 },
];

describe('the first interaction', () => {
  it('starts the engine and asks for the shop’s presence, but opens no link', () => {
    const chat = new Conversation().do({ type: 'started' });
    expect(chat.kinds).toEqual(['engine_start', 'presence']);
  });

  it('asks for no presence where there is no relay', () => {
    expect(new Conversation({ relay: false }).do({ type: 'started' }).kinds).toEqual(['engine_start']);
  });

  it('starts the engine once, however often the panel is opened', () => {
    expect(new Conversation().begin().do({ type: 'started' }).kinds).toEqual(['presence']);
  });
});

describe('a question to the bot', () => {
  it('keeps line ends and loses the control characters that a paste may carry', () => {
    const chat = new Conversation().begin().do({ type: 'started' }).say('one\u000btwo\nthree\u0001');
    expect(chat.effects).toEqual([
      expect.objectContaining({ event: expect.objectContaining({ text: 'one two\nthree' }) }),
    ]);
  });

  it('goes to the engine with the time and what is known of the shop’s hours', () => {
    const presence = { agents: 'offline', hours: 'closed', replyBy: null, waitSeconds: null } as const;
    const chat = new Conversation().begin().do({ type: 'presence_known', presence }).say('  Where is my parcel?  ');
    expect(chat.effects).toEqual([
      {
        type: 'engine_step',
        turn: chat.state.inFlight?.id,
        state: '',
        event: {
          kind: 'visitor_text',
          text: 'Where is my parcel?',
          at: expect.any(Number),
          agents: 'offline',
          hours: 'closed',
        },
      },
    ]);
  });

  it('goes to the engine with what the owner has set', () => {
    const bot = { mode: 'suggest', topics: [], ring: ['large order'] } as const;
    const chat = new Conversation({ relay: true, bot: { ...bot, topics: [], ring: [...bot.ring] } })
      .begin()
      .say('hello');
    expect(chat.effects).toEqual([expect.objectContaining({ event: expect.objectContaining({ settings: bot }) })]);
  });

  it('waits for an engine that is still loading', () => {
    const chat = new Conversation().do({ type: 'started' }).say('hello');
    expect(chat.kinds).toEqual([]);
    expect(chat.do({ type: 'engine_started', mode: 'wasm' }).kinds).toEqual(['engine_step']);
  });

  it('waits for the one before it, whose state it continues', () => {
    const chat = new Conversation().begin().say('one').say('two');
    expect(chat.kinds).toEqual([]);
    const first = chat.state.inFlight?.id;
    chat.step();
    expect(chat.effects).toMatchObject([{ type: 'engine_step', state: `after-${first}`, event: { text: 'two' } }]);
  });

  it('is not asked when it is empty, and is cut at 4,000 code points', () => {
    expect(new Conversation().begin().say(' \n ').state.entries).toEqual([]);
    expect(Array.from(new Conversation().begin().say('😀'.repeat(4_100)).lastVisitor.text)).toHaveLength(4_000);
  });

  it('keeps the mood that the engine read beside the text', () => {
    const chat = new Conversation().begin().say('This is outrageous').step(upset());
    expect(chat.lastVisitor.mood).toMatchObject({ label: 'upset', upset: 0.8, intensity: 0.8 });
  });

  it('stays without a mood where none was read', () => {
    const mood = { label: 'unknown', moods: decision().mood.moods, intensity: 0, humanWanted: 0 } as const;
    expect(new Conversation().begin().say('x').step({ mood }).lastVisitor.mood).toBeNull();
  });

  it('drops a late reply to a turn that is no longer in flight', () => {
    const chat = new Conversation().begin().say('x');
    chat.do({ type: 'stepped', turn: 'other', step: { decision: decision(), state: 's' }, text: 'late' });
    expect(chat.texts).toEqual(['x']);
  });
});

describe('a decision', () => {
  it('that answers is shown with the question whether it helped', () => {
    const hit = { id: 'delivery', entry: 4, question: 'q', score: 0.9 };
    const chat = new Conversation().begin().say('x').step({ hit }, '2–3 days.');
    expect(chat.lastBot).toMatchObject({ text: '2–3 days.', entry: 'delivery', feedback: 'open', suggestions: [] });
  });

  it('that suggests is shown with a button an entry', () => {
    const chat = new Conversation().begin().say('x').step({ action: 'suggest', hits: HITS }, 'Did you mean');
    expect(chat.lastBot.suggestions).toEqual([
      { question: 'How long does delivery take?', entry: 4 },
      { question: 'What does shipping cost?', entry: 7 },
    ]);
    expect(chat.lastBot.feedback).toBe('none');
  });

  it('that asks back has no buttons, whatever was found', () => {
    expect(new Conversation().begin().say('x').step({ action: 'clarify', hits: HITS }).lastBot.suggestions).toEqual([]);
  });

  it('that offers a person opens the consent card', () => {
    const chat = new Conversation().begin().say('x').step({ action: 'offer_human', humanOffered: true });
    expect(chat.state.offer).toEqual({ source: 'bot', open: true });
  });

  it('that mentions a person beside an answer offers it in one line', () => {
    const chat = new Conversation().begin().say('x').step({ action: 'dont_know', humanOffered: true });
    expect(chat.state.offer).toEqual({ source: 'bot', open: false });
    expect(chat.do({ type: 'person_asked' }).state.offer).toEqual({ source: 'bot', open: true });
  });

  it('without an offer takes the bot’s offer back, but not what the visitor asked for', () => {
    const chat = new Conversation().begin().say('x').step({ action: 'offer_human' }).say('y').step();
    expect(chat.state.offer).toBeNull();
    chat.do({ type: 'person_asked' }).say('z').step();
    expect(chat.state.offer).toEqual({ source: 'asked', open: true });
  });

  it('of a hand-off that the visitor has agreed to adds nothing to the line that says so', () => {
    const chat = new Conversation().begin().say('x').step({ action: 'offer_human' }).asked();
    const before = chat.texts;
    expect(chat.step({ action: 'hand_off' }, 'Passing on.').texts).toEqual(before);
  });
});

describe('suggestions', () => {
  it('are sent as the visitor’s own text', () => {
    const chat = new Conversation().begin();
    chat.do({ type: 'suggestion_chosen', question: 'What does shipping cost?', entry: 7 });
    expect(chat.effects).toMatchObject([
      { type: 'engine_step', event: { kind: 'visitor_text', text: 'What does shipping cost?' } },
    ]);
  });

  it('show the entry itself where only plain search is there', () => {
    const chat = new Conversation().begin('fallback');
    chat.do({ type: 'suggestion_chosen', question: 'What does shipping cost?', entry: 7 });
    expect(chat.effects).toEqual([{ type: 'engine_entry', index: 7 }]);
    chat.do({ type: 'entry_loaded', entry: { id: 'costs', answer: '€4.90' } });
    expect(chat.texts).toEqual(['What does shipping cost?', '€4.90']);
    expect(chat.lastBot.entry).toBe('costs');
  });

  it('show the entry also where plain search took over on the way', () => {
    const chat = new Conversation()
      .begin()
      .say('shipping')
      .step({ action: 'suggest', reasons: [{ code: 'fallback', text: '' }] });
    expect(chat.do({ type: 'suggestion_chosen', question: 'q', entry: 7 }).kinds).toEqual(['engine_entry']);
  });
});

describe('the verdict on an answer', () => {
  it.each([
    ['answer_accepted', 'accepted'],
    ['answer_declined', 'declined'],
  ] as const)('%s is noted and told to the engine', (type, kind) => {
    const chat = new Conversation().begin().say('x').step();
    chat.do({ type, entry: chat.lastBot.id });
    expect(chat.lastBot.feedback).toBe(kind);
    expect(chat.effects).toMatchObject([{ type: 'engine_step', event: { kind, text: '' } }]);
  });

  it('is given once', () => {
    const chat = new Conversation().begin().say('x').step();
    chat.do({ type: 'answer_accepted', entry: chat.lastBot.id });
    expect(chat.do({ type: 'answer_declined', entry: chat.lastBot.id }).kinds).toEqual([]);
  });

  it('is no longer asked for once the talk has moved on', () => {
    const chat = new Conversation().begin().say('x').step();
    const first = chat.lastBot.id;
    chat.say('y');
    expect(chat.lastBot.feedback).toBe('none');
    expect(chat.do({ type: 'answer_declined', entry: first }).kinds).toEqual([]);
  });
});

describe('an engine that fails', () => {
  it('leads to an honest line and the way to a person', () => {
    const chat = new Conversation().begin().say('x');
    chat.do({ type: 'step_failed', turn: chat.state.inFlight?.id ?? '', code: 'engine-timeout' });
    expect(chat.texts).toEqual(['x', '(engine_failed)']);
    expect(chat.state.offer).toEqual({ source: 'asked', open: false });
    expect(chat.say('again').kinds).toEqual(['engine_step']);
  });

  it('when lost for good answers every waiting and later text so', () => {
    const chat = new Conversation().do({ type: 'started' }).say('one').say('two').do({ type: 'engine_lost' });
    expect(chat.texts).toEqual(['one', 'two', '(engine_unavailable)', '(engine_unavailable)']);
    expect(chat.say('three').texts.at(-1)).toBe('(engine_unavailable)');
  });

  it('when lost in a step is started anew for the next text, and may be plain search then', () => {
    const chat = new Conversation().begin().say('x');
    chat.do({ type: 'step_failed', turn: chat.state.inFlight?.id ?? '', code: 'engine-lost' });
    expect(chat.texts).toEqual(['x', '(engine_failed)']);
    expect(chat.say('y').kinds).toEqual(['engine_start']);
    expect(chat.do({ type: 'engine_started', mode: 'fallback' }).kinds).toEqual(['engine_step']);
    expect(chat.state.engine).toBe('fallback');
  });
});

describe('a stored conversation', () => {
  it('goes on with the turn that was in flight when the page died', () => {
    const before = new Conversation().begin().say('one').say('two').state;
    const state = restoreState(structuredClone(before), before.settings);
    const chat = new Conversation({ relay: true }, state).begin();
    expect(chat.effects).toMatchObject([{ type: 'engine_step', event: { text: 'one' } }]);
    expect(chat.step().effects).toMatchObject([{ type: 'engine_step', event: { text: 'two' } }]);
  });

  it.each([null, 7, {}, { version: 99, entries: [], settings: { shop: 'stylesavvy' } }])(
    'of another shape (%j) gives a fresh one',
    (stored) => {
      const settings = { shop: 'stylesavvy', relay: true };
      expect(restoreState(stored, settings)).toMatchObject({ revision: 0, entries: [], owner: 'bot' });
    },
  );

  it('of another shop is not shown', () => {
    const other = new Conversation().begin().say('secret').state;
    expect(restoreState(other, { shop: 'bakery', relay: true }).entries).toEqual([]);
  });
});

describe('actions', () => {
  it('are applied once, even if another tab sends one again', () => {
    const chat = new Conversation().begin().do({ type: 'text_submitted', text: 'x' }, 'same');
    const { state } = chat;
    expect(chat.do({ type: 'text_submitted', text: 'x' }, 'same').state).toBe(state);
  });

  it('keep the thread at 500 entries', () => {
    const chat = new Conversation().do({ type: 'started' });
    for (let i = 0; i < 510; i++) chat.say(`text ${i}`);
    expect(chat.state.entries).toHaveLength(500);
    expect(chat.texts[0]).toBe('text 10');
  });
});

describe('an answer', () => {
  it('names the question of the FAQ that it belongs to', () => {
    const hit = { id: 'costs', entry: 7, question: 'What does shipping cost?', score: 0.9 };
    const chat = new Conversation()
      .begin()
      .say('postage?')
      .step({ hit, hits: [hit] });
    expect(chat.state.entries.at(-1)).toMatchObject({ kind: 'bot', entry: 'costs', question: hit.question });
  });
});

describe('an assistant that only watches', () => {
  const shadow = { relay: true, bot: { mode: 'shadow' as const, topics: [], ring: [] } };

  it('shows no answer, and says once that a person can be asked for', () => {
    const chat = new Conversation(shadow).begin();
    chat.say('How long does delivery take?').step({ silent: true }, 'Two days.');
    chat.say('And abroad?').step({ silent: true, action: 'offer_human', humanOffered: true }, 'Shall I?');
    expect(chat.state.entries.filter((entry) => entry.kind === 'bot')).toEqual([]);
    expect(chat.state.entries.filter((entry) => entry.kind === 'notice')).toEqual([
      expect.objectContaining({ notice: 'bot_listens' }),
    ]);
    expect(chat.state.offer).toBeNull();
  });

  it('offers the person who was asked for', () => {
    const chat = new Conversation(shadow).begin();
    chat.say('a person please').step({ action: 'offer_human', humanOffered: true }, 'Shall I?');
    expect(chat.state.offer).toEqual(expect.objectContaining({ open: true }));
  });
});
