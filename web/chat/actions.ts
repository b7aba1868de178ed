import type { EngineErrorCode, Step, TurnEvent, TurnState, ConversationKey, WireCommand, WireNews } from './types';
import type { EngineStatus, PresenceInfo } from './state';

/** What happened, as the elements and the ports say it. */
export type ChatInput =
  /** The panel was opened for the first time on this page: the first interaction. */
  | { type: 'started' }
  | { type: 'text_submitted'; text: string }
  | { type: 'suggestion_chosen'; question: string; entry: number }
  | { type: 'answer_accepted'; entry: string }
  | { type: 'answer_declined'; entry: string }
  | { type: 'person_asked' }
  /** The visitor agrees to what the consent card names. `key` is used where no conversation exists yet. */
  | { type: 'consent_given'; mood: boolean; email: string | null; key: ConversationKey }
  | { type: 'consent_declined' }
  | { type: 'handoff_cancelled' }
  | { type: 'conversation_ended' }
  | { type: 'link_retried' }
  | { type: 'message_retried'; entry: string }
  | { type: 'email_left'; email: string }
  | { type: 'erase_asked' }
  | { type: 'engine_started'; mode: Extract<EngineStatus, 'wasm' | 'fallback'> }
  | { type: 'engine_lost' }
  /** `text` is the decision in the visitor's language. */
  | { type: 'stepped'; turn: string; step: Step; text: string }
  | { type: 'step_failed'; turn: string; code: EngineErrorCode }
  | { type: 'entry_loaded'; entry: { id: string; answer: string } }
  | { type: 'presence_known'; presence: PresenceInfo }
  | { type: 'relay'; news: WireNews }
  | { type: 'timer_fired'; timer: TimerKey };

/** The runner adds when, and an id from which the ids of what comes of it are made: the reducer itself stays pure. */
export type ChatAction = ChatInput & { at: number; id: string };

export type TimerKey = 'typing' | 'resend';

/** What the runner is to do. All that touches the network is `wire_*` and `presence`. */
export type Effect =
  | { type: 'engine_start' }
  | { type: 'engine_step'; turn: string; event: TurnEvent; state: TurnState }
  | { type: 'engine_entry'; index: number }
  | { type: 'presence' }
  | { type: 'wire_open'; key: ConversationKey; epoch: string | null; cursor: number }
  | { type: 'wire_send'; command: WireCommand }
  | { type: 'wire_close' }
  | { type: 'timer'; timer: TimerKey; ms: number };

export type Reduced<State> = [State, Effect[]];
