/** One row of a thread: a message, a change of owner, a contact, or a part's heading. */
import type { RelayEvent, WireMood } from '../../chat/types';
import type { Reply, UiAction } from '../model';
import { saidAt, type Part, type Row } from '../selectors';
import { isWordKey, timeText, word } from '../wording';
import { button, h, setAttributes, setText, show, type View } from './dom';
import { moodMark } from './mood-mark';

export interface RowData {
  row: Row;
  now: number;
  me: { id: number | null; name: string };
  online: boolean;
}

type Message = Extract<RelayEvent, { kind: 'message' }>;
type OwnerChange = Extract<RelayEvent, { kind: 'owner' }>;

function ownerLine(event: OwnerChange, mine: boolean): string {
  const name = mine ? word('owner.you') : (event.agent?.name ?? word('owner.someone'));
  if (event.to === 'agent') return word('owner.agent', { name });
  if (event.to === 'queue') {
    if (event.from === 'agent') return word('owner.released', { name });
    return event.reason === '' ? word('owner.queue') : word('owner.queue.reason', { reason: event.reason });
  }
  if (event.to === 'bot') return event.agent === undefined ? word('owner.bot.cancelled') : word('owner.bot', { name });
  return event.agent === undefined ? word('owner.closed.visitor') : word('owner.closed', { name });
}

function author(event: Message, me: RowData['me']): string {
  if (event.from !== 'agent') return word(`from.${event.from}`);
  if (event.agent === undefined) return word('from.agent.unknown');
  return word(event.agent.id === me.id ? 'from.agent.you' : 'from.agent', { name: event.agent.name });
}

function failureText(code: string | null): string {
  const key = `reply.failed.${code ?? ''}`;
  return isWordKey(key) ? word(key) : word('reply.failed');
}

function isoTime(at: number): string | null {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A message of anyone; an own reply keeps this element from "sending" to its place in the history. */
class MessageView implements View<RowData> {
  readonly element = h('li', { class: 'message' });
  readonly #author = h('span', { class: 'author' });
  readonly #note = h('span', { class: 'author-note' });
  readonly #time = h('time');
  readonly #text = h('p', { class: 'text' });
  readonly #mood = h('span', { class: 'message-mood' });
  readonly #status = h('span', { class: 'status' });
  readonly #retry: HTMLButtonElement;
  readonly #edit: HTMLButtonElement;
  #id = '';

  constructor(dispatch: (action: UiAction) => void) {
    this.#retry = button(word('reply.retry'), 'small', () => dispatch({ type: 'retry_asked', id: this.#id }));
    this.#edit = button(word('reply.edit'), 'small', () => dispatch({ type: 'discard_asked', id: this.#id }));
    const head = h('p', { class: 'message-head' }, this.#author, ' ', this.#note, ' ', this.#time);
    const foot = h('p', { class: 'message-foot' }, this.#mood, this.#status, ' ', this.#retry, ' ', this.#edit);
    this.element.append(head, h('div', { class: 'bubble' }, this.#text), foot);
  }

  update(data: RowData): void {
    if (data.row.kind === 'reply') this.#showReply(data.row.reply, data);
    else if (data.row.kind === 'event' && data.row.event.kind === 'message') {
      this.#showEvent(data.row.event, data.row.part, data);
    }
  }

  #showEvent(event: Message, part: Part, data: RowData): void {
    setAttributes(this.element, { 'data-from': event.from, 'data-part': part, 'data-status': null });
    setText(this.#author, author(event, data.me));
    setText(this.#note, event.from === 'bot' ? word('from.bot.note') : '');
    this.#showTime(saidAt(event, part), data.now);
    setText(this.#text, event.text);
    this.#showMood(event.from === 'visitor' ? event.mood : null);
    const mine = event.from === 'agent' && event.agent?.id === data.me.id;
    this.#showStatus(mine ? word('reply.sent') : '', false);
  }

  #showReply(reply: Reply, data: RowData): void {
    this.#id = reply.id;
    setAttributes(this.element, { 'data-from': 'agent', 'data-part': 'person', 'data-status': reply.status });
    setText(this.#author, word('from.agent.you', { name: data.me.name }));
    this.#showTime(reply.at, data.now);
    setText(this.#text, reply.text);
    const waiting = data.online ? word('reply.sending') : word('reply.waiting');
    const texts = { sending: waiting, sent: word('reply.sent'), failed: failureText(reply.code) };
    this.#showStatus(texts[reply.status], reply.status === 'failed');
  }

  #showTime(at: number, now: number): void {
    const iso = isoTime(at);
    setAttributes(this.#time, { datetime: iso });
    setText(this.#time, iso === null ? '' : timeText(at, now));
  }

  #showMood(mood: WireMood | null): void {
    if (mood !== null && this.#mood.childElementCount === 0) this.#mood.append(moodMark(mood, true));
  }

  #showStatus(text: string, failed: boolean): void {
    setText(this.#status, text);
    show(this.#retry, failed);
    show(this.#edit, failed);
  }
}

class LineView implements View<RowData> {
  readonly element = h('li', { class: 'line' });
  readonly #text = h('span');
  readonly #time = h('time');

  constructor() {
    this.element.append(this.#text, ' ', this.#time);
  }

  update({ row, now, me }: RowData): void {
    if (row.kind !== 'event' || row.event.kind === 'message') return;
    const { event } = row;
    const text =
      event.kind === 'contact'
        ? word('contact.event', { email: event.email })
        : ownerLine(event, event.agent !== undefined && event.agent.id === me.id);
    setText(this.#text, text);
    setAttributes(this.element, { 'data-part': row.part, 'data-kind': event.kind });
    setAttributes(this.#time, { datetime: isoTime(event.at) });
    setText(this.#time, timeText(event.at, now));
  }
}

function partView(part: Part): View<RowData> {
  const heading = h('h3', {}, word(part === 'assistant' ? 'thread.part.assistant' : 'thread.part.person'));
  return { element: h('li', { class: 'part', 'data-part': part }, heading), update: (): void => undefined };
}

export function rowView(dispatch: (action: UiAction) => void, { row }: RowData): View<RowData> {
  if (row.kind === 'part') return partView(row.part);
  if (row.kind === 'event' && row.event.kind !== 'message') return new LineView();
  return new MessageView(dispatch);
}
