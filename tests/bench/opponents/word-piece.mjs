/** BERT's word pieces, as the encoder behind MiniLM expects them: lower case, no accents, longest piece first. */

const longestWord = 100;
const sign = /[\p{P}!-/:-@[-`{-~$+<=>^|]/u;

function splitWords(text) {
  const plain = text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  return plain.split(/\s+/u).flatMap((word) => splitAtSigns(word));
}

function splitAtSigns(word) {
  const parts = [''];
  for (const letter of word) {
    if (sign.test(letter)) parts.push(letter, '');
    else parts[parts.length - 1] += letter;
  }
  return parts.filter((part) => part !== '');
}

/** @param {string[]} pieces - By id; those that continue a word begin with `##`. */
export class WordPiece {
  constructor(pieces) {
    this.ids = new Map(pieces.map((piece, id) => [piece, id]));
  }

  /** @returns {number[]} at most `limit`, the marks at both ends included. */
  encode(text, limit = 128) {
    const ids = splitWords(text).flatMap((word) => this.#word(word));
    return [this.ids.get('[CLS]'), ...ids.slice(0, limit - 2), this.ids.get('[SEP]')];
  }

  #word(word) {
    const letters = [...word];
    const found = [];
    for (let from = 0; from < letters.length;) {
      let to = letters.length;
      let id;
      while (to > from && id === undefined) {
        id = this.ids.get((from > 0 ? '##' : '') + letters.slice(from, to).join(''));
        if (id === undefined) to -= 1;
      }
      if (id === undefined || letters.length > longestWord) return [this.ids.get('[UNK]')];
      found.push(id);
      from = to;
    }
    return found;
  }
}

/** The strings of section PIEC in a file of docs/formats.md's container. */
export function readPieces(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  const sections = view.getUint32(12, true);
  for (let place = 32; place < 32 + 16 * sections; place += 16) {
    if (text.decode(bytes.subarray(place, place + 4)) !== 'PIEC') continue;
    const start = view.getUint32(place + 8, true);
    const count = view.getUint32(start, true);
    const ends = Array.from({ length: count }, (_, index) => view.getUint32(start + 4 + 4 * index, true));
    const body = start + 4 + 4 * count;
    return ends.map((end, index) => text.decode(bytes.subarray(body + (index > 0 ? ends[index - 1] : 0), body + end)));
  }
  throw new Error('expected a section PIEC in the file of word pieces');
}
