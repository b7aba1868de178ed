// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { Action, Memory, UiAction } from '../../../web/console/model';
import { handleKey } from '../../../web/console/keyboard';
import { loadMemory, saveMemory } from '../../../web/console/memory-store';
import { App } from '../../../web/console/view/app';
import { jonas, mara, mood, morning, StoryBuilder, tornDress, type Story } from './support/conversations';
import { Harness, NOW } from './support/harness';

const HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;"\'`${x}';

let harness: Harness;
let asked: UiAction[];
let app: App;
let ids: number;

beforeEach(() => {
  document.body.replaceChildren();
  sessionStorage.clear();
  [harness, asked, ids] = [new Harness(), [], 0];
  const dispatch = (action: UiAction): void => {
    asked.push(action);
    step(action);
  };
  app = new App({ dispatch, newId: () => `id${++ids}` });
  document.body.append(app.element);
});

function step(action: Action): void {
  harness.do(action);
  app.update(harness.state);
}

function read(story: Story, others: readonly Story[] = []): void {
  harness.reading(story, others);
  app.update(harness.state);
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`nothing matches ${selector}`);
  return found;
}

function texts(selector: string): string[] {
  return [...document.querySelectorAll(selector)].map((one) => one.textContent ?? '');
}

function press(key: string, target: Element = document.body, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

describe('the page', () => {
  it('shows hostile text as text, wherever people’s words go', () => {
    const story = new StoryBuilder('hostile', NOW)
      .message('visitor', HOSTILE, NOW, { ...mood('upset', 0.8), label: HOSTILE })
      .message('bot', HOSTILE, NOW)
      .email(HOSTILE, NOW)
      .owner('queue', NOW, { reason: HOSTILE })
      .owner('agent', NOW, { agent: { id: mara.id, name: HOSTILE } })
      .agent({ id: 9, name: HOSTILE }, HOSTILE, NOW)
      .build();
    story.summary.last = { from: 'visitor', text: HOSTILE };
    read(story);
    harness.write(story.summary.id, HOSTILE, 'r1');
    app.update(harness.state);
    expect(document.querySelectorAll('img, script, b').length).toBe(0);
    expect(texts('.message .text')).toEqual([HOSTILE, HOSTILE, HOSTILE, HOSTILE]);
    expect(find('.item-last').textContent).toBe(`Visitor: ${HOSTILE}`);
    expect(find('.facts a').getAttribute('href')).toBe(`mailto:${encodeURIComponent(HOSTILE)}`);
    expect(document.querySelectorAll('[style], [onerror], [onclick]').length).toBe(0);
  });

  it('names the speakers and tells the assistant’s part from the person’s', () => {
    const story = morning(NOW)[2];
    if (story === undefined) throw new Error('the morning has a third conversation');
    read(story);
    expect(texts('.rows .part h3')).toEqual(['With the assistant', 'With a person']);
    expect(new Set(texts('.rows .author'))).toEqual(new Set(['Visitor', 'Assistant', 'Mara (you)']));
    expect(texts('.rows .line span')).toContain('You took the conversation');
  });

  it('keeps the element of a reply from sending to sent', () => {
    const story = morning(NOW)[2];
    if (story === undefined) throw new Error('the morning has a third conversation');
    read(story);
    const { id, head } = story.summary;
    harness.write(id, 'On its way.', 'r1');
    app.update(harness.state);
    const before = find('[data-status="sending"]');
    expect(before.textContent).toContain('Sending…');
    const agent = { id: mara.id, name: mara.name };
    const words = { kind: 'message', from: 'agent', text: 'On its way.', entry: null, mood: null, agent } as const;
    const event = { ...words, id: 'r1', seq: head + 1, at: NOW, client_at: NOW };
    step({ type: 'frame', frame: { type: 'event', conversation: id, event } });
    expect(before.isConnected).toBe(true);
    expect(before.querySelector('.status')?.textContent).toBe('Sent');
  });

  it('keeps the focus on a conversation that moves to another group', () => {
    const story = tornDress(NOW);
    harness
      .signIn()
      .welcome()
      .list([story, ...morning(NOW).slice(1)]);
    app.update(harness.state);
    const item = find(`[data-conversation="${story.summary.id}"]`);
    item.focus();
    const conversation = { ...story.summary, owner: 'agent', agent: jonas } as const;
    step({ type: 'frame', frame: { type: 'summary', conversation } });
    expect(item.closest('[data-group]')?.getAttribute('data-group')).toBe('others');
    expect(document.activeElement).toBe(item);
    expect(document.querySelectorAll('button.item[tabindex="0"]').length).toBe(1);
  });

  it('draws the mood with its peak, and the same as a table', () => {
    read(tornDress(NOW));
    expect(find('svg.chart').getAttribute('role')).toBe('img');
    expect(find('#chart-desc').textContent).toContain('is highest at 91 %');
    expect(find('.chart-peak-label').textContent).toBe('Peak 91 %');
    expect(find('.chart-line').getAttribute('points')?.split(' ')).toHaveLength(4);
    expect(texts('.mood-chart tbody td:last-child')).toEqual(['12 %', '70 %', '91 %', '82 %']);
    expect(texts('.message-mood').filter((text) => text !== '')).toEqual([
      'Mood: Neutral 75 %, read on the visitor’s device',
      'Mood: Upset 58 %, read on the visitor’s device',
      'Mood: Upset 74 %, read on the visitor’s device',
      'Mood: Distressed 52 %, read on the visitor’s device',
    ]);
  });

  it('says where no mood was shared', () => {
    read(new StoryBuilder('quiet', NOW).message('visitor', 'hello', NOW).owner('queue', NOW).build());
    expect(document.querySelector('svg.chart')).toBeNull();
    expect(find('.mood-chart .hint').textContent).toBe('The visitor has shared no mood.');
  });

  it('says who holds a conversation instead of offering a reply', () => {
    const story = morning(NOW)[3];
    if (story === undefined) throw new Error('the morning has a fourth conversation');
    read(story);
    expect(find('.blocked').textContent).toBe('Jonas has this conversation.');
    expect(find('.reply-form').hidden).toBe(true);
  });

  it('names who took it once the list knows', () => {
    const story = tornDress(NOW);
    read(story);
    const id = story.summary.id;
    step({ type: 'move_asked', conversation: id, id: 'c1', move: 'take' });
    harness.error('c1', 'already_taken');
    app.update(harness.state);
    expect(find('.notice p').textContent).toBe('Another agent has taken this conversation.');
    const conversation = { ...story.summary, owner: 'agent', agent: jonas } as const;
    step({ type: 'frame', frame: { type: 'summary', conversation } });
    expect(find('.notice p').textContent).toBe('Jonas has taken this conversation.');
  });
});

describe('the keys', () => {
  beforeEach(() => read(tornDress(NOW)));

  function box(): HTMLTextAreaElement {
    return find('textarea') as HTMLTextAreaElement;
  }

  function type(text: string): void {
    box().value = text;
    box().dispatchEvent(new Event('input', { bubbles: true }));
  }

  it('send on Enter, but not on Shift+Enter or while a word is being composed', () => {
    type('hello');
    expect(press('Enter', box(), { shiftKey: true }).defaultPrevented).toBe(false);
    expect(press('Enter', box(), { isComposing: true }).defaultPrevented).toBe(false);
    expect(asked.filter((action) => action.type === 'reply_asked')).toEqual([]);
    press('Enter', box());
    expect(asked.at(-1)).toMatchObject({ type: 'reply_asked', id: 'id1' });
    expect(box().value).toBe('');
  });

  it('of one letter do nothing while writing, with a modifier, or when turned off', () => {
    const ports = { state: () => harness.state, dispatch: step, newId: () => 'k1', focus: (): void => undefined };
    const key = (init: KeyboardEventInit, target: Element): boolean => {
      let handled = false;
      const listen = (event: KeyboardEvent): void => void (handled = handleKey(event, ports));
      target.addEventListener('keydown', listen as EventListener, { once: true });
      press(init.key ?? '', target, init);
      return handled;
    };
    expect(key({ key: 't' }, box())).toBe(false);
    expect(key({ key: 't', ctrlKey: true }, document.body)).toBe(false);
    step({ type: 'single_keys_set', on: false });
    expect(key({ key: 't' }, document.body)).toBe(false);
    step({ type: 'single_keys_set', on: true });
    expect(key({ key: 't' }, document.body)).toBe(true);
    expect(Object.values(harness.state.moves)).toEqual([{ id: 'k1', kind: 'take' }]);
  });

  it('move through the list and stop at its ends', () => {
    harness.list(morning(NOW));
    app.update(harness.state);
    const items = [...document.querySelectorAll<HTMLElement>('button.item')];
    items[0]?.focus();
    press('ArrowUp', items[0]);
    expect(document.activeElement).toBe(items[0]);
    press('ArrowDown', items[0]);
    expect(document.activeElement).toBe(items[1]);
    press('End', items[1]);
    expect(document.activeElement).toBe(items.at(-1));
  });
});

describe('the memory of the tab', () => {
  it('gives back drafts and unsent replies, and nothing of what is unreadable', () => {
    const reply = { id: 'r1', conversation: 'c', at: NOW, text: 'hi', status: 'failed', code: 'x', tries: 1 } as const;
    const sent = { ...reply, id: 'r2', status: 'sent' } as const;
    const memory: Memory = { keeper: { shop: 's', agent: 3 }, drafts: { c: 'half' }, outbox: [reply], seen: { c: 4 } };
    saveMemory(sessionStorage, { ...memory, outbox: [reply, sent] });
    expect(loadMemory(sessionStorage)).toEqual(memory);
    sessionStorage.setItem('shopbell-console', '{"drafts":7}');
    expect(loadMemory(sessionStorage)).toEqual({ keeper: null, drafts: {}, outbox: [], seen: {} });
  });

  it('is gone after a log-out', () => {
    saveMemory(sessionStorage, { keeper: { shop: 's', agent: 3 }, drafts: { c: 'half' }, outbox: [], seen: {} });
    read(tornDress(NOW));
    step({ type: 'logout_done' });
    saveMemory(sessionStorage, harness.state);
    expect(sessionStorage.length).toBe(0);
  });
});
