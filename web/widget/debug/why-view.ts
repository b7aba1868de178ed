import type { Why } from '../../chat/state';
import type { ActionKind, Explanation, HitParts, MoodReading } from '../../chat/types';
import type debugEn from '../../chat/wording/en/debug.json';
import { h } from '../dom';
import { bar, bars, numbersOf, type Numbers } from './numbers';

export type DebugTexts = typeof debugEn;

export interface WhyContext {
  texts: DebugTexts;
  locale: string;
}

const MOST_SHOWN = 120;

type Part = keyof HitParts;
const PARTS: readonly Part[] = [
  'similarity',
  'whole',
  'words',
  'trigrams',
  'document',
  'bridge',
  'hubness',
  'alignment',
];

/** @param explanation - null where plain search has answered. */
export function whyView(why: Why, explanation: Explanation | null, { texts, locale }: WhyContext): HTMLElement[] {
  const decided = [
    h('h3', {}, texts.decided),
    h('p', {}, actionText(why.action, why.question, texts)),
    ...reasonList(why.reasons, texts),
  ];
  if (explanation === null) return [...decided, h('p', { class: 'why-note' }, texts.fallback)];
  const numbers = numbersOf(locale);
  return [
    ...decided,
    ...alone(why, explanation, texts),
    h('h4', {}, texts.chances),
    bars([
      chance(texts.chance_in_scope, explanation.inScope, numbers),
      chance(texts.chance_right, explanation.confidence, numbers),
    ]),
    ...hitTable(explanation.hits, texts, numbers),
    ...moodView(explanation.decision.mood, texts, numbers),
    evidenceList(explanation.evidence, texts, numbers),
  ];
}

/** What the text alone leads to; said in full only where the conversation has led elsewhere. */
function alone(why: Why, { decision }: Explanation, texts: DebugTexts): HTMLElement[] {
  const note = texts.alone_note.replace('{text}', () => shortened(why.text));
  const question = decision.hit?.question ?? null;
  const same = decision.action === why.action && question === why.question;
  const other = [
    h('p', {}, `${texts.alone_differs} ${actionText(decision.action, question, texts)}`),
    ...reasonList(
      decision.reasons.map((reason) => reason.text),
      texts,
    ),
  ];
  return [h('h3', {}, texts.alone), h('p', { class: 'why-note' }, note), ...(same ? [] : other)];
}

/** Enough of a long message to know it again; by code points, so that none is cut in two. */
function shortened(text: string): string {
  const points = [...text];
  return points.length > MOST_SHOWN ? `${points.slice(0, MOST_SHOWN).join('')}…` : text;
}

function actionText(action: ActionKind, question: string | null, texts: DebugTexts): string {
  return texts[`decided_${action}`].replace('{question}', () => question ?? '');
}

function reasonList(reasons: readonly string[], texts: DebugTexts): HTMLElement[] {
  if (reasons.length === 0) return [h('p', { class: 'why-note' }, texts.no_reasons)];
  const items = reasons.map((reason) => h('li', {}, reason));
  return [h('ul', { class: 'why-reasons', 'aria-label': texts.reasons }, ...items)];
}

function chance(name: string, value: number, numbers: Numbers): { name: string; value: number; shown: string } {
  return { name, value, shown: numbers.percent(value) };
}

function hitTable(hits: Explanation['hits'], texts: DebugTexts, numbers: Numbers): HTMLElement[] {
  const title = h('h4', {}, texts.hits);
  if (hits.length === 0) return [title, h('p', { class: 'why-note' }, texts.no_hits)];
  const heads = PARTS.map((part) =>
    h('th', { scope: 'col', title: texts[`part_${part}_title`] }, texts[`part_${part}`]),
  );
  const bodies = hits.map((hit, index) => {
    const score = h('span', { class: 'why-score' }, texts.score.replace('{score}', numbers.decimal(hit.score)));
    const name = h('th', { scope: 'rowgroup', colspan: String(PARTS.length) }, `${index + 1}. ${hit.question} `, score);
    const cells = PARTS.map((part) => h('td', {}, bar(hit.parts[part]), numbers.decimal(hit.parts[part])));
    return h('tbody', {}, h('tr', {}, name), h('tr', {}, ...cells));
  });
  const caption = h('caption', {}, texts.hits_caption);
  return [
    title,
    h('table', { class: 'why-hits' }, caption, h('thead', {}, h('tr', {}, ...heads)), ...bodies),
    columns(texts),
  ];
}

/** The titles of the column heads, for fingers and keyboards. */
function columns(texts: DebugTexts): HTMLElement {
  const list = h('dl', { class: 'why-columns' });
  for (const part of PARTS) {
    list.append(h('dt', {}, texts[`part_${part}`]), h('dd', {}, texts[`part_${part}_title`]));
  }
  return h('details', {}, h('summary', {}, texts.columns), list);
}

function moodView(mood: MoodReading, texts: DebugTexts, numbers: Numbers): HTMLElement[] {
  const names = Object.keys(mood.moods) as (keyof MoodReading['moods'])[];
  const rows = [
    ...names.map((name) => chance(texts[`mood_${name}`], mood.moods[name], numbers)),
    chance(texts.mood_intensity, mood.intensity, numbers),
    chance(texts.mood_human_wanted, mood.humanWanted, numbers),
  ];
  return [h('h4', {}, texts.mood), h('p', {}, texts[`mood_${mood.label}`]), bars(rows)];
}

function evidenceList(evidence: Explanation['evidence'], texts: DebugTexts, numbers: Numbers): HTMLElement {
  const all = Object.entries(evidence);
  const list = h('dl', { class: 'why-evidence' });
  for (const [name, value] of all) {
    list.append(h('div', {}, h('dt', {}, evidenceName(name, texts)), h('dd', {}, numbers.decimal(value))));
  }
  return h('details', {}, h('summary', {}, texts.evidence.replace('{count}', String(all.length))), list);
}

/** A number that the words do not know yet goes by its own name. */
function evidenceName(name: string, texts: Readonly<Record<string, string>>): string {
  return texts[`evidence_${name}`] ?? name;
}
