/** What the console knows, what can happen to it, and what it asks to be done. Types only. */
import type { RelayEvent } from '../chat/types';
import type { AgentCommand, AgentFrame, AgentSelf, ShopRef, Summary } from './protocol';

/** A code point count: the relay refuses longer texts with `too_large`. */
export const REPLY_LIMIT = 4000;

export type LoginProblem =
  | { kind: 'bad_credentials' }
  /** `until` is on this page's clock, ms since 1970; null where the relay did not say. */
  | { kind: 'too_many_attempts'; until: number | null }
  | { kind: 'unreachable' }
  | { kind: 'unexpected'; status: number };

export type Session =
  | { kind: 'checking' }
  | {
      kind: 'signed_out';
      why: 'fresh' | 'expired' | 'logged_out';
      pending: boolean;
      problem: LoginProblem | null;
      shop: string;
      email: string;
    }
  | { kind: 'signed_in'; agent: AgentSelf; shop: ShopRef };

export type LinkState =
  | { kind: 'idle' | 'connecting' | 'online' }
  /** `retryAt` is on this page's clock. */
  | { kind: 'waiting'; retryAt: number }
  | { kind: 'refused'; code: number };

/** A conversation's history as far as it is held here: `events` are 1..cursor without a gap. */
export interface Thread {
  epoch: string | null;
  cursor: number;
  events: readonly RelayEvent[];
  /** An `open` is on its way; live events that do not fit are left until it is answered. */
  opening: boolean;
  /** How often this cursor was asked for again because the next event did not fit. */
  gapTries: number;
  /** Some entries could not be read, even after asking again. */
  incomplete: boolean;
  problem: string | null;
}

export type ReplyStatus = 'sending' | 'sent' | 'failed';

/** A reply of this agent until its event is in the thread. */
export interface Reply {
  id: string;
  conversation: string;
  at: number;
  text: string;
  status: ReplyStatus;
  /** The relay's code, where it failed. */
  code: string | null;
  tries: number;
}

export type MoveKind = 'take' | 'release' | 'close' | 'hand_back';

/** A change of owner that was asked for and not yet acknowledged. */
export interface Move {
  id: string;
  kind: MoveKind;
}

export type Notice =
  /** `who` as the relay named them; null where it did not, then the list tells. */
  | { kind: 'already_taken'; conversation: string | null; who: string | null }
  | { kind: 'not_handed_off' }
  | { kind: 'move_unconfirmed'; move: MoveKind }
  | { kind: 'refused'; code: string }
  | { kind: 'not_understood'; problem: string }
  | { kind: 'logout_failed' };

export type Pane = 'list' | 'thread' | 'context';
export type Dialog = 'none' | 'keys' | 'close' | 'logout';

/** What outlives a reload of the tab, and a session that ran out. */
export interface Memory {
  /** Whose it is: another agent in the same tab gets none of it. */
  keeper: { shop: string; agent: number } | null;
  drafts: Readonly<Record<string, string>>;
  outbox: readonly Reply[];
  /** The head that the agent has looked at, by conversation. */
  seen: Readonly<Record<string, number>>;
}

export interface State extends Memory {
  /** This page's clock at the last action; ages and waiting times are drawn from it. */
  now: number;
  session: Session;
  link: LinkState;
  /** The list has come at least once. */
  listed: boolean;
  conversations: Readonly<Record<string, Summary>>;
  threads: Readonly<Record<string, Thread>>;
  selected: string | null;
  pane: Pane;
  dialog: Dialog;
  moves: Readonly<Record<string, Move>>;
  notice: Notice | null;
  /** For the live region; `count` makes equal announcements differ. */
  announcement: { count: number; conversation: string } | null;
  singleKeys: boolean;
  typingSentAt: number;
  /** Prefills the login form. */
  shopHint: string;
}

export type UiAction =
  | { type: 'login_asked'; shop: string; email: string; password: string }
  | { type: 'logout_asked' }
  | { type: 'selected'; conversation: string }
  | { type: 'back' }
  | { type: 'pane_shown'; pane: Pane }
  | { type: 'dialog_shown'; dialog: Dialog }
  | { type: 'drafted'; conversation: string; text: string }
  | { type: 'reply_asked'; conversation: string; id: string }
  | { type: 'retry_asked'; id: string }
  | { type: 'discard_asked'; id: string }
  | { type: 'move_asked'; conversation: string; id: string; move: MoveKind }
  | { type: 'notice_dismissed' }
  | { type: 'single_keys_set'; on: boolean }
  | { type: 'reconnect_asked' };

export type SessionAction =
  | { type: 'session_checked'; who: { agent: AgentSelf; shop: ShopRef } | null }
  | { type: 'session_unknown' }
  | { type: 'login_done'; agent: AgentSelf; shop: ShopRef }
  | { type: 'login_failed'; problem: LoginProblem }
  | { type: 'logout_done' }
  | { type: 'logout_failed' };

export type LinkAction =
  | { type: 'link_connecting' }
  /** `welcomed` says whether the relay had answered on the connection that ended. */
  | { type: 'link_lost'; code: number; retryInMs: number; welcomed: boolean }
  | { type: 'link_refused'; code: number }
  | { type: 'frame'; frame: AgentFrame }
  | { type: 'bad_frame'; problem: string };

export type TimerAction =
  { type: 'tick' } | { type: 'head_due'; conversation: string } | { type: 'resend_due'; id: string };

export type Action = UiAction | SessionAction | LinkAction | TimerAction;

export type FocusTarget = 'login' | 'list' | 'thread' | 'reply' | 'context';

export type Effect =
  | { kind: 'check_session' }
  | { kind: 'login'; shop: string; email: string; password: string }
  | { kind: 'logout' }
  | { kind: 'connect' }
  | { kind: 'disconnect' }
  | { kind: 'send'; frame: AgentCommand }
  | { kind: 'later'; ms: number; action: TimerAction }
  | { kind: 'focus'; target: FocusTarget };

export type Next = [State, Effect[]];

export const emptyMemory: Memory = { keeper: null, drafts: {}, outbox: [], seen: {} };

/** @param now - ms since 1970 */
export function initialState(now: number, memory: Memory = emptyMemory, shop = '', singleKeys = true): State {
  return {
    ...memory,
    now,
    session: { kind: 'checking' },
    link: { kind: 'idle' },
    listed: false,
    conversations: {},
    threads: {},
    selected: null,
    pane: 'list',
    dialog: 'none',
    moves: {},
    notice: null,
    announcement: null,
    singleKeys,
    typingSentAt: 0,
    shopHint: shop,
  };
}

export function newThread(): Thread {
  return { epoch: null, cursor: 0, events: [], opening: false, gapTries: 0, incomplete: false, problem: null };
}
