/** Keeps drafts, unsent replies and what was seen for this tab, so that a reload loses nothing typed. */
import { Bad, array, nullable, num, oneOf, record, str, whole, type Json } from './check';
import { emptyMemory, type Memory, type Reply } from './model';

const KEY = 'shopbell-console';

function values<T>(check: (value: Json, path: string) => T, value: Json, path: string): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record(value, path)).map(([key, one]) => [key, check(one, `${path}.${key}`)]),
  );
}

function reply(value: Json, path: string): Reply {
  const from = record(value, path);
  return {
    id: str(from['id'], `${path}.id`),
    conversation: str(from['conversation'], `${path}.conversation`),
    at: num(from['at'], `${path}.at`),
    text: str(from['text'], `${path}.text`),
    status: oneOf(['sending', 'failed'], from['status'], `${path}.status`),
    code: nullable(str, from['code'], `${path}.code`),
    tries: 1,
  };
}

function keeper(value: Json, path: string): { shop: string; agent: number } {
  const from = record(value, path);
  return { shop: str(from['shop'], `${path}.shop`), agent: num(from['agent'], `${path}.agent`) };
}

/** Anything unreadable counts as nothing kept. */
export function loadMemory(storage: Storage): Memory {
  try {
    const text = storage.getItem(KEY);
    if (text === null) return emptyMemory;
    const from = record(JSON.parse(text) as Json, 'memory');
    return {
      keeper: nullable(keeper, from['keeper'], 'keeper'),
      drafts: values(str, from['drafts'], 'drafts'),
      outbox: array(reply, from['outbox'], 'outbox'),
      seen: values(whole, from['seen'], 'seen'),
    };
  } catch (error) {
    if (error instanceof Bad || error instanceof SyntaxError || error instanceof DOMException) return emptyMemory;
    throw error;
  }
}

/** A full or forbidden storage costs the copy only; what is on the page stays. */
export function saveMemory(storage: Storage, memory: Memory): void {
  const { keeper: whose, drafts, seen } = memory;
  const outbox = memory.outbox.filter((one) => one.status !== 'sent');
  try {
    if (whose === null) storage.removeItem(KEY);
    else storage.setItem(KEY, JSON.stringify({ keeper: whose, drafts, outbox, seen }));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
