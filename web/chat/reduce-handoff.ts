import type { ChatAction } from './actions';
import type { Draft } from './draft';
import { dropUnsent, pendingHandoff, post, postMessage, removeFromOutbox, transmit } from './reduce-outbox';
import { canOffer, enqueueTurn, turnsUnderWay } from './reduce-turns';
import { freshState, withPerson, type ChatState, type Offer } from './state';
import type { ConversationKey, TranscriptItem } from './types';
import { buildTranscript } from './transcript';

type ConsentGiven = Extract<ChatAction, { type: 'consent_given' }>;

const MAX_REASON = 200;

export function askPerson(d: Draft): void {
  if (canOffer(d.state)) d.set({ offer: { source: d.state.offer?.source ?? 'asked', open: true } });
}

/** From here on, and only from here, what the consent card named may leave the device. */
export function giveConsent(d: Draft, action: ConsentGiven): void {
  const { offer, settings } = d.state;
  if (!offer || !settings.relay || !canOffer(d.state)) return;
  d.set({
    offer: null,
    consent: { mood: action.mood },
    email: action.email ?? d.state.email,
    key: d.state.key ?? action.key,
    owner: 'requested',
  });
  d.notice('handoff_requested');
  requestPerson(d, forgetCancel(d));
  enqueueTurn(d, answersOffer(d.state, offer) ? 'accepted' : 'handoff_requested', '', null);
  d.emit({ type: 'presence' });
  openLink(d);
  sendHandoff(d);
}

/** An earlier request is wanted after all: sent again later, its cancel would take the new one back too. */
function forgetCancel(d: Draft): boolean {
  const { cancelling } = d.state;
  if (cancelling === null) return false;
  removeFromOutbox(d, cancelling);
  d.set({ cancelling: null });
  return true;
}

/** With a text on its way to the engine, the offer is no longer that of the turn before. */
function answersOffer(state: ChatState, offer: Offer): boolean {
  return offer.source === 'bot' && turnsUnderWay(state).size === 0;
}

function sendHandoff(d: Draft): void {
  const handoff = pendingHandoff(d.state);
  if (handoff && d.state.link === 'online' && !d.state.erasure) transmit(d, handoff.command.id);
}

export function declineConsent(d: Draft): void {
  const { offer } = d.state;
  d.set({ offer: null });
  if (offer?.source === 'bot') enqueueTurn(d, 'declined', '', null);
}

/** Puts a hand-off at the head of what is to be sent; used again where the relay has lost the conversation. */
export function requestPerson(d: Draft, renewed = false): void {
  const { last, consent, email, outbox } = d.state;
  const reason = consent?.mood ? last?.reason : last?.calmReason;
  d.set({
    outbox: [
      {
        command: {
          type: 'handoff',
          id: d.newId(),
          at: d.at,
          reason: Array.from(reason || 'asked for a person')
            .slice(0, MAX_REASON)
            .join(''),
          confidence: last?.confidence ?? null,
          mood: consent?.mood ? (last?.mood ?? null) : null,
          transcript: buildTranscript(d.state),
          ...(email === null ? {} : { email }),
        },
        attempts: 0,
        ...(renewed ? { renewed } : {}),
      },
      ...outbox,
    ],
  });
}

/** Opens the link if it is closed. While an erased conversation holds it, the new one waits. */
export function openLink(d: Draft): void {
  const { key, epoch, cursor, erasure, link } = d.state;
  if (!key || erasure || link === 'connecting' || link === 'online') return;
  d.set({ link: 'connecting' });
  d.emit({ type: 'wire_open', key, epoch, cursor });
}

/** The relay holds the request: the bot falls silent, the wait is announced. */
export function enterQueue(d: Draft, seq: number | null): void {
  if (withPerson(d.state)) return;
  d.set({ owner: 'queue', agent: null });
  const { hours, agents, replyBy, waitSeconds } = d.state.presence;
  if (hours === 'closed' || agents === 'offline') {
    if (replyBy !== null) d.notice('handoff_after_hours_reply_by', { replyBy }, seq);
    else d.notice('handoff_after_hours', {}, seq);
  } else if (waitSeconds !== null) {
    d.notice('handoff_queued_wait', { minutes: Math.max(1, Math.round(waitSeconds / 60)) }, seq);
  } else {
    d.notice('handoff_queued', {}, seq);
  }
}

/**
 * Said to the bot while the request was on its way, so in no transcript: the person gets it as messages.
 *
 * @param stored - False where the relay may have left the transcript aside, since it held an earlier request.
 */
export function forwardMissed(d: Draft, transcript: TranscriptItem[], stored: boolean): void {
  const carried = new Set(transcript.map((item) => item.id));
  const underWay = turnsUnderWay(d.state);
  const firstCarried = d.state.entries.findIndex((entry) => carried.has(entry.id));
  d.state.entries.forEach((entry, index) => {
    if (entry.kind !== 'visitor' || entry.delivery !== 'local' || entry.seq !== null) return;
    // What is older than the transcript was cut from it for its length.
    if ((stored && carried.has(entry.id)) || underWay.has(entry.id) || index < firstCarried) return;
    postMessage(d, entry);
  });
}

/** Tells the engine who answers, once history has been caught up with. */
export function tellEngine(d: Draft): void {
  const { owner, cursor, head, engineSilenced } = d.state;
  if (cursor < head) return;
  if (withPerson(d.state) && !engineSilenced) {
    d.set({ engineSilenced: true });
    enqueueTurn(d, 'handoff_acknowledged', '', null);
  } else if ((owner === 'bot' || owner === 'closed') && engineSilenced) {
    d.set({ engineSilenced: false });
    enqueueTurn(d, 'handoff_closed', '', null);
  }
}

/** Takes the request back. What never left the device is simply forgotten; else the relay is told. */
export function cancelHandoff(d: Draft): void {
  if (d.state.owner !== 'requested' && d.state.owner !== 'queue') return;
  const handoff = pendingHandoff(d.state);
  const unsent = handoff?.attempts === 0 && !handoff.renewed;
  if (handoff) removeFromOutbox(d, handoff.command.id);
  dropUnsent(d, 'local');
  d.set({ owner: 'bot', agent: null, engineSilenced: false });
  d.notice('handoff_cancelled');
  enqueueTurn(d, 'handoff_cancelled', '', null);
  if (unsent) {
    if (d.state.epoch === null) d.set({ key: null, consent: null });
    return closeLinkIfDone(d);
  }
  const id = d.newId();
  d.set({ cancelling: id });
  post(d, { type: 'cancel', id, at: d.at });
}

export function endConversation(d: Draft): void {
  if (d.state.owner === 'requested' || d.state.owner === 'queue') return cancelHandoff(d);
  if (d.state.owner !== 'agent' || d.state.outbox.some((item) => item.command.type === 'close')) return;
  post(d, { type: 'close', id: d.newId(), at: d.at });
}

/** No person, nothing unsent: the socket is not kept open for nothing. */
export function closeLinkIfDone(d: Draft): void {
  const { owner, outbox, cancelling, erasure, link, cursor, head } = d.state;
  const asked = owner !== 'bot' && owner !== 'closed';
  const busy = asked || outbox.length > 0 || cancelling !== null || erasure !== null;
  if (busy || link === 'closed' || cursor < head) return;
  d.set({ link: 'closed' });
  d.emit({ type: 'wire_close' });
}

export function retryLink(d: Draft): void {
  const key: ConversationKey | null = d.state.erasure?.key ?? d.state.key;
  if (!key || d.state.link === 'online') return;
  d.set({ link: 'connecting' });
  const { epoch, cursor } = d.state.erasure ? { epoch: null, cursor: 0 } : d.state;
  d.emit({ type: 'wire_open', key, epoch, cursor });
}

export function leaveEmail(d: Draft, email: string): void {
  if (d.state.owner !== 'requested' && !withPerson(d.state)) return;
  d.set({ email });
  d.notice('email_kept');
  // A hand-off that has not left yet takes the address along.
  if (pendingHandoff(d.state)?.attempts === 0) return;
  post(d, { type: 'email', id: d.newId(), at: d.at, email });
}

/** Forgets everything here at once, and asks the relay to forget its copy where it may have one. */
export function erase(d: Draft): void {
  const old = d.state;
  const stored = old.key !== null && (old.epoch !== null || old.outbox.some((item) => item.attempts > 0));
  const erasure = stored && old.key ? { key: old.key, id: d.newId(), at: d.at } : old.erasure;
  const { revision, engine, presence, applied } = old;
  d.state = { ...freshState(old.settings), revision, engine, presence, applied, link: old.link, erasure };
  d.notice(erasure && old.link !== 'online' ? 'erased_here_only' : 'erased');
  if (!erasure) return closeLinkIfDone(d);
  if (old.link === 'online') d.emit({ type: 'wire_send', command: { type: 'erase', id: erasure.id, at: erasure.at } });
  else retryLink(d);
}
