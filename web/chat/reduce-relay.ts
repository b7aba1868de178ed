import type { Draft } from './draft';
import { closeLinkIfDone, enterQueue, forwardMissed, openLink, requestPerson, tellEngine } from './reduce-handoff';
import { dropUnsent, pendingHandoff, removeFromOutbox, resendAll } from './reduce-outbox';
import { enqueueTurn } from './reduce-turns';
import { withPerson, type NoticeKey, type ThreadEntry } from './state';
import type { RelayEvent, WireNews } from './types';

type News<Kind extends WireNews['kind']> = Extract<WireNews, { kind: Kind }>;
type OwnerEvent = Extract<RelayEvent, { kind: 'owner' }>;
type MessageEvent = Extract<RelayEvent, { kind: 'message' }>;

const ERASED = 4410;
const TYPING_MS = 6_000;
const MAX_ATTEMPTS = 6;
const NO_CONVERSATION = { key: null, consent: null, epoch: null, cursor: 0, head: 0 } as const;

/** Said at the ack, without a number, or at the event of being queued. */
const QUEUED: ReadonlySet<NoticeKey> = new Set([
  'handoff_queued',
  'handoff_queued_wait',
  'handoff_after_hours',
  'handoff_after_hours_reply_by',
]);

/** Takes in what the relay says. Every event is applied once, by its number and by its id. */
export function relayNews(d: Draft, news: WireNews): void {
  if (d.state.erasure) return erasureNews(d, news);
  if (!d.state.key) return;
  switch (news.kind) {
    case 'status':
      return linkStatus(d, news);
    case 'welcome':
      welcome(d, news);
      break;
    case 'ack':
      acknowledged(d, news);
      break;
    case 'event':
      relayEvent(d, news.event);
      break;
    case 'unknown_event':
      advance(d, news.seq);
      break;
    case 'typing':
      if (d.state.owner !== 'agent') return;
      d.set({ agentTyping: true });
      return d.emit({ type: 'timer', timer: 'typing', ms: TYPING_MS });
    case 'error':
      refusedCommand(d, news);
      break;
  }
  tellEngine(d);
  closeLinkIfDone(d);
}

function linkStatus(d: Draft, news: News<'status'>): void {
  // After the last command the link is closed on purpose; what its end still reports changes nothing.
  if (d.state.link === 'closed') return;
  // The wire tries again by itself; until it succeeds the visitor is not told otherwise each time.
  if (news.status === 'connecting' && d.state.link === 'offline') return;
  d.set({ link: news.status });
  if (news.status !== 'online') d.set({ agentTyping: false });
  if (news.status === 'refused' && news.code === ERASED) erasedElsewhere(d);
}

function erasedElsewhere(d: Draft): void {
  dropUnsent(d, 'failed');
  d.set({ ...NO_CONVERSATION, outbox: [], cancelling: null, owner: 'closed', agent: null, link: 'closed' });
  d.emit({ type: 'wire_close' });
  d.notice('conversation_closed');
  tellEngine(d);
}

function welcome(d: Draft, news: News<'welcome'>): void {
  d.set({ link: 'online', resuming: false, head: news.head, relayOwner: news.owner });
  // What was known of the wait may be from before the link was down.
  if (d.state.owner === 'requested') d.emit({ type: 'presence' });
  if (news.epoch === null) return conversationUnknown(d);
  if (news.reset) forgetHistory(d);
  d.set({ epoch: news.epoch });
  resendAll(d);
}

/** Keeps what the relay has not acknowledged. The rest comes again, as a whole: who answers too, from the start. */
function forgetHistory(d: Draft): void {
  const comesAgain = (entry: ThreadEntry) =>
    entry.seq !== null || (entry.kind === 'notice' && QUEUED.has(entry.notice));
  d.set({ cursor: 0, entries: d.state.entries.filter((entry) => !comesAgain(entry)) });
  if (withPerson(d.state)) d.set({ owner: 'bot', agent: null, agentTyping: false });
}

/** The relay has no such conversation: it was never handed off, or its store went back to before. */
function conversationUnknown(d: Draft): void {
  if (d.state.cancelling !== null) {
    return d.set({ ...NO_CONVERSATION, cancelling: null, outbox: [] });
  }
  const lost = withPerson(d.state);
  const entries = d.state.entries.map((entry): ThreadEntry => {
    if (entry.kind === 'agent') return entry;
    const delivery = entry.kind === 'visitor' && entry.delivery === 'sent' ? { delivery: 'local' as const } : {};
    return { ...entry, ...delivery, seq: null };
  });
  d.set({ entries, epoch: null, cursor: 0, head: 0 });
  if (lost) {
    d.set({ owner: 'requested', agent: null, engineSilenced: false });
    d.notice('conversation_restored');
    if (!pendingHandoff(d.state)) requestPerson(d);
  }
  resendAll(d);
}

function acknowledged(d: Draft, news: News<'ack'>): void {
  const item = removeFromOutbox(d, news.id);
  const history = news.seq <= d.state.head;
  d.set({ head: Math.max(d.state.head, news.seq) });
  if (d.state.epoch === null) d.set({ epoch: news.epoch });
  if (d.state.epoch !== news.epoch) resume(d);
  if (!item) return;
  const { command } = item;
  switch (command.type) {
    case 'handoff':
      handoffStored(d, history);
      // A request that it held already is acknowledged by a number of before, and changes nothing there.
      if (withPerson(d.state)) forwardMissed(d, command.transcript, !(item.renewed && history));
      break;
    case 'message':
      d.edit(command.id, (old) => (old.kind === 'visitor' ? { ...old, delivery: 'sent' } : old));
      break;
    case 'email':
      d.notice('email_sent');
      break;
    case 'cancel':
      d.set({ cancelling: null });
      break;
    case 'close':
    case 'erase':
      break;
  }
}

/** Stored before this link was opened, the request may have been taken and ended already. */
function handoffStored(d: Draft, history: boolean): void {
  const ended = d.state.relayOwner === 'bot' || d.state.relayOwner === 'closed';
  if (!history || !ended) return enterQueue(d, null);
  if (d.state.owner !== 'requested') return;
  d.set({ owner: d.state.relayOwner });
  d.notice('conversation_closed');
}

function relayEvent(d: Draft, event: RelayEvent): void {
  if (!advance(d, event.seq)) return;
  switch (event.kind) {
    case 'message':
      return messageEvent(d, event);
    case 'owner':
      return ownerEvent(d, event);
    case 'contact':
      return d.set({ email: event.email });
  }
}

/** @returns false where this is not the next event: it was applied before, or one before it is missing. */
function advance(d: Draft, seq: number): boolean {
  const { cursor, resuming } = d.state;
  if (seq <= cursor || resuming) return false;
  if (seq > cursor + 1) {
    resume(d);
    return false;
  }
  d.set({ cursor: seq });
  return true;
}

/** Opens the link anew from the last event that is held, because one is missing or the history was replaced. */
function resume(d: Draft): void {
  const { key, epoch, cursor, resuming } = d.state;
  if (!key || resuming) return;
  d.set({ resuming: true, link: 'connecting' });
  d.emit({ type: 'wire_open', key, epoch, cursor });
}

function messageEvent(d: Draft, event: MessageEvent): void {
  const known = d.state.entries.find((entry) => entry.id === event.id);
  if (known) return storedOwnMessage(d, event);
  if (event.from === 'agent') d.set({ agentTyping: false });
  const { id, at, text, seq, mood } = event;
  const name = event.agent?.name ?? d.state.agent ?? '';
  switch (event.from) {
    case 'visitor':
      return d.insertStored({ kind: 'visitor', id, at, text, delivery: 'sent', mood, seq });
    case 'agent':
      return d.insertStored({ kind: 'agent', id, at, text, name, seq });
    case 'bot': {
      const blank = { suggestions: [], feedback: 'none' as const };
      return d.insertStored({ kind: 'bot', id, at, text, entry: event.entry, seq, ...blank });
    }
  }
}

/** An own message comes back as an event: the relay has it stored, which is as good as its ack. */
function storedOwnMessage(d: Draft, event: MessageEvent): void {
  removeFromOutbox(d, event.id);
  d.edit(event.id, (old) => {
    if (old.kind !== 'visitor') return { ...old, seq: event.seq };
    return { ...old, seq: event.seq, delivery: old.delivery === 'local' ? 'local' : 'sent' };
  });
}

function ownerEvent(d: Draft, event: OwnerEvent): void {
  const history = event.seq <= d.state.head;
  const ended = d.state.relayOwner === 'bot' || d.state.relayOwner === 'closed';
  if (event.seq >= d.state.head) d.set({ head: event.seq, relayOwner: event.to });
  // Of an earlier request; the one under way will be answered by its own ack.
  if (d.state.owner === 'requested' && history && ended) return;
  if (event.to !== 'agent' && pendingHandoff(d.state)?.renewed) return;
  switch (event.to) {
    case 'queue':
      if (d.state.cancelling !== null) return;
      if (d.state.owner === 'agent') {
        d.notice('agent_left', { name: d.state.agent ?? '' }, event.seq);
        return d.set({ owner: 'queue', agent: null, agentTyping: false });
      }
      return enterQueue(d, event.seq);
    case 'agent':
      return agentJoined(d, event);
    case 'bot':
    case 'closed':
      return personLeft(d, event);
  }
}

function agentJoined(d: Draft, event: OwnerEvent): void {
  // The person was faster than the visitor's cancel.
  if (d.state.cancelling !== null) removeFromOutbox(d, d.state.cancelling);
  const name = event.agent?.name ?? '';
  const already = d.state.owner === 'agent' && d.state.agent === name;
  d.set({ owner: 'agent', agent: name, cancelling: null });
  if (!already) d.notice('agent_joined', { name }, event.seq);
}

function personLeft(d: Draft, event: OwnerEvent): void {
  // Asked for again since: this is history.
  if (d.state.owner === 'requested') return;
  if (d.state.cancelling !== null) {
    removeFromOutbox(d, d.state.cancelling);
    return d.set({ cancelling: null, owner: 'bot' });
  }
  const announced = !withPerson(d.state);
  d.set({ owner: event.to, agent: null, agentTyping: false });
  if (!announced) d.notice(event.to === 'bot' ? 'bot_back' : 'conversation_closed', {}, event.seq);
}

function refusedCommand(d: Draft, news: News<'error'>): void {
  const item = d.state.outbox.find((candidate) => candidate.command.id === news.id);
  if (!item) return;
  if (news.temporary && item.attempts < MAX_ATTEMPTS) {
    return d.emit({ type: 'timer', timer: 'resend', ms: 1_000 * 2 ** item.attempts });
  }
  removeFromOutbox(d, item.command.id);
  switch (item.command.type) {
    case 'handoff':
      return handoffRefused(d);
    case 'message':
      return d.edit(item.command.id, (old) => (old.kind === 'visitor' ? { ...old, delivery: 'failed' } : old));
    case 'cancel':
      return d.set({ cancelling: null });
    case 'email':
    case 'close':
    case 'erase':
      return;
  }
}

function handoffRefused(d: Draft): void {
  if (d.state.owner !== 'requested') return;
  dropUnsent(d, 'failed');
  d.set({ owner: 'bot', outbox: [] });
  d.notice('handoff_refused');
  enqueueTurn(d, 'handoff_cancelled', '', null);
}

/** While an erased conversation is still to go at the relay, the link serves only that. */
function erasureNews(d: Draft, news: WireNews): void {
  const { erasure } = d.state;
  if (!erasure) return;
  switch (news.kind) {
    case 'status':
      d.set({ link: news.status });
      return news.status === 'refused' ? erasureDone(d) : undefined;
    case 'welcome':
      d.set({ link: 'online' });
      if (news.epoch === null) return erasureDone(d);
      return d.emit({ type: 'wire_send', command: { type: 'erase', id: erasure.id, at: erasure.at } });
    case 'ack':
      return news.id === erasure.id ? erasureDone(d) : undefined;
    case 'error':
      if (news.id !== erasure.id) return;
      return news.temporary ? d.emit({ type: 'timer', timer: 'resend', ms: 5_000 }) : erasureDone(d);
    case 'event':
    case 'unknown_event':
    case 'typing':
      return;
  }
}

function erasureDone(d: Draft): void {
  d.set({ erasure: null, link: 'closed' });
  d.emit({ type: 'wire_close' });
  // Asked for a person again in the meantime: that conversation's turn has come.
  if (d.state.owner === 'requested') openLink(d);
}
