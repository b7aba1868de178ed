/** One conversation: its heading and moves, its history, and the reply box. */
import { newThread, type MoveKind, type State, type Thread } from '../model';
import { canMove, myId, repliesOf, rows, visitorOnline } from '../selectors';
import { visitorName, word } from '../wording';
import { arrange, button, h, Keyed, setAttributes, setText, show, type View } from './dom';
import { rowView, type RowData } from './message';
import { ReplyBox, type ReplyPorts } from './reply-box';

/** Nearer to the end than this, the thread follows what is added to it. */
const FOLLOW_PX = 60;

function noteText(state: State, thread: Thread): string {
  if (thread.problem !== null) return word('thread.problem', { code: thread.problem });
  if (thread.incomplete) return word('thread.incomplete');
  if (thread.events.length > 0 || !thread.opening) return '';
  return word(state.link.kind === 'online' ? 'thread.loading' : 'thread.offline');
}

class MoveBar implements View<State> {
  readonly element: HTMLElement;
  readonly #buttons: Record<'take' | 'release' | 'close', HTMLButtonElement>;
  readonly #pending = h('span', { class: 'hint', role: 'status' });

  constructor({ dispatch, newId }: ReplyPorts, selected: () => string | null) {
    const ask = (move: MoveKind) => (): void => {
      const conversation = selected();
      if (conversation !== null) dispatch({ type: 'move_asked', conversation, id: newId(), move });
    };
    this.#buttons = {
      take: button(word('move.take'), 'primary', ask('take')),
      release: button(word('move.release'), '', ask('release')),
      close: button(word('move.close'), '', () => dispatch({ type: 'dialog_shown', dialog: 'close' })),
    };
    const { take, release, close } = this.#buttons;
    setAttributes(take, { 'aria-keyshortcuts': 't' });
    this.element = h('div', { class: 'moves' }, this.#pending, take, release, close);
  }

  update(state: State): void {
    const one = state.selected === null ? undefined : state.conversations[state.selected];
    if (one === undefined) return;
    const { take, release, close } = this.#buttons;
    const mine = one.owner === 'agent' && one.agent?.id === myId(state);
    show(take, one.owner === 'queue');
    show(release, mine);
    show(close, mine || one.owner === 'queue');
    take.disabled = !canMove(state, one.id, 'take');
    release.disabled = !canMove(state, one.id, 'release');
    close.disabled = !canMove(state, one.id, 'close');
    setText(this.#pending, state.moves[one.id] === undefined ? '' : word('move.pending'));
  }
}

export class ThreadView implements View<State> {
  readonly element: HTMLElement;
  readonly #heading = h('h2', { id: 'thread-heading', tabindex: -1 });
  readonly #online = h('span', { class: 'online labelled' }, word('list.online'));
  readonly #moves: MoveBar;
  readonly #reply: ReplyBox;
  readonly #rows: Keyed<RowData>;
  readonly #log = h('ol', { class: 'rows' });
  readonly #scroll: HTMLElement;
  readonly #note = h('p', { class: 'note', role: 'status' });
  readonly #none = h('div', { class: 'empty' }, h('p', {}, word('thread.none')), h('p', {}, word('thread.none.hint')));
  readonly #content: HTMLElement;
  #selected: string | null = null;
  #drawnFor: string | null = null;
  #atEnd = true;

  constructor(ports: ReplyPorts) {
    const { dispatch } = ports;
    this.#moves = new MoveBar(ports, () => this.#selected);
    this.#reply = new ReplyBox(ports);
    this.#rows = new Keyed((data) => rowView(dispatch, data));
    const back = button(word('thread.back'), 'back thread-back', () => dispatch({ type: 'pane_shown', pane: 'list' }));
    const showContext = (): void => dispatch({ type: 'pane_shown', pane: 'context' });
    const details = button(word('thread.context'), 'details', showContext);
    const title = h('div', { class: 'thread-title' }, this.#heading, this.#online);
    const head = h('div', { class: 'pane-head' }, back, title, details, this.#moves.element);
    const moodNote = h('p', { class: 'hint mood-note' }, word('thread.mood_note'));
    this.#scroll = h('div', { class: 'scroll', role: 'log', 'aria-label': word('thread.log'), tabindex: 0 }, this.#log);
    this.#content = h('div', { class: 'thread' }, head, moodNote, this.#note, this.#scroll, this.#reply.element);
    this.#watchScroll();
    const name = word('thread.region');
    this.element = h('section', { class: 'pane pane-thread', 'aria-label': name }, this.#none, this.#content);
  }

  update(state: State): void {
    const one = state.selected === null ? undefined : state.conversations[state.selected];
    this.#selected = one?.id ?? null;
    show(this.#none, one === undefined);
    show(this.#content, one !== undefined);
    if (one === undefined) return;
    const thread = state.threads[one.id] ?? newThread();
    // The region's name once more, for those who move by headings.
    const hidden = h('span', { class: 'hidden-text' }, `${word('thread.region')}: `);
    const title = `${word('thread.region')}: ${visitorName(one)}`;
    if (this.#heading.textContent !== title) this.#heading.replaceChildren(hidden, visitorName(one));
    show(this.#online, visitorOnline(state, one) === true);
    setText(this.#note, noteText(state, thread));
    show(this.#note, this.#note.textContent !== '');
    this.#moves.update(state);
    this.#drawRows(state, one.id, thread);
    this.#reply.update(state);
  }

  focusHeading(): void {
    this.#heading.focus();
  }

  focusReply(): void {
    if (!this.#reply.focus()) this.focusHeading();
  }

  #drawRows(state: State, conversation: string, thread: Thread): void {
    const other = this.#drawnFor !== conversation;
    const box = this.#scroll;
    // Spoken are new messages only, not the history that an opened conversation comes with.
    const loading = other || thread.opening;
    setAttributes(box, { 'aria-busy': loading ? 'true' : 'false', 'aria-live': loading ? 'off' : 'polite' });
    const name = state.session.kind === 'signed_in' ? state.session.agent.name : '';
    const common = { now: state.now, me: { id: myId(state), name }, online: state.link.kind === 'online' };
    const items = rows(thread.events, repliesOf(state, conversation)).map((row) => ({
      key: `${conversation}-${thread.epoch ?? ''}-${row.key}`,
      item: { row, ...common },
    }));
    const before = this.#log.lastElementChild;
    arrange(this.#log, this.#rows.update(items));
    this.#drawnFor = conversation;
    const last = this.#log.lastElementChild;
    // An own reply is always brought into sight.
    const wroteNow = last !== before && last?.getAttribute('data-status') === 'sending';
    if (other || wroteNow) this.#atEnd = true;
    this.#followEnd();
  }

  #followEnd(): void {
    const box = this.#scroll;
    if (this.#atEnd && box.scrollTop + box.clientHeight < box.scrollHeight) box.scrollTop = box.scrollHeight;
  }

  /** Keeps the end in sight when the box shrinks, as it does with a phone's keyboard or a longer reply. */
  #watchScroll(): void {
    const box = this.#scroll;
    box.addEventListener('scroll', () => {
      this.#atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < FOLLOW_PX;
    });
    new ResizeObserver(() => this.#followEnd()).observe(box);
  }
}
