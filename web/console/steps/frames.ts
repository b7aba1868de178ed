/** What the relay says, and what its silence means. */
import type { AgentFrame, ErrorFrame, Summary } from '../protocol';
import type { Next, State } from '../model';
import { expire } from './session';
import { acknowledged, refused, resendAll } from './replies';
import { applyEvent, followHead, markSeen, opened, openThread, withThread } from './threads';

const NOT_LOGGED_IN = 4401;

export function applyFrame(state: State, frame: AgentFrame): Next {
  switch (frame.type) {
    case 'welcome':
      return welcome(state, frame);
    case 'list':
      return list(state, frame.conversations);
    case 'summary':
      return summary(state, frame.conversation);
    case 'opened':
      return opened(state, frame.conversation, frame.epoch, frame.reset);
    case 'event':
      return applyEvent(state, frame.conversation, frame.event);
    case 'ack':
      return [settleMove(acknowledged(state, frame.id), frame.id), []];
    case 'error':
      return error(state, frame);
    case 'heartbeat':
      return heartbeat(state, frame);
    case 'ping':
      return [state, [{ kind: 'send', frame: { type: 'pong' } }]];
    case 'pong':
      return [state, []];
  }
}

function welcome(state: State, frame: AgentFrame & { type: 'welcome' }): Next {
  if (state.session.kind !== 'signed_in') return [state, []];
  const session = { kind: 'signed_in', agent: frame.agent, shop: frame.shop } as const;
  const online: State = { ...state, session, link: { kind: 'online' } };
  const resend = resendAll(online);
  if (online.selected === null) return [online, resend];
  const [next, open] = openThread(online, online.selected);
  return [next, [...open, ...resend]];
}

/** The list is the whole truth of this moment: what is not in it is gone. */
function list(state: State, conversations: Summary[]): Next {
  const known = Object.fromEntries(conversations.map((one) => [one.id, one]));
  const arrived = state.listed ? conversations.find((one) => newlyWaiting(state, one)) : undefined;
  const next: State = { ...state, listed: true, conversations: known };
  const told = arrived === undefined ? next : announce(next, arrived.id);
  return told.selected === null ? [told, []] : followHead(told, told.selected);
}

function summary(state: State, one: Summary): Next {
  const told = newlyWaiting(state, one) ? announce(state, one.id) : state;
  const next: State = { ...told, conversations: { ...told.conversations, [one.id]: one } };
  return followHead(markSeen(next, one.id), one.id);
}

/** A head that no summary or event told of is how a change lost inside the relay shows. */
function heartbeat(state: State, { of }: AgentFrame & { type: 'heartbeat' }): Next {
  const one = of === null ? undefined : state.conversations[of.conversation];
  if (of === null || one === undefined) return [state, []];
  const known = { ...one, head: of.head, epoch: of.epoch ?? one.epoch };
  return followHead({ ...state, conversations: { ...state.conversations, [one.id]: known } }, one.id);
}

function newlyWaiting(state: State, one: Summary): boolean {
  return one.owner === 'queue' && state.conversations[one.id]?.owner !== 'queue';
}

function announce(state: State, conversation: string): State {
  return { ...state, announcement: { conversation, count: (state.announcement?.count ?? 0) + 1 } };
}

function moveOf(state: State, id: string | null): string | undefined {
  return Object.keys(state.moves).find((conversation) => state.moves[conversation]?.id === id);
}

function settleMove(state: State, id: string | null): State {
  const conversation = moveOf(state, id);
  if (conversation === undefined) return state;
  const moves = Object.fromEntries(Object.entries(state.moves).filter(([key]) => key !== conversation));
  return { ...state, moves };
}

function error(state: State, frame: ErrorFrame): Next {
  const reply = state.outbox.find((one) => one.id === frame.id);
  if (reply !== undefined) {
    const [next, effects] = refused(state, reply, frame);
    // The message itself says why; the line above the page only adds who has the conversation.
    return [frame.code === 'already_taken' ? explain(next, frame, reply.conversation) : next, effects];
  }
  const moved = moveOf(state, frame.id);
  if (moved !== undefined) return [explain(settleMove(state, frame.id), frame, moved), []];
  const thread = frame.conversation === null ? undefined : state.threads[frame.conversation];
  if (frame.conversation !== null && thread?.opening === true) {
    return [withThread(state, frame.conversation, { ...thread, opening: false, problem: frame.code }), []];
  }
  return [explain(state, frame, frame.conversation), []];
}

function explain(state: State, frame: ErrorFrame, conversation: string | null): State {
  if (frame.code === 'already_taken') {
    return { ...state, notice: { kind: 'already_taken', conversation, who: frame.agent?.name ?? null } };
  }
  if (frame.code === 'not_handed_off') return { ...state, notice: { kind: 'not_handed_off' } };
  return { ...state, notice: { kind: 'refused', code: frame.code } };
}

/**
 * A browser does not say why an upgrade was refused; a connection that never got its welcome may be a session that ran
 * out, so it is asked for. A change of owner on its way is given up: it must not happen minutes later unseen.
 */
export function linkLost(state: State, retryInMs: number, welcomed: boolean): Next {
  if (state.session.kind !== 'signed_in') return [state, []];
  const [first] = Object.values(state.moves);
  const next: State = {
    ...state,
    link: { kind: 'waiting', retryAt: state.now + retryInMs },
    moves: {},
    notice: first === undefined ? state.notice : { kind: 'move_unconfirmed', move: first.kind },
  };
  return [next, welcomed ? [] : [{ kind: 'check_session' }]];
}

export function linkRefused(state: State, code: number): Next {
  if (code === NOT_LOGGED_IN) return expire(state);
  return [{ ...state, link: { kind: 'refused', code }, moves: {} }, []];
}
