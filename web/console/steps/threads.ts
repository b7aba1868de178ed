/** One conversation's history: in order, without gaps, each event once. */
import type { RelayEvent } from '../../chat/types';
import { newThread, type Effect, type Next, type State, type Thread } from '../model';
import { forgetSent } from './replies';

/** Asked again this often at one cursor; then the thread goes on and says that something is missing. */
const GAP_TRIES = 3;
/** A summary may overtake its events on the way; only after this is a lower cursor a gap. */
const HEAD_GRACE_MS = 2000;

export function withThread(state: State, conversation: string, thread: Thread): State {
  return { ...state, threads: { ...state.threads, [conversation]: thread } };
}

/** Asks for what follows the cursor; the relay answers `opened` and the events, then live ones. */
export function openThread(state: State, conversation: string): Next {
  const thread = state.threads[conversation] ?? newThread();
  const next = withThread(state, conversation, { ...thread, opening: true, problem: null });
  if (state.link.kind !== 'online') return [next, []];
  const { cursor, epoch } = thread;
  return [next, [{ kind: 'send', frame: { type: 'open', conversation, cursor, epoch } }]];
}

export function opened(state: State, conversation: string, epoch: string | null, reset: boolean): Next {
  const thread = state.threads[conversation];
  if (thread === undefined) return [state, []];
  const foreign = thread.cursor > 0 && thread.epoch !== epoch;
  if (foreign && !reset) {
    // The history is another one, and what follows is only its tail: start over.
    return openThread(withThread(state, conversation, { ...newThread(), epoch }), conversation);
  }
  const kept = reset ? { ...newThread(), gapTries: thread.gapTries } : thread;
  return [withThread(state, conversation, { ...kept, epoch, opening: false }), []];
}

export function applyEvent(state: State, conversation: string, event: RelayEvent): Next {
  const thread = state.threads[conversation];
  if (thread === undefined || thread.opening || event.seq <= thread.cursor) return [state, []];
  const missing = event.seq > thread.cursor + 1;
  if (missing && thread.gapTries < GAP_TRIES) {
    if (conversation !== state.selected) return [state, []];
    return openThread(withThread(state, conversation, { ...thread, gapTries: thread.gapTries + 1 }), conversation);
  }
  const grown: Thread = {
    ...thread,
    cursor: event.seq,
    events: [...thread.events, event],
    gapTries: 0,
    incomplete: thread.incomplete || missing,
  };
  const next = withThread(forgetSent(state, conversation, event), conversation, grown);
  return [markSeen(next, conversation), []];
}

/** What is on the agent's screen counts as seen. */
export function markSeen(state: State, conversation: string): State {
  const cursor = state.threads[conversation]?.cursor ?? 0;
  const before = state.seen[conversation] ?? 0;
  if (state.selected !== conversation || cursor === before) return state;
  return { ...state, seen: { ...state.seen, [conversation]: cursor } };
}

/** After a summary: a changed epoch reloads at once, a higher head is looked at again a little later. */
export function followHead(state: State, conversation: string): Next {
  const thread = state.threads[conversation];
  const summary = state.conversations[conversation];
  if (thread === undefined || summary === undefined) return [state, []];
  if (thread.cursor > 0 && thread.epoch !== summary.epoch) {
    const fresh = withThread(state, conversation, newThread());
    return conversation === state.selected ? openThread(fresh, conversation) : [fresh, []];
  }
  if (conversation !== state.selected || thread.opening || summary.head <= thread.cursor) return [state, []];
  return [state, [headCheck(conversation)]];
}

function headCheck(conversation: string): Effect {
  return { kind: 'later', ms: HEAD_GRACE_MS, action: { type: 'head_due', conversation } };
}

export function headDue(state: State, conversation: string): Next {
  const thread = state.threads[conversation];
  const head = state.conversations[conversation]?.head ?? 0;
  if (thread === undefined || conversation !== state.selected || thread.opening || head <= thread.cursor) {
    return [state, []];
  }
  return openThread(state, conversation);
}
