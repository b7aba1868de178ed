import type { ChatInput } from '../../chat/actions';
import type { BotEntry } from '../../chat/state';
import type { ConversationKey } from '../../chat/types';
import type { Wording } from '../../chat/wording';

/** What the parts of the panel need to draw and to ask; they change nothing themselves. */
export interface ViewContext {
  wording: Wording;
  /** The shop's name, as visitors read it. */
  shop: string;
  dispatch(input: ChatInput): void;
  newKey(): ConversationKey;
  /** A moment in the visitor's language. */
  time(at: number): string;
  /** A day and time to come. */
  moment(at: number): string;
  /** Writes into `place` why a bot message came; only where the owner has asked for it. */
  explain?: ((place: HTMLElement, entry: BotEntry) => Promise<void>) | undefined;
}
