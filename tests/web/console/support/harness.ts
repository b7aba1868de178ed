/** Drives the reducer as the runner does, and keeps what it asked for. */
import { initialState, type Action, type Effect, type Memory, type State } from '../../../../web/console/model';
import type { AgentCommand, AgentFrame } from '../../../../web/console/protocol';
import { reduce } from '../../../../web/console/state';
import { mara, type Story } from './conversations';

export const NOW = 1_790_000_000_000;
export const shop = { id: 'stylesavvy', name: 'StyleSavvy' };

export class Harness {
  state: State;
  now = NOW;
  /** Of the last action. */
  effects: Effect[] = [];

  constructor(memory?: Memory) {
    this.state = initialState(NOW, memory, shop.id);
  }

  do(action: Action): this {
    [this.state, this.effects] = reduce(this.state, action, this.now);
    return this;
  }

  frame(frame: AgentFrame): this {
    return this.do({ type: 'frame', frame });
  }

  signIn(): this {
    return this.do({ type: 'session_checked', who: { agent: mara, shop } });
  }

  welcome(): this {
    return this.frame({ type: 'welcome', agent: mara, shop, heartbeatS: 20 });
  }

  list(stories: readonly Story[]): this {
    return this.frame({ type: 'list', conversations: stories.map((story) => story.summary) });
  }

  /** Signed in, connected, and this conversation opened with its events. */
  reading(story: Story, others: readonly Story[] = []): this {
    const { id: conversation } = story.summary;
    this.signIn()
      .welcome()
      .list([story, ...others])
      .do({ type: 'selected', conversation });
    return this.opened(story).events(story);
  }

  opened({ summary }: Story, reset = false): this {
    const { id: conversation, epoch, head } = summary;
    return this.frame({ type: 'opened', conversation, epoch, head, reset });
  }

  events({ summary, events }: Story): this {
    for (const event of events) this.frame({ type: 'event', conversation: summary.id, event });
    return this;
  }

  error(id: string, code: string, temporary = false, retryAfterMs: number | null = null): this {
    const rest = { conversation: null, message: '', agent: null };
    return this.frame({ type: 'error', id, code, temporary, retryAfterMs, ...rest });
  }

  write(conversation: string, text: string, id: string): this {
    this.do({ type: 'drafted', conversation, text });
    return this.do({ type: 'reply_asked', conversation, id });
  }

  /** Frames that the last action sent. */
  get sent(): AgentCommand[] {
    return this.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.frame] : []));
  }
}
