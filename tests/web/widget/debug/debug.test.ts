// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BotEntry, Why } from '../../../../web/chat/state';
import type { Explanation } from '../../../../web/chat/types';
import { showWhy } from '../../../../web/widget/debug/debug';
import { decision, upset } from '../../chat/support/conversation';

const PARCEL = { id: 'parcel', entry: 4, question: 'Where is my parcel?', score: 0.824 };
const PARTS = {
  similarity: 0.71,
  whole: -0.004,
  words: 0.5,
  trigrams: 0.333,
  document: 0,
  bridge: 1.204,
  hubness: 0.05,
  alignment: 0.6,
};
const WHY: Why = {
  text: 'parcel <b>where</b>',
  action: 'answer',
  reasons: ['confidence 0.81 reaches 0.62'],
  question: PARCEL.question,
};

function explanation(change: Partial<Explanation> = {}): Explanation {
  return {
    decision: decision({ action: 'answer', hit: PARCEL }),
    hits: [
      { ...PARCEL, parts: PARTS },
      { id: 'hours', entry: 1, question: 'When are you open?', score: 0.1, parts: { ...PARTS, similarity: 0.2 } },
    ],
    inScope: 0.934,
    confidence: 0.81,
    evidence: { top: 0.824, margin: 0.724, brand_new: 3 },
    ...change,
  };
}

async function shown(result: Explanation | null, why: Why = WHY): Promise<HTMLElement> {
  const host = document.createElement('div');
  document.body.append(host);
  const place = document.createElement('div');
  host.attachShadow({ mode: 'open' }).append(place);
  const entry = { kind: 'bot', id: 'b', at: 7, text: '3 days.', why } as BotEntry;
  const explain = vi.fn(async () => result);
  await showWhy(place, { entry, locale: 'en', explain });
  expect(explain).toHaveBeenCalledWith(why.text, 7);
  return place;
}

const texts = (place: HTMLElement, selector: string) =>
  [...place.querySelectorAll(selector)].map((one) => one.textContent);

/** Names and numbers of a list of bars. */
const rows = (place: HTMLElement, index: number) =>
  [...(place.querySelectorAll('.why-bars')[index]?.children ?? [])].map((row) => row.textContent);

afterEach(() => document.body.replaceChildren());

describe('why a message came', () => {
  it('says what was decided, and the reasons in words', async () => {
    const place = await shown(explanation());
    expect(place.textContent).toContain('Answered with “Where is my parcel?”.');
    expect(texts(place, '.why-reasons li')).toEqual(['confidence 0.81 reaches 0.62']);
  });

  it('says that what follows is about the text alone, which stays text', async () => {
    const place = await shown(explanation());
    expect(place.textContent).toContain('read together with the question before');
    expect(place.textContent).toContain('“parcel <b>where</b>” alone');
    expect(place.querySelector('b')).toBeNull();
  });

  it('names a long text by its beginning', async () => {
    const place = await shown(explanation(), { ...WHY, text: '👗'.repeat(500) });
    expect(place.textContent).toContain(`“${'👗'.repeat(120)}…” alone`);
  });

  it('names what the text alone would have led to, where the conversation changed it', async () => {
    const suggest = decision({ action: 'suggest', reasons: [{ code: 'close', text: 'confidence 0.41 below 0.62' }] });
    const place = await shown(explanation({ decision: suggest }));
    expect(place.textContent).toContain('led to something else: Sure of no single entry');
    expect(texts(place, '.why-reasons li')).toContain('confidence 0.41 below 0.62');
    expect((await shown(explanation())).textContent).not.toContain('something else');
  });

  it('gives both chances', async () => {
    expect(rows(await shown(explanation()), 0)).toEqual([
      'Your FAQ covers this93%',
      'The first entry is the right one81%',
    ]);
  });

  it('shows in a table what each part gave to each entry, under heads that explain themselves', async () => {
    const place = await shown(explanation());
    expect(texts(place, 'thead th')).toEqual([
      'Meaning',
      'Entry',
      'Words',
      'Letters',
      'Text',
      'Needs',
      'Hub',
      'Pieces',
    ]);
    for (const head of place.querySelectorAll('thead th')) expect(head.getAttribute('title')).toMatch(/.{20}/);
    expect(texts(place, 'tbody th')).toEqual(['1. Where is my parcel? score 0.82', '2. When are you open? score 0.10']);
    expect(texts(place, 'tbody:nth-of-type(1) td')).toEqual([
      '0.71',
      '0.00',
      '0.50',
      '0.33',
      '0.00',
      '1.20',
      '0.05',
      '0.60',
    ]);
  });

  it('draws numbers as bars that end at the edges, for the eye alone', async () => {
    const place = await shown(explanation());
    const fills = [...place.querySelectorAll('tbody:nth-of-type(1) .fill')].map((one) => one.getAttribute('width'));
    expect(fills).toEqual(['71', '0', '50', '33', '0', '100', '5', '60']);
    for (const bar of place.querySelectorAll('svg')) expect(bar.getAttribute('aria-hidden')).toBe('true');
  });

  it('shows the mood with its chances', async () => {
    const place = await shown(explanation({ decision: upset() }));
    expect(place.textContent).toContain('Mood read from the messageUpset');
    expect(rows(place, 1).slice(0, 2)).toEqual(['Upset80%', 'Distressed10%']);
    expect(rows(place, 1).at(-1)).toBe('Asks for a person10%');
  });

  it('lists the evidence in words, and what has none by its own name', async () => {
    const place = await shown(explanation());
    expect(texts(place, '.why-evidence > div')).toEqual([
      'Score of the first entry0.82',
      'Its lead over the second0.72',
      'brand_new3.00',
    ]);
  });

  it('says so where no entry came near', async () => {
    const place = await shown(explanation({ hits: [] }));
    expect(place.querySelector('table')).toBeNull();
    expect(place.textContent).toContain('No entry came near.');
  });

  it('says so where plain search has answered', async () => {
    const place = await shown(null, { ...WHY, action: 'suggest', reasons: ['plain search'], question: null });
    expect(place.textContent).toContain('plain search stands in');
    expect(place.querySelector('table')).toBeNull();
  });

  it('uses no style attributes, and one sheet however often it is opened', async () => {
    const place = await shown(explanation());
    expect(place.querySelector('[style]')).toBeNull();
    const root = place.getRootNode() as ShadowRoot;
    const second = document.createElement('div');
    root.append(second);
    const entry = { kind: 'bot', id: 'c', at: 7, text: '', why: WHY } as BotEntry;
    await showWhy(second, { entry, locale: 'en', explain: async () => explanation() });
    expect(second.textContent).toBe(place.textContent);
    expect(root.adoptedStyleSheets).toHaveLength(1);
  });

  it('leaves the place as it was where the engine fails', async () => {
    const place = document.createElement('div');
    const entry = { kind: 'bot', id: 'c', at: 7, text: '', why: WHY } as BotEntry;
    const explain = async () => Promise.reject(new Error('engine-lost'));
    await expect(showWhy(place, { entry, locale: 'en', explain })).rejects.toThrow('engine-lost');
    expect(place.childNodes).toHaveLength(0);
  });
});
