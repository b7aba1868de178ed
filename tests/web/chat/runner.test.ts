import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Runner, type RunnerPorts } from '../../../web/chat/runner';
import { freshState, type ChatState } from '../../../web/chat/state';
import { createWording } from '../../../web/chat/wording';
import ui from '../../../web/chat/wording/en/ui.json';
import { decision, KEY } from './support/conversation';
import { FakeClock, FakeEngine, FakeIds, FakeStore, FakeWire } from './support/fake-ports';

const MESSAGES = { answer: { neutral: { plain: '{answer}' } }, offer: { neutral: { plain: 'A person?' } } };

let log: string[];
let engine: FakeEngine;
let wire: FakeWire;
let store: FakeStore;
let clock: FakeClock;
let shown: ChatState[];
let report: RunnerPorts['report'];

function runner(
  change: Partial<RunnerPorts> = {},
  relay = true,
  show: (state: ChatState) => void = (state) => shown.push(state),
): Runner {
  const wording = createWording('en', ui, MESSAGES);
  const ports = {
    engine,
    wire,
    store,
    clock,
    ids: new FakeIds(),
    wording,
    warmth: 'plain' as const,
    report,
    ...change,
  };
  return new Runner(freshState({ shop: 'stylesavvy', relay }), ports, show);
}

/** Until nothing is under way: the engine's reply may ask for the next step. */
async function quiet(one: Runner): Promise<void> {
  for (let before = -1; before !== one.state.revision;) {
    before = one.state.revision;
    await one.settled();
  }
}

async function agreed(one: Runner): Promise<void> {
  one.dispatch({ type: 'started' });
  one.dispatch({ type: 'text_submitted', text: 'It arrived torn' });
  await quiet(one);
  one.dispatch({ type: 'person_asked' });
  one.dispatch({ type: 'consent_given', mood: true, email: null, key: KEY });
}

beforeEach(() => {
  log = [];
  engine = new FakeEngine();
  wire = new FakeWire(log);
  store = new FakeStore(log);
  clock = new FakeClock();
  shown = [];
  report = vi.fn();
});

describe('Runner', () => {
  it('answers with the words of the wording files', async () => {
    const one = runner();
    one.dispatch({ type: 'started' });
    one.dispatch({ type: 'text_submitted', text: 'How long?' });
    await quiet(one);
    expect(one.state.entries.map((entry) => 'text' in entry && entry.text)).toEqual(['How long?', '3 days.']);
    expect(one.state.presence).toMatchObject({ agents: 'online', waitSeconds: 60 });
  });

  it('puts several texts to the engine one after the other, each on the state before', async () => {
    const one = runner();
    one.dispatch({ type: 'started' });
    for (const text of ['one', 'two', 'three']) one.dispatch({ type: 'text_submitted', text });
    await quiet(one);
    expect(engine.asked.map(({ event }) => event.text)).toEqual(['one', 'two', 'three']);
    expect(engine.asked.map(({ state }) => state)).toEqual(['', 'next', 'next']);
    expect(one.state.entries).toHaveLength(6);
  });

  it.each([
    [Object.assign(new Error('slow'), { code: 'engine-timeout' }), 'engine_failed', 'wasm'],
    [Object.assign(new Error('gone'), { code: 'engine-lost' }), 'engine_failed', 'idle'],
    [Object.assign(new Error('faulty'), { code: 'faq-invalid' }), 'engine_failed', 'lost'],
    [new Error('anything'), 'engine_failed', 'idle'],
  ])('says so when a step fails: %s', async (error, notice, status) => {
    engine.reply = () => error;
    const one = runner();
    one.dispatch({ type: 'started' });
    one.dispatch({ type: 'text_submitted', text: 'x' });
    await quiet(one);
    expect(one.state.entries.at(-1)).toMatchObject({ kind: 'notice', notice });
    expect(one.state.engine).toBe(status);
    expect(one.state.offer).not.toBeNull();
  });

  it('says so when the engine does not start', async () => {
    engine.info = new Error('no FAQ');
    const one = runner();
    one.dispatch({ type: 'started' });
    one.dispatch({ type: 'text_submitted', text: 'x' });
    await quiet(one);
    expect(one.state.entries.at(-1)).toMatchObject({ notice: 'engine_unavailable' });
  });

  it('shows the answer even where the wording lacks the words around it, and reports that', async () => {
    engine.reply = () => ({
      decision: decision({ answer: '3 days.', message: { key: 'unheard', params: {} } }),
      state: '',
    });
    const one = runner();
    one.dispatch({ type: 'started' });
    one.dispatch({ type: 'text_submitted', text: 'x' });
    await quiet(one);
    expect(one.state.entries.at(-1)).toMatchObject({ kind: 'bot', text: '3 days.' });
    expect(report).toHaveBeenCalledWith(expect.objectContaining({ name: 'WordingError' }));
  });

  it('stores nothing while nothing was said', async () => {
    const one = runner();
    one.dispatch({ type: 'started' });
    await quiet(one);
    expect(store.saved).toBeNull();
  });

  it('stores what it has before anything goes to the relay', async () => {
    const one = runner();
    await agreed(one);
    let open = (): void => undefined;
    store.gate = new Promise((resolve) => (open = resolve));
    one.news({ kind: 'status', status: 'online' });
    one.news({ kind: 'welcome', epoch: null, head: 0, owner: 'bot', reset: false });
    await Promise.resolve();
    expect(wire.sent).toEqual([]);
    open();
    await quiet(one);
    expect(log.indexOf('saved 1')).toBeGreaterThanOrEqual(0);
    expect(log.indexOf('saved 1')).toBeLessThan(log.indexOf('send handoff'));
    expect(store.saved?.outbox[0]).toMatchObject({ attempts: 1, command: { type: 'handoff' } });
  });

  it('reports what a port throws and goes on with what comes after', async () => {
    const one = runner();
    const broken = new Error('broken');
    vi.spyOn(wire, 'open').mockImplementationOnce(() => {
      throw broken;
    });
    await agreed(one);
    await quiet(one);
    expect(report).toHaveBeenCalledWith(broken);
    one.news({ kind: 'status', status: 'online' });
    one.news({ kind: 'welcome', epoch: null, head: 0, owner: 'bot', reset: false });
    await quiet(one);
    expect(wire.sent.map((command) => command.type)).toEqual(['handoff']);
  });

  it('answers the next text where showing an answer threw', async () => {
    const show = vi.fn<(state: ChatState) => void>();
    const broken = new Error('broken');
    const one = runner({}, true, show);
    one.dispatch({ type: 'started' });
    await quiet(one);
    one.dispatch({ type: 'text_submitted', text: 'one' });
    show.mockImplementationOnce(() => {
      throw broken;
    });
    await quiet(one);
    expect(report).toHaveBeenCalledWith(broken);
    one.dispatch({ type: 'text_submitted', text: 'two' });
    await quiet(one);
    expect(one.state.entries).toHaveLength(4);
    expect(one.state.entries.at(-1)).toMatchObject({ kind: 'bot', text: '3 days.' });
  });

  it('opens the link once the visitor agrees, not before', async () => {
    const one = runner();
    one.dispatch({ type: 'started' });
    one.dispatch({ type: 'text_submitted', text: 'x' });
    one.dispatch({ type: 'person_asked' });
    await quiet(one);
    expect(wire.opened).toEqual([]);
    one.dispatch({ type: 'consent_given', mood: true, email: null, key: KEY });
    await quiet(one);
    expect(wire.opened).toEqual([{ key: KEY, epoch: null, cursor: 0 }]);
  });

  it('sends again after the time that the reducer asked for', async () => {
    const one = runner();
    await agreed(one);
    one.news({ kind: 'status', status: 'online' });
    one.news({ kind: 'welcome', epoch: null, head: 0, owner: 'bot', reset: false });
    await quiet(one);
    const [first] = wire.sent;
    one.news({ kind: 'error', id: first?.id ?? '', code: 'store_unavailable', temporary: true });
    clock.advance(1_999);
    await quiet(one);
    expect(wire.sent).toHaveLength(1);
    clock.advance(1);
    await quiet(one);
    expect(wire.sent).toEqual([first, first]);
  });

  it('keeps one timer of a kind', async () => {
    const one = runner();
    await agreed(one);
    one.news({ kind: 'welcome', epoch: null, head: 0, owner: 'bot', reset: false });
    await quiet(one);
    const id = wire.sent[0]?.id ?? '';
    one.news({ kind: 'error', id, code: 'rate_limited', temporary: true });
    one.news({ kind: 'error', id, code: 'rate_limited', temporary: true });
    expect(clock.pending).toBe(1);
  });

  it('removes what is stored when the visitor erases', async () => {
    const one = runner();
    one.dispatch({ type: 'started' });
    one.dispatch({ type: 'text_submitted', text: 'secret' });
    await quiet(one);
    expect(store.saved).not.toBeNull();
    one.dispatch({ type: 'erase_asked' });
    await quiet(one);
    expect(store.saved).toBeNull();
  });

  it('touches no network on a site without a relay', async () => {
    const one = runner({ wire: null }, false);
    await agreed(one);
    await quiet(one);
    expect(one.state.owner).toBe('bot');
    expect(log.filter((line) => !line.startsWith('saved'))).toEqual([]);
  });

  it('after a stop does nothing more', async () => {
    const one = runner();
    one.dispatch({ type: 'started' });
    await quiet(one);
    one.stop();
    one.dispatch({ type: 'text_submitted', text: 'x' });
    expect(one.state.entries).toEqual([]);
    expect(engine.stopped).toBe(true);
    expect(wire.closed).toBe(1);
  });
});
