import type { Wire } from '../chat/types';
import { asObject } from './frames';
import type { Surroundings } from './ports';

type PresenceReading = Awaited<ReturnType<Wire['presence']>>;

const kTimeoutMs = 3_000;
const kUnknown: PresenceReading = { agents: 'unknown', hours: 'unknown', replyBy: null, waitSeconds: null };

/** `wss://host/prefix/` → `wss://host/prefix`; the same for http. */
export function relayBase(relay: string): string {
  return relay.replace(/\/+$/, '');
}

/**
 * Asks the relay whether a person is there. No cookie, no referrer, nothing of the visitor's.
 *
 * @returns unknowns where the relay cannot be reached, knows no such shop or does not answer in 3 s.
 */
export async function fetchPresence(relay: string, shop: string, around: Surroundings): Promise<PresenceReading> {
  const url = `${relayBase(relay).replace(/^ws/, 'http')}/v1/presence?shop=${encodeURIComponent(shop)}`;
  const abort = new AbortController();
  const timer = around.timers.set(() => abort.abort(), kTimeoutMs);
  try {
    const init: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };
    const response = await around.fetch(url, { ...init, signal: abort.signal });
    return response.ok ? readPresence(await response.json()) : kUnknown;
  } catch {
    return kUnknown;
  } finally {
    around.timers.clear(timer);
  }
}

function readPresence(body: unknown): PresenceReading {
  const fields = asObject(body);
  if (fields === null) return kUnknown;
  const { agents, hours, reply_by: replyBy, wait_s: waitSeconds } = fields;
  return {
    agents: agents === 'online' || agents === 'offline' ? agents : 'unknown',
    hours: hours === 'open' || hours === 'closed' ? hours : 'unknown',
    replyBy: typeof replyBy === 'number' && Number.isFinite(replyBy) ? replyBy : null,
    waitSeconds: typeof waitSeconds === 'number' && waitSeconds >= 0 ? waitSeconds : null,
  };
}
