import type { ChatInput, Effect } from '../../../../web/chat/actions';
import { reduce } from '../../../../web/chat/reduce';
import { freshState, type BotEntry, type ChatState, type VisitorEntry } from '../../../../web/chat/state';
import type { BotSettings, Decision, RelayEvent, RelayOwner, WireCommand, WireNews } from '../../../../web/chat/types';

export const KEY = { id: 'c'.repeat(22), secret: 's'.repeat(43) };
export const UPSET = { upset: 0.8, distressed: 0.1, confused: 0.02, neutral: 0.05, happy: 0.02, grateful: 0.01 };

/** A decision as the engine makes it, with what a test cares about. */
export function decision(change: Partial<Decision> = {}): Decision {
  return {
    action: 'answer',
    hits: [],
    hit: null,
    answer: '',
    inScope: 0.9,
    confidence: 0.9,
    mood: { label: 'neutral', moods: { ...UPSET, upset: 0, neutral: 0.85 }, intensity: 0.1, humanWanted: 0 },
    humanOffered: false,
    tone: 'neutral',
    message: { key: 'answer', params: {} },
    reasons: [],
    refine: false,
    ...change,
  };
}

export const upset = (change: Partial<Decision> = {}): Decision =>
  decision({ mood: { label: 'upset', moods: UPSET, intensity: 0.8, humanWanted: 0.1 }, ...change });

let made = 0;

/** Drives the reducer as the runner would, and keeps what it asks for. */
export class Conversation {
  state: ChatState;
  /** Effects of the last action. */
  effects: Effect[] = [];
  /** All commands handed to the link. */
  readonly sent: WireCommand[] = [];

  constructor(settings: { relay: boolean; bot?: BotSettings } = { relay: true }, state?: ChatState) {
    this.state = state ?? freshState({ shop: 'stylesavvy', ...settings });
  }

  do(input: ChatInput, id = `id${++made}`): this {
    [this.state, this.effects] = reduce(this.state, { ...input, at: 1_000 + made, id });
    for (const effect of this.effects) if (effect.type === 'wire_send') this.sent.push(effect.command);
    return this;
  }

  begin(mode: 'wasm' | 'fallback' = 'wasm'): this {
    return this.do({ type: 'started' }).do({ type: 'engine_started', mode });
  }

  say(text: string): this {
    return this.do({ type: 'text_submitted', text });
  }

  /** The engine answers the turn in flight. */
  step(answer: Partial<Decision> = {}, text = 'An answer.'): this {
    const turn = this.state.inFlight?.id ?? 'none';
    return this.do({ type: 'stepped', turn, step: { decision: decision(answer), state: `after-${turn}` }, text });
  }

  news(news: WireNews): this {
    return this.do({ type: 'relay', news });
  }

  welcome(owner: RelayOwner = 'bot', change: { epoch?: string | null; head?: number; reset?: boolean } = {}): this {
    const { epoch = null, head = 0, reset = false } = change;
    return this.news({ kind: 'status', status: 'online' }).news({ kind: 'welcome', epoch, head, owner, reset });
  }

  ack(id: string, seq: number, epoch = 'e1'): this {
    return this.news({ kind: 'ack', id, seq, epoch });
  }

  owner(to: RelayOwner, name?: string, seq = this.state.cursor + 1): this {
    const from = this.state.relayOwner;
    const who = name === undefined ? {} : { agent: { id: 3, name } };
    return this.event({ kind: 'owner', seq, at: 5_000, from, to, reason: 'r', confidence: null, mood: null, ...who });
  }

  message(from: 'visitor' | 'bot' | 'agent', id: string, text: string, seq = this.state.cursor + 1): this {
    const who = from === 'agent' ? { agent: { id: 3, name: 'Mara' } } : {};
    const rest = { at: 5_000, entry: null, mood: null, client_at: 5_000, ...who };
    return this.event({ kind: 'message', seq, id, from, text, ...rest });
  }

  event(event: RelayEvent): this {
    return this.news({ kind: 'event', event });
  }

  /** Up to a request that the visitor agreed to and no relay has heard of. */
  asked(mood = true, email: string | null = null): this {
    return this.do({ type: 'person_asked' }).do({ type: 'consent_given', mood, email, key: KEY });
  }

  /** Up to a person at the other end. */
  withAgent(): this {
    this.begin()
      .say('It arrived torn')
      .step(upset({ action: 'dont_know' }))
      .asked()
      .step({ action: 'hand_off' })
      .welcome();
    const handoff = this.sent.at(-1)?.id ?? '';
    const [said, answered] = this.state.entries;
    this.ack(handoff, 3)
      .message('visitor', said?.id ?? '', 'It arrived torn')
      .message('bot', answered?.id ?? '', 'x');
    return this.owner('queue').owner('agent', 'Mara').step({ action: 'forward' });
  }

  get kinds(): string[] {
    return this.effects.map((effect) => effect.type);
  }

  get texts(): string[] {
    return this.state.entries.map((entry) => (entry.kind === 'notice' ? `(${entry.notice})` : entry.text));
  }

  get lastBot(): BotEntry {
    return this.state.entries.findLast((entry) => entry.kind === 'bot') as BotEntry;
  }

  get lastVisitor(): VisitorEntry {
    return this.state.entries.findLast((entry) => entry.kind === 'visitor') as VisitorEntry;
  }

  get turns(): string[] {
    const { inFlight, waiting } = this.state;
    return [...(inFlight ? [inFlight] : []), ...waiting].map((turn) => turn.kind);
  }
}
