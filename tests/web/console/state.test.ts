import { describe, expect, it } from 'vitest';
import type { RelayEvent } from '../../../web/chat/types';
import { emptyMemory } from '../../../web/console/model';
import { groups, isUnread, rows, waitingCount } from '../../../web/console/selectors';
import { jonas, mara, morning, StoryBuilder, tornDress } from './support/conversations';
import { Harness, NOW, shop } from './support/harness';

const waiting = tornDress(NOW);
const id = waiting.summary.id;
const taken = new StoryBuilder('taken', NOW)
  .message('visitor', 'hello', NOW)
  .owner('queue', NOW, { reason: 'asked for a person' })
  .owner('agent', NOW, { agent: mara })
  .build();
const mine = taken.summary.id;

function agentEvent(seq: number, messageId: string, text: string): RelayEvent {
  const agent = { id: mara.id, name: mara.name };
  const common = { kind: 'message', seq, at: NOW, from: 'agent', entry: null, mood: null, client_at: NOW } as const;
  return { ...common, id: messageId, text, agent };
}

describe('a session', () => {
  it('connects once the relay says who is logged in', () => {
    const harness = new Harness().signIn();
    expect(harness.state.session.kind).toBe('signed_in');
    expect(harness.effects).toContainEqual({ kind: 'connect' });
  });

  it('asks for the login where nobody is logged in, and where the relay is away', () => {
    expect(new Harness().do({ type: 'session_checked', who: null }).state.session.kind).toBe('signed_out');
    const away = new Harness().do({ type: 'session_unknown' }).state.session;
    expect(away).toMatchObject({ kind: 'signed_out', problem: { kind: 'unreachable' } });
  });

  it('keeps draft, outbox and thread when it runs out, for the same agent only', () => {
    const harness = new Harness().reading(taken).write(mine, 'first', 'r1');
    harness.do({ type: 'drafted', conversation: mine, text: 'half a sent' });
    harness.do({ type: 'link_refused', code: 4401 });
    expect(harness.state.session).toMatchObject({ kind: 'signed_out', why: 'expired', email: mara.email });
    expect(harness.effects).toContainEqual({ kind: 'disconnect' });

    const same = new Harness();
    same.state = harness.state;
    same.do({ type: 'login_done', agent: mara, shop });
    expect(same.state.drafts[mine]).toBe('half a sent');
    expect(same.state.selected).toBe(mine);
    expect(same.welcome().sent).toContainEqual({ type: 'reply', id: 'r1', conversation: mine, at: NOW, text: 'first' });

    harness.do({ type: 'login_done', agent: { ...mara, id: 9 }, shop });
    expect(harness.state.drafts).toEqual({});
    expect(harness.state.outbox).toEqual([]);
    expect(harness.state.threads).toEqual({});
  });

  it('looks whether it has run out when a connection ends before its welcome, and not otherwise', () => {
    const harness = new Harness().signIn();
    harness.do({ type: 'link_lost', code: 1006, retryInMs: 500, welcomed: false });
    expect(harness.effects).toEqual([{ kind: 'check_session' }]);
    harness.do({ type: 'link_lost', code: 1006, retryInMs: 500, welcomed: true });
    expect(harness.effects).toEqual([]);
  });

  it('asks before a log-out that would lose words', () => {
    const harness = new Harness().reading(taken);
    harness.do({ type: 'drafted', conversation: mine, text: 'not yet sent' }).do({ type: 'logout_asked' });
    expect(harness.state.dialog).toBe('logout');
    expect(harness.effects).toEqual([]);
    harness.do({ type: 'logout_asked' });
    expect(harness.effects).toEqual([{ kind: 'logout' }]);
    harness.do({ type: 'logout_done' });
    expect(harness.state).toMatchObject({ ...emptyMemory, conversations: {}, selected: null });
  });
});

describe('the list', () => {
  it('has the longest waiting first, then mine, others and closed', () => {
    const harness = new Harness().signIn().welcome().list(morning(NOW));
    const shown = groups(harness.state);
    expect(shown.waiting.map((one) => one.id.slice(0, 4))).toEqual(['k3Fa', 'Zw81']);
    expect(shown.mine.map((one) => one.id.slice(0, 4))).toEqual(['h7TT']);
    expect(shown.others.map((one) => one.owner)).toEqual(['agent', 'bot']);
    expect(shown.closed).toHaveLength(1);
    expect(waitingCount(harness.state)).toBe(2);
  });

  it('announces who begins to wait, and nobody of the first list', () => {
    const harness = new Harness().signIn().welcome().list([waiting]);
    expect(harness.state.announcement).toBeNull();
    harness.frame({ type: 'summary', conversation: waiting.summary });
    expect(harness.state.announcement).toBeNull();
    harness.frame({ type: 'summary', conversation: { ...taken.summary, owner: 'queue', agent: null } });
    expect(harness.state.announcement).toEqual({ conversation: mine, count: 1 });
  });

  it('marks what the visitor said last until it was on the screen', () => {
    const harness = new Harness().signIn().welcome().list([waiting]);
    expect(isUnread(harness.state, waiting.summary)).toBe(true);
    harness.do({ type: 'selected', conversation: id }).opened(waiting).events(waiting);
    expect(isUnread(harness.state, waiting.summary)).toBe(false);
    const later = { ...waiting.summary, head: waiting.summary.head + 1 };
    expect(isUnread(harness.state, later)).toBe(true);
    expect(isUnread(harness.state, { ...later, owner: 'bot' })).toBe(false);
    const answered = { ...later, owner: 'agent', agent: mara, last: { from: 'agent', text: 'hi' } } as const;
    expect(isUnread(harness.state, answered)).toBe(false);
  });
});

describe('a thread', () => {
  it('is asked for in full, then from its cursor, and left when another is opened', () => {
    const harness = new Harness().reading(waiting, [taken]);
    harness.do({ type: 'selected', conversation: mine });
    expect(harness.sent).toEqual([
      { type: 'leave', conversation: id },
      { type: 'open', conversation: mine, cursor: 0, epoch: null },
    ]);
    harness.do({ type: 'selected', conversation: id });
    expect(harness.sent.at(-1)).toEqual({ type: 'open', conversation: id, cursor: waiting.events.length, epoch: 'e1' });
  });

  it('takes each event once and in order', () => {
    const harness = new Harness().reading(waiting).events(waiting);
    expect(harness.state.threads[id]?.events.map((event) => event.seq)).toEqual(waiting.events.map(({ seq }) => seq));
  });

  it('asks again from its cursor where an event is missing, once for each gap', () => {
    const harness = new Harness().reading(taken);
    harness.frame({ type: 'event', conversation: mine, event: agentEvent(6, 'a6', 'six') });
    expect(harness.sent).toEqual([{ type: 'open', conversation: mine, cursor: 3, epoch: 'e1' }]);
    harness.frame({ type: 'event', conversation: mine, event: agentEvent(7, 'a7', 'seven') });
    expect(harness.sent).toEqual([]);
    harness.opened(taken);
    for (const seq of [4, 5, 6]) {
      harness.frame({ type: 'event', conversation: mine, event: agentEvent(seq, `a${seq}`, '') });
    }
    expect(harness.state.threads[mine]?.cursor).toBe(6);
    expect(harness.state.threads[mine]?.incomplete).toBe(false);
  });

  it('goes on and says so where an event stays missing', () => {
    const harness = new Harness().reading(taken);
    const later = agentEvent(5, 'a5', 'five');
    for (let round = 0; round < 3; round += 1) {
      harness.frame({ type: 'event', conversation: mine, event: later });
      expect(harness.sent).toHaveLength(1);
      harness.opened(taken);
    }
    harness.frame({ type: 'event', conversation: mine, event: later });
    expect(harness.sent).toEqual([]);
    expect(harness.state.threads[mine]).toMatchObject({ cursor: 5, incomplete: true });
  });

  it('drops its copy on a reset and on another epoch', () => {
    const harness = new Harness().reading(taken).opened(taken, true);
    expect(harness.state.threads[mine]).toMatchObject({ cursor: 0, events: [] });
    harness.events(taken);
    harness.frame({ type: 'summary', conversation: { ...taken.summary, epoch: 'e2' } });
    expect(harness.state.threads[mine]?.events).toEqual([]);
    expect(harness.sent).toEqual([{ type: 'open', conversation: mine, cursor: 0, epoch: null }]);
  });

  it('starts over where the relay goes on in another epoch without saying so', () => {
    const harness = new Harness().reading(taken);
    harness.frame({ type: 'opened', conversation: mine, epoch: 'e9', head: 8, reset: false });
    expect(harness.sent).toEqual([{ type: 'open', conversation: mine, cursor: 0, epoch: 'e9' }]);
    expect(harness.state.threads[mine]?.events).toEqual([]);
  });

  it('looks again a little later where the list knows more than the thread', () => {
    const harness = new Harness().reading(taken);
    harness.frame({ type: 'summary', conversation: { ...taken.summary, head: 4 } });
    const action = { type: 'head_due', conversation: mine } as const;
    expect(harness.effects).toEqual([{ kind: 'later', ms: 2000, action }]);
    expect(harness.do(action).sent).toEqual([{ type: 'open', conversation: mine, cursor: 3, epoch: 'e1' }]);
    harness.opened(taken).frame({ type: 'event', conversation: mine, event: agentEvent(4, 'a4', 'four') });
    expect(harness.do(action).sent).toEqual([]);
  });

  it('learns of an event that was stored and never told from the heartbeat', () => {
    const harness = new Harness().reading(taken).frame({ type: 'heartbeat', of: null });
    expect(harness.effects).toEqual([]);
    harness.frame({ type: 'heartbeat', of: { conversation: mine, head: 4, epoch: 'e1' } });
    expect(harness.effects).toMatchObject([{ kind: 'later', action: { type: 'head_due', conversation: mine } }]);
    expect(harness.do({ type: 'head_due', conversation: mine }).sent).toMatchObject([{ type: 'open', cursor: 3 }]);
  });

  it('sets the assistant’s part off from the person’s, also after a return to the assistant', () => {
    const story = new StoryBuilder('parts', NOW)
      .message('visitor', 'one', NOW)
      .message('bot', 'two', NOW)
      .owner('queue', NOW)
      .message('visitor', 'three', NOW)
      .owner('bot', NOW)
      .message('bot', 'four', NOW)
      .build();
    const parts = rows(story.events, []).flatMap((row) => (row.kind === 'part' ? [row.part] : []));
    expect(parts).toEqual(['assistant', 'person', 'assistant']);
    const back = rows(story.events, []).find((row) => row.kind === 'event' && row.event.seq === 5);
    expect(back?.part).toBe('person');
  });
});

describe('a change of owner', () => {
  it('is asked once and settled by its ack', () => {
    const harness = new Harness().reading(waiting);
    harness.do({ type: 'move_asked', conversation: id, id: 'c1', move: 'take' });
    expect(harness.sent).toEqual([{ type: 'take', id: 'c1', conversation: id }]);
    harness.do({ type: 'move_asked', conversation: id, id: 'c2', move: 'take' });
    expect(harness.sent).toEqual([]);
    harness.frame({ type: 'ack', id: 'c1', conversation: id, seq: 9 });
    expect(harness.state.moves).toEqual({});
  });

  it('closes to the end or back to the assistant', () => {
    const harness = new Harness().reading(taken);
    harness.do({ type: 'move_asked', conversation: mine, id: 'c1', move: 'hand_back' });
    expect(harness.sent).toEqual([{ type: 'close', id: 'c1', conversation: mine, to: 'bot' }]);
    harness.frame({ type: 'ack', id: 'c1', conversation: mine, seq: 4 });
    harness.do({ type: 'move_asked', conversation: mine, id: 'c2', move: 'close' });
    expect(harness.sent).toEqual([{ type: 'close', id: 'c2', conversation: mine, to: 'closed' }]);
  });

  it('is given up with a word when the connection is lost first', () => {
    const harness = new Harness().reading(waiting);
    harness.do({ type: 'move_asked', conversation: id, id: 'c1', move: 'take' });
    harness.do({ type: 'link_lost', code: 1006, retryInMs: 500, welcomed: true });
    expect(harness.state.moves).toEqual({});
    expect(harness.state.notice).toEqual({ kind: 'move_unconfirmed', move: 'take' });
    expect(harness.welcome().sent.some((frame) => frame.type === 'take')).toBe(false);
  });

  it('is not possible without a connection, nor for what another agent holds', () => {
    const harness = new Harness().reading(waiting);
    harness.do({ type: 'link_lost', code: 1006, retryInMs: 500, welcomed: true });
    expect(harness.do({ type: 'move_asked', conversation: id, id: 'c1', move: 'take' }).sent).toEqual([]);
    harness.welcome().frame({ type: 'summary', conversation: { ...waiting.summary, owner: 'agent', agent: jonas } });
    expect(harness.do({ type: 'move_asked', conversation: id, id: 'c2', move: 'release' }).sent).toEqual([]);
  });
});
