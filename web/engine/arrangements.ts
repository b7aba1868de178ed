import type { Port } from './link';
import { openFrame } from './frame-port';
import { openBlobWorker, openOwnWorker } from './worker-port';

/** One way to get a Worker under the page's policy. */
export interface Arrangement {
  name: 'own-worker' | 'blob-worker' | 'frame';
  /** @throws where the page's policy refuses at once; most refusals are heard of later, by the port. */
  open(base: string): Port;
}

const kOwnWorker: Arrangement = { name: 'own-worker', open: openOwnWorker };
const kBlobWorker: Arrangement = { name: 'blob-worker', open: openBlobWorker };
const kFrame: Arrangement = { name: 'frame', open: openFrame };

/**
 * The ways to try, in this order. A Worker needs a script of the page's own origin: where the widget lives elsewhere, a
 * blob imports it, and where the policy forbids that too, a hidden frame of the widget's origin has the Worker inside.
 */
export function arrangementsFor(base: string, pageOrigin: string): Arrangement[] {
  return new URL(base).origin === pageOrigin ? [kOwnWorker, kFrame] : [kBlobWorker, kFrame];
}
