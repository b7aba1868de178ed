/** Conversations as a boutique has them, built like the relay's events. */
import type { RelayEvent, RelayOwner, WireMood } from '../../../../web/chat/types';
import type { AgentRef, Summary } from '../../../../web/console/protocol';

export interface Story {
  summary: Summary;
  events: RelayEvent[];
}

export const mara: AgentRef & { email: string; role: string } = {
  id: 3,
  name: 'Mara',
  email: 'mara@stylesavvy.example',
  role: 'agent',
};
export const jonas: AgentRef = { id: 4, name: 'Jonas' };

const MINUTE = 60_000;

export function mood(label: string, upset: number, distressed = 0.04): WireMood {
  const rest = Math.max(0, 1 - upset - distressed);
  const share = (name: string): number => (name === label ? rest * 0.85 : rest * 0.05);
  const [confused, neutral, happy, grateful] = ['confused', 'neutral', 'happy', 'grateful'].map(share);
  return { label, upset, distressed, confused, neutral, happy, grateful, intensity: upset } as WireMood;
}

/** Adds events one after the other; the sequence numbers follow by themselves. */
export class StoryBuilder {
  readonly #events: RelayEvent[] = [];
  readonly #summary: Summary;

  constructor(id: string, startedAt: number) {
    this.#summary = {
      id: id.padEnd(22, 'x'),
      epoch: 'e1',
      head: 0,
      owner: 'bot',
      agent: null,
      created_at: startedAt,
      updated_at: startedAt,
      waiting_since: null,
      last: null,
      mood: null,
      email: null,
      visitor_online: true,
    };
  }

  message(from: 'visitor' | 'bot', text: string, at: number, feeling: WireMood | null = null): this {
    const seq = this.#next(at);
    const id = `m${seq}`;
    this.#events.push({ kind: 'message', seq, at, id, from, text, entry: null, mood: feeling, client_at: at });
    this.#summary.last = { from, text: text.slice(0, 200) };
    if (feeling !== null) this.#summary.mood = feeling;
    return this;
  }

  agent(agent: AgentRef, text: string, at: number): this {
    const seq = this.#next(at);
    const common = { kind: 'message', seq, at, id: `a${seq}`, text, entry: null, mood: null, client_at: at } as const;
    this.#events.push({ ...common, from: 'agent', agent: { id: agent.id, name: agent.name } });
    this.#summary.last = { from: 'agent', text };
    return this;
  }

  owner(to: RelayOwner, at: number, extra: { reason?: string; confidence?: number; agent?: AgentRef } = {}): this {
    const { reason = '', confidence = null, agent } = extra;
    const from = this.#summary.owner;
    const seq = this.#next(at);
    const common = { kind: 'owner', seq, at, from, to, reason, confidence, mood: null } as const;
    this.#events.push(agent === undefined ? common : { ...common, agent: { id: agent.id, name: agent.name } });
    this.#summary.owner = to;
    this.#summary.agent = to === 'agent' && agent !== undefined ? { id: agent.id, name: agent.name } : null;
    this.#summary.waiting_since = to === 'queue' ? at : null;
    return this;
  }

  email(email: string, at: number): this {
    this.#events.push({ kind: 'contact', seq: this.#next(at), at, email });
    this.#summary.email = email;
    return this;
  }

  offline(): this {
    this.#summary.visitor_online = false;
    return this;
  }

  build(): Story {
    return { summary: { ...this.#summary }, events: [...this.#events] };
  }

  #next(at: number): number {
    this.#summary.head += 1;
    this.#summary.updated_at = at;
    return this.#summary.head;
  }
}

/** A torn dress needed tomorrow: waiting for six minutes, upset. */
export function tornDress(now: number): Story {
  const at = (minutes: number): number => now - minutes * MINUTE;
  return new StoryBuilder('k3FaQp', at(11))
    .message('visitor', 'hi, where is my order 10482?', at(11), mood('neutral', 0.08))
    .message('bot', 'Order 10482 was delivered this morning at 9:12.\n\nIs something wrong with it?', at(11))
    .message('visitor', 'yes. the dress arrived torn along the zip', at(9), mood('upset', 0.58, 0.12))
    .message(
      'bot',
      'I am sorry that it arrived damaged. Damaged goods can be returned free of charge within 30 days.',
      at(9),
    )
    .message(
      'visitor',
      'I dont want a refund in 30 days, I NEED IT TOMORROW for a wedding',
      at(7),
      mood('upset', 0.74, 0.17),
    )
    .message('bot', 'Shall I pass you to a person in the shop? They will see this conversation.', at(7))
    .email('lena.hofer@post.example', at(6))
    .owner('queue', at(6), { reason: 'damaged goods; upset for 2 turns', confidence: 0.41 })
    .message('visitor', 'hello? is anyone there', at(2), mood('distressed', 0.3, 0.52))
    .build();
}

function giftCard(now: number): Story {
  const at = (minutes: number): number => now - minutes * MINUTE;
  return new StoryBuilder('Zw81mm', at(3))
    .message('visitor', 'can I use two gift cards on one order?', at(3), mood('neutral', 0.05))
    .message('bot', 'I do not know that one. A person in the shop can tell you.', at(3))
    .owner('queue', at(1), { reason: 'confidence 0.22 below 0.62', confidence: 0.22 })
    .build();
}

function sizing(now: number): Story {
  const at = (minutes: number): number => now - minutes * MINUTE;
  return new StoryBuilder('h7TT0d', at(34))
    .message('visitor', 'Does the Marlow coat run small? I am between 38 and 40', at(34), mood('confused', 0.06))
    .message('bot', 'The Marlow coat is cut slightly wide. Most customers between sizes take the smaller one.', at(34))
    .message('visitor', 'and with a thick jumper under it?', at(32), mood('confused', 0.1))
    .owner('queue', at(31), { reason: 'asked for a person', confidence: 0.55 })
    .owner('agent', at(30), { reason: 'taken', agent: mara })
    .agent(
      mara,
      'Hello, this is Mara from the shop. With a thick jumper I would take the 40: there are 4 cm more at the shoulder.',
      at(29),
    )
    .message('visitor', 'perfect, thank you! 40 it is', at(12), mood('grateful', 0.02, 0.01))
    .agent(mara, 'Gladly. I have put one aside for you until Saturday.', at(11))
    .message('visitor', 'one more thing: can it be posted to Austria?', at(1), mood('neutral', 0.04))
    .build();
}

function others(now: number): Story[] {
  const at = (minutes: number): number => now - minutes * MINUTE;
  const exchange = new StoryBuilder('Qe55ab', at(70))
    .message('visitor', 'My parcel has been "out for delivery" for three days now.', at(70), mood('upset', 0.49, 0.1))
    .owner('queue', at(69), { reason: 'upset for 2 turns', confidence: 0.6 })
    .owner('agent', at(66), { reason: 'taken', agent: jonas })
    .agent(jonas, 'I am calling the carrier now.', at(20))
    .email('p.okafor@post.example', at(19))
    .build();
  const returned = new StoryBuilder('b0tb0t', at(150))
    .message('visitor', 'what are your opening hours', at(150), mood('neutral', 0.03))
    .owner('queue', at(149), { reason: 'asked for a person' })
    .owner('bot', at(140), {})
    .offline()
    .build();
  const closed = new StoryBuilder('cl0sed', at(1600))
    .message('visitor', 'Thanks so much, the replacement came in time!', at(1500), mood('happy', 0.01, 0.01))
    .owner('queue', at(1499), { reason: 'asked for a person' })
    .owner('agent', at(1490), { reason: 'taken', agent: mara })
    .agent(mara, 'Lovely to hear. Enjoy the party.', at(1480))
    .owner('closed', at(1470), { reason: 'closed', agent: mara })
    .offline()
    .build();
  return [exchange, returned, closed];
}

/** A morning's list: two waiting, one with Mara, one with Jonas, one back with the assistant, one closed. */
export function morning(now: number): Story[] {
  return [tornDress(now), giftCard(now), sizing(now), ...others(now)];
}
