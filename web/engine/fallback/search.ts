import MiniSearch from 'minisearch';
import type { FaqEntry } from './faq';

export interface Found {
  /** Place in the FAQ. */
  entry: number;
  /** Share of the question's words that the entry has, rare words counting more; 0..1. */
  score: number;
}

const kWord = /[\p{L}\p{M}\p{N}]+/gu;
/** A word in more than this share of the questions tells nothing about which one is meant. */
const kCommonShare = 0.3;

/** Plain search over the FAQ's questions: words, beginnings of words and small slips. No meaning, no mood. */
export class QuestionSearch {
  private readonly index: MiniSearch<{ id: number; text: string }>;
  private readonly frequency = new Map<string, number>();
  private readonly entries: number;
  private readonly locale: string | undefined;

  constructor(entries: FaqEntry[], locale?: string) {
    this.locale = locale;
    this.entries = entries.length;
    this.index = new MiniSearch({
      fields: ['text'],
      tokenize: (text) => this.words(text),
      processTerm: (term) => term,
      searchOptions: { prefix: (term) => term.length > 3, fuzzy: (term) => (term.length > 4 ? 0.2 : false) },
    });
    const documents = entries.map(({ question, phrasings }, id) => ({ id, text: [question, ...phrasings].join('\n') }));
    this.index.addAll(documents);
    for (const { text } of documents) {
      for (const word of new Set(this.words(text))) this.frequency.set(word, (this.frequency.get(word) ?? 0) + 1);
    }
  }

  /** @returns best first; nothing where the question has no telling word. */
  find(question: string, limit: number): Found[] {
    const telling = [...new Set(this.words(question))].filter((word) => this.weight(word) > 0);
    const whole = telling.reduce((sum, word) => sum + this.weight(word), 0);
    if (whole === 0) return [];
    const results = this.index.search(telling.join(' '), { combineWith: 'OR' });
    return results.slice(0, limit).map(({ id, queryTerms }) => {
      const part = [...new Set(queryTerms)].reduce((sum, word) => sum + this.weight(word), 0);
      return { entry: id as number, score: Math.min(1, part / whole) };
    });
  }

  private weight(word: string): number {
    const share = (this.frequency.get(word) ?? 0) / Math.max(1, this.entries);
    if (this.entries > 3 && share > kCommonShare) return 0;
    return Math.log(1 + (this.entries + 1) / ((this.frequency.get(word) ?? 0) + 1));
  }

  private words(text: string): string[] {
    return text.slice(0, 2000).normalize('NFKC').toLocaleLowerCase(this.locale).match(kWord) ?? [];
  }
}
