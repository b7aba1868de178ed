import type { NoticeKey } from './state';
import type { Decision, Tone, Warmth } from './types';
import type uiEn from './wording/en/ui.json';

/** Decision texts of a language: message key, then tone, then warmth, with `{param}` places. */
export type Messages = Record<string, Partial<Record<Tone, Partial<Record<Warmth, string>>>>>;

/** Every label, status and notice of the widget; another language has to have the same keys. */
export type UiTexts = Record<keyof typeof uiEn, string>;
export type UiKey = keyof UiTexts;

/** Fails to compile where a notice has no words. */
export type NoticeUiKey = `notice_${NoticeKey}` & UiKey;

export type Params = Record<string, string | number>;

/** A text or a parameter is missing: a fault of the wording files, found by tests. */
export class WordingError extends Error {
  override name = 'WordingError';
}

export interface Wording {
  locale: string;
  /** @throws WordingError where the file lacks the key, or the call lacks a parameter. */
  ui(key: UiKey, params?: Params): string;
  /**
   * What the visitor reads of a decision, as safe Markdown; '' where a person has the word. The command line renders by
   * the same rules. Missing tones fall back to `neutral`, missing warmth to `plain`.
   *
   * @throws WordingError where the key or a parameter is missing.
   */
  decision(decision: Pick<Decision, 'action' | 'message' | 'tone' | 'answer'>, warmth: Warmth): string;
}

export function createWording(locale: string, ui: UiTexts, messages: Messages): Wording {
  return {
    locale,
    ui: (key, params = {}) => fill(ui[key], params, key),
    decision({ action, message, tone, answer }, warmth) {
      if (action === 'forward') return '';
      // An entry may have no answer yet: silence would leave the visitor stuck.
      const key = action === 'answer' && answer.trim() === '' ? 'no_answer' : message.key;
      const text = fill(findMessage(messages, key, tone, warmth), { ...message.params, answer }, key).trim();
      // An offer of a person that comes with an answer is said after it.
      return action === 'offer_human' && answer !== '' ? `${answer}\n\n${text}` : text;
    },
  };
}

function findMessage(messages: Messages, key: string, tone: Tone, warmth: Warmth): string {
  const tones = messages[key];
  const text =
    tones?.[tone]?.[warmth] ?? tones?.[tone]?.plain ?? tones?.neutral?.[warmth] ?? tones?.neutral?.plain ?? null;
  if (text === null) throw new WordingError(`message "${key}" has no text for tone ${tone} or neutral, warmth plain`);
  return text;
}

function fill(template: string | undefined, params: Params, key: string): string {
  if (template === undefined) throw new WordingError(`there is no text for "${key}"`);
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new WordingError(`"${key}" needs the parameter {${name}}`);
    return String(value);
  });
}
