import type { VectorCache } from './vector-cache';

export const kWidth = 384;
/** Two vectors an entry: of its question, and of its question and answer. */
const kPerEntry = 2 * kWidth;
/** So often what is made is kept and told of. */
const kSaveEvery = 32;

export interface MakerParts {
  entries: number;
  /** The entry's vectors, one after another. */
  make(entry: number): Promise<Float32Array>;
  /** Lets everything else that waits go first; rejects where the work is to end. */
  pause(): Promise<void>;
  cache: VectorCache;
  /** Names what the vectors are made of and by: graph and FAQ. Null where they cannot be kept. */
  key: string | null;
  onProgress(done: number, total: number): void;
}

/**
 * Makes the vectors of all entries, one entry at a time with a pause after each, so that a visitor's question never waits
 * for more than one. Takes up where an earlier visit stopped.
 *
 * @returns all rows, in the pack's order.
 */
export async function makeVectors(parts: MakerParts): Promise<Float32Array> {
  const { entries, key, cache } = parts;
  const rows = new Float32Array(entries * kPerEntry);
  let done = key === null ? 0 : takeKept(await cache.load(key), rows);
  parts.onProgress(done, entries);
  for (; done < entries; done++) {
    await parts.pause();
    rows.set(await parts.make(done), done * kPerEntry);
    const made = done + 1;
    if (made % kSaveEvery !== 0 && made !== entries) continue;
    if (key !== null) await cache.save(key, rows.subarray(0, made * kPerEntry));
    parts.onProgress(made, entries);
  }
  return rows;
}

/** @returns of how many entries the rows were kept. */
function takeKept(kept: Float32Array | null, rows: Float32Array): number {
  if (kept === null || kept.length > rows.length || kept.length % kPerEntry !== 0) return 0;
  if (!kept.every((value) => value >= -1 && value <= 1)) return 0;
  rows.set(kept);
  return kept.length / kPerEntry;
}
