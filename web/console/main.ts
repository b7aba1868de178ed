/** Starts the console: puts the browser's clock, sockets and storage behind the runner, and the page in front of it. */
import { agentHttp } from './agent-http';
import { AgentLink, type Clock, type SocketLike } from './agent-link';
import { handleKey } from './keyboard';
import { loadMemory, saveMemory } from './memory-store';
import { initialState, type State, type UiAction } from './model';
import { Runner } from './runner';
import { App } from './view/app';

const TICK_MS = 1000;
const SHOP_KEY = 'shopbell-console-shop';
const SINGLE_KEYS_KEY = 'shopbell-console-single-keys';

const clock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => window.setTimeout(run, ms),
  clearTimeout: (timer) => window.clearTimeout(timer),
};

/** 128 random bits; `randomUUID` would need a secure context, which a relay in a shop's own network may not have. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Settings are a convenience: where storage is forbidden, the page works without. */
function setting(key: string, value?: string): string {
  try {
    if (value !== undefined) localStorage.setItem(key, value);
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function keepSettings(state: State): void {
  if (state.session.kind === 'signed_in') setting(SHOP_KEY, state.session.shop.id);
  setting(SINGLE_KEYS_KEY, state.singleKeys ? 'on' : 'off');
}

function socketUrl(): string {
  const url = new URL('/v1/agent', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

function browserSocket(url: string): SocketLike {
  const socket = new WebSocket(url);
  const like: SocketLike = {
    onmessage: null,
    onclose: null,
    send: (data) => socket.send(data),
    close: (code) => socket.close(code),
  };
  socket.addEventListener('message', (event: MessageEvent<unknown>) => like.onmessage?.({ data: event.data }));
  socket.addEventListener('close', (event) => like.onclose?.({ code: event.code }));
  return like;
}

function wakeUps(link: AgentLink): void {
  window.addEventListener('online', () => link.nudge());
  window.addEventListener('focus', () => link.nudge());
  window.addEventListener('pageshow', () => link.nudge());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') link.nudge();
  });
}

function start(): void {
  const shop = new URL(location.href).searchParams.get('shop') ?? setting(SHOP_KEY);
  const memory = loadMemory(sessionStorage);
  const state = initialState(clock.now(), memory, shop, setting(SINGLE_KEYS_KEY) !== 'off');
  const link = new AgentLink({
    url: socketUrl(),
    makeSocket: browserSocket,
    clock,
    random: Math.random,
    tell: (action) => runner.dispatch(action),
  });
  const dispatch = (action: UiAction): void => runner.dispatch(action);
  const app = new App({ dispatch, newId });
  const runner: Runner = new Runner(state, {
    clock,
    http: agentHttp((input, init) => fetch(input, init), clock.now),
    link,
    render: (next) => app.update(next),
    focus: (target) => app.focus(target),
    save: (next) => saveMemory(sessionStorage, next),
  });
  document.body.append(app.element);
  document.addEventListener('keydown', (event) => {
    const ports = { state: () => runner.state, dispatch, newId, focus: app.focus.bind(app) };
    if (handleKey(event, ports)) event.preventDefault();
  });
  window.addEventListener('pagehide', () => keepSettings(runner.state));
  window.setInterval(() => runner.dispatch({ type: 'tick' }), TICK_MS);
  wakeUps(link);
  runner.start();
}

start();
