/** Replies on their way: kept until the relay has stored them, shown once. */
import { withoutControls } from '../../chat/clean-text';
import type { RelayEvent } from '../../chat/types';
import { REPLY_LIMIT, type Effect, type Next, type Reply, type State } from '../model';
import type { ErrorFrame } from '../protocol';
import { canReply, holderIsMe } from '../selectors';

const TYPING_EVERY_MS = 3000;
const AUTOMATIC_TRIES = 4;
const RESEND_MS = 2000;

function without(drafts: State['drafts'], conversation: string): State['drafts'] {
  return Object.fromEntries(Object.entries(drafts).filter(([key]) => key !== conversation));
}

function change(state: State, id: string, update: (reply: Reply) => Reply): State {
  return { ...state, outbox: state.outbox.map((reply) => (reply.id === id ? update(reply) : reply)) };
}

function transmit(state: State, reply: Reply): Effect[] {
  if (state.link.kind !== 'online') return [];
  const { id, conversation, at, text } = reply;
  return [{ kind: 'send', frame: { type: 'reply', id, conversation, at, text } }];
}

/** Length as the relay counts it. */
export function codePoints(text: string): number {
  return [...text].length;
}

export function draft(state: State, conversation: string, text: string): Next {
  const drafts = text === '' ? without(state.drafts, conversation) : { ...state.drafts, [conversation]: text };
  const next = { ...state, drafts };
  const summary = state.conversations[conversation];
  const tell = text.trim() !== '' && summary !== undefined && summary.owner === 'agent' && holderIsMe(state, summary);
  if (!tell || state.link.kind !== 'online' || state.now - state.typingSentAt < TYPING_EVERY_MS) return [next, []];
  return [{ ...next, typingSentAt: state.now }, [{ kind: 'send', frame: { type: 'typing', conversation } }]];
}

export function askReply(state: State, conversation: string, id: string): Next {
  const text = withoutControls(state.drafts[conversation] ?? '').trim();
  const length = codePoints(text);
  if (length === 0 || length > REPLY_LIMIT || !canReply(state, conversation)) return [state, []];
  if (state.outbox.some((known) => known.id === id)) return [state, []];
  const reply: Reply = { id, conversation, at: state.now, text, status: 'sending', code: null, tries: 1 };
  const next = { ...state, outbox: [...state.outbox, reply], drafts: without(state.drafts, conversation) };
  return [next, transmit(next, reply)];
}

/** The same id again: a reply that was stored after all is acknowledged and not stored twice. */
export function retry(state: State, id: string): Next {
  const reply = state.outbox.find((one) => one.id === id);
  if (reply === undefined || reply.status !== 'failed') return [state, []];
  const next = change(state, id, (old) => ({ ...old, status: 'sending', code: null, tries: 1 }));
  return [next, transmit(next, reply)];
}

/** Puts a reply that failed back into the box, before what is written there. */
export function discard(state: State, id: string): Next {
  const reply = state.outbox.find((one) => one.id === id);
  if (reply === undefined || reply.status !== 'failed') return [state, []];
  const draftText = state.drafts[reply.conversation] ?? '';
  const text = draftText === '' ? reply.text : `${reply.text}\n${draftText}`;
  const next = {
    ...state,
    outbox: state.outbox.filter((one) => one.id !== id),
    drafts: { ...state.drafts, [reply.conversation]: text },
  };
  return [next, [{ kind: 'focus', target: 'reply' }]];
}

export function acknowledged(state: State, id: string): State {
  const reply = state.outbox.find((one) => one.id === id);
  if (reply === undefined) return state;
  const shown = state.threads[reply.conversation]?.events.some((event) => event.kind === 'message' && event.id === id);
  const awaitsEvent = shown !== true && state.selected === reply.conversation;
  if (!awaitsEvent) return { ...state, outbox: state.outbox.filter((one) => one.id !== id) };
  return change(state, id, (old) => ({ ...old, status: 'sent', code: null }));
}

/** Its event is in the thread: stored by the relay, so the copy here goes. */
export function forgetSent(state: State, conversation: string, event: RelayEvent): State {
  if (event.kind !== 'message' || event.from !== 'agent') return state;
  const outbox = state.outbox.filter((reply) => reply.id !== event.id || reply.conversation !== conversation);
  return outbox.length === state.outbox.length ? state : { ...state, outbox };
}

export function refused(state: State, reply: Reply, error: ErrorFrame): Next {
  if (error.temporary && reply.tries < AUTOMATIC_TRIES) {
    const ms = error.retryAfterMs ?? RESEND_MS * reply.tries;
    const next = change(state, reply.id, (old) => ({ ...old, tries: old.tries + 1 }));
    return [next, [{ kind: 'later', ms, action: { type: 'resend_due', id: reply.id } }]];
  }
  return [change(state, reply.id, (old) => ({ ...old, status: 'failed', code: error.code })), []];
}

export function resendDue(state: State, id: string): Next {
  const reply = state.outbox.find((one) => one.id === id && one.status === 'sending');
  return [state, reply === undefined ? [] : transmit(state, reply)];
}

/** On every new connection: whatever has no ack, in the order in which it was written. */
export function resendAll(state: State): Effect[] {
  return state.outbox.filter((reply) => reply.status === 'sending').flatMap((reply) => transmit(state, reply));
}
