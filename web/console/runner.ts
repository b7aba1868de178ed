/** Holds the state: one action at a time through the reducer, then the page, then the effects. */
import type { AgentHttp } from './agent-http';
import type { AgentLink, Clock } from './agent-link';
import type { Action, Effect, FocusTarget, Memory, State } from './model';
import { reduce } from './state';

export interface RunnerPorts {
  clock: Clock;
  http: AgentHttp;
  link: Pick<AgentLink, 'connect' | 'disconnect' | 'send'>;
  render(state: State): void;
  focus(target: FocusTarget): void;
  save(memory: Memory): void;
}

export class Runner {
  readonly #ports: RunnerPorts;
  #state: State;
  readonly #waiting: Action[] = [];
  #running = false;

  constructor(state: State, ports: RunnerPorts) {
    this.#state = state;
    this.#ports = ports;
  }

  get state(): State {
    return this.#state;
  }

  start(): void {
    this.#ports.render(this.#state);
    this.#perform({ kind: 'check_session' });
  }

  /** Safe to call from within an effect: actions queue up and run in order. */
  dispatch(action: Action): void {
    this.#waiting.push(action);
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) this.#step(next);
    } finally {
      this.#running = false;
    }
  }

  #step(action: Action): void {
    const before = this.#state;
    const [state, effects] = reduce(before, action, this.#ports.clock.now());
    this.#state = state;
    const kept = ['keeper', 'drafts', 'outbox', 'seen'] as const;
    if (kept.some((key) => state[key] !== before[key])) this.#ports.save(state);
    this.#ports.render(state);
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    const { http, link, clock } = this.#ports;
    switch (effect.kind) {
      case 'check_session':
        void http.me().then((answer) => {
          if (answer.kind === 'unknown') this.dispatch({ type: 'session_unknown' });
          else this.dispatch({ type: 'session_checked', who: answer.kind === 'in' ? answer.who : null });
        });
        return;
      case 'login':
        void http.login(effect.shop, effect.email, effect.password).then((answer) => {
          if (answer.kind === 'in') this.dispatch({ type: 'login_done', ...answer.who });
          else this.dispatch({ type: 'login_failed', problem: answer.problem });
        });
        return;
      case 'logout':
        void http.logout().then((ended) => this.dispatch({ type: ended ? 'logout_done' : 'logout_failed' }));
        return;
      case 'connect':
        return link.connect();
      case 'disconnect':
        return link.disconnect();
      case 'send':
        // A frame that finds no connection is not lost: the next welcome opens and sends again.
        link.send(effect.frame);
        return;
      case 'later':
        clock.setTimeout(() => this.dispatch(effect.action), effect.ms);
        return;
      case 'focus':
        return this.#ports.focus(effect.target);
    }
  }
}
