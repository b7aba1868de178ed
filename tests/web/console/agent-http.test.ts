import { describe, expect, it } from 'vitest';
import { agentHttp, type AgentHttp } from '../../../web/console/agent-http';
import { mara } from './support/conversations';
import { NOW, shop } from './support/harness';

function answering(answer: () => Response, asked: [unknown, RequestInit | undefined][] = []): AgentHttp {
  const fetcher = (input: unknown, init?: RequestInit): Promise<Response> => {
    asked.push([input, init]);
    return new Promise((done) => done(answer()));
  };
  return agentHttp(fetcher as typeof fetch, () => NOW);
}

describe('the login', () => {
  it('posts JSON and says who is in', async () => {
    const asked: [unknown, RequestInit | undefined][] = [];
    const http = answering(() => Response.json({ agent: mara, shop }), asked);
    expect(await http.login('stylesavvy', mara.email, 'pw')).toEqual({ kind: 'in', who: { agent: mara, shop } });
    expect(asked[0]?.[0]).toBe('/v1/agent/login');
    expect(asked[0]?.[1]).toMatchObject({ method: 'POST', headers: { 'Content-Type': 'application/json' } });
    expect(asked[0]?.[1]?.body).toBe(JSON.stringify({ shop: 'stylesavvy', email: mara.email, password: 'pw' }));
  });

  it.each([
    ['wrong words', () => new Response('{}', { status: 401 }), { kind: 'bad_credentials' }],
    [
      'too many attempts',
      () => new Response('{}', { status: 429, headers: { 'Retry-After': '600' } }),
      { kind: 'too_many_attempts', until: NOW + 600_000 },
    ],
    ['no time to wait', () => new Response('{}', { status: 429 }), { kind: 'too_many_attempts', until: null }],
    ['a fault of the relay', () => new Response('', { status: 503 }), { kind: 'unexpected', status: 503 }],
    ['a reply that is no login', () => new Response('<p>proxy</p>'), { kind: 'unexpected', status: 200 }],
  ])('tells %s apart', async (_, answer, problem) => {
    expect(await answering(answer).login('s', 'e', 'p')).toEqual({ kind: 'problem', problem });
  });

  it('says that the relay is away', async () => {
    const away = answering(() => {
      throw new TypeError('failed to fetch');
    });
    expect(await away.login('s', 'e', 'p')).toEqual({ kind: 'problem', problem: { kind: 'unreachable' } });
    expect(await away.me()).toEqual({ kind: 'unknown' });
    expect(await away.logout()).toBe(false);
  });
});

describe('who am I', () => {
  it('tells logged in, logged out and not known apart', async () => {
    expect(await answering(() => Response.json({ agent: mara, shop })).me()).toMatchObject({ kind: 'in' });
    expect(await answering(() => new Response('{}', { status: 401 })).me()).toEqual({ kind: 'out' });
    expect(await answering(() => new Response('', { status: 502 })).me()).toEqual({ kind: 'unknown' });
  });
});
