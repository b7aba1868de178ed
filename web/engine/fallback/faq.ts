export interface FaqEntry {
  id: string;
  question: string;
  answer: string;
  category: string;
  phrasings: string[];
}

/**
 * Reads what can be read of a FAQ. The engine is the judge of faults; where it cannot run, a visitor is better served
 * by the entries that are whole than by none.
 *
 * @param faq - JSON text or bytes; a `.bell` gives no entries.
 * @returns entries in the FAQ's order, so that an index means the same entry as in the pack while all are whole.
 */
export function readFaq(faq: ArrayBuffer | string): FaqEntry[] {
  const parsed = parse(faq);
  const list = Array.isArray(parsed) ? (parsed as unknown[]) : [];
  return list.flatMap((item) => readEntry(item) ?? []);
}

function parse(faq: ArrayBuffer | string): unknown {
  try {
    return JSON.parse(typeof faq === 'string' ? faq : new TextDecoder().decode(faq));
  } catch {
    return null;
  }
}

function readEntry(item: unknown): FaqEntry | null {
  if (typeof item !== 'object' || item === null) return null;
  const { id, question, answer, category, phrasings } = item as Record<string, unknown>;
  if (typeof id !== 'string' || typeof question !== 'string') return null;
  return {
    id,
    question,
    answer: typeof answer === 'string' ? answer : '',
    category: typeof category === 'string' ? category : '',
    phrasings: Array.isArray(phrasings) ? phrasings.filter((text) => typeof text === 'string') : [],
  };
}
