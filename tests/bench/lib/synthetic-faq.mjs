/** A made-up FAQ of any size, the same at every run: words as unequal in frequency as in real text. */
import { seeded } from './random.mjs';

const onsets = [
  'b',
  'br',
  'c',
  'd',
  'dr',
  'f',
  'g',
  'gl',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pl',
  'r',
  's',
  'st',
  't',
  'v',
];
const vowels = ['a', 'e', 'i', 'o', 'u', 'ea', 'ou'];
const codas = ['', 'n', 'r', 'l', 's', 't', 'nd', 'ck', 'm'];
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

function makeWords(random, count) {
  const words = new Set();
  while (words.size < count) {
    let word = '';
    const syllables = 1 + Math.floor(random() * 3);
    for (let i = 0; i < syllables; i++) word += pick(random, onsets) + pick(random, vowels) + pick(random, codas);
    if (word.length > 2) words.add(word);
  }
  return [...words];
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

/**
 * @param {number} phrasings - Questions and phrasings together.
 * @param {{ each?: number, answers?: boolean }} form - Phrasings an entry, and whether entries have answers.
 * @returns {{ entries: object[], queries: { text: string, gold: string }[] }} `queries` are other wordings, a third of
 *   them with a slip.
 */
export function makeSyntheticFaq(phrasings, queryCount, { each = 5, answers = true } = {}) {
  const random = seeded(phrasings);
  const words = makeWords(random, 4000);
  const keys = [];
  const entries = Array.from({ length: phrasings / each }, (_, index) => {
    keys.push([0, 1, 2].map(() => drawWord(random, words)));
    const texts = Array.from({ length: each }, () => phrase(random, keys[index], words));
    const answer = Array.from({ length: answers ? answerWords : 0 }, () => drawWord(random, words)).join(' ');
    return { id: `e${index}`, question: texts[0], answer, phrasings: texts.slice(1), category: 'all' };
  });
  const queries = Array.from({ length: queryCount }, () => {
    const entry = Math.floor(random() * entries.length);
    const text = phrase(random, keys[entry], words);
    return { text: random() < 1 / 3 ? slip(random, text) : text, gold: `e${entry}` };
  });
  return { entries, queries };
}
