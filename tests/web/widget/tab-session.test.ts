import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Runner } from '../../../web/chat/runner';
import { createWording } from '../../../web/chat/wording';
import ui from '../../../web/chat/wording/en/ui.json';
import { TabSession, type TabPlatform } from '../../../web/widget/tab-session';
import { FakeClock, FakeEngine, FakeIds, FakeStore, FakeWire } from '../chat/support/fake-ports';
import { FakeBrowser } from './support/fake-tabs';

const wording = createWording('en', ui, { answer: { neutral: { plain: '{answer}' } } });

let browser: FakeBrowser;
let store: FakeStore;
let engines: FakeEngine[];
let wires: FakeWire[];
let clock: FakeClock;
let n = 0;

function tab(platform: TabPlatform = browser.tab()): TabSession {
  const ids = new FakeIds(`tab${++n}-`);
  const session = new TabSession({
    settings: { shop: 'stylesavvy', relay: true },
    store,
    ids,
    clock,
    platform,
    makeRunner: (initial, onState) => {
      const engine = new FakeEngine();
      engines.push(engine);
      const wire = new FakeWire();
      wires.push(wire);
      const ports = {
        engine,
        wire,
        store,
        clock: new FakeClock(),
        ids,
        wording,
        warmth: 'plain' as const,
        report: vi.fn(),
      };
      return new Runner(initial, ports, onState);
    },
  });
  session.start();
  return session;
}

const texts = (session: TabSession) =>
  session.state.entries.map((entry) => ('text' in entry ? entry.text : entry.notice));

beforeEach(() => {
  browser = new FakeBrowser();
  store = new FakeStore();
  clock = new FakeClock();
  engines = [];
  wires = [];
});

describe('tabs of one shop', () => {
  it('have one leader, which alone has an engine', async () => {
    const first = tab();
    await first.ready();
    const second = tab();
    await second.ready();
    expect([first.leads, second.leads]).toEqual([true, false]);
    expect(engines).toHaveLength(1);
  });

  it('show the same conversation, whoever writes', async () => {
    const first = tab();
    await first.ready();
    const second = tab();
    first.dispatch({ type: 'started' });
    second.dispatch({ type: 'text_submitted', text: 'from the second' });
    await vi.waitFor(() => expect(texts(second)).toEqual(['from the second', '3 days.']));
    first.dispatch({ type: 'text_submitted', text: 'from the first' });
    await vi.waitFor(() => expect(texts(second)).toEqual(['from the second', '3 days.', 'from the first', '3 days.']));
    expect(texts(first)).toEqual(texts(second));
  });

  it('hand over when the leader goes, with everything said', async () => {
    const first = tab();
    const second = tab();
    await first.ready();
    first.dispatch({ type: 'started' });
    first.dispatch({ type: 'text_submitted', text: 'before' });
    await vi.waitFor(() => expect(texts(second)).toEqual(['before', '3 days.']));
    first.stop();
    await vi.waitFor(() => expect(second.leads).toBe(true));
    second.dispatch({ type: 'text_submitted', text: 'after' });
    await vi.waitFor(() => expect(texts(second)).toEqual(['before', '3 days.', 'after', '3 days.']));
  });

  it('open the link anew with the next leader, even one that was just handed something', async () => {
    const first = tab();
    const second = tab();
    await first.ready();
    const key = { id: 'c'.repeat(22), secret: 's'.repeat(43) };
    first.dispatch({ type: 'started' });
    first.dispatch({ type: 'person_asked' });
    first.dispatch({ type: 'consent_given', mood: true, email: null, key });
    await vi.waitFor(() => expect(store.saved?.owner).toBe('requested'));
    first.stop();
    second.dispatch({ type: 'text_submitted', text: 'still there' });
    await vi.waitFor(() => expect(wires[1]?.opened).toEqual([{ key, epoch: null, cursor: 0 }]));
    await vi.waitFor(() => expect(texts(second)).toContain('still there'));
  });

  it('lose nothing that was handed to a leader on its way out, and apply it once', async () => {
    const first = tab();
    await first.ready();
    const platform = browser.tab();
    const post = vi.spyOn(platform.channel as BroadcastChannel, 'postMessage');
    const second = tab(platform);
    // The leader dies before it hears this.
    post.mockImplementationOnce(() => undefined);
    second.dispatch({ type: 'text_submitted', text: 'unheard' });
    expect(texts(first)).toEqual([]);
    first.stop();
    await vi.waitFor(() => expect(texts(second)).toEqual(['unheard', '3 days.']));
  });

  it('ask a new leader again for what the old one did not confirm', async () => {
    const first = tab();
    await first.ready();
    const second = tab();
    const platform = browser.tab();
    const third = tab(platform);
    vi.spyOn(platform.channel as BroadcastChannel, 'postMessage').mockImplementationOnce(() => undefined);
    third.dispatch({ type: 'text_submitted', text: 'unheard' });
    first.stop();
    await vi.waitFor(() => expect(second.leads).toBe(true));
    await vi.waitFor(() => expect(texts(third)[0]).toBe('unheard'));
    expect(texts(second).filter((text) => text === 'unheard')).toHaveLength(1);
  });

  it('forget together', async () => {
    const first = tab();
    const second = tab();
    await first.ready();
    first.dispatch({ type: 'text_submitted', text: 'secret' });
    await vi.waitFor(() => expect(texts(second)).toContain('secret'));
    second.dispatch({ type: 'erase_asked' });
    await vi.waitFor(() => expect(texts(first)).toEqual(['erased']));
    expect(texts(second)).toEqual(['erased']);
    await vi.waitFor(() => expect(store.saved).toBeNull());
  });
});

describe('a leader that is frozen and keeps its lock', () => {
  async function frozenLeader(): Promise<{ platform: TabPlatform; first: TabSession }> {
    const platform = browser.tab();
    const first = tab(platform);
    await first.ready();
    first.dispatch({ type: 'text_submitted', text: 'before' });
    await vi.waitFor(() => expect(texts(first)).toEqual(['before', '3 days.']));
    return { platform, first };
  }

  it('loses it to a tab whose visitor it has not answered for three seconds', async () => {
    const { platform } = await frozenLeader();
    const second = tab();
    await second.ready();
    browser.freeze(platform);
    second.dispatch({ type: 'text_submitted', text: 'anyone?' });
    second.dispatch({ type: 'text_submitted', text: 'hello?' });
    clock.advance(2_999);
    await Promise.resolve();
    expect(second.leads).toBe(false);
    clock.advance(1);
    await vi.waitFor(() => expect(second.leads).toBe(true));
    await vi.waitFor(() => expect(texts(second)).toHaveLength(6));
    expect(texts(second).filter((text) => text !== '3 days.')).toEqual(['before', 'anyone?', 'hello?']);
  });

  it('loses it to a tab that could not learn the conversation from it', async () => {
    const { platform } = await frozenLeader();
    browser.freeze(platform);
    const second = tab();
    clock.advance(3_000);
    await second.ready();
    await vi.waitFor(() => expect(second.leads).toBe(true));
    expect(texts(second)).toEqual(['before', '3 days.']);
  });

  it('stops when it wakes, follows the new one, and leads again after it', async () => {
    const { platform, first } = await frozenLeader();
    const second = tab();
    await second.ready();
    browser.freeze(platform);
    second.dispatch({ type: 'text_submitted', text: 'anyone?' });
    clock.advance(3_000);
    await vi.waitFor(() => expect(texts(second)).toContain('anyone?'));
    browser.thaw(platform);
    await vi.waitFor(() => expect(first.leads).toBe(false));
    expect([engines[0]?.stopped, wires[0]?.closed]).toEqual([true, 1]);
    await vi.waitFor(() => expect(texts(first)).toEqual(texts(second)));
    first.dispatch({ type: 'text_submitted', text: 'awake' });
    await vi.waitFor(() => expect(texts(second)).toContain('awake'));
    second.stop();
    await vi.waitFor(() => expect(first.leads).toBe(true));
    expect(texts(first)).toContain('awake');
  });

  it('keeps it where it answers, however long that was ago', async () => {
    const { first } = await frozenLeader();
    const second = tab();
    await second.ready();
    second.dispatch({ type: 'text_submitted', text: 'there?' });
    await vi.waitFor(() => expect(texts(second)).toContain('there?'));
    clock.advance(600_000);
    await second.ready();
    expect([first.leads, second.leads]).toEqual([true, false]);
  });
});

describe('a tab', () => {
  it('goes on where an earlier page ended', async () => {
    const first = tab();
    await first.ready();
    first.dispatch({ type: 'text_submitted', text: 'yesterday' });
    await vi.waitFor(() => expect(store.saved).not.toBeNull());
    first.stop();
    browser = new FakeBrowser();
    const later = tab();
    await later.ready();
    expect(texts(later)).toContain('yesterday');
  });

  it('without locks or channels is its own leader', async () => {
    const alone = tab({ locks: null, channel: null });
    await alone.ready();
    expect(alone.leads).toBe(true);
    alone.dispatch({ type: 'text_submitted', text: 'hello' });
    expect(texts(alone)).toEqual(['hello']);
  });

  it('keeps what is done before it knows who leads', async () => {
    const early = tab();
    early.dispatch({ type: 'text_submitted', text: 'early' });
    await vi.waitFor(() => expect(texts(early)).toEqual(['early', '3 days.']));
  });
});
