/** Moving through the page, and asking for a change of owner. */
import type { AgentCommand } from '../protocol';
import type { MoveKind, Next, Pane, State } from '../model';
import { canMove } from '../selectors';
import { markSeen, openThread } from './threads';

export function select(state: State, conversation: string): Next {
  if (state.conversations[conversation] === undefined) return [state, []];
  if (state.selected === conversation) return showPane(state, 'thread');
  const leave: Next[1] =
    state.selected !== null && state.link.kind === 'online'
      ? [{ kind: 'send', frame: { type: 'leave', conversation: state.selected } }]
      : [];
  const chosen: State = { ...state, selected: conversation, pane: 'thread', notice: null };
  const [opened, open] = openThread(chosen, conversation);
  return [markSeen(opened, conversation), [...leave, ...open, { kind: 'focus', target: 'thread' }]];
}

/** One step towards the list. The thread stays open: on a wide page it is still in sight. */
export function back(state: State): Next {
  if (state.dialog !== 'none') return [{ ...state, dialog: 'none' }, []];
  if (state.pane === 'context') return showPane(state, 'thread');
  return showPane(state, 'list');
}

export function showPane(state: State, pane: Pane): Next {
  const target = pane === 'list' ? 'list' : pane === 'context' ? 'context' : 'thread';
  return [{ ...state, pane }, [{ kind: 'focus', target }]];
}

function moveCommand(move: MoveKind, id: string, conversation: string): AgentCommand {
  switch (move) {
    case 'take':
    case 'release':
      return { type: move, id, conversation };
    case 'close':
      return { type: 'close', id, conversation, to: 'closed' };
    case 'hand_back':
      return { type: 'close', id, conversation, to: 'bot' };
  }
}

/** Only while online: an owner is never changed later, behind the agent's back. */
export function askMove(state: State, conversation: string, id: string, move: MoveKind): Next {
  if (!canMove(state, conversation, move)) return [{ ...state, dialog: 'none' }, []];
  const moves = { ...state.moves, [conversation]: { id, kind: move } };
  const frame = moveCommand(move, id, conversation);
  const next: State = { ...state, moves, dialog: 'none', notice: null };
  const focus: Next[1] = move === 'take' ? [{ kind: 'focus', target: 'reply' }] : [];
  return [next, [{ kind: 'send', frame }, ...focus]];
}
