import type { Decision, EngineInfo, Hit, MoodReading, Step, TurnEvent, TurnState } from '../../chat/types';
import { readFaq, type FaqEntry } from './faq';
import type { Found } from './search';

/** @returns best first. */
export type Find = (question: string, limit: number) => Found[];

const kMostSuggestions = 3;
/** Below this share of telling words in common a suggestion would be a guess. */
const kLeastShare = 0.34;
/** A state of this engine; the core takes it for an unknown version and starts afresh. */
const kWithPerson: TurnState = 'cGVyc29u';
const kUnknownMood: MoodReading = {
  label: 'unknown',
  moods: { upset: 0, distressed: 0, confused: 0, neutral: 0, happy: 0, grateful: 0 },
  intensity: 0,
  humanWanted: 0,
};

/**
 * What stands in where no engine can run. To a text it only suggests questions or says that it does not know, always with
 * the way to a person; it never claims an answer and reads no mood.
 */
export class FallbackEngine {
  readonly info: EngineInfo;
  private readonly entries: FaqEntry[];
  private readonly find: Find;

  private constructor(entries: FaqEntry[], find: Find) {
    this.entries = entries;
    this.find = find;
    this.info = { mode: 'fallback', entries: entries.length, warnings: [] };
  }

  /** Never rejects: without the search (a chunk that cannot be loaded) nothing is suggested. */
  static async load(faq: ArrayBuffer | string, locale?: string): Promise<FallbackEngine> {
    const entries = readFaq(faq);
    if (entries.length === 0) return new FallbackEngine([], () => []);
    try {
      const { QuestionSearch } = await import('./search');
      const search = new QuestionSearch(entries, locale);
      return new FallbackEngine(entries, (question, limit) => search.find(question, limit));
    } catch {
      return new FallbackEngine(entries, () => []);
    }
  }

  step(event: TurnEvent, state: TurnState): Step {
    switch (event.kind) {
      case 'visitor_text':
        return { decision: state === kWithPerson ? decide('forward', 'forward', []) : this.answer(event.text), state };
      case 'accepted':
      case 'handoff_requested':
        // With this engine nothing but a person is ever on offer.
        return { decision: decide('hand_off', 'handoff', []), state };
      case 'handoff_acknowledged':
        return { decision: decide('forward', 'forward', []), state: kWithPerson };
      case 'declined':
        return { decision: decide('small_talk', 'offer.declined', []), state };
      case 'handoff_cancelled':
        return { decision: decide('small_talk', 'handoff.cancelled', []), state: '' };
      case 'handoff_closed':
        return { decision: decide('small_talk', 'handoff.closed', []), state: '' };
      case 'checkout_struggle':
        return { decision: decide('small_talk', 'checkout', []), state };
      case 'notice':
        return { decision: decide('small_talk', 'notice', []), state };
    }
  }

  /** @returns null where there is no such entry. */
  entry(index: number): Omit<FaqEntry, 'phrasings'> | null {
    const found = this.entries[index];
    if (found === undefined) return null;
    const { id, question, answer, category } = found;
    return { id, question, answer, category };
  }

  private answer(text: string): Decision {
    const hits = this.find(text, kMostSuggestions)
      .filter(({ score }) => score >= kLeastShare)
      .map(({ entry, score }) => this.toHit(entry, score));
    const action = hits.length > 0 ? 'suggest' : 'dont_know';
    return decide(action, action, hits);
  }

  private toHit(entry: number, score: number): Hit {
    const { id = '', question = '' } = this.entries[entry] ?? {};
    return { id, entry, question, score };
  }
}

type FallbackAction = 'suggest' | 'dont_know' | 'small_talk' | 'hand_off' | 'forward';

function decide(action: FallbackAction, key: string, hits: Hit[]): Decision {
  return {
    action,
    hits,
    hit: null,
    answer: '',
    inScope: hits[0]?.score ?? 0,
    confidence: 0,
    mood: kUnknownMood,
    humanOffered: action === 'suggest' || action === 'dont_know',
    tone: 'neutral',
    message: { key, params: {} },
    reasons: [{ code: 'fallback', text: 'the engine cannot run on this page: plain search over the questions' }],
    refine: false,
  };
}
