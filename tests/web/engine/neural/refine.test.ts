import { describe, expect, it } from 'vitest';
import { Host } from '../../../../web/engine/worker/host';
import type { NeuralTier } from '../../../../web/engine/worker/neural/tier';
import type { EngineModule } from '../../../../wasm/bind/engine';
import type { TurnEvent } from '../../../../web/chat/types';

const event: TurnEvent = { kind: 'visitor_text', text: 'hi', at: 0, agents: 'online', hours: 'open' };
const vector = new Float32Array([1]);

type StepCall = { state: string; vector: Float32Array | undefined };

/** An engine that has no answer to a text alone, and one with the vector. */
async function hostWith(tier: Partial<NeuralTier>, stepWithVector?: () => ReturnType<EngineModule['step']>) {
  const calls: StepCall[] = [];
  const step = (given: Parameters<EngineModule['step']>[0], state: string) => {
    calls.push({ state, vector: given.vector });
    if (given.vector !== undefined && stepWithVector) return stepWithVector();
    const action = given.vector === undefined ? 'dont_know' : 'answer';
    return { ok: true, value: { decision: { action, refine: action === 'dont_know' }, state: `after ${action}` } };
  };
  const engine = {
    loadModel: () => ({ ok: true, value: null }),
    loadPack: () => ({ ok: true, value: { entries: 3 } }),
    buildPack: () => ({ ok: true, value: { bytes: new Uint8Array(4), warnings: [] } }),
    step,
  } as unknown as EngineModule;
  const posts: unknown[] = [];
  const files = {
    module: () => Promise.resolve(engine),
    model: () => Promise.resolve(new ArrayBuffer(4)),
    tier: () => tier as NeuralTier,
  };
  const host = new Host(files, (message) => posts.push(message));
  let id = 0;
  const send = async (request: object) => {
    await host.receive({ id: ++id, request });
    return posts.at(-1);
  };
  await send({ kind: 'start', faq: '[]' });
  return { send, calls, posts, ask: () => send({ kind: 'step', event, state: 'before' }) };
}

const started: Partial<NeuralTier> = { start: () => Promise.resolve(true), read: () => Promise.resolve(vector) };

describe('a text that the first tier cannot answer', () => {
  it('is stepped again with its vector, on the state from before', async () => {
    const { send, ask, calls } = await hostWith(started);
    await send({ kind: 'neural' });
    expect(await ask()).toMatchObject({ ok: true, value: { state: 'after answer' } });
    expect(calls).toEqual([
      { state: 'before', vector: undefined },
      { state: 'before', vector },
    ]);
  });

  it('is left as it is while the second tier is not asked for, or not ready', async () => {
    const { send, ask } = await hostWith({ ...started, read: () => Promise.resolve(null) });
    expect(await ask()).toMatchObject({ value: { state: 'after dont_know' } });
    await send({ kind: 'neural' });
    expect(await ask()).toMatchObject({ value: { state: 'after dont_know' } });
  });

  it('keeps its first decision where another text has come meanwhile', async () => {
    let release: (vector: Float32Array) => void = () => {};
    const slow = new Promise<Float32Array>((resolve) => (release = resolve));
    let reads = 0;
    const { send, ask, posts } = await hostWith({ ...started, read: () => (++reads === 1 ? slow : started.read!('')) });
    await send({ kind: 'neural' });
    const first = ask();
    await ask();
    release(vector);
    await first;
    expect(posts.at(-1)).toMatchObject({ id: 3, value: { state: 'after dont_know' } });
  });

  it('keeps its first decision where the second step is refused, and tells where the engine broke', async () => {
    const refused = await hostWith(started, () => ({ ok: false, code: 'bad-vectors', message: '' }));
    await refused.send({ kind: 'neural' });
    expect(await refused.ask()).toMatchObject({ ok: true, value: { state: 'after dont_know' } });
    const broken = await hostWith(started, () => {
      throw new Error('unreachable');
    });
    await broken.send({ kind: 'neural' });
    expect(await broken.ask()).toMatchObject({ ok: false, code: 'crashed' });
  });
});

describe('the second tier', () => {
  it('is started once, and its progress is told', async () => {
    let starts = 0;
    const start: NeuralTier['start'] = (entries, _faq, onProgress) => {
      starts++;
      onProgress(1, entries);
      return Promise.resolve(true);
    };
    const { send, posts } = await hostWith({ ...started, start });
    await send({ kind: 'neural' });
    await send({ kind: 'neural' });
    expect(starts).toBe(1);
    expect(posts).toContainEqual({ neural: { done: 1, total: 3 } });
  });
});
