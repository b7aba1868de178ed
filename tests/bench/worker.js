/* The engine and its opponent in one Worker, asked by the page; loops run in here, inside one sample. */
importScripts('/widget/engine.js', '/minisearch.js');

const stopWords = new Set(
  'a an and are as at be by can do does for from has have how i if in is it me my of on or our so that the this to was we what when where which who why will with you your'.split(
    ' ',
  ),
);
let engine;
let index;
let texts = [];

const good = (reply) => {
  if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
  return reply.value;
};
const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

/** Tuned as a careful shop would: no stop words, light slips and beginnings for longer words, questions before answers. */
function makeIndex(entries) {
  index = new MiniSearch({
    fields: ['asked', 'answer'],
    processTerm: (term) => (stopWords.has(term.toLowerCase()) ? null : term.toLowerCase()),
    searchOptions: {
      boost: { asked: 3 },
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      weights: { fuzzy: 0.2, prefix: 0.3 },
    },
  });
  index.addAll(
    entries.map(({ id, question, phrasings = [], answer = '' }) => ({
      id,
      asked: [question, ...phrasings].join('\n'),
      answer,
    })),
  );
}

const search = (text) => index.search(text).slice(0, 5);
const event = { kind: 'visitor_text', at: 1_767_261_600_000, agents: 'online', hours: 'open' };
const jobs = {
  ask: (text) => engine.ask(text),
  step: (text) => engine.step({ ...event, text }, ''),
  mood: (text) => engine.mood(text),
  minisearch: search,
};

const calls = {
  async start() {
    engine = await createEngine({ locateFile: (file) => `/widget/${file}` });
    good(engine.loadModel(await bytes('/widget/model.bell')));
  },
  async open({ pack, entries, lines }) {
    good(engine.loadPack(await bytes(pack)));
    makeIndex(entries);
    texts = lines;
  },
  answers: () => texts.map((text) => good(engine.ask(text)).hits.map(({ id, score }) => ({ id, score }))),
  rivals: () => texts.map((text) => search(text).map(({ id }) => id)),
  /** @returns milliseconds for the first `count` texts. */
  loop({ job, count }) {
    const run = jobs[job];
    const began = performance.now();
    for (let i = 0; i < count; i++) run(texts[i]);
    return performance.now() - began;
  },
};

onmessage = async ({ data: { id, call, input } }) => {
  try {
    postMessage({ id, value: await calls[call](input) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
