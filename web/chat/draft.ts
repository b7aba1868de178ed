import type { ChatAction, Effect } from './actions';
import { MAX_ENTRIES, type ChatState, type NoticeKey, type ThreadEntry } from './state';

/**
 * The next state in the making, with its effects: what the parts of the reducer work on. The state before is never
 * changed; ids are made from the action's, so that a replay gives the same thread.
 */
export class Draft {
  readonly effects: Effect[] = [];
  #made = 0;

  constructor(
    public state: ChatState,
    private readonly action: ChatAction,
  ) {}

  get at(): number {
    return this.action.at;
  }

  set(change: Partial<ChatState>): void {
    this.state = { ...this.state, ...change };
  }

  emit(effect: Effect): void {
    this.effects.push(effect);
  }

  /** An id that no other entry or command has. */
  newId(): string {
    const n = this.#made++;
    return n === 0 ? this.action.id : `${this.action.id}-${n}`;
  }

  append(entry: ThreadEntry): void {
    this.set({ entries: [...this.state.entries, entry].slice(-MAX_ENTRIES) });
  }

  /** Adds what the relay stored; messages it has not stored yet stay below, as they will have higher numbers. */
  insertStored(entry: ThreadEntry): void {
    const { entries } = this.state;
    let end = entries.length;
    while (end > 0 && isUnsent(entries[end - 1])) end--;
    this.set({ entries: [...entries.slice(0, end), entry, ...entries.slice(end)].slice(-MAX_ENTRIES) });
  }

  edit(id: string, change: (entry: ThreadEntry) => ThreadEntry): void {
    this.set({ entries: this.state.entries.map((entry) => (entry.id === id ? change(entry) : entry)) });
  }

  notice(notice: NoticeKey, params: Record<string, string | number> = {}, seq: number | null = null): void {
    this.insertStored({ kind: 'notice', id: this.newId(), at: this.at, notice, params, seq });
  }
}

function isUnsent(entry: ThreadEntry | undefined): boolean {
  return entry?.kind === 'visitor' && (entry.delivery === 'sending' || entry.delivery === 'failed');
}
