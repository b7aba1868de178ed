/** All mood readers behind one door; bundled for a Worker where engine.js was loaded. */
import { moodOpponents } from '../opponents/mood.mjs';

const good = (reply) => {
  if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
  return reply.value;
};

let engine;
let texts = [];
const readers = {
  Shopbell: (text) => good(engine.mood(text)),
  ...Object.fromEntries(moodOpponents.map(({ name, score }) => [name, score])),
};

/** One form for all: `negative` is higher the worse the mood. */
const forms = {
  Shopbell(text) {
    const reading = readers.Shopbell(text);
    return { negative: reading.moods.upset + reading.moods.distressed, upset: reading.moods.upset, reading };
  },
  ...Object.fromEntries(
    moodOpponents.map(({ name, score, label }) => [
      name,
      (text) => {
        const value = score(text);
        return { negative: -value, upset: -value, polarity: label(value) };
      },
    ]),
  ),
};

const calls = {
  async start() {
    engine = await globalThis.createEngine({ locateFile: (file) => `/widget/${file}` });
    const model = await (await fetch('/widget/model.bell')).arrayBuffer();
    good(engine.loadModel(new Uint8Array(model)));
  },
  texts(given) {
    texts = given;
  },
  read: ({ name }) => texts.map((text) => forms[name](text)),
  /** @returns wall ms for the first `count` texts. */
  loop({ job, count }) {
    const read = readers[job];
    const began = performance.now();
    for (let i = 0; i < count; i++) read(texts[i % texts.length]);
    return performance.now() - began;
  },
};

globalThis.onmessage = async ({ data: { id, call, input } }) => {
  try {
    globalThis.postMessage({ id, value: await calls[call](input) });
  } catch (error) {
    globalThis.postMessage({ id, error: String(error?.stack ?? error) });
  }
};
