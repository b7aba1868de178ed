/** The page's own keys. Those of one letter work outside text fields only, and can be turned off. */
import type { FocusTarget, State, UiAction } from './model';

export interface KeyPorts {
  state(): State;
  dispatch(action: UiAction): void;
  focus(target: FocusTarget): void;
  newId(): string;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || isTextInput(target);
}

function isTextInput(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && target.type !== 'checkbox';
}

function letter(event: KeyboardEvent, ports: KeyPorts): boolean {
  const { selected } = ports.state();
  switch (event.key) {
    case 'r':
      if (selected === null) return false;
      ports.dispatch({ type: 'pane_shown', pane: 'thread' });
      ports.focus('reply');
      return true;
    case 't':
      if (selected === null) return false;
      ports.dispatch({ type: 'move_asked', conversation: selected, id: ports.newId(), move: 'take' });
      return true;
    case '?':
      ports.dispatch({ type: 'dialog_shown', dialog: 'keys' });
      return true;
    default:
      return false;
  }
}

/** @returns true where the key was one of the page's own */
export function handleKey(event: KeyboardEvent, ports: KeyPorts): boolean {
  const state = ports.state();
  if (state.session.kind !== 'signed_in' || event.isComposing || event.keyCode === 229) return false;
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  // An open dialog keeps its keys; Escape closes it by the browser's own event.
  if (state.dialog !== 'none') return false;
  if (event.key === 'Escape') {
    ports.dispatch({ type: 'back' });
    return true;
  }
  if (!state.singleKeys || isWriting(event.target)) return false;
  return letter(event, ports);
}
