import { describe, expect, it, vi } from 'vitest';
import { FaqEngine } from '../../../web/widget/faq-engine';
import { FakeEngine } from '../chat/support/fake-ports';

const EVENT = { kind: 'visitor_text', text: 'x', at: 1, agents: 'unknown', hours: 'unknown' } as const;

function parts(response: Response | Error) {
  const engine = new FakeEngine();
  const create = vi.fn(() => engine);
  const fetch = vi.fn(async () => {
    if (response instanceof Error) throw response;
    return response;
  });
  return { engine, create, fetch, one: new FaqEngine({ faq: '/faq.json', create, fetch }) };
}

describe('FaqEngine', () => {
  it('fetches nothing before it is started', () => {
    expect(parts(new Response('[]')).fetch).not.toHaveBeenCalled();
  });

  it('fetches the FAQ once and gives its bytes to the engine', async () => {
    const { one, create, fetch } = parts(new Response('[1]'));
    expect(await Promise.all([one.start(), one.start()])).toMatchObject([{ mode: 'wasm' }, { mode: 'wasm' }]);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(new TextDecoder().decode(create.mock.calls[0]?.[0 as never])).toBe('[1]');
  });

  it('passes steps and entries on', async () => {
    const { one, engine } = parts(new Response('[]'));
    await one.start();
    expect((await one.step(EVENT, 's')).state).toBe('next');
    expect(engine.asked).toEqual([{ event: EVENT, state: 's' }]);
    expect((await one.entry(2)).answer).toBe('Answer 2');
  });

  it.each([new Response('gone', { status: 404 }), new TypeError('offline')])(
    'rejects where the FAQ cannot be had',
    async (response) => {
      const { one, create } = parts(response);
      await expect(one.start()).rejects.toThrow();
      expect(create).not.toHaveBeenCalled();
    },
  );

  it('tries again after a failed start', async () => {
    const { one, fetch } = parts(new Response('[]'));
    fetch.mockRejectedValueOnce(new TypeError('offline'));
    await expect(one.start()).rejects.toThrow('offline');
    await expect(one.start()).resolves.toMatchObject({ mode: 'wasm' });
  });

  it('asks the engine anew what it can do once it runs', async () => {
    const { one, engine, fetch } = parts(new Response('[]'));
    await one.start();
    engine.info = { mode: 'fallback', entries: 1, warnings: [] };
    await expect(one.start()).resolves.toMatchObject({ mode: 'fallback' });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('refuses a step before the start', async () => {
    await expect(parts(new Response('[]')).one.step(EVENT, '')).rejects.toMatchObject({ code: 'faq-invalid' });
  });

  it('starts for an explanation where nobody has started it: another tab may have the conversation', async () => {
    const { one, engine, fetch } = parts(new Response('[]'));
    expect(await one.explain('why', 7)).toBeNull();
    await one.explain('why', 8);
    expect(engine.explained).toEqual([
      { text: 'why', at: 7 },
      { text: 'why', at: 8 },
    ]);
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
