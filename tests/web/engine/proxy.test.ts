import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine, TurnEvent } from '../../../web/chat/types';
import { createEngine } from '../../../web/engine/proxy';
import { answering, FakeArrangement, loadedThen, silent } from './support/fake-worker';

const faq = JSON.stringify([
  { id: 'returns', question: 'How do I return something?', answer: 'By post.' },
  { id: 'hours', question: 'When is the shop open?', answer: 'From nine to five.' },
]);
const question: TurnEvent = { kind: 'visitor_text', text: 'return', at: 1, agents: 'online', hours: 'open' };

function engineWith(...arrangements: FakeArrangement[]): Engine {
  return createEngine({ base: 'https://widget.example/', faq, arrangements });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('starting', () => {
  it('loads nothing before it is asked to', () => {
    const way = new FakeArrangement(answering());
    engineWith(way);
    expect(way.workers).toHaveLength(0);
  });

  it('loads once, however often it is asked', async () => {
    const way = new FakeArrangement(answering());
    const engine = engineWith(way);
    const infos = await Promise.all([engine.start(), engine.start()]);
    expect(infos[0]).toEqual({ mode: 'wasm', entries: 2, warnings: [] });
    expect(infos[1]).toBe(infos[0]);
    expect(way.workers).toHaveLength(1);
  });

  it('starts with the first step where nobody has started it', async () => {
    await expect(engineWith(new FakeArrangement(answering('yes'))).step(question, '')).resolves.toEqual({
      decision: 'yes',
      state: 'next',
    });
  });

  it('tries the next way where one is refused at once', async () => {
    const next = new FakeArrangement(answering());
    await expect(engineWith(new FakeArrangement(), next).start()).resolves.toMatchObject({ mode: 'wasm' });
  });

  it('tries the next way where the Worker dies before it speaks', async () => {
    const dying = new FakeArrangement((worker) => worker.dies());
    const next = new FakeArrangement(answering());
    await expect(engineWith(dying, next).start()).resolves.toMatchObject({ mode: 'wasm' });
    expect(dying.last.closed).toBe(true);
  });

  it('tries the next way where the engine cannot be fetched or compiled', async () => {
    const blocked = new FakeArrangement((worker, { id }) => {
      worker.says({ alive: true });
      worker.says({ id, ok: false, code: 'blocked', message: 'Failed to fetch' });
    });
    const next = new FakeArrangement(answering());
    await expect(engineWith(blocked, next).start()).resolves.toMatchObject({ mode: 'wasm' });
    expect(blocked.last.closed).toBe(true);
  });

  it('waits five seconds for a first word', async () => {
    const next = new FakeArrangement(answering());
    const info = engineWith(new FakeArrangement(silent), next).start();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(next.workers).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    await expect(info).resolves.toMatchObject({ mode: 'wasm' });
  });

  it('is patient with a Worker that runs and loads over a slow line', async () => {
    const slow = new FakeArrangement((worker, envelope) => {
      worker.says({ alive: true });
      setTimeout(() => answering()(worker, envelope), 15_000);
    });
    const info = engineWith(slow).start();
    await vi.advanceTimersByTimeAsync(15_000);
    await expect(info).resolves.toMatchObject({ mode: 'wasm' });
    expect(slow.workers).toHaveLength(1);
  });

  it('falls back to plain search where every way is closed', async () => {
    await expect(engineWith(new FakeArrangement(), new FakeArrangement()).start()).resolves.toEqual({
      mode: 'fallback',
      entries: 2,
      warnings: [],
    });
  });

  it('refuses a FAQ that the engine finds faulty, in every way alike', async () => {
    const strict = new FakeArrangement((worker, { id }) => {
      worker.says({ id, ok: false, code: 'faq-invalid', message: 'entry 3: expected a question' });
    });
    const next = new FakeArrangement(answering());
    await expect(engineWith(strict, next).start()).rejects.toMatchObject({
      name: 'EngineError',
      code: 'faq-invalid',
      message: 'entry 3: expected a question',
    });
    expect(next.workers).toHaveLength(0);
  });
});

describe('one step at a time', () => {
  it('refuses a second step while one is under way', async () => {
    const engine = engineWith(new FakeArrangement(answering()));
    const first = engine.step(question, '');
    await expect(engine.step(question, '')).rejects.toMatchObject({ code: 'engine-busy' });
    await expect(first).resolves.toMatchObject({ state: 'next' });
    await expect(engine.step(question, '')).resolves.toMatchObject({ state: 'next' });
  });

  it('passes the event and the state as they are', async () => {
    const way = new FakeArrangement(answering());
    await engineWith(way).step(question, 'c3RhdGU=');
    expect(way.last.asked('step')[0]?.request).toEqual({ kind: 'step', event: question, state: 'c3RhdGU=' });
  });

  it('ignores replies to nothing and words that are no reply', async () => {
    const way = new FakeArrangement(
      loadedThen((worker, { id }) => {
        for (const noise of [null, 'text', { id: 'x', ok: true }, { id: id + 7, ok: true, value: 'foreign' }]) {
          worker.says(noise);
        }
        worker.says({ id, ok: true, value: 'mine' });
        worker.says({ id, ok: true, value: 'again' });
      }),
    );
    await expect(engineWith(way).step(question, '')).resolves.toBe('mine');
  });
});

describe('a lost Worker', () => {
  it('is started anew once, and the step goes to the next one', async () => {
    const way = new FakeArrangement(
      loadedThen((worker) => worker.dies()),
      answering('second try'),
    );
    await expect(engineWith(way).step(question, '')).resolves.toMatchObject({ decision: 'second try' });
    expect(way.workers.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('counts as lost where the engine itself broke', async () => {
    const way = new FakeArrangement(
      loadedThen((worker, { id }) => worker.says({ id, ok: false, code: 'crashed', message: 'unreachable' })),
      answering('second try'),
    );
    await expect(engineWith(way).step(question, '')).resolves.toMatchObject({ decision: 'second try' });
    expect(way.workers[0]?.closed).toBe(true);
  });

  it('counts as lost where the frame says so', async () => {
    const way = new FakeArrangement(
      loadedThen((worker) => worker.says({ lost: 'out of memory' })),
      answering('second try'),
    );
    await expect(engineWith(way).step(question, '')).resolves.toMatchObject({ decision: 'second try' });
  });

  it('rejects after three silent seconds and is ready again for the next step', async () => {
    const way = new FakeArrangement(loadedThen(silent), answering('awake'));
    const engine = engineWith(way);
    await engine.start();
    const step = engine.step(question, '');
    const failure = expect(step).rejects.toMatchObject({ code: 'engine-timeout' });
    await vi.advanceTimersByTimeAsync(3_000);
    await failure;
    expect(way.workers[0]?.closed).toBe(true);
    await expect(engine.step(question, '')).resolves.toMatchObject({ decision: 'awake' });
  });

  it('is not given up by a page that was frozen and finds timer and reply due at once', async () => {
    const way = new FakeArrangement(
      loadedThen((worker, { id }) => {
        // The reply lies in the queue behind the first timer.
        setTimeout(() => setTimeout(() => worker.says({ id, ok: true, value: 'late' })), 2_900);
      }),
    );
    const engine = engineWith(way);
    await engine.start();
    const step = engine.step(question, '');
    await vi.advanceTimersByTimeAsync(3_000);
    await expect(step).resolves.toBe('late');
    expect(way.last.closed).toBe(false);
  });

  it('rejects everything that is pending', async () => {
    const way = new FakeArrangement(loadedThen(silent), answering());
    const engine = engineWith(way);
    await engine.start();
    const step = engine.step(question, '');
    const entry = engine.entry(0);
    const failures = Promise.all([
      expect(step).rejects.toMatchObject({ code: 'engine-timeout' }),
      expect(entry).rejects.toMatchObject({ code: 'engine-timeout' }),
    ]);
    await vi.advanceTimersByTimeAsync(3_000);
    await failures;
  });

  it('gives way to plain search for good after the second loss', async () => {
    const dying = loadedThen((worker) => worker.dies());
    const way = new FakeArrangement(dying, dying, answering('never asked'));
    const engine = engineWith(way);
    await expect(engine.step(question, '')).rejects.toMatchObject({ code: 'engine-lost' });
    await expect(engine.start()).resolves.toMatchObject({ mode: 'fallback' });
    const step = await engine.step(question, '');
    expect(step.decision).toMatchObject({ action: 'suggest', humanOffered: true });
    expect(way.workers).toHaveLength(2);
  });

  it('gives way to plain search where the restart fails', async () => {
    const way = new FakeArrangement(loadedThen((worker) => worker.dies()));
    const engine = engineWith(way);
    await expect(engine.step(question, '')).rejects.toMatchObject({ code: 'engine-lost' });
    await expect(engine.step(question, '')).resolves.toMatchObject({ decision: { action: 'suggest' } });
  });

  it('is started anew when it dies with nothing to do', async () => {
    const way = new FakeArrangement(answering(), answering('fresh'));
    const engine = engineWith(way);
    await engine.start();
    way.last.dies();
    await expect(engine.step(question, '')).resolves.toMatchObject({ decision: 'fresh' });
  });
});

describe('stopping', () => {
  it('ends the Worker and rejects what is pending', async () => {
    const way = new FakeArrangement(loadedThen(silent), answering());
    const engine = engineWith(way);
    await engine.start();
    const step = engine.step(question, '');
    await vi.advanceTimersByTimeAsync(0);
    engine.stop();
    await expect(step).rejects.toMatchObject({ code: 'engine-lost' });
    expect(way.last.closed).toBe(true);
    expect(way.workers).toHaveLength(1);
  });

  it('ends a Worker that is still loading', async () => {
    const way = new FakeArrangement(silent);
    const engine = engineWith(way);
    const info = engine.start();
    await vi.advanceTimersByTimeAsync(0);
    engine.stop();
    await expect(info).rejects.toMatchObject({ code: 'engine-lost' });
    expect(way.last.closed).toBe(true);
  });

  it('may be started again', async () => {
    const way = new FakeArrangement(answering(), answering('again'));
    const engine = engineWith(way);
    await engine.start();
    engine.stop();
    await expect(engine.step(question, '')).resolves.toMatchObject({ decision: 'again' });
  });
});

describe('an entry', () => {
  it('comes from the engine', async () => {
    const way = new FakeArrangement(loadedThen((worker, { id }) => worker.says({ id, ok: true, value: { id: 'x' } })));
    await expect(engineWith(way).entry(1)).resolves.toEqual({ id: 'x' });
    expect(way.last.asked('entry')[0]?.request).toEqual({ kind: 'entry', index: 1 });
  });

  it('comes from the FAQ where no engine runs', async () => {
    const engine = engineWith(new FakeArrangement());
    await expect(engine.entry(1)).resolves.toMatchObject({ id: 'hours', answer: 'From nine to five.' });
    await expect(engine.entry(2)).rejects.toMatchObject({ name: 'EngineError' });
  });
});

describe('an explanation', () => {
  it('comes from the engine, also while a step is under way', async () => {
    const way = new FakeArrangement(
      loadedThen((worker, { id, request }) => {
        if (request.kind === 'explain') worker.says({ id, ok: true, value: `why ${request.text} at ${request.at}` });
      }),
    );
    const engine = engineWith(way);
    const step = engine.step(question, '');
    await expect(engine.explain('return', 7)).resolves.toBe('why return at 7');
    engine.stop();
    await expect(step).rejects.toMatchObject({ code: 'engine-lost' });
  });

  it('is not to be had from plain search', async () => {
    await expect(engineWith().explain('return', 7)).resolves.toBeNull();
  });
});
