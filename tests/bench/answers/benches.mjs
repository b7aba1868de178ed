/** What is asked: FAQs with questions whose entry is known, or that no entry answers. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { faq as stylesavvy, root } from '../lib/places.mjs';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const readLines = (path) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** At most `count` of either kind, evenly over the list. */
function thin(queries, count) {
  const some = (list) => {
    const step = Math.max(1, list.length / count);
    return Array.from({ length: Math.min(list.length, count) }, (_, index) => list[Math.floor(index * step)]);
  };
  return [...some(queries.filter(({ gold }) => gold !== null)), ...some(queries.filter(({ gold }) => gold === null))];
}

export const publicNames = ['banking77', 'clinc150'];
const publicPhrasings = [5, 1];

function publicBench(folder, name, phrasings, count) {
  const path = join(folder, 'faq', `${name}.json`);
  if (!existsSync(path))
    throw new Error(`${path}: expected a bench, { faqs: [{ id, examples }], queries: [{ text, gold }] }`);
  const { faqs, queries } = readJson(path);
  const faq = faqs.map(({ id, examples }) => ({
    id,
    question: examples[0],
    phrasings: examples.slice(1, phrasings),
    answer: '',
  }));
  return { name, group: 'public', phrasings, faq, queries: thin(queries, count) };
}

const foreign = ['german', 'spanish', 'arabic'];
const shopName = 'stylesavvy';

/** The project's own: written blind, one question and an answer an entry. */
function ownBenches(count) {
  const folder = join(root, 'tests/shop');
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('-faq.json'))
    .map((file) => file.slice(0, -'-faq.json'.length));
  const all = [[shopName, stylesavvy], ...names.map((name) => [name, join(folder, `${name}-faq.json`)])];
  return all.map(([name, path]) => {
    const queries = thin(readLines(join(folder, `${name}.jsonl`)), count);
    const group = name === shopName ? 'shop' : foreign.includes(name) ? 'foreign' : 'business';
    return { name, group, phrasings: 1, faq: readJson(path), queries };
  });
}

/**
 * @param {string | undefined} data - The folder of the public benches; without it they are left out.
 * @param {number} queries - At most so many of each bench are asked, of those with an entry and of those without.
 */
export function loadBenches(data, queries) {
  const folders =
    data === undefined ? [] : publicPhrasings.flatMap((phrasings) => publicNames.map((name) => [name, phrasings]));
  return [...folders.map(([name, phrasings]) => publicBench(data, name, phrasings, queries)), ...ownBenches(queries)];
}
