import { describe, expect, it } from 'vitest';
import { StoredVectors } from '../../../../web/engine/worker/neural/vector-cache';

/** As much of Cache Storage as is used. */
function fakeStorage() {
  const kept = new Map<string, Response>();
  const cache = {
    match: (url: string) => Promise.resolve(kept.get(url)?.clone()),
    put: (url: string, response: Response) => Promise.resolve(void kept.set(url, response)),
    keys: () => Promise.resolve([...kept.keys()].map((url) => ({ url }))),
    delete: (request: { url: string }) => Promise.resolve(kept.delete(request.url)),
  };
  return { kept, storage: { open: () => Promise.resolve(cache) } as unknown as CacheStorage };
}

const rows = new Float32Array([0.5, -0.25, 1]);

describe('kept vectors', () => {
  it('are found again under their own key alone', async () => {
    const vectors = new StoredVectors(fakeStorage().storage);
    await vectors.save('a/b', rows);
    expect(await vectors.load('a/b')).toEqual(rows);
    expect(await vectors.load('a/c')).toBeNull();
  });

  it('make room for those of another graph or FAQ', async () => {
    const { kept, storage } = fakeStorage();
    const vectors = new StoredVectors(storage);
    await vectors.save('a/b', rows);
    await vectors.save('a/c', rows);
    expect(kept.size).toBe(1);
    expect(await vectors.load('a/b')).toBeNull();
  });

  it('are a part of a larger array, and only that part is kept', async () => {
    const vectors = new StoredVectors(fakeStorage().storage);
    await vectors.save('a/b', rows.subarray(0, 2));
    expect(await vectors.load('a/b')).toEqual(rows.slice(0, 2));
  });

  it('are simply not there where the browser forbids or breaks', async () => {
    const broken = { open: () => Promise.reject(new Error('SecurityError')) } as unknown as CacheStorage;
    for (const storage of [undefined, broken]) {
      const vectors = new StoredVectors(storage);
      await vectors.save('a/b', rows);
      expect(await vectors.load('a/b')).toBeNull();
    }
  });
});
