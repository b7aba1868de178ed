import { beforeEach, describe, expect, it } from 'vitest';
import { AgentLink, type Clock, type SocketLike } from '../../../web/console/agent-link';
import type { LinkAction } from '../../../web/console/model';
import { mara } from './support/conversations';

class FakeClock implements Clock {
  #now = 0;
  #next = 1;
  readonly #timers = new Map<number, { at: number; run: () => void }>();

  now(): number {
    return this.#now;
  }

  setTimeout(run: () => void, ms: number): number {
    this.#timers.set(this.#next, { at: this.#now + ms, run });
    return this.#next++;
  }

  clearTimeout(timer: number): void {
    this.#timers.delete(timer);
  }

  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, one]) => one.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (due === undefined) break;
      this.#timers.delete(due[0]);
      this.#now = due[1].at;
      due[1].run();
    }
    this.#now = end;
  }
}

class FakeSocket implements SocketLike {
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  readonly sent: string[] = [];
  closed = false;

  send(data: string): void {
    this.sent.push(data);
  }

  close(): void {
    this.closed = true;
  }

  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  welcome(): void {
    this.say({ type: 'welcome', agent: mara, shop: { id: 's', name: 'S' }, heartbeat_s: 20 });
  }
}

let clock: FakeClock;
let sockets: FakeSocket[];
let told: LinkAction[];
let link: AgentLink;

beforeEach(() => {
  [clock, sockets, told] = [new FakeClock(), [], []];
  link = new AgentLink({
    url: 'ws://relay/v1/agent',
    clock,
    random: () => 1,
    makeSocket: () => {
      sockets.push(new FakeSocket());
      return last();
    },
    tell: (action) => told.push(action),
  });
});

function last(): FakeSocket {
  const socket = sockets.at(-1);
  if (socket === undefined) throw new Error('no socket was made');
  return socket;
}

describe('the agent link', () => {
  it('sends only on a welcomed connection', () => {
    link.connect();
    expect(link.send({ type: 'ping' })).toBe(false);
    last().welcome();
    expect(link.send({ type: 'ping' })).toBe(true);
    expect(last().sent).toEqual(['{"type":"ping"}']);
  });

  it('waits twice as long after each failure, half a minute at most, and starts small after a welcome', () => {
    link.connect();
    const waits: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      last().onclose?.({ code: 1006 });
      const lost = told.at(-1);
      if (lost?.type !== 'link_lost') throw new Error(`expected link_lost, got ${String(lost?.type)}`);
      expect(lost.welcomed).toBe(false);
      waits.push(lost.retryInMs);
      clock.pass(lost.retryInMs);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
    last().welcome();
    last().onclose?.({ code: 4002 });
    expect(told.at(-1)).toEqual({ type: 'link_lost', code: 4002, retryInMs: 500, welcomed: true });
  });

  it('gives up a connection on which nothing was heard for two and a half heartbeats', () => {
    link.connect();
    last().welcome();
    clock.pass(49_000);
    last().say({ type: 'heartbeat' });
    clock.pass(49_999);
    expect(last().closed).toBe(false);
    clock.pass(1);
    expect(sockets[0]?.closed).toBe(true);
    expect(told.at(-1)).toMatchObject({ type: 'link_lost', code: 1006, welcomed: true });
    clock.pass(500);
    expect(sockets).toHaveLength(2);
  });

  it('does not wait for ever for a welcome', () => {
    link.connect();
    clock.pass(10_000);
    expect(told.at(-1)).toMatchObject({ type: 'link_lost', welcomed: false });
  });

  it('hears nothing more from a socket that it has let go', () => {
    link.connect();
    last().welcome();
    clock.pass(60_000);
    const before = told.length;
    sockets[0]?.say({ type: 'heartbeat' });
    sockets[0]?.onclose?.({ code: 1006 });
    expect(told).toHaveLength(before);
  });

  it('stays away after a final close code until it is asked to connect', () => {
    link.connect();
    last().welcome();
    last().onclose?.({ code: 4401 });
    expect(told.at(-1)).toEqual({ type: 'link_refused', code: 4401 });
    clock.pass(3_600_000);
    link.nudge();
    expect(sockets).toHaveLength(1);
    link.connect();
    expect(sockets).toHaveLength(2);
  });

  it('connects at once when the page is back, and tests a link that was silent', () => {
    link.connect();
    last().onclose?.({ code: 1006 });
    link.nudge();
    expect(sockets).toHaveLength(2);
    last().welcome();
    link.nudge();
    expect(last().sent).toEqual([]);
    clock.pass(6000);
    link.nudge();
    expect(last().sent).toEqual(['{"type":"ping"}']);
    clock.pass(5000);
    expect(told.at(-1)).toMatchObject({ type: 'link_lost', code: 1006 });
  });

  it('keeps the link that answers such a test', () => {
    link.connect();
    last().welcome();
    clock.pass(6000);
    link.nudge();
    last().say({ type: 'pong' });
    clock.pass(40_000);
    expect(sockets).toHaveLength(1);
    expect(last().closed).toBe(false);
  });

  it('is quiet after a disconnect', () => {
    link.connect();
    last().welcome();
    link.disconnect();
    clock.pass(3_600_000);
    expect(sockets).toHaveLength(1);
    expect(last().closed).toBe(true);
  });

  it('names what is wrong with a frame, and passes over types that it does not know', () => {
    link.connect();
    last().welcome();
    last().say({ type: 'opened', conversation: 'c', epoch: 'e', head: -1, reset: false });
    expect(told.at(-1)).toEqual({ type: 'bad_frame', problem: 'opened: head: expected a whole number' });
    const before = told.length;
    last().say({ type: 'weather' });
    expect(told).toHaveLength(before);
  });
});
