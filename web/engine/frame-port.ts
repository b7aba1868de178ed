import type { Port } from './link';
import { watchViolations } from './violations';

/** What the page sends to the frame, once, with one end of a channel; everything else goes through the channel. */
export const kPortMessage = 'shopbell-engine-port';

/** A hidden frame of the widget's origin with the Worker inside: its policy is its own, not the page's. */
export function openFrame(base: string): Port {
  return new FramePort(base);
}

class FramePort implements Port {
  private readonly frame: HTMLIFrameElement;
  private readonly channel = new MessageChannel();
  private readonly stopWatching: () => void;
  private onLost: ((why: string) => void) | null = null;

  constructor(base: string) {
    const { origin } = new URL(base);
    this.frame = document.createElement('iframe');
    this.frame.hidden = true; // no style attribute: a strict policy forbids it
    this.frame.tabIndex = -1;
    this.frame.title = 'Shopbell engine';
    this.frame.setAttribute('aria-hidden', 'true');
    this.frame.src = `${base}engine-frame.html`;
    this.stopWatching = watchViolations(
      (directive, blocked) => ['frame-src', 'child-src'].includes(directive) && blocked.startsWith(origin),
      (why) => this.lose(why),
    );
    // A refused frame loads too, as an empty page of another origin: the port then reaches nobody.
    this.frame.onload = () => {
      this.frame.onload = null;
      this.frame.contentWindow?.postMessage(kPortMessage, origin, [this.channel.port2]);
    };
    document.documentElement.append(this.frame);
  }

  post(message: unknown): void {
    this.channel.port1.postMessage(message);
  }

  listen(onMessage: (data: unknown) => void, onLost: (why: string) => void): void {
    this.onLost = onLost;
    this.channel.port1.onmessage = (event: MessageEvent<unknown>) => onMessage(event.data);
    this.channel.port1.onmessageerror = () => this.lose('a message cannot be read');
  }

  close(): void {
    this.onLost = null;
    this.stopWatching();
    this.channel.port1.close();
    this.frame.remove(); // its Worker goes with it
  }

  private lose(why: string): void {
    const tell = this.onLost;
    this.onLost = null;
    tell?.(why);
  }
}
