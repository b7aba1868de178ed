/** Keeps the entries' vectors between visits. They are made of the shop's FAQ alone. */
export interface VectorCache {
  /** @returns what was kept under the key, null where nothing was or may be. */
  load(key: string): Promise<Float32Array | null>;
  /** Keeps the rows made so far, in place of what was there. Failing is no fault. */
  save(key: string, rows: Float32Array): Promise<void>;
}

const kName = 'shopbell-neural-1';
/** Cache Storage wants addresses; this one is never asked for. */
const kPrefix = 'https://neural.shopbell.invalid/';

/** Over Cache Storage; a page that may not use it (no secure context, storage blocked) goes without. */
export class StoredVectors implements VectorCache {
  constructor(private readonly storage: CacheStorage | undefined) {}

  async load(key: string): Promise<Float32Array | null> {
    try {
      const kept = await (await this.storage?.open(kName))?.match(kPrefix + key);
      const bytes = await kept?.arrayBuffer();
      return bytes === undefined || bytes.byteLength % 4 !== 0 ? null : new Float32Array(bytes);
    } catch {
      return null;
    }
  }

  async save(key: string, rows: Float32Array): Promise<void> {
    try {
      const cache = await this.storage?.open(kName);
      // Those of another graph or of an older FAQ are of no more use.
      for (const old of (await cache?.keys()) ?? []) if (old.url !== kPrefix + key) await cache?.delete(old);
      await cache?.put(kPrefix + key, new Response(rows.slice().buffer));
    } catch {
      // Full or forbidden: they are made anew next time.
    }
  }
}
