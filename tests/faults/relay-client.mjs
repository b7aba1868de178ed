// A visitor's and an agent's client of the relay, small and strict: it checks the order of what it receives.
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';

export function newKey() {
  return { id: randomBytes(16).toString('base64url'), secret: randomBytes(32).toString('base64url') };
}

/** One socket: frames are kept, and can be waited for. */
export class Socket {
  constructor(url, options) {
    this.frames = [];
    this.waiting = [];
    this.ws = new WebSocket(url, options);
    this.opened = new Promise((resolve, reject) => {
      this.ws.on('open', resolve);
      this.ws.on('error', reject);
    });
    this.opened.catch(() => {});
    this.closed = new Promise((resolve) => {
      this.ws.on('close', (code, reason) => {
        this.closeCode = code;
        resolve({ code, reason: String(reason) });
        for (const one of this.waiting.splice(0))
          one.reject(new Error(`closed with ${code} ${reason} while waiting for ${one.what}`));
      });
    });
    this.ws.on('message', (data) => this.#receive(JSON.parse(String(data))));
  }

  #receive(frame) {
    this.frames.push(frame);
    this.onFrame?.(frame);
    this.waiting = this.waiting.filter((one) => {
      if (!one.test(frame)) return true;
      one.resolve(frame);
      return false;
    });
  }

  send(frame) {
    this.ws.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** The first frame, past or to come, that passes. */
  wait(what, test) {
    const past = this.frames.find(test);
    if (past) return Promise.resolve(past);
    if (this.closeCode !== undefined)
      return Promise.reject(new Error(`closed with ${this.closeCode}, waiting for ${what}`));
    return new Promise((resolve, reject) => this.waiting.push({ what, test, resolve, reject }));
  }

  type(type) {
    return this.wait(type, (frame) => frame.type === type);
  }

  /** The ack or error that names the id. */
  answer(id) {
    return this.wait(
      `an answer to ${id}`,
      (frame) => (frame.type === 'ack' || frame.type === 'error') && frame.id === id,
    );
  }

  close() {
    this.ws.close();
    return this.closed;
  }
}

/** History that must come without gap or repeat. */
class History {
  constructor() {
    this.events = [];
    this.epoch = null;
    this.repeated = 0;
  }

  get cursor() {
    return this.events.length;
  }

  reset(epoch) {
    this.events = [];
    this.epoch = epoch;
  }

  add(event) {
    if (event.seq <= this.cursor) {
      this.repeated += 1;
      return;
    }
    if (event.seq !== this.cursor + 1) throw new Error(`gap: event ${event.seq} after ${this.cursor}`);
    this.events.push(event);
  }
}

class Resumable {
  constructor() {
    this.outbox = new Map();
    this.acks = new Map();
    this.history = new History();
  }

  /** Sends now and again after each reconnect until there is an answer. */
  command(command) {
    this.outbox.set(command.id, command);
    if (this.socket?.closeCode === undefined) this.socket?.send(command);
    return command.id;
  }

  _onAnswer(frame) {
    if (frame.type === 'ack') {
      this.acks.set(frame.id, frame.seq);
      this.outbox.delete(frame.id);
    } else if (frame.type === 'error' && frame.id !== null && !frame.temporary) {
      throw new Error(`${frame.id}: ${frame.code} ${frame.message}`);
    }
  }

  /** Resolves when every command has its ack. */
  async settled() {
    for (const id of [...this.outbox.keys()]) {
      const answer = await this.socket.answer(id);
      if (answer.type === 'error') throw new Error(`${id}: ${answer.code}`);
    }
  }

  /** Resolves when the history reaches `head`. */
  async upTo(head) {
    if (this.history.cursor >= head) return;
    await this.socket.wait(
      `event ${head}`,
      (frame) => frame.type === 'event' && frame.seq === head && this.history.cursor >= head,
    );
  }
}

export class VisitorClient extends Resumable {
  constructor({ shop, origin, key = newKey() }) {
    super();
    this.shop = shop;
    this.origin = origin;
    this.key = key;
  }

  /** Connects, resumes after the cursor and sends the outbox again. */
  async connect(relay) {
    this.socket = new Socket(`ws://127.0.0.1:${relay.port}/v1/visitor`, { origin: this.origin });
    this.socket.onFrame = (frame) => {
      if (frame.type === 'welcome' && frame.reset) this.history.reset(frame.epoch);
      if (frame.type === 'welcome' && frame.epoch) this.history.epoch = frame.epoch;
      if (frame.type === 'ack') this.history.epoch = frame.epoch;
      if (frame.type === 'event') this.history.add(frame);
      this._onAnswer(frame);
    };
    await this.socket.opened;
    const { epoch, cursor } = this.history;
    this.socket.send({
      type: 'hello',
      v: 1,
      shop: this.shop,
      conversation: this.key.id,
      secret: this.key.secret,
      epoch,
      cursor,
    });
    const welcome = await this.socket.type('welcome');
    for (const command of this.outbox.values()) this.socket.send(command);
    return welcome;
  }

  handoff(id, transcript = []) {
    return this.command({
      type: 'handoff',
      id,
      at: Date.now(),
      reason: 'asked',
      confidence: null,
      mood: null,
      transcript,
    });
  }

  message(id, text) {
    return this.command({ type: 'message', id, at: Date.now(), text, mood: null });
  }
}

/** @returns the session's cookie. */
export async function login(relay, { shop, email, password }) {
  const response = await fetch(`${relay.url}/v1/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ shop, email, password }),
  });
  if (response.status !== 200) throw new Error(`login: ${response.status} ${await response.text()}`);
  return response.headers.get('set-cookie').split(';')[0];
}

/** An agent, following one conversation. */
export class AgentClient extends Resumable {
  constructor({ cookie, conversation }) {
    super();
    this.cookie = cookie;
    this.conversation = conversation;
  }

  async connect(relay) {
    this.socket = new Socket(`ws://127.0.0.1:${relay.port}/v1/agent`, {
      origin: relay.url,
      headers: { cookie: this.cookie },
    });
    this.socket.onFrame = (frame) => {
      if (frame.type === 'opened') {
        if (frame.reset) this.history.reset(frame.epoch);
        this.history.epoch = frame.epoch;
      }
      if (frame.type === 'event' && frame.conversation === this.conversation) this.history.add(frame);
      this._onAnswer(frame);
    };
    await this.socket.type('list');
    const { epoch, cursor } = this.history;
    this.socket.send({ type: 'open', conversation: this.conversation, cursor, epoch });
    const opened = await this.socket.type('opened');
    for (const command of this.outbox.values()) this.socket.send(command);
    return opened;
  }

  reply(id, text) {
    return this.command({ type: 'reply', id, conversation: this.conversation, at: Date.now(), text });
  }
}
