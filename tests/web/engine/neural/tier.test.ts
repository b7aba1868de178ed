import { describe, expect, it } from 'vitest';
import { kMostEntries, kMostMs, NeuralTier, type NeuralSurroundings } from '../../../../web/engine/worker/neural/tier';
import { kWidth } from '../../../../web/engine/worker/neural/maker';
import type { EngineModule } from '../../../../wasm/bind/engine';

const vector = new Float32Array(kWidth).fill(0.05);

function setUp(overrides: Partial<NeuralSurroundings> = {}, engineOverrides: Partial<EngineModule> = {}) {
  const given: Float32Array[] = [];
  const read: number[][] = [];
  let clock = 0;
  const engine = {
    loadNeural: () => ({ ok: true, value: { digest: 'graph' } }),
    tokens: (text: string) => ({ ok: true, value: new Uint16Array([1, text.length, 2]) }),
    entryTokens: (index: number) => ({ ok: true, value: [new Uint16Array([index]), new Uint16Array([index, index])] }),
    setNeural: (rows: Float32Array) => {
      given.push(rows);
      return { ok: true, value: null };
    },
    ...engineOverrides,
  } as unknown as EngineModule;
  const surroundings: NeuralSurroundings = {
    tokens: () => Promise.resolve(new ArrayBuffer(8)),
    graph: () => Promise.resolve(new ArrayBuffer(16)),
    open: () =>
      Promise.resolve({
        run: (ids) => {
          read.push([...ids]);
          return Promise.resolve(vector);
        },
      }),
    digest: (bytes) => Promise.resolve(bytes.byteLength === 16 ? 'graph' : 'faq'),
    cache: { load: () => Promise.resolve(null), save: () => Promise.resolve() },
    pause: () => Promise.resolve(),
    now: () => clock,
    ...overrides,
  };
  const tier = new NeuralTier(engine, surroundings);
  const start = (entries = 2) => tier.start(entries, '[]', () => {});
  return { tier, start, given, read, tick: (ms: number) => (clock += ms) };
}

describe('the second tier', () => {
  it('reads the FAQ, gives the engine its vectors and then reads texts', async () => {
    const { tier, start, given, read } = setUp();
    expect(await tier.read('early')).toBeNull();
    expect(await start()).toBe(true);
    expect(read).toEqual([[0], [0, 0], [1], [1, 1]]);
    expect(given.map((rows) => rows.length)).toEqual([2 * 2 * kWidth]);
    expect(await tier.read('hello')).toEqual(vector);
  });

  it('keeps what it made under the digests of graph and FAQ', async () => {
    const keys: string[] = [];
    const load = (key: string) => Promise.resolve(void keys.push(key) as unknown as null);
    await setUp({ cache: { load, save: () => Promise.resolve() } }).start();
    expect(keys).toEqual(['graph/faq']);
  });

  it('works where the page may not compute digests, and keeps nothing', async () => {
    const keys: string[] = [];
    const cache = { load: () => Promise.resolve(null), save: (key: string) => Promise.resolve(void keys.push(key)) };
    expect(await setUp({ digest: () => Promise.resolve(null), cache }).start()).toBe(true);
    expect(keys).toEqual([]);
  });
});

describe('the second tier stays off, and says nothing,', () => {
  const blocked = () => Promise.reject(new Error('HTTP 404'));
  const refused = () => ({ ok: false as const, code: 'corrupt', message: 'no such file' });
  const cases: Record<string, ReturnType<typeof setUp>> = {
    'where its tokens are blocked': setUp({ tokens: blocked }),
    'where its graph is blocked': setUp({ graph: blocked }),
    'where its graph is damaged': setUp({ digest: () => Promise.resolve('another') }),
    'where the runtime finds no memory': setUp({ open: () => Promise.reject(new RangeError('out of memory')) }),
    'where its tokens are damaged': setUp({}, { loadNeural: refused }),
    'where the engine refuses its vectors': setUp({}, { setNeural: refused }),
    'where the graph fails at an entry': setUp({ open: () => Promise.resolve({ run: blocked }) }),
  };
  for (const [name, { tier, start }] of Object.entries(cases)) {
    it(name, async () => {
      expect(await start()).toBe(false);
      expect(await tier.read('hello')).toBeNull();
    });
  }

  it('for a FAQ that would keep the device busy for minutes, without loading a thing', async () => {
    let asked = 0;
    const { start } = setUp({ tokens: () => Promise.resolve(new ArrayBuffer(++asked)) });
    expect(await start(kMostEntries + 1)).toBe(false);
    expect(await start(0)).toBe(false);
    expect(asked).toBe(0);
  });

  it('on a device that is too slow', async () => {
    const set = setUp({
      open: () =>
        Promise.resolve({
          run: () => {
            set.tick(kMostMs + 1);
            return Promise.resolve(vector);
          },
        }),
    });
    expect(await set.start(10)).toBe(false);
    expect(set.given).toEqual([]);
  });

  it('from the first text on that it cannot read', async () => {
    let broken = false;
    const run = () => (broken ? Promise.reject(new Error('trap')) : Promise.resolve(vector));
    const { tier, start } = setUp({ open: () => Promise.resolve({ run }) });
    expect(await start()).toBe(true);
    broken = true;
    expect(await tier.read('hello')).toBeNull();
    broken = false;
    expect(await tier.read('hello')).toBeNull();
  });
});
