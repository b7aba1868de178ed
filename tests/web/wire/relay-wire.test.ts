import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WireNews } from '../../../web/chat/types';
import { createWire, type RelayWire } from '../../../web/wire/relay-wire';
import { FakeSurroundings } from './support/fake-surroundings';

const key = { id: 'c'.repeat(22), secret: 's'.repeat(43) };
const welcome = { type: 'welcome', epoch: 'e1', head: 0, owner: 'queue', reset: false, heartbeat_s: 20 };

let world: FakeSurroundings;
let news: WireNews[];
let wire: RelayWire;

function message(seq: number, text = `text ${seq}`) {
  const id = `m${seq}`;
  const rest = { at: 5, kind: 'message', id, from: 'visitor', text, mood: null, entry: null, client_at: 4 };
  return { type: 'event', seq, ...rest };
}

function seqs(): number[] {
  return news.flatMap((item) => (item.kind === 'event' ? [item.event.seq] : []));
}

function statuses(): string[] {
  return news.flatMap((item) => (item.kind === 'status' ? [item.status] : []));
}

function connect(from: { epoch: string | null; cursor: number } = { epoch: null, cursor: 0 }, greeting = {}): void {
  wire.open(key, from);
  world.socket.accept();
  world.socket.says({ ...welcome, ...greeting });
}

beforeEach(() => {
  vi.useFakeTimers();
  world = new FakeSurroundings();
  news = [];
  const relay = 'wss://relay.example/shopbell/';
  wire = createWire({ relay, shop: 'stylesavvy', onNews: (item) => news.push(item), surroundings: world });
});

afterEach(() => {
  wire.close();
  vi.useRealTimers();
});

describe('greeting', () => {
  it('opens nothing before it is asked to', () => {
    expect(world.sockets).toHaveLength(0);
    expect(world.listeners).toBe(0);
  });

  it('names the conversation in the first frame and nothing in the address', () => {
    connect({ epoch: 'e1', cursor: 7 });
    expect(world.socket.url).toBe('wss://relay.example/shopbell/v1/visitor');
    expect(world.socket.sent[0]).toEqual({
      type: 'hello',
      v: 1,
      shop: 'stylesavvy',
      conversation: key.id,
      secret: key.secret,
      epoch: 'e1',
      cursor: 7,
    });
  });

  it('is online before it tells of the welcome, so that what waits can be sent at once', () => {
    connect();
    expect(news.map((item) => (item.kind === 'status' ? item.status : item.kind))).toEqual([
      'connecting',
      'online',
      'welcome',
    ]);
  });

  it('drops commands while no relay listens', () => {
    wire.open(key, { epoch: null, cursor: 0 });
    world.socket.accept();
    wire.send({ type: 'cancel', id: 'x', at: 1 });
    expect(world.socket.sentOf('cancel')).toHaveLength(0);
    world.socket.says(welcome);
    wire.send({ type: 'cancel', id: 'x', at: 1 });
    expect(world.socket.sentOf('cancel')).toHaveLength(1);
  });

  it('takes no event before the welcome', () => {
    wire.open(key, { epoch: null, cursor: 0 });
    world.socket.accept();
    world.socket.says(message(1));
    expect(seqs()).toEqual([]);
    expect(wire.badFrames).toBe(1);
  });

  it('says that a relay cannot be reached at all where the address is no socket address', () => {
    world.openSocket = () => {
      throw new SyntaxError('bad address');
    };
    wire.open(key, { epoch: null, cursor: 0 });
    expect(statuses()).toEqual(['refused']);
  });
});

describe('order', () => {
  it('hands on events in order and each once', () => {
    connect();
    for (const seq of [1, 2, 2, 1, 3]) world.socket.says(message(seq));
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('asks once for what is missing and shows nothing out of order', () => {
    connect();
    world.socket.says(message(1));
    world.socket.says(message(3));
    world.socket.says(message(4));
    expect(seqs()).toEqual([1]);
    expect(world.socket.sentOf('resume')).toEqual([{ type: 'resume', cursor: 1 }]);
    for (const seq of [2, 3, 4]) world.socket.says(message(seq));
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it('asks again for a second gap', () => {
    connect();
    world.socket.says(message(2));
    world.socket.says(message(1));
    world.socket.says(message(3));
    expect(world.socket.sentOf('resume').map((frame) => frame['cursor'])).toEqual([0, 1]);
  });

  it('learns from a heartbeat that something is missing', () => {
    connect();
    world.socket.says({ type: 'heartbeat', head: 2, epoch: 'e1' });
    expect(world.socket.sentOf('resume')).toEqual([{ type: 'resume', cursor: 0 }]);
  });

  it('asks for nothing when a heartbeat brings nothing new', () => {
    connect();
    world.socket.says(message(1));
    world.socket.says({ type: 'heartbeat', head: 1, epoch: 'e1' });
    expect(world.socket.sentOf('resume')).toHaveLength(0);
  });

  it('starts at nought when the relay resets', () => {
    connect({ epoch: 'e0', cursor: 9 }, { reset: true, epoch: 'e2', head: 1 });
    world.socket.says(message(1));
    expect(seqs()).toEqual([1]);
  });

  it('greets anew when a heartbeat shows another epoch', () => {
    connect({ epoch: 'e1', cursor: 3 });
    world.socket.says({ type: 'heartbeat', head: 9, epoch: 'e2' });
    expect(world.sockets).toHaveLength(2);
    world.socket.accept();
    expect(world.socket.sent[0]).toMatchObject({ type: 'hello', epoch: 'e1', cursor: 3 });
  });

  it('takes the epoch of a new conversation from its first ack', () => {
    connect({ epoch: null, cursor: 0 }, { epoch: null });
    world.socket.says({ type: 'ack', id: 'h1', seq: 1, epoch: 'e7' });
    world.socket.hangsUp(1006);
    world.pass(500);
    world.socket.accept();
    expect(world.socket.sent[0]).toMatchObject({ epoch: 'e7' });
  });

  it('hands on the number alone of an event of a kind that it does not know', () => {
    connect();
    world.socket.says({ type: 'event', seq: 1, at: 1, kind: 'note' });
    world.socket.says({ type: 'event', seq: 1, at: 1, kind: 'note' });
    world.socket.says(message(2));
    expect(news.slice(-2)).toMatchObject([
      { kind: 'unknown_event', seq: 1 },
      { kind: 'event', event: { seq: 2 } },
    ]);
    expect(seqs()).toEqual([2]);
    expect(world.socket.sentOf('resume')).toHaveLength(0);
  });
});

describe('bad frames', () => {
  it.each([
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['unknown type', { type: 'gossip' }],
    ['a sequence number that is no number', { ...message(1), seq: '1' }],
    ['an owner that does not exist', { ...welcome, owner: 'manager' }],
    ['a heartbeat rate of nought', { ...welcome, heartbeat_s: 0 }],
    ['a text that is no text', { ...message(1), text: { html: '<b>' } }],
  ])('ignores and counts %s', (_, frame) => {
    connect();
    const before = news.length;
    world.socket.says(frame);
    expect(news).toHaveLength(before);
    expect(wire.badFrames).toBe(1);
    world.socket.says(message(1));
    expect(seqs()).toEqual([1]);
  });

  it('counts bytes that are no text', () => {
    connect();
    world.socket.onmessage?.({ data: new ArrayBuffer(8) });
    expect(wire.badFrames).toBe(1);
  });
});

describe('a lost link', () => {
  it('connects again with growing pauses and resumes from the cursor', () => {
    connect();
    world.socket.says(message(1));
    world.socket.hangsUp(1006);
    expect(statuses().at(-1)).toBe('offline');
    world.pass(249);
    expect(world.sockets).toHaveLength(1);
    world.pass(1);
    expect(world.sockets).toHaveLength(2);
    world.socket.hangsUp(1006);
    world.pass(499);
    expect(world.sockets).toHaveLength(2);
    world.pass(1);
    world.socket.accept();
    expect(world.socket.sent[0]).toMatchObject({ type: 'hello', epoch: 'e1', cursor: 1 });
  });

  it('never waits longer than half a minute', () => {
    world.chance = 0.999;
    wire.open(key, { epoch: null, cursor: 0 });
    const pauses = Array.from({ length: 12 }, () => {
      const { length } = world.sockets;
      const start = Date.now();
      world.socket.hangsUp(1006);
      vi.advanceTimersToNextTimer();
      expect(world.sockets).toHaveLength(length + 1);
      return Date.now() - start;
    });
    expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  });

  it('gives up a relay that accepts and says nothing', () => {
    wire.open(key, { epoch: null, cursor: 0 });
    world.socket.accept();
    const silent = world.socket;
    world.pass(10_000);
    expect(silent.closedWith).not.toBeNull();
    expect(statuses().at(-1)).toBe('offline');
  });

  it('takes two and a half silent heartbeats for a dead link', () => {
    connect();
    const dead = world.socket;
    world.pass(49_999);
    expect(statuses().at(-1)).toBe('online');
    world.pass(1);
    expect(statuses().at(-1)).toBe('offline');
    world.pass(500);
    expect(world.sockets).toHaveLength(2);
    dead.says(message(1));
    expect(seqs()).toEqual([]);
  });

  it('counts any frame as a sign of life', () => {
    connect();
    for (let round = 0; round < 5; round++) {
      world.pass(40_000);
      world.socket.says({ type: 'pong' });
    }
    expect(world.sockets).toHaveLength(1);
  });

  it('answers a ping', () => {
    connect();
    world.socket.says({ type: 'ping' });
    world.socket.says('{"type": "ping", "extra": 1}');
    expect(world.socket.sentOf('pong')).toHaveLength(2);
  });

  it.each([4400, 4401, 4403, 4404, 4408, 4410])('does not come back after %i', (code) => {
    connect();
    world.socket.hangsUp(code);
    expect(news.at(-1)).toEqual({ kind: 'status', status: 'refused', code });
    world.pass(600_000);
    world.wake();
    expect(world.sockets).toHaveLength(1);
  });

  it.each([1000, 1006, 4001, 4002, 4003, 4399, 5000])('comes back after %i', (code) => {
    connect();
    world.socket.hangsUp(code);
    world.pass(500);
    expect(world.sockets).toHaveLength(2);
  });

  it('keeps its pauses growing while a relay takes it in and throws it out', () => {
    connect();
    for (const pause of [250, 500, 1000, 2000]) {
      world.socket.hangsUp(4002);
      const { length } = world.sockets;
      world.pass(pause - 1);
      expect(world.sockets).toHaveLength(length);
      world.pass(1);
      world.socket.accept();
      world.socket.says(welcome);
    }
  });

  it('starts the pauses anew after a link that lasted', () => {
    connect();
    for (let round = 0; round < 3; round++) {
      world.pass(10_000);
      world.socket.hangsUp(1006);
      world.pass(250);
      world.socket.accept();
      world.socket.says(welcome);
    }
    expect(world.sockets).toHaveLength(4);
  });
});

describe('waking', () => {
  it('connects at once instead of waiting', () => {
    connect();
    world.socket.hangsUp(1006);
    world.wake();
    expect(world.sockets).toHaveLength(2);
  });

  it('finds a link dead that does not answer a ping', () => {
    connect();
    world.wake();
    expect(world.socket.sentOf('ping')).toHaveLength(1);
    world.pass(5_000);
    expect(statuses().at(-1)).toBe('offline');
  });

  it('keeps a link that answers', () => {
    connect();
    world.wake();
    world.socket.says({ type: 'pong' });
    world.pass(5_000);
    expect(statuses().at(-1)).toBe('online');
  });

  it('leaves a connecting socket alone', () => {
    wire.open(key, { epoch: null, cursor: 0 });
    world.wake();
    expect(world.sockets).toHaveLength(1);
  });
});

describe('closing', () => {
  it('ends the socket, the timers and the listening', () => {
    connect();
    const last = world.socket;
    wire.close();
    expect(last.closedWith).toBe(1000);
    expect(world.listeners).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    world.wake();
    expect(world.sockets).toHaveLength(1);
  });

  it('leaves the old conversation behind when another is opened', () => {
    connect();
    const old = world.socket;
    wire.open({ ...key, id: 'd'.repeat(22) }, { epoch: null, cursor: 0 });
    world.socket.accept();
    old.says(message(1));
    expect(seqs()).toEqual([]);
    expect(world.socket.sent[0]).toMatchObject({ conversation: 'd'.repeat(22) });
  });
});

describe('news', () => {
  it('tells of acks, errors and typing', () => {
    connect();
    world.socket.says({ type: 'ack', id: 'm1', seq: 3, epoch: 'e1' });
    world.socket.says({ type: 'typing', from: 'agent' });
    world.socket.says({ type: 'error', id: 'm2', code: 'id_reused', temporary: false, message: 'words' });
    world.socket.says({ type: 'error', code: 'bad_frame', temporary: false, message: 'words' });
    expect(news.slice(3)).toEqual([
      { kind: 'ack', id: 'm1', seq: 3, epoch: 'e1' },
      { kind: 'typing' },
      { kind: 'error', id: 'm2', code: 'id_reused', temporary: false },
      { kind: 'error', id: null, code: 'bad_frame', temporary: false },
    ]);
  });
});

describe('presence', () => {
  const unknown = { agents: 'unknown', hours: 'unknown', replyBy: null, waitSeconds: null };

  it('asks without cookies and without words', async () => {
    world.respond = () =>
      Promise.resolve(Response.json({ agents: 'online', hours: 'open', reply_by: null, wait_s: 40 }));
    await expect(wire.presence()).resolves.toEqual({ agents: 'online', hours: 'open', replyBy: null, waitSeconds: 40 });
    expect(world.requests[0]?.url).toBe('https://relay.example/shopbell/v1/presence?shop=stylesavvy');
    expect(world.requests[0]?.init.credentials).toBe('omit');
    expect(world.requests[0]?.init.body).toBeUndefined();
    expect(world.sockets).toHaveLength(0);
  });

  it.each([
    ['the relay is away', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the shop is unknown', () => Promise.resolve(new Response('no', { status: 404 }))],
    ['the answer is no JSON', () => Promise.resolve(new Response('<html>'))],
    ['the answer is something else', () => Promise.resolve(Response.json(['online']))],
  ])('knows nothing when %s', async (_, respond) => {
    world.respond = respond;
    await expect(wire.presence()).resolves.toEqual(unknown);
  });

  it('keeps what it understands of a half-broken answer', async () => {
    world.respond = () => Promise.resolve(Response.json({ agents: 'online', hours: 5, wait_s: 'soon' }));
    await expect(wire.presence()).resolves.toEqual({ ...unknown, agents: 'online' });
  });

  it('gives up after three seconds', async () => {
    world.respond = () =>
      new Promise((_, reject) => {
        const { signal } = world.requests.at(-1)?.init ?? {};
        signal?.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError')));
      });
    const reading = wire.presence();
    await vi.advanceTimersByTimeAsync(3_000);
    await expect(reading).resolves.toEqual(unknown);
  });
});
