/** All that answers, behind one door; bundled for a Worker or a page where engine.js (and ONNX Runtime Web) was loaded. */
import { makeMiniLm } from '../opponents/mini-lm.mjs';
import { searchOpponents } from '../opponents/search.mjs';

const good = (reply) => {
  if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
  return reply.value;
};
const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

/** Phrasings as documents of their own; an entry is as good as its best. */
const documentsOf = (faq) =>
  faq.flatMap(({ id, question, phrasings = [], answer = '' }) =>
    [question, ...phrasings].map((text, index) => ({ key: `${id}#${index}`, entry: id, question: text, answer })),
  );
const entryOf = (key) => key.slice(0, key.lastIndexOf('#'));

const kept = 5;
/** @returns {{ ids: string[], score: number }} entries, best first, and how sure the system is of the first. */
function entries(results) {
  const ids = new Set();
  for (const [key] of results) {
    ids.add(entryOf(key));
    if (ids.size === kept) break;
  }
  return { ids: [...ids], score: results.length > 0 ? results[0][1] : 0 };
}

let engine;
let memory;

/** Emscripten keeps the memory to itself: it is caught on its way out of the instance. */
function watchMemory() {
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = async (...args) => {
      const made = await original(...args);
      const exported = Object.values((made.instance ?? made).exports);
      memory = exported.find((value) => value instanceof WebAssembly.Memory) ?? memory;
      return made;
    };
  }
}

async function startEngine(model) {
  if (engine === undefined) {
    const [instantiate, instantiateStreaming] = [WebAssembly.instantiate, WebAssembly.instantiateStreaming];
    watchMemory();
    engine = await globalThis.createEngine({ locateFile: (file) => `/widget/${file}` });
    Object.assign(WebAssembly, { instantiate, instantiateStreaming });
  }
  good(engine.loadModel(await bytes(model)));
}

function askShopbell(text) {
  const { hits, inScope } = good(engine.ask(text));
  return { ids: hits.map(({ id }) => id), score: inScope, hits };
}

async function openShopbell({ faq, pack, model = '/widget/model.bell' }) {
  await startEngine(model);
  const began = performance.now();
  const made = pack === undefined ? good(engine.buildPack(JSON.stringify(faq))).bytes : await bytes(pack);
  const built = performance.now();
  good(engine.loadPack(made));
  return {
    search: askShopbell,
    figures: { packBytes: made.length, buildMs: built - began, openMs: performance.now() - built },
  };
}

async function openOpponent(make, documents) {
  const began = performance.now();
  const found = await make(documents);
  const search = (text) => {
    const results = found(text);
    return results instanceof Promise ? results.then(entries) : entries(results);
  };
  return { search, figures: { buildMs: performance.now() - began } };
}

const open = {};
const shopbell = (name) => name.startsWith('Shopbell');
let texts = [];

const calls = {
  /** Opens a system on a FAQ, beside those that are open. @returns what it cost, in wall ms. */
  async open({ name, faq, pack, model, neural }) {
    if (shopbell(name)) open[name] = await openShopbell({ faq, pack, model });
    else if (neural) {
      const make = (documents) => makeMiniLm(documents, neural, neural.atMost);
      open[name] = await openOpponent(make, documentsOf(faq));
    } else {
      const { make } = searchOpponents.find((opponent) => opponent.name === name);
      open[name] = await openOpponent(make, documentsOf(faq));
    }
    return open[name].figures;
  },
  close({ name }) {
    delete open[name];
  },
  texts(given) {
    texts = given;
  },
  /** Answers of the texts from `from` to `to`. */
  async answers({ name, from, to }) {
    const out = [];
    for (const text of texts.slice(from, to)) out.push(await open[name].search(text));
    return out;
  },
  /** @returns wall ms for the first `count` texts. */
  async loop({ job, count }) {
    const { search } = open[job];
    const began = performance.now();
    for (let i = 0; i < count; i++) {
      const found = search(texts[i % texts.length]);
      if (found instanceof Promise) await found;
    }
    return performance.now() - began;
  },
  wasmBytes: () => memory?.buffer.byteLength ?? 0,
};

globalThis.bench = calls;
if (typeof globalThis.WorkerGlobalScope !== 'undefined') {
  globalThis.onmessage = async ({ data: { id, call, input } }) => {
    try {
      globalThis.postMessage({ id, value: await calls[call](input) });
    } catch (error) {
      globalThis.postMessage({ id, error: String(error?.stack ?? error) });
    }
  };
}
