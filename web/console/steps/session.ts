/** Logging in and out, and the session that runs out under a half-written reply. */
import type { LoginProblem, Next, State } from '../model';
import { emptyMemory } from '../model';
import type { AgentSelf, ShopRef } from '../protocol';

const blank = {
  listed: false,
  conversations: {},
  threads: {},
  selected: null,
  pane: 'list',
  moves: {},
  notice: null,
  announcement: null,
} as const;

function isKeeper(state: State, agent: AgentSelf, shop: ShopRef): boolean {
  return state.keeper?.agent === agent.id && state.keeper.shop === shop.id;
}

export function askLogin(state: State, shop: string, email: string, password: string): Next {
  if (state.session.kind !== 'signed_out' || state.session.pending) return [state, []];
  const session = { ...state.session, shop, email, pending: true, problem: null };
  return [{ ...state, session }, [{ kind: 'login', shop, email, password }]];
}

/** Whoever logs in: the same agent finds drafts, outbox and thread as they were, another one finds nothing. */
export function signIn(state: State, agent: AgentSelf, shop: ShopRef): Next {
  const own = isKeeper(state, agent, shop) ? state : { ...state, ...emptyMemory, ...blank };
  const keeper = { agent: agent.id, shop: shop.id };
  const next: State = {
    ...own,
    keeper,
    dialog: 'none',
    session: { kind: 'signed_in', agent, shop },
    link: { kind: 'connecting' },
    shopHint: shop.id,
  };
  const focus = next.selected === null ? 'list' : next.pane === 'list' ? 'list' : 'reply';
  return [next, [{ kind: 'connect' }, { kind: 'focus', target: focus }]];
}

export function loginFailed(state: State, problem: LoginProblem): Next {
  if (state.session.kind !== 'signed_out') return [state, []];
  return [{ ...state, session: { ...state.session, pending: false, problem } }, [{ kind: 'focus', target: 'login' }]];
}

/** An answer to "who am I"; nobody, where somebody was, means that the session ran out. */
export function sessionChecked(state: State, who: { agent: AgentSelf; shop: ShopRef } | null): Next {
  if (who !== null) return state.session.kind === 'checking' ? signIn(state, who.agent, who.shop) : [state, []];
  if (state.session.kind === 'signed_in') return expire(state);
  if (state.session.kind === 'signed_out') return [state, []];
  // A reload after the session ran out: the drafts that were kept are still waiting for their agent.
  const why = state.keeper === null ? 'fresh' : 'expired';
  const shop = state.keeper?.shop ?? state.shopHint;
  const session = { kind: 'signed_out', why, pending: false, problem: null, shop, email: '' } as const;
  return [{ ...state, session }, [{ kind: 'focus', target: 'login' }]];
}

/** Keeps everything typed; the login form covers the page until the same agent is back. */
export function expire(state: State): Next {
  if (state.session.kind !== 'signed_in') return [state, []];
  const { agent, shop } = state.session;
  const session = {
    kind: 'signed_out',
    why: 'expired',
    pending: false,
    problem: null,
    shop: shop.id,
    email: agent.email,
  } as const;
  const next: State = { ...state, session, link: { kind: 'idle' }, moves: {}, dialog: 'none' };
  return [next, [{ kind: 'disconnect' }, { kind: 'focus', target: 'login' }]];
}

/** Words that never reached the relay are worth a question first. */
export function unsent(state: State): number {
  const waiting = state.outbox.filter((reply) => reply.status !== 'sent').length;
  return waiting + Object.values(state.drafts).filter((text) => text.trim() !== '').length;
}

export function askLogout(state: State): Next {
  if (state.session.kind !== 'signed_in') return [state, []];
  if (unsent(state) > 0 && state.dialog !== 'logout') return [{ ...state, dialog: 'logout' }, []];
  return [{ ...state, dialog: 'none' }, [{ kind: 'logout' }]];
}

export function logoutDone(state: State): Next {
  const session = {
    kind: 'signed_out',
    why: 'logged_out',
    pending: false,
    problem: null,
    shop: state.shopHint,
    email: '',
  } as const;
  const next: State = { ...state, ...emptyMemory, ...blank, session, link: { kind: 'idle' }, dialog: 'none' };
  return [next, [{ kind: 'disconnect' }, { kind: 'focus', target: 'login' }]];
}
