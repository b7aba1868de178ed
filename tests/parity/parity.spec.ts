import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import messages from '../../web/chat/wording/en/messages.json' with { type: 'json' };
import ui from '../../web/chat/wording/en/ui.json' with { type: 'json' };
import { createWording, type Messages } from '../../web/chat/wording';
import type { Decision } from '../../web/chat/types';
import { expectBuilt, kBin, kRoot, kWidget } from '../e2e/support/places';
import { StaticServer } from '../e2e/support/static-server';
import { BrowserEngine } from './browser';
import { makeTalks, readGoldenTexts } from './golden';
import { NativeEngine, type NativeDecision } from './native';

const kTolerance = 1e-5;
const faq = `${kRoot}demo-site/faq.json`;
const texts = readGoldenTexts();

let native: NativeEngine;
let site: StaticServer;

test.beforeAll(async () => {
  expectBuilt(`${kBin}/shopbell`, 'cmake --build build/native --target shopbell');
  expectBuilt(`${kWidget}/engine.wasm`, 'cmake --build build/wasm && node scripts/build-web.mjs');
  native = new NativeEngine(faq);
  site = await StaticServer.start({ roots: [kWidget], pages: { '/': '<!doctype html><title>engine</title>' } });
});

test.afterAll(async () => {
  native.remove();
  await site.stop();
});

/** How far two numbers lie apart, where it is too far; the text is the one they were read from. */
function apart(what: string, ours: number, theirs: number, text: string): string[] {
  return Math.abs(ours - theirs) <= kTolerance ? [] : [`${what} ${ours} and ${theirs} for ${shown(text)}`];
}

function differ(what: string, ours: unknown, theirs: unknown, text: string): string[] {
  const [left, right] = [JSON.stringify(ours), JSON.stringify(theirs)];
  return left === right ? [] : [`${what} ${left} and ${right} for ${shown(text)}`];
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}

test('there are at least 300 golden texts, each once', () => {
  expect(texts.length).toBeGreaterThanOrEqual(300);
  expect(new Set(texts).size).toBe(texts.length);
});

test('native and browser find the same answers', async ({ page }) => {
  await page.goto(`${site.origin()}/`);
  const browser = new BrowserEngine(page);
  await browser.start(`${site.origin()}/`, readFileSync(faq, 'utf8'));
  const theirs = native.ask(texts);
  const ours = await browser.ask(texts);
  expect(theirs).toHaveLength(texts.length);
  const faults = ours.flatMap((mine, index) => {
    const other = theirs[index];
    const text = texts[index] ?? '';
    if (other === undefined) return [`nothing native for ${shown(text)}`];
    return [
      ...differ('action', mine.action, other.action, text),
      ...differ(
        'hits',
        mine.hits.map(({ id }) => id),
        other.hits.map(({ id }) => id),
        text,
      ),
      ...mine.hits.flatMap(({ score }, place) => apart('score', score, other.hits[place]?.score ?? NaN, text)),
      ...apart('in scope', mine.inScope, other.in_scope, text),
      ...apart('confidence', mine.confidence, other.confidence, text),
    ];
  });
  expect(faults).toEqual([]);
  // Equal because both answer, not because both are silent.
  expect(new Set(ours.map(({ action }) => action)).size).toBeGreaterThanOrEqual(4);
});

test('native and browser read the same moods', async ({ page }) => {
  await page.goto(`${site.origin()}/`);
  const browser = new BrowserEngine(page);
  await browser.start(`${site.origin()}/`, readFileSync(faq, 'utf8'));
  const theirs = native.mood(texts);
  const ours = await browser.mood(texts);
  const faults = ours.flatMap((mine, index) => {
    const other = theirs[index];
    const text = texts[index] ?? '';
    if (other === undefined) return [`nothing native for ${shown(text)}`];
    return [
      ...differ('label', mine.label, other.label, text),
      ...Object.entries(mine.moods).flatMap(([name, chance]) => apart(name, chance, other.moods[name] ?? NaN, text)),
      ...apart('intensity', mine.intensity, other.intensity, text),
      ...apart('human wanted', mine.humanWanted, other.human_wanted, text),
    ];
  });
  expect(faults).toEqual([]);
  expect(new Set(ours.map(({ label }) => label)).size).toBeGreaterThanOrEqual(5);
});

test('native and browser decide alike over whole conversations, in the same words', async ({ page }) => {
  await page.goto(`${site.origin()}/`);
  const browser = new BrowserEngine(page);
  await browser.start(`${site.origin()}/`, readFileSync(faq, 'utf8'));
  const talks = makeTalks(texts);
  const theirs = native.chat(talks);
  const ours = await browser.chat(talks);
  expect(theirs.map(({ id }) => id)).toEqual(talks.map(({ id }) => id));
  const faults = ours.flatMap((decisions, talk) =>
    decisions.flatMap((mine, turn) => {
      const other = theirs[talk]?.decisions[turn];
      const what = `talk ${talk} turn ${turn}: ${JSON.stringify(talks[talk]?.turns[turn])}`;
      return other === undefined ? [`nothing native in ${what}`] : compare(mine, other, what);
    }),
  );
  expect(faults).toEqual([]);
});

const wording = createWording('en', ui, messages as unknown as Messages);

function compare(mine: Decision, other: NativeDecision, what: string): string[] {
  return [
    ...differ('action', mine.action, other.action, what),
    ...differ('hit', mine.hit?.id ?? null, other.hit, what),
    ...apart('confidence', mine.confidence, other.confidence, what),
    ...differ('mood', mine.mood.label, other.mood, what),
    ...differ('a person on offer', mine.humanOffered, other.human_offered, what),
    ...differ('tone', mine.tone, other.tone, what),
    ...differ(
      'reasons',
      mine.reasons.map(({ text }) => text),
      other.reasons,
      what,
    ),
    ...(mine.action === 'forward' ? [] : differ('words', wordsOf(mine), other.text, what)),
  ];
}

/** What a visitor reads; the questions to choose from are buttons there and lines on the command line. */
function wordsOf(decision: Decision): string {
  const choices = decision.action === 'suggest' ? decision.hits.map(({ question }) => `\n- ${question}`) : [];
  return [wording.decision(decision, 'plain'), ...choices].join('');
}
