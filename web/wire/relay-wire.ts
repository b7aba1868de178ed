import type { ConversationKey, Wire, WireCommand, WireNews } from '../chat/types';
import { parseVisitorFrame, type VisitorFrame } from './frames';
import { Link } from './link';
import { browserSurroundings, type Surroundings } from './ports';
import { fetchPresence, relayBase } from './presence';

export interface WireOptions {
  /** `wss://host[:port][/prefix]` */
  relay: string;
  shop: string;
  /** Called in order, never from within {@link Wire.open} of an older conversation. */
  onNews(news: WireNews): void;
  /** The page's own unless a test brings others. */
  surroundings?: Surroundings;
}

/** A visitor's link to the relay, as docs/protocol.md has it. */
export interface RelayWire extends Wire {
  /** Frames that were not the protocol's, since the start; they are ignored. */
  readonly badFrames: number;
}

/** Makes the visitor's link to the relay; nothing is opened or asked before a call says so. */
export function createWire(options: WireOptions): RelayWire {
  return new VisitorWire(options);
}

class VisitorWire implements RelayWire {
  badFrames = 0;
  private readonly options: WireOptions;
  private readonly around: Surroundings;
  private readonly link: Link;
  private key: ConversationKey | null = null;
  private epoch: string | null = null;
  private cursor = 0;
  /** The cursor of the last `resume`: a gap is asked for once, and again only by the next heartbeat. */
  private asked: number | null = null;

  constructor(options: WireOptions) {
    this.options = options;
    this.around = options.surroundings ?? browserSurroundings();
    this.link = new Link(`${relayBase(options.relay)}/v1/visitor`, this.around, {
      opened: () => this.greet(),
      frame: (data) => this.read(data),
      status: (status, code) => this.tell({ kind: 'status', status, ...(code === undefined ? {} : { code }) }),
    });
  }

  open(key: ConversationKey, from: { epoch: string | null; cursor: number }): void {
    this.key = key;
    this.epoch = from.epoch;
    this.cursor = from.cursor;
    this.link.open();
  }

  send(command: WireCommand): void {
    if (this.link.online) this.link.send(command);
  }

  close(): void {
    this.key = null;
    this.link.close();
  }

  presence(): ReturnType<Wire['presence']> {
    return fetchPresence(this.options.relay, this.options.shop, this.around);
  }

  private greet(): void {
    if (this.key === null) return;
    const { id: conversation, secret } = this.key;
    const { epoch, cursor } = this;
    this.asked = null;
    this.link.send({ type: 'hello', v: 1, shop: this.options.shop, conversation, secret, epoch, cursor });
  }

  private read(data: unknown): void {
    const frame = parseVisitorFrame(data);
    if (frame === null) {
      this.badFrames++;
      return;
    }
    // Before the welcome only a welcome or a refusal makes sense.
    if (frame.type === 'welcome') this.welcome(frame);
    else if (this.link.online || frame.type === 'error') this.follow(frame);
    else this.badFrames++;
  }

  private welcome(frame: Extract<VisitorFrame, { type: 'welcome' }>): void {
    const { epoch, head, owner, reset } = frame;
    this.epoch = epoch;
    if (reset) this.cursor = 0;
    this.link.established(frame.heartbeatSeconds);
    this.tell({ kind: 'welcome', epoch, head, owner, reset });
  }

  private follow(frame: Exclude<VisitorFrame, { type: 'welcome' }>): void {
    switch (frame.type) {
      case 'ack':
        this.epoch ??= frame.epoch;
        this.tell({ kind: 'ack', id: frame.id, seq: frame.seq, epoch: frame.epoch });
        return;
      case 'event':
        this.take(frame);
        return;
      case 'heartbeat':
        this.compare(frame);
        return;
      case 'typing':
        this.tell({ kind: 'typing' });
        return;
      case 'error':
        this.tell({ kind: 'error', id: frame.id, code: frame.code, temporary: frame.temporary });
        return;
      case 'ping':
        this.link.send({ type: 'pong' });
        return;
      case 'pong':
        return;
    }
  }

  private take(frame: Extract<VisitorFrame, { type: 'event' }>): void {
    if (frame.seq <= this.cursor) return; // shown before
    if (frame.seq > this.cursor + 1) {
      if (this.asked !== this.cursor) this.resume();
      return;
    }
    this.cursor = frame.seq;
    if (frame.event === null) this.tell({ kind: 'unknown_event', seq: frame.seq });
    else this.tell({ kind: 'event', event: frame.event });
  }

  private compare(frame: Extract<VisitorFrame, { type: 'heartbeat' }>): void {
    if (this.epoch !== null && frame.epoch !== this.epoch) {
      // Restored or erased: greeting with the old epoch brings the history anew.
      this.link.renew();
      return;
    }
    this.epoch = frame.epoch;
    if (frame.head > this.cursor) this.resume();
  }

  private resume(): void {
    this.asked = this.cursor;
    this.link.send({ type: 'resume', cursor: this.cursor });
  }

  private tell(news: WireNews): void {
    this.options.onNews(news);
  }
}
