import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFrame } from '../../../web/console/protocol';
import { morning } from './support/conversations';
import { NOW } from './support/harness';

function parse(frame: object): ReturnType<typeof parseFrame> {
  return parseFrame(JSON.stringify(frame));
}

describe('frames of the agent socket', () => {
  it('are read as the relay sends them', () => {
    const conversations = morning(NOW).map((story) => story.summary);
    expect(parse({ type: 'list', conversations })).toEqual({ kind: 'frame', frame: { type: 'list', conversations } });
    for (const { summary, events } of morning(NOW)) {
      for (const event of events) {
        const frame = { type: 'event', conversation: summary.id, event };
        expect(parse({ type: 'event', conversation: summary.id, ...event })).toEqual({ kind: 'frame', frame });
      }
    }
  });

  it('name the field that is wrong, and never its content', () => {
    const [first] = morning(NOW);
    const bad = parse({ type: 'list', conversations: [{ ...first?.summary, owner: 'my secret' }] });
    const problem = 'list: conversations[0].owner: expected bot | queue | agent | closed';
    expect(bad).toEqual({ kind: 'invalid', problem });
    expect(parseFrame('{"type":')).toEqual({ kind: 'invalid', problem: 'the frame is not JSON' });
    expect(parseFrame('[]')).toEqual({ kind: 'invalid', problem: 'frame: expected an object' });
    expect(parse({ type: 'toString' })).toEqual({ kind: 'unknown', type: 'toString' });
  });

  it('keep a message whose mood is malformed, without the mood', () => {
    const common = { type: 'event', conversation: 'c', seq: 1, at: NOW, kind: 'message', id: 'm', from: 'visitor' };
    const parsed = parse({ ...common, text: 'hi', entry: null, mood: { label: 'upset', upset: 'very' } });
    expect(parsed).toMatchObject({ kind: 'frame', frame: { event: { text: 'hi', mood: null, client_at: NOW } } });
  });

  it('never throw, whatever comes', () => {
    const types = fc.constantFrom('welcome', 'list', 'summary', 'opened', 'event', 'ack', 'error', 'heartbeat');
    const frames = fc.tuple(types, fc.object()).map(([type, rest]) => JSON.stringify({ ...rest, type }));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), frames), (text) => {
        expect(['frame', 'unknown', 'invalid']).toContain(parseFrame(text).kind);
      }),
    );
  });
});
