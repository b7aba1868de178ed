const kGraceMs = 100;

/**
 * Waits, then gives up. A page that was frozen or starved finds its timers due before it has read the messages that
 * came meanwhile: the last stretch is waited for separately, so that they are read first.
 *
 * @param ms - In all, at least 100.
 * @returns ends the waiting.
 */
export function waitFor(ms: number, giveUp: () => void): () => void {
  let timer = setTimeout(() => {
    timer = setTimeout(giveUp, kGraceMs);
  }, ms - kGraceMs);
  return () => clearTimeout(timer);
}
