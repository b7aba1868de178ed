import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatInput, Effect } from '../../../web/chat/actions';
import { reduce } from '../../../web/chat/reduce';
import { freshState, type ChatState } from '../../../web/chat/state';
import type { Decision } from '../../../web/chat/types';
import { decision, KEY } from './support/conversation';

const text = fc.string({ maxLength: 12 });
const actions: Decision['action'][] = [
  'answer',
  'suggest',
  'clarify',
  'dont_know',
  'offer_human',
  'hand_off',
  'forward',
];
const owners = ['bot', 'queue', 'agent', 'closed'] as const;

/** What can happen; a reply of the engine is matched to the turn in flight when it is applied. */
type Event = ChatInput | { type: 'engine_replies'; decision: Decision } | { type: 'engine_fails' };

const seq = fc.integer({ min: 0, max: 6 });
const id = fc.constantFrom('a', 'b', 'c');
const news: fc.Arbitrary<ChatInput> = fc
  .oneof(
    fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom('connecting', 'online', 'offline', 'refused'),
    }),
    fc.record({
      kind: fc.constant('welcome' as const),
      epoch: fc.constantFrom(null, 'e1', 'e2'),
      head: seq,
      owner: fc.constantFrom(...owners),
      reset: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('ack' as const), id, seq, epoch: fc.constantFrom('e1', 'e2') }),
    fc.record({ kind: fc.constant('error' as const), id, code: fc.constant('rate_limited'), temporary: fc.boolean() }),
    fc.record({ kind: fc.constant('typing' as const) }),
    fc.tuple(seq, fc.constantFrom(...owners), fc.constantFrom(...owners)).map(([seq, from, to]) => ({
      kind: 'event' as const,
      event: { kind: 'owner' as const, seq, at: 1, from, to, reason: '', confidence: null, mood: null },
    })),
  )
  .map((one) => ({ type: 'relay', news: one }) as ChatInput);

const anything: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<ChatInput>(
    { type: 'started' },
    { type: 'person_asked' },
    { type: 'consent_declined' },
    { type: 'handoff_cancelled' },
    { type: 'conversation_ended' },
    { type: 'link_retried' },
    { type: 'erase_asked' },
    { type: 'email_left', email: 'ada@example.com' },
    { type: 'engine_started', mode: 'wasm' },
    { type: 'engine_started', mode: 'fallback' },
    { type: 'engine_lost' },
    { type: 'timer_fired', timer: 'resend' },
    { type: 'timer_fired', timer: 'typing' },
  ),
  text.map((value): ChatInput => ({ type: 'text_submitted', text: value })),
  text.map((question): ChatInput => ({ type: 'suggestion_chosen', question, entry: 1 })),
  id.map((entry): ChatInput => ({ type: 'message_retried', entry })),
  id.map((entry): ChatInput => ({ type: 'answer_declined', entry })),
  fc
    .record({ action: fc.constantFrom(...actions), humanOffered: fc.boolean() })
    .map((change): Event => ({ type: 'engine_replies', decision: decision(change) })),
  fc.constant<Event>({ type: 'engine_fails' }),
  news,
);

const consent: ChatInput = { type: 'consent_given', mood: true, email: null, key: KEY };

function resolve(event: Event, state: ChatState): ChatInput {
  const turn = state.inFlight?.id ?? 'none';
  switch (event.type) {
    case 'engine_replies':
      return { type: 'stepped', turn, step: { decision: event.decision, state: 's' }, text: 'words' };
    case 'engine_fails':
      return { type: 'step_failed', turn, code: 'engine-timeout' };
    default:
      return event;
  }
}

function run(events: Event[]): { state: ChatState; effects: Effect[] } {
  let state = freshState({ shop: 'stylesavvy', relay: true });
  const effects: Effect[] = [];
  events.forEach((event, index) => {
    const [next, made] = reduce(state, { ...resolve(event, state), at: index, id: `n${index}` });
    state = next;
    effects.push(...made);
  });
  return { state, effects };
}

const leaves = (effect: Effect) => effect.type === 'wire_open' || effect.type === 'wire_send';

describe('before the visitor agrees', () => {
  it('nothing that happens, in any order, opens the link or sends anything', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (events) => {
        expect(run(events).effects.filter(leaves)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('an agreement that was never asked for counts for nothing', () => {
    const started: Event[] = [{ type: 'started' }, { type: 'text_submitted', text: 'hello' }];
    expect(run([...started, consent]).effects.filter(leaves)).toEqual([]);
    expect(run([...started, { type: 'person_asked' }, consent]).effects.filter(leaves)).toHaveLength(1);
  });
});

describe('after it', () => {
  const mixed = fc.array(fc.oneof({ weight: 6, arbitrary: anything }, { weight: 1, arbitrary: fc.constant(consent) }), {
    maxLength: 60,
  });

  it('the state stays sound: entries and commands have their own ids, one turn is in flight', () => {
    fc.assert(
      fc.property(mixed, (events) => {
        const { state } = run(events);
        expect(new Set(state.entries.map((entry) => entry.id)).size).toBe(state.entries.length);
        expect(new Set(state.outbox.map((item) => item.command.id)).size).toBe(state.outbox.length);
        if (state.owner === 'requested') expect(state.key).not.toBeNull();
        if (state.waiting.length > 0 && state.inFlight === null) expect(['idle', 'starting']).toContain(state.engine);
      }),
      { numRuns: 500 },
    );
  });

  it('the state is plain data: stored and read again it is the same', () => {
    fc.assert(
      fc.property(mixed, (events) => {
        const { state } = run(events);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
    );
  });

  it('a visitor’s message is called sent only where the relay said so', () => {
    fc.assert(
      fc.property(mixed, (events) => {
        const { state } = run(events);
        const open = new Set(state.outbox.map((item) => item.command.id));
        for (const entry of state.entries) {
          if (entry.kind === 'visitor' && open.has(entry.id)) expect(entry.delivery).toBe('sending');
        }
      }),
    );
  });
});
