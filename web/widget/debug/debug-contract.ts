import type { BotEntry } from '../../chat/state';
import type { Explanation } from '../../chat/types';

export interface WhyParts {
  entry: BotEntry;
  /** BCP 47, for numbers. */
  locale: string;
  /** @returns null where plain search has taken the engine's place. */
  explain(text: string, at: number): Promise<Explanation | null>;
}

/** What `debug.js` gives; fetched when an owner first opens a "Why?". */
export interface DebugModule {
  /**
   * Fills `place` with why a bot message came. Nothing of it leaves the device.
   *
   * @throws what `explain` throws; `place` is then left as it was.
   */
  showWhy(place: HTMLElement, parts: WhyParts): Promise<void>;
}
