import { describe, expect, it } from 'vitest';
import { kWidth, makeVectors, type MakerParts } from '../../../../web/engine/worker/neural/maker';
import type { VectorCache } from '../../../../web/engine/worker/neural/vector-cache';

class FakeCache implements VectorCache {
  kept = new Map<string, Float32Array>();
  load = (key: string) => Promise.resolve(this.kept.get(key) ?? null);
  save = (key: string, rows: Float32Array) => {
    this.kept.set(key, rows.slice());
    return Promise.resolve();
  };
}

/** Entry `n` has vectors of nothing but n / 100. */
function shop(entries: number, overrides: Partial<MakerParts> = {}) {
  const made: number[] = [];
  const progress: string[] = [];
  const cache = new FakeCache();
  const parts: MakerParts = {
    entries,
    make: (entry) => {
      made.push(entry);
      return Promise.resolve(new Float32Array(2 * kWidth).fill(entry / 100));
    },
    pause: () => Promise.resolve(),
    cache,
    key: 'graph/faq',
    onProgress: (done, total) => progress.push(`${done}/${total}`),
    ...overrides,
  };
  return { parts, made, progress, cache };
}

const firstOf = (rows: Float32Array, entry: number) => rows[entry * 2 * kWidth];

describe('the vectors of a FAQ', () => {
  it('are made entry by entry, kept and told of', async () => {
    const { parts, made, progress, cache } = shop(40);
    const rows = await makeVectors(parts);
    expect(made).toEqual(Array.from({ length: 40 }, (_, entry) => entry));
    expect(firstOf(rows, 39)).toBeCloseTo(0.39);
    expect(progress).toEqual(['0/40', '32/40', '40/40']);
    expect(cache.kept.get('graph/faq')).toEqual(rows);
  });

  it('are not made twice', async () => {
    const { parts, made, progress } = shop(3);
    const rows = await makeVectors(parts);
    made.length = 0;
    expect(await makeVectors(parts)).toEqual(rows);
    expect(made).toEqual([]);
    expect(progress.at(-1)).toBe('3/3');
  });

  it('are taken up where a closed page stopped', async () => {
    let pauses = 0;
    const gone = () => (++pauses > 35 ? Promise.reject(new Error('the page is gone')) : Promise.resolve());
    const before = shop(40, { pause: gone });
    await expect(makeVectors(before.parts)).rejects.toThrow('gone');
    const after = shop(40, { cache: before.cache });
    const rows = await makeVectors(after.parts);
    expect(after.made).toEqual([32, 33, 34, 35, 36, 37, 38, 39]);
    expect(firstOf(rows, 5)).toBeCloseTo(0.05);
    expect(after.progress[0]).toBe('32/40');
  });

  it('let everything else go first between two entries', async () => {
    const order: string[] = [];
    const { parts } = shop(2, {
      make: (entry) => {
        order.push(`entry ${entry}`);
        return Promise.resolve(new Float32Array(2 * kWidth));
      },
      pause: () => {
        order.push('others');
        return Promise.resolve();
      },
    });
    await makeVectors(parts);
    expect(order).toEqual(['others', 'entry 0', 'others', 'entry 1']);
  });

  it('are made anew where what was kept is of another shape or no unit vectors', async () => {
    const { parts, made, cache } = shop(2);
    for (const broken of [new Float32Array(7), new Float32Array(9 * kWidth), new Float32Array(2 * kWidth).fill(NaN)]) {
      cache.kept.set('graph/faq', broken);
      made.length = 0;
      await makeVectors(parts);
      expect(made).toEqual([0, 1]);
    }
  });

  it('are not kept where the FAQ cannot be named by its content', async () => {
    const { parts, cache } = shop(2, { key: null });
    await makeVectors(parts);
    expect(cache.kept.size).toBe(0);
  });
});
