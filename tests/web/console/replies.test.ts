import { describe, expect, it } from 'vitest';
import type { RelayEvent } from '../../../web/chat/types';
import { REPLY_LIMIT } from '../../../web/console/model';
import { repliesOf, rows } from '../../../web/console/selectors';
import { jonas, mara, StoryBuilder } from './support/conversations';
import { Harness, NOW } from './support/harness';

const story = new StoryBuilder('mine', NOW)
  .message('visitor', 'hello', NOW)
  .owner('queue', NOW)
  .owner('agent', NOW, { agent: mara })
  .build();
const id = story.summary.id;

function event(seq: number, messageId: string, text: string): RelayEvent {
  const common = { kind: 'message', seq, at: NOW, from: 'agent', entry: null, mood: null, client_at: NOW } as const;
  return { ...common, id: messageId, text, agent: { id: mara.id, name: mara.name } };
}

function statuses(harness: Harness): string[] {
  return harness.state.outbox.map((reply) => `${reply.id} ${reply.status}`);
}

describe('a reply', () => {
  it('is sent, drawn as sent on its ack only, and shown once when its event comes', () => {
    const harness = new Harness().reading(story).write(id, '  good morning ', 'r1');
    expect(harness.sent).toEqual([{ type: 'reply', id: 'r1', conversation: id, at: NOW, text: 'good morning' }]);
    expect(harness.state.drafts[id]).toBeUndefined();
    expect(statuses(harness)).toEqual(['r1 sending']);
    harness.frame({ type: 'ack', id: 'r1', conversation: id, seq: 4 });
    expect(statuses(harness)).toEqual(['r1 sent']);
    harness.frame({ type: 'event', conversation: id, event: event(4, 'r1', 'good morning') });
    expect(harness.state.outbox).toEqual([]);
    const shown = rows(harness.state.threads[id]?.events ?? [], repliesOf(harness.state, id));
    expect(shown.filter((row) => row.key === 'reply-r1')).toHaveLength(1);
  });

  it('keeps line ends and loses the control characters that a paste may carry', () => {
    const harness = new Harness().reading(story).write(id, 'one\u000btwo\nthree\u0001', 'r1');
    expect(harness.sent).toEqual([expect.objectContaining({ type: 'reply', text: 'one two\nthree' })]);
  });

  it('leaves the outbox also where the event comes before the ack', () => {
    const harness = new Harness().reading(story).write(id, 'hi', 'r1');
    harness.frame({ type: 'event', conversation: id, event: event(4, 'r1', 'hi') });
    harness.frame({ type: 'ack', id: 'r1', conversation: id, seq: 4 });
    expect(harness.state.outbox).toEqual([]);
  });

  it('goes out again with its own id on every new connection until it is acknowledged', () => {
    const harness = new Harness().reading(story).write(id, 'one', 'r1').write(id, 'two', 'r2');
    harness.frame({ type: 'ack', id: 'r1', conversation: id, seq: 4 });
    harness.do({ type: 'link_lost', code: 1006, retryInMs: 500, welcomed: true }).write(id, 'three', 'r3');
    expect(harness.sent).toEqual([]);
    const again = harness.welcome().sent;
    expect(again[0]).toMatchObject({ type: 'open', cursor: 3 });
    expect(again.slice(1).map((frame) => 'id' in frame && frame.id)).toEqual(['r2', 'r3']);
  });

  it('fails with its reason, and is retried under the same id', () => {
    const harness = new Harness().reading(story).write(id, 'hi', 'r1').error('r1', 'too_large');
    expect(harness.state.outbox[0]).toMatchObject({ status: 'failed', code: 'too_large' });
    harness.do({ type: 'retry_asked', id: 'r1' });
    expect(statuses(harness)).toEqual(['r1 sending']);
    expect(harness.sent).toMatchObject([{ type: 'reply', id: 'r1', text: 'hi' }]);
  });

  it('is tried again by itself after a temporary error, for the time that the relay names, and not for ever', () => {
    const harness = new Harness().reading(story).write(id, 'hi', 'r1').error('r1', 'rate_limited', true, 7000);
    const action = { type: 'resend_due', id: 'r1' } as const;
    expect(harness.effects).toEqual([{ kind: 'later', ms: 7000, action }]);
    expect(harness.do(action).sent).toMatchObject([{ type: 'reply', id: 'r1' }]);
    harness.error('r1', 'rate_limited', true).error('r1', 'rate_limited', true);
    expect(statuses(harness)).toEqual(['r1 sending']);
    harness.error('r1', 'rate_limited', true);
    expect(statuses(harness)).toEqual(['r1 failed']);
  });

  it('names the agent who was faster', () => {
    const harness = new Harness().reading(story).write(id, 'hi', 'r1').error('r1', 'already_taken');
    expect(statuses(harness)).toEqual(['r1 failed']);
    expect(harness.state.notice).toEqual({ kind: 'already_taken', conversation: id, who: null });
    harness.frame({ type: 'summary', conversation: { ...story.summary, agent: jonas } });
    expect(harness.state.conversations[id]?.agent?.name).toBe('Jonas');
  });

  it('comes back into the box before what is written there', () => {
    const harness = new Harness().reading(story).write(id, 'first', 'r1').error('r1', 'too_large');
    harness.do({ type: 'drafted', conversation: id, text: 'second' }).do({ type: 'discard_asked', id: 'r1' });
    expect(harness.state.drafts[id]).toBe('first\nsecond');
    expect(harness.state.outbox).toEqual([]);
  });

  it('is not sent empty, too long by code points, or where the agent may not', () => {
    const harness = new Harness().reading(story);
    expect(harness.write(id, ' \n ', 'r1').sent).toEqual([]);
    expect(harness.write(id, '🧥'.repeat(REPLY_LIMIT + 1), 'r2').sent).toEqual([]);
    expect(harness.write(id, '🧥'.repeat(REPLY_LIMIT), 'r3').sent).toHaveLength(1);
    harness.frame({ type: 'summary', conversation: { ...story.summary, agent: jonas } });
    expect(harness.write(id, 'mine?', 'r4').sent).toEqual([]);
    expect(harness.state.drafts[id]).toBe('mine?');
  });
});

describe('a draft', () => {
  it('tells the visitor that someone types, at most every three seconds', () => {
    const harness = new Harness().reading(story).do({ type: 'drafted', conversation: id, text: 'h' });
    expect(harness.sent).toEqual([{ type: 'typing', conversation: id }]);
    harness.now += 2999;
    expect(harness.do({ type: 'drafted', conversation: id, text: 'he' }).sent).toEqual([]);
    harness.now += 1;
    expect(harness.do({ type: 'drafted', conversation: id, text: 'hel' }).sent).toHaveLength(1);
  });

  it('says nothing to a visitor whom nobody has taken yet', () => {
    const queued = new StoryBuilder('queued', NOW).message('visitor', 'hello', NOW).owner('queue', NOW).build();
    const harness = new Harness().reading(queued);
    expect(harness.do({ type: 'drafted', conversation: queued.summary.id, text: 'h' }).sent).toEqual([]);
  });
});
