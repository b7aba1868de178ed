/** The console's only way to change: `reduce` gives the next state and what is to be done. Pure: no clock, no I/O. */
import type { Action, Effect, Next, State, TimerAction, UiAction } from './model';
import { applyFrame, linkLost, linkRefused } from './steps/frames';
import { askMove, back, select, showPane } from './steps/browse';
import { askReply, discard, draft, resendDue, retry } from './steps/replies';
import { askLogin, askLogout, loginFailed, logoutDone, sessionChecked, signIn } from './steps/session';
import { headDue } from './steps/threads';

export { initialState } from './model';

/** @param at - this page's clock, ms since 1970 */
export function reduce(previous: State, action: Action, at: number): Next {
  const state: State = { ...previous, now: at };
  switch (action.type) {
    case 'tick':
    case 'head_due':
    case 'resend_due':
      return timer(state, action);
    case 'session_checked':
      return sessionChecked(state, action.who);
    case 'session_unknown':
      return sessionUnknown(state);
    case 'login_done':
      return signIn(state, action.agent, action.shop);
    case 'login_failed':
      return loginFailed(state, action.problem);
    case 'logout_done':
      return logoutDone(state);
    case 'logout_failed':
      return [{ ...state, notice: { kind: 'logout_failed' } }, []];
    case 'link_connecting':
      return [{ ...state, link: { kind: 'connecting' } }, []];
    case 'link_lost':
      return linkLost(state, action.retryInMs, action.welcomed);
    case 'link_refused':
      return linkRefused(state, action.code);
    case 'frame':
      return applyFrame(state, action.frame);
    case 'bad_frame':
      return [{ ...state, notice: { kind: 'not_understood', problem: action.problem } }, []];
    default:
      return ui(state, action);
  }
}

function timer(state: State, action: TimerAction): Next {
  if (action.type === 'head_due') return headDue(state, action.conversation);
  if (action.type === 'resend_due') return resendDue(state, action.id);
  return [state, []];
}

/** The relay could not be asked: without a session nothing is claimed, with one the link goes on trying. */
function sessionUnknown(state: State): Next {
  if (state.session.kind !== 'checking') return [state, []];
  const problem = { kind: 'unreachable' } as const;
  const session = {
    kind: 'signed_out',
    why: 'fresh',
    pending: false,
    problem,
    shop: state.shopHint,
    email: '',
  } as const;
  return [{ ...state, session }, [{ kind: 'focus', target: 'login' }]];
}

function ui(state: State, action: UiAction): Next {
  switch (action.type) {
    case 'login_asked':
      return askLogin(state, action.shop, action.email, action.password);
    case 'logout_asked':
      return askLogout(state);
    case 'selected':
      return select(state, action.conversation);
    case 'back':
      return back(state);
    case 'pane_shown':
      return showPane(state, action.pane);
    case 'dialog_shown':
      return [{ ...state, dialog: action.dialog }, []];
    case 'drafted':
      return draft(state, action.conversation, action.text);
    case 'reply_asked':
      return askReply(state, action.conversation, action.id);
    case 'retry_asked':
      return retry(state, action.id);
    case 'discard_asked':
      return discard(state, action.id);
    case 'move_asked':
      return askMove(state, action.conversation, action.id, action.move);
    case 'notice_dismissed':
      return [{ ...state, notice: null }, []];
    case 'single_keys_set':
      return [{ ...state, singleKeys: action.on }, []];
    case 'reconnect_asked':
      return [state, reconnect(state)];
  }
}

function reconnect(state: State): Effect[] {
  return state.session.kind === 'signed_in' ? [{ kind: 'connect' }] : [];
}
