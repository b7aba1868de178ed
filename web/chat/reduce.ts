import type { ChatAction, Effect } from './actions';
import { Draft } from './draft';
import {
  askPerson,
  cancelHandoff,
  declineConsent,
  endConversation,
  erase,
  giveConsent,
  leaveEmail,
  openLink,
  retryLink,
} from './reduce-handoff';
import { resendAll } from './reduce-outbox';
import { relayNews } from './reduce-relay';
import {
  answerJudged,
  chooseSuggestion,
  engineLost,
  pumpTurns,
  showEntry,
  startEngine,
  stepFailed,
  stepped,
  submitText,
} from './reduce-turns';
import type { ChatState } from './state';

const REMEMBERED = 64;

/** The ports' own reports happen in the leading tab only, so they need no remembering. */
const FROM_PORTS: ReadonlySet<ChatAction['type']> = new Set([
  'engine_started',
  'engine_lost',
  'stepped',
  'step_failed',
  'entry_loaded',
  'presence_known',
  'relay',
  'timer_fired',
]);

/**
 * The one place where a conversation changes. Pure and total: the same state and action give the same result, an action
 * that does not fit the state changes nothing but the revision.
 *
 * @returns the next state, and what the runner is to do, in order.
 */
export function reduce(state: ChatState, action: ChatAction): [ChatState, Effect[]] {
  if (state.applied.includes(action.id)) return [state, []];
  const draft = new Draft({ ...state, revision: state.revision + 1 }, action);
  if (!FROM_PORTS.has(action.type)) draft.set({ applied: [...state.applied, action.id].slice(-REMEMBERED) });
  apply(draft, action);
  return [draft.state, draft.effects];
}

function apply(d: Draft, action: ChatAction): void {
  switch (action.type) {
    case 'started':
      return started(d);
    case 'text_submitted':
      return submitText(d, action.text);
    case 'suggestion_chosen':
      return chooseSuggestion(d, action);
    case 'answer_accepted':
      return answerJudged(d, action.entry, 'accepted');
    case 'answer_declined':
      return answerJudged(d, action.entry, 'declined');
    case 'person_asked':
      return askPerson(d);
    case 'consent_given':
      return giveConsent(d, action);
    case 'consent_declined':
      return declineConsent(d);
    case 'handoff_cancelled':
      return cancelHandoff(d);
    case 'conversation_ended':
      return endConversation(d);
    case 'link_retried':
      return retryLink(d);
    case 'message_retried':
      return retryMessage(d, action.entry);
    case 'email_left':
      return leaveEmail(d, action.email);
    case 'erase_asked':
      return erase(d);
    case 'engine_started':
      d.set({ engine: action.mode });
      return pumpTurns(d);
    case 'engine_lost':
      return engineLost(d);
    case 'stepped':
      return stepped(d, action);
    case 'step_failed':
      return stepFailed(d, action);
    case 'entry_loaded':
      return showEntry(d, action);
    case 'presence_known':
      return d.set({ presence: action.presence });
    case 'relay':
      return relayNews(d, action.news);
    case 'timer_fired':
      return timerFired(d, action.timer);
  }
}

/** The first interaction on a page: the engine comes, and a conversation with a person goes on where it was. */
function started(d: Draft): void {
  startEngine(d);
  if (d.state.settings.relay) d.emit({ type: 'presence' });
  const { owner, outbox, erasure } = d.state;
  if (erasure) return retryLink(d);
  if ((owner !== 'bot' && owner !== 'closed') || outbox.length > 0) openLink(d);
}

function retryMessage(d: Draft, id: string): void {
  const entry = d.state.entries.find((candidate) => candidate.id === id);
  if (entry?.kind !== 'visitor' || entry.delivery !== 'failed') return;
  // With an id of its own: the relay may hold another body under the old one.
  d.set({ entries: d.state.entries.filter((candidate) => candidate !== entry) });
  submitText(d, entry.text);
}

function timerFired(d: Draft, timer: 'typing' | 'resend'): void {
  if (timer === 'typing') return d.set({ agentTyping: false });
  if (d.state.link !== 'online') return;
  const { erasure } = d.state;
  if (erasure) return d.emit({ type: 'wire_send', command: { type: 'erase', id: erasure.id, at: erasure.at } });
  resendAll(d);
}
