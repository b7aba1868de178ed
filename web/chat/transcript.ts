import { cleanText } from './clean-text';
import type { BotEntry, ChatState, ThreadEntry } from './state';
import type { TranscriptItem } from './types';

/** Limits of a `handoff` (docs/protocol.md); the frame's own is 256 KiB, the rest is room for the other fields. */
const MAX_ITEMS = 200;
const MAX_BYTES = 240 * 1024;

/** What the relay does not hold yet of the talk with the bot, oldest first; cut from the top where it is too long. */
export function buildTranscript(state: ChatState): TranscriptItem[] {
  const withMood = state.consent?.mood ?? false;
  const posted = new Set(state.outbox.map((item) => item.command.id));
  const items: TranscriptItem[] = [];
  for (const entry of state.entries) {
    if (entry.seq !== null || posted.has(entry.id)) continue;
    const item = transcriptItem(entry, withMood);
    if (item) items.push(item);
  }
  return fitting(items.slice(-MAX_ITEMS));
}

function transcriptItem(entry: ThreadEntry, withMood: boolean): TranscriptItem | null {
  switch (entry.kind) {
    case 'visitor': {
      if (entry.delivery !== 'local') return null;
      const { id, at, text, mood } = entry;
      return { id, from: 'visitor', text: cleanText(text), at, entry: null, mood: withMood ? mood : null };
    }
    case 'bot':
      return { id: entry.id, from: 'bot', text: botText(entry), at: entry.at, entry: entry.entry, mood: null };
    case 'agent':
    case 'notice':
      return null;
  }
}

/** With the suggestions, so that the agent sees all that the visitor saw. */
function botText({ text, suggestions }: BotEntry): string {
  return cleanText(
    [text, ...suggestions.map(({ question }) => `- ${question}`)].filter((line) => line !== '').join('\n'),
  );
}

function fitting(items: TranscriptItem[]): TranscriptItem[] {
  let bytes = 0;
  let start = items.length;
  while (start > 0) {
    const item = items[start - 1];
    bytes += item ? utf8Length(JSON.stringify(item)) + 1 : 0;
    if (bytes > MAX_BYTES) break;
    start--;
  }
  return items.slice(start);
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The visitor's own copy of the conversation. */
export interface ExportedThread {
  shop: string;
  exportedAt: string;
  email: string | null;
  messages: { at: string; from: 'visitor' | 'assistant' | 'person'; name?: string; text: string; mood?: string }[];
}

/** Everything said, and everything read from it, as data that the visitor can keep. */
export function exportThread(state: ChatState, at: number): ExportedThread {
  const messages: ExportedThread['messages'] = [];
  for (const entry of state.entries) {
    const base = { at: new Date(entry.at).toISOString() };
    if (entry.kind === 'visitor') {
      messages.push({ ...base, from: 'visitor', text: entry.text, ...(entry.mood ? { mood: entry.mood.label } : {}) });
    } else if (entry.kind === 'bot') {
      messages.push({ ...base, from: 'assistant', text: entry.text });
    } else if (entry.kind === 'agent') {
      messages.push({ ...base, from: 'person', name: entry.name, text: entry.text });
    }
  }
  return { shop: state.settings.shop, exportedAt: new Date(at).toISOString(), email: state.email, messages };
}

/** The same as lines to paste into a mail. */
export function exportText(thread: ExportedThread): string {
  const who = { visitor: 'You', assistant: 'Assistant', person: 'Person' };
  return thread.messages.map((m) => `[${m.at}] ${m.name ?? who[m.from]}: ${m.text}`).join('\n');
}
