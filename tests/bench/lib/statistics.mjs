import { seeded } from './random.mjs';

/** @param {number[]} values - At least one. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Three digits that mean something, whatever the size. */
export function short(value) {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 4));
}

/** `12.3 (10.1–15.0)`: the median and the range. */
export function spread(values) {
  return `${short(median(values))} (${short(Math.min(...values))}–${short(Math.max(...values))})`;
}

/** The ratio of each pair that was measured side by side. */
export const ratios = (above, below) => above.map((value, index) => value / below[index]);

const resamplings = 2000;

/**
 * `5.3 (1.1 to 9.4)`: the difference of the medians, and where it lies in 95 % of resamplings of both lists: how far
 * the difference itself can be trusted. All three times `scale`.
 */
export function difference(ours, theirs, scale = 1) {
  const random = seeded(ours.length);
  const resample = (list) => list.map(() => list[Math.floor(random() * list.length)]);
  const found = Array.from({ length: resamplings }, () => median(resample(ours)) - median(resample(theirs)));
  found.sort((a, b) => a - b);
  const at = (share) => short(scale * found[Math.floor(share * resamplings)]);
  return `${short(scale * (median(ours) - median(theirs)))} (${at(0.025)} to ${at(0.975)})`;
}
