/** Native and WASM must give the same answers before either is timed. */
const tolerance = 1e-5;

const near = (a, b) => Math.abs(a - b) <= tolerance;

/** @param {{ id: string, score: number }[]} ours @param {{ id: string, score: number }[]} theirs */
export const sameHits = (ours, theirs) =>
  ours.length === theirs.length &&
  ours.every(({ id, score }, place) => id === theirs[place].id && near(score, theirs[place].score));

/**
 * @param {(native: object, wasm: object) => boolean} same
 * @throws where native and the browser say different things: then there is nothing to time.
 */
export function checkAgreement(name, native, wasm, same) {
  if (native.length !== wasm.length)
    throw new Error(`${name}: ${native.length} replies native, ${wasm.length} in WASM`);
  const differ = native.filter((reply, index) => !same(reply, wasm[index])).length;
  if (differ > 0) throw new Error(`${name}: native and wasm differ for ${differ} of ${native.length} texts`);
}
