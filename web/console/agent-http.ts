/** The console's HTTP routes: who am I, log in, log out. The session itself is a cookie that scripts cannot read. */
import { Bad, record } from './check';
import type { LoginProblem } from './model';
import { agentSelf, shopRef, type AgentSelf, type ShopRef } from './protocol';

export interface Who {
  agent: AgentSelf;
  shop: ShopRef;
}

/** `unknown`: the relay could not be asked, or answered something else. */
export type MeAnswer = { kind: 'in'; who: Who } | { kind: 'out' } | { kind: 'unknown' };
export type LoginAnswer = { kind: 'in'; who: Who } | { kind: 'problem'; problem: LoginProblem };

export interface AgentHttp {
  me(): Promise<MeAnswer>;
  login(shop: string, email: string, password: string): Promise<LoginAnswer>;
  /** @returns false where the relay may still hold the session. */
  logout(): Promise<boolean>;
}

async function readWho(response: Response): Promise<Who | null> {
  try {
    const from = record(await response.json(), 'reply');
    return { agent: agentSelf(from['agent'], 'agent'), shop: shopRef(from['shop'], 'shop') };
  } catch (error) {
    if (error instanceof Bad || error instanceof SyntaxError) return null;
    throw error;
  }
}

function retryAt(response: Response, now: number): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? now + seconds * 1000 : null;
}

function post(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

async function loginAnswer(response: Response, now: number): Promise<LoginAnswer> {
  if (response.ok) {
    const who = await readWho(response);
    if (who !== null) return { kind: 'in', who };
  }
  if (response.status === 401) return { kind: 'problem', problem: { kind: 'bad_credentials' } };
  if (response.status === 429) {
    return { kind: 'problem', problem: { kind: 'too_many_attempts', until: retryAt(response, now) } };
  }
  return { kind: 'problem', problem: { kind: 'unexpected', status: response.status } };
}

/**
 * @param fetcher - `fetch`, or a test's own
 * @param now - this page's clock, ms since 1970
 */
export function agentHttp(fetcher: typeof fetch, now: () => number): AgentHttp {
  return {
    async me(): Promise<MeAnswer> {
      try {
        const response = await fetcher('/v1/agent/me', { headers: { Accept: 'application/json' } });
        if (response.status === 401) return { kind: 'out' };
        const who = response.ok ? await readWho(response) : null;
        return who === null ? { kind: 'unknown' } : { kind: 'in', who };
      } catch {
        return { kind: 'unknown' };
      }
    },
    async login(shop, email, password): Promise<LoginAnswer> {
      try {
        return await loginAnswer(await fetcher('/v1/agent/login', post({ shop, email, password })), now());
      } catch {
        return { kind: 'problem', problem: { kind: 'unreachable' } };
      }
    },
    async logout(): Promise<boolean> {
      try {
        const response = await fetcher('/v1/agent/logout', post({}));
        return response.ok || response.status === 401;
      } catch {
        return false;
      }
    },
  };
}
