import type { ChatState, ThreadEntry } from '../chat/state';
import type { PanelOptions } from './panel-contract';

/** Tells the page what has become of the conversation, without a word of what was said in it. */
export function announce(state: ChatState, before: ChatState, emit: PanelOptions['emit']): void {
  // The thread of an earlier visit is no news.
  if (before.revision === 0 && state.revision > 1) return;
  const known = new Set(before.entries.map((entry) => entry.id));
  for (const entry of state.entries) {
    const from = known.has(entry.id) ? null : author(entry);
    if (from) emit('message', { from });
  }
  if (state.owner !== before.owner) {
    if (state.owner === 'requested') emit('handoff-requested', {});
    else if (state.owner === 'queue' && before.owner !== 'agent') emit('handoff-queued', {});
    else if (state.owner === 'agent') emit('person-joined', {});
    if (before.owner === 'agent') emit('person-left', {});
  }
  if (before.entries.length > 0 && state.entries.every((entry) => entry.kind === 'notice' && !known.has(entry.id))) {
    emit('erased', {});
  }
}

function author(entry: ThreadEntry): 'visitor' | 'assistant' | 'person' | null {
  switch (entry.kind) {
    case 'visitor':
      return 'visitor';
    case 'bot':
      return 'assistant';
    case 'agent':
      return 'person';
    case 'notice':
      return null;
  }
}
