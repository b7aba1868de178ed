/** MiniLM in ONNX Runtime Web, one thread, in a Worker: what a shop gets that puts a sentence encoder on its page. */
import { WordPiece, readPieces } from './word-piece.mjs';

const load = async (path) => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};

async function openEncoder({ model, pieces }) {
  const ort = globalThis.ort;
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = '/ort/';
  const words = new WordPiece(readPieces(await load(pieces)));
  const session = await ort.InferenceSession.create(await load(model), { executionProviders: ['wasm'] });
  return async (text) => {
    const ids = BigInt64Array.from(words.encode(text), BigInt);
    const { vector } = await session.run({ ids: new ort.Tensor('int64', ids, [1, ids.length]) });
    return vector.data;
  };
}

const mix = (a, b) => a.map((value, index) => (value + b[index]) / 2);

let encoder;

/**
 * Documents as for search.mjs. One vector a document: of the question, or where there is an answer the mean of the
 * question's and that of question and answer together (better than either).
 * @param files - Addresses: `model` takes `ids` and gives `vector` of unit length, `pieces` holds a section PIEC.
 * @param {number} atMost - So many documents are encoded; where there are more, their vectors serve again, which is good
 *   enough for measuring time.
 * @returns the search, which is asynchronous.
 */
export async function makeMiniLm(documents, files, atMost = Infinity) {
  encoder ??= await openEncoder(files);
  const vectors = [];
  for (const { question, answer } of documents.slice(0, atMost)) {
    const asked = await encoder(question);
    vectors.push(answer === '' ? asked : mix(asked, await encoder(`${question} ${answer}`)));
  }
  for (let place = vectors.length; place < documents.length; place++) vectors.push(vectors[place % atMost].slice());
  return async (text) => {
    const query = await encoder(text);
    const scored = documents.map(({ key }, place) => {
      const vector = vectors[place];
      let sum = 0;
      for (let i = 0; i < query.length; i++) sum += query[i] * vector[i];
      return [key, sum];
    });
    return scored.sort((a, b) => b[1] - a[1]).slice(0, 50);
  };
}
