import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WireNews } from '../../../web/chat/types';
import { parseMood, parseVisitorFrame } from '../../../web/wire/frames';
import { createWire } from '../../../web/wire/relay-wire';
import { FakeSurroundings } from './support/fake-surroundings';

const names = ['type', 'seq', 'at', 'kind', 'id', 'from', 'to', 'text', 'mood', 'entry', 'client_at', 'agent'];
const moreNames = ['epoch', 'head', 'owner', 'reset', 'heartbeat_s', 'code', 'temporary', 'reason', 'email'];
const types = ['welcome', 'ack', 'event', 'heartbeat', 'typing', 'ping', 'pong', 'error', '__proto__'];
const nearFrame = fc
  .dictionary(fc.constantFrom(...names, ...moreNames), fc.oneof(fc.jsonValue(), fc.nat(6), fc.constant('bot')), {
    noNullPrototype: true,
  })
  .chain((fields) => fc.constantFrom(...types).map((type) => JSON.stringify({ ...fields, type })));
const anyData = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  nearFrame,
  fc.constant(undefined),
  fc.constant(new ArrayBuffer(3)),
);
/** Events that mostly fit, so that order is tried as well as form. */
const event = fc.record({
  type: fc.constant('event'),
  seq: fc.integer({ min: 0, max: 12 }),
  at: fc.nat(),
  kind: fc.constantFrom('message', 'contact', 'note'),
  id: fc.string(),
  from: fc.constantFrom('visitor', 'agent'),
  text: fc.string(),
  email: fc.string(),
  client_at: fc.nat(),
});

describe('frames from outside', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reads any bytes without throwing', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const frame = parseVisitorFrame(data);
        expect(frame === null || types.includes(frame.type)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('never shows an event twice or out of order, whatever arrives', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            anyData,
            event.map((frame) => JSON.stringify(frame)),
          ),
          { maxLength: 60 },
        ),
        (all) => {
          const world = new FakeSurroundings();
          const news: WireNews[] = [];
          const onNews = (item: WireNews) => void news.push(item);
          const wire = createWire({ relay: 'ws://r', shop: 's', onNews, surroundings: world });
          wire.open({ id: 'c', secret: 's' }, { epoch: null, cursor: 0 });
          world.socket.accept();
          for (const data of all) world.socket.onmessage?.({ data });
          wire.close();
          let last = 0;
          for (const item of news) {
            if (item.kind === 'welcome' && item.reset) last = 0;
            if (item.kind !== 'event') continue;
            expect(item.event.seq).toBeGreaterThan(last);
            last = item.event.seq;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a mood from outside', () => {
  const mood = { label: 'upset', upset: 0.7, distressed: 0.1, confused: 0, neutral: 0.1, happy: 0.1, grateful: 0 };

  it('is taken field by field', () => {
    expect(parseMood({ ...mood, intensity: 0.5, more: '<script>' })).toEqual({ ...mood, intensity: 0.5 });
  });

  it.each([
    ['a chance above 1', { ...mood, intensity: 0.5, upset: 1.1 }],
    ['no intensity', mood],
    ['a chance in words', { ...mood, intensity: 0.5, happy: 'very' }],
    ['nothing', null],
  ])('counts as left out with %s', (_, value) => {
    expect(parseMood(value)).toBeNull();
  });
});
