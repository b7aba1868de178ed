import { describe, expect, it } from 'vitest';
import { searchOpponents } from './search.mjs';
import { WordPiece } from './word-piece.mjs';

const documents = [
  { key: 'hours#0', entry: 'hours', question: 'When are you open?', answer: 'From nine to five.' },
  { key: 'parking#0', entry: 'parking', question: 'Where can I park?', answer: 'Behind the shop.' },
  { key: 'returns#0', entry: 'returns', question: 'How do I return a parcel?', answer: 'Within thirty days.' },
];

describe.each(searchOpponents)('$name', ({ make }) => {
  it('finds the question that was asked', () => {
    expect(make(documents)('return a parcel')[0][0]).toBe('returns#0');
  });

  it('takes a question with signs in it as words', () => {
    expect(() => make(documents)('open? +park: -parcel ~2 ^"*" title:x')).not.toThrow();
  });

  it('tells the best first, with scores that fall', () => {
    const scores = make(documents)('can I return it where I park')
      .map(([, score]) => score)
      .filter((score) => score !== undefined);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });
});

describe('word pieces', () => {
  const words = new WordPiece(['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'park', '##ing', 'cafe', '?']);

  it('takes the longest piece first and leaves accents and capitals out', () => {
    expect(words.encode('Parking Café?')).toEqual([2, 4, 5, 6, 7, 3]);
  });

  it('knows a word whole or not at all', () => {
    expect(words.encode('parked')).toEqual([2, 1, 3]);
  });

  it('keeps both marks when a text is cut', () => {
    expect(words.encode('park park park park', 4)).toEqual([2, 4, 4, 3]);
  });
});
