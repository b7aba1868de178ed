import type { Draft } from './draft';
import type { ChatState, OutboxItem, VisitorEntry } from './state';
import type { WireCommand } from './types';
import { buildTranscript } from './transcript';

/** Puts a command where it stays until the relay acknowledges it, and sends it if the link is up. */
export function post(d: Draft, command: WireCommand): void {
  d.set({ outbox: [...d.state.outbox, { command, attempts: 0 }] });
  if (d.state.link === 'online') transmit(d, command.id);
}

/** Sends everything unacknowledged again, in order: after a welcome, and after the relay asked for patience. */
export function resendAll(d: Draft): void {
  for (const item of d.state.outbox) transmit(d, item.command.id);
}

export function removeFromOutbox(d: Draft, id: string): OutboxItem | null {
  const found = d.state.outbox.find((item) => item.command.id === id) ?? null;
  if (found) d.set({ outbox: d.state.outbox.filter((item) => item !== found) });
  return found;
}

export function pendingHandoff(state: ChatState): OutboxItem | null {
  return state.outbox.find((item) => item.command.type === 'handoff') ?? null;
}

/** Gives up on messages and addresses that were meant for a person; the visitor sees what became of the messages. */
export function dropUnsent(d: Draft, delivery: 'local' | 'failed'): void {
  const personal = (item: OutboxItem) => item.command.type === 'message' || item.command.type === 'email';
  const dropped = new Set(d.state.outbox.filter(personal).map((item) => item.command.id));
  d.set({
    outbox: d.state.outbox.filter((item) => !dropped.has(item.command.id)),
    entries: d.state.entries.map((entry) =>
      entry.kind === 'visitor' && dropped.has(entry.id) ? { ...entry, delivery } : entry,
    ),
  });
}

/** Sends a visitor's entry to the person; its mood goes along unless the visitor left it out. */
export function postMessage(d: Draft, entry: VisitorEntry): void {
  d.edit(entry.id, (old) => (old.kind === 'visitor' ? { ...old, delivery: 'sending' } : old));
  const mood = d.state.consent?.mood ? entry.mood : null;
  post(d, { type: 'message', id: entry.id, at: entry.at, text: entry.text, mood });
}

/** Hands one unacknowledged command to the link. */
export function transmit(d: Draft, id: string): void {
  const item = d.state.outbox.find((candidate) => candidate.command.id === id);
  if (!item) return;
  const command = item.attempts === 0 ? upToDate(d.state, item.command) : item.command;
  const sent = { ...item, command, attempts: item.attempts + 1 };
  d.set({ outbox: d.state.outbox.map((candidate) => (candidate === item ? sent : candidate)) });
  d.emit({ type: 'wire_send', command });
}

/** A hand-off that waited for the link takes along what was said since; from then on its body is fixed. */
function upToDate(state: ChatState, command: WireCommand): WireCommand {
  if (command.type !== 'handoff') return command;
  return { ...command, transcript: buildTranscript(state), ...(state.email === null ? {} : { email: state.email }) };
}
