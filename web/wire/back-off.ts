/** How long to wait before the next try. */

const kFirstMs = 500;
const kLongestMs = 30_000;

/**
 * Doubles from half a second to half a minute, and takes a random half off, so that a relay that comes back is not met
 * by everybody at once.
 *
 * @param attempt - 0 for the first try after a loss.
 * @param random - 0 ≤ x < 1
 * @returns milliseconds
 */
export function backOffMs(attempt: number, random: number): number {
  const whole = Math.min(kLongestMs, kFirstMs * 2 ** Math.min(attempt, 16));
  return Math.round(whole * (0.5 + random / 2));
}

/** 4400–4999: final until something changes; everything else is worth another try. */
export function isFinal(code: number): boolean {
  return code >= 4400 && code <= 4999;
}
