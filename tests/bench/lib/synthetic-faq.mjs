/**
 * A made-up FAQ of any size, the same at every run: English words of the project’s phrasebook, as unequal in frequency as in real text,
 * with made-up names and numbers of articles between them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopWords } from '../opponents/stop-words.mjs';
import { root } from './places.mjs';
import { seeded } from './random.mjs';

/** For the reports. */
export const madeOf = 'English words of the phrasebook, with made-up names and numbers between them';

const phrasebook = join(root, 'models/phrasebook/wide');
const mostWords = 4000;
const fewestLetters = 4;
const syllables = 'bro dan fel gri hol kar lum mav nor pel ruk sta tov vin zep'.split(' ');
const names = 3000;
const templates = [
  ['how do i', 0, 'my', 1],
  ['can you', 0, 'the', 1, 'for', 2],
  ['where is the', 1, 'of my', 2],
  ['what happens when', 1, 'and', 2, 'are', 0],
  ['i want to', 0, 'a', 1],
  ['is it possible to', 0, 'with', 2],
  ['why was the', 1, 'not', 0, 'with my', 2],
  ['do you have', 2, 'to', 0],
];

const pick = (random, list) => list[Math.floor(random() * list.length)];

function shuffle(random, list) {
  for (let i = list.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [list[i], list[other]] = [list[other], list[i]];
  }
  return list;
}

/** Words that stand in the phrasebook more than once, and so are no slips, without those that most questions share. */
function readWords(random) {
  const counts = new Map();
  for (const file of readdirSync(phrasebook).sort()) {
    const text = readFileSync(join(phrasebook, file), 'utf8').toLowerCase();
    for (const word of text.match(/\b[a-z]+\b/g)) counts.set(word, 1 + (counts.get(word) ?? 0));
  }
  const words = [...counts.keys()].filter(
    (word) => counts.get(word) > 1 && word.length >= fewestLetters && !stopWords.has(word),
  );
  return shuffle(random, words.sort()).slice(0, mostWords);
}

function makeName(random) {
  const number = Math.floor(random() * names);
  const parts = [number, number / syllables.length, number / syllables.length ** 2];
  return parts.map((part) => syllables[Math.floor(part) % syllables.length]).join('');
}

/** Evenly over the logarithm of the rank: the tenth word is met ten times as often as the hundredth. */
const drawWord = (random, words) => words[Math.floor(words.length ** random()) - 1];

function phrase(random, keys, words) {
  const text = pick(random, templates).map((part) => (typeof part === 'number' ? keys[part] : part));
  return [...text, ...(random() < 0.5 ? [drawWord(random, words)] : [])].join(' ');
}

/** A slip of the finger in one word of three letters or more. */
function slip(random, text) {
  const words = text.split(' ');
  const at = Math.floor(random() * words.length);
  const word = words[at];
  const place = 1 + Math.floor(random() * (word.length - 1));
  if (word.length > 3) words[at] = word.slice(0, place) + word.slice(place + 1);
  return words.join(' ');
}

const answerWords = 25;
const littleWords = 'the and to of you a in is for we your it with on are or'.split(' ');

function answerWord(random, words) {
  const kind = random();
  if (kind < 0.4) return pick(random, littleWords);
  if (kind < 0.45) return makeName(random);
  if (kind < 0.5) return String(Math.floor(random() * 1000));
  return drawWord(random, words);
}

/**
 * @param {number} phrasings - Questions and phrasings together.
 * @param {{ each?: number, answers?: boolean }} form - Phrasings an entry, and whether entries have answers.
 * @returns {{ entries: object[], queries: { text: string, gold: string }[] }} `queries` are other wordings, a third of
 *   them with a slip.
 */
export function makeSyntheticFaq(phrasings, queryCount, { each = 5, answers = true } = {}) {
  const random = seeded(phrasings);
  const words = readWords(random);
  const keys = [];
  const entries = Array.from({ length: phrasings / each }, (_, index) => {
    keys.push([
      drawWord(random, words),
      drawWord(random, words),
      random() < 0.3 ? makeName(random) : drawWord(random, words),
    ]);
    const texts = Array.from({ length: each }, () => phrase(random, keys[index], words));
    const answer = Array.from({ length: answers ? answerWords : 0 }, () => answerWord(random, words)).join(' ');
    return { id: `e${index}`, question: texts[0], answer, phrasings: texts.slice(1), category: 'all' };
  });
  const queries = Array.from({ length: queryCount }, () => {
    const entry = Math.floor(random() * entries.length);
    const text = phrase(random, keys[entry], words);
    return { text: random() < 1 / 3 ? slip(random, text) : text, gold: `e${entry}` };
  });
  return { entries, queries };
}
