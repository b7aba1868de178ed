/**
 * The search libraries measured beside Shopbell, and how each is set. Runs in a Worker, bundled, or in Node.
 *
 * A document is one phrasing of an entry: `{ key, entry, question, answer }`, `key` unique, `answer` '' where the FAQ has
 * none; then answers are not indexed at all. `make` builds an index and returns the search: best document first,
 * `[key, score]` each, at least ten where so many match, score undefined where the library tells none. An entry is as good
 * as its best phrasing.
 */
import { create, insertMultiple, search as oramaSearch } from '@orama/orama';
import elasticlunr from 'elasticlunr';
import { Index } from 'flexsearch';
import Fuse from 'fuse.js';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import { stopWords } from './stop-words.mjs';

const most = 50;
const fields = (documents) => (documents.some(({ answer }) => answer !== '') ? ['question', 'answer'] : ['question']);
const paired = (results, key, score) => results.slice(0, most).map((result) => [key(result), score(result)]);

function makeMiniSearch(documents, options, searchOptions) {
  const index = new MiniSearch({ idField: 'key', fields: fields(documents), ...options });
  index.addAll(documents);
  return (text) =>
    paired(
      index.search(text, searchOptions),
      ({ id }) => id,
      ({ score }) => score,
    );
}

/** As in the first example of its documentation. */
const miniSearchFuzzy = {
  name: 'MiniSearch, fuzzy + prefix',
  imports: `export { default } from 'minisearch'`,
  make: (documents) => makeMiniSearch(documents, {}, { fuzzy: 0.2, prefix: true }),
};

/** As a careful shop would: stems, no stop words, slips at little weight, questions before answers. */
const miniSearchTuned = {
  name: 'MiniSearch, tuned',
  imports: `export { default } from 'minisearch'; export { stemmer } from 'stemmer'; export { stopWords } from './stop-words.mjs'`,
  make(documents) {
    const processTerm = (term) => {
      const word = term.toLowerCase();
      return stopWords.has(word) ? null : stemmer(word);
    };
    const searchOptions = { boost: { question: 2 }, fuzzy: 0.2, weights: { fuzzy: 0.2, prefix: 0.3 } };
    return makeMiniSearch(documents, { processTerm }, searchOptions);
  },
};

/** Its default looks for one pattern near the start of a text: a whole question would find next to nothing. */
const fuse = {
  name: 'Fuse.js',
  imports: `export { default } from 'fuse.js'`,
  make(documents) {
    const index = new Fuse(documents, {
      keys: fields(documents),
      includeScore: true,
      ignoreLocation: true,
      threshold: 1,
    });
    return (text) =>
      paired(
        index.search(text, { limit: most }),
        ({ item }) => item.key,
        ({ score }) => 1 - score,
      );
  },
};

/** Defaults. Signs are taken out of a question: `search` would read `+`, `-`, `:`, `~`, `^` and `*` as commands. */
const lunrDefault = {
  name: 'Lunr',
  imports: `export { default } from 'lunr'`,
  make(documents) {
    const index = lunr(function () {
      this.ref('key');
      for (const field of fields(documents)) this.field(field);
      for (const document of documents) this.add(document);
    });
    return (text) =>
      paired(
        index.search(text.replace(/[^\p{L}\p{N}\s]/gu, ' ')),
        ({ ref }) => ref,
        ({ score }) => score,
      );
  },
};

/** Defaults: stems, stop words, any word may match. */
const elasticlunrDefault = {
  name: 'elasticlunr',
  imports: `export { default } from 'elasticlunr'`,
  make(documents) {
    const index = elasticlunr(function () {
      this.setRef('key');
      for (const field of fields(documents)) this.addField(field);
      this.saveDocument(false);
    });
    for (const document of documents) index.addDoc(document);
    return (text) =>
      paired(
        index.search(text, {}),
        ({ ref }) => ref,
        ({ score }) => score,
      );
  },
};

/** Defaults of its full-text search, one slip a word allowed, stems. Like any text its ids are searched too. */
const orama = {
  name: 'Orama',
  imports: `export { create, insertMultiple, search } from '@orama/orama'; export { stemmer } from 'stemmer'`,
  make(documents) {
    const schema = Object.fromEntries(['id', ...fields(documents)].map((name) => [name, 'string']));
    const index = create({ schema, components: { tokenizer: { stemming: true, stemmer } } });
    const rows = documents.map(({ key, question, answer }) => ({ id: key, question, answer }));
    insertMultiple(index, rows, rows.length);
    return (text) =>
      paired(
        oramaSearch(index, { term: text, limit: most, tolerance: 1 }).hits,
        ({ id }) => id,
        ({ score }) => score,
      );
  },
};

/** Its plain index, told to be content with some of the words; it ranks, but tells no scores. */
const flexSearch = {
  name: 'FlexSearch',
  imports: `export { Index } from 'flexsearch'`,
  make(documents) {
    const index = new Index({ tokenize: 'strict' });
    documents.forEach(({ question, answer }, place) =>
      index.add(place, answer === '' ? question : `${question}\n${answer}`),
    );
    const find = (text) => index.search(text, { limit: most, suggest: true });
    return (text) => find(text).map((place) => [documents[place].key, undefined]);
  },
};

export const searchOpponents = [
  miniSearchTuned,
  miniSearchFuzzy,
  fuse,
  lunrDefault,
  flexSearch,
  orama,
  elasticlunrDefault,
];
