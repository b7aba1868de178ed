import { MAX_TEXT } from './state';

/** What a paste or a FAQ may carry and the relay refuses; a tab and line ends are text. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

/** A text with a space for each control character. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, ' ');
}

/** A text as the relay takes it: without control characters, at most {@link MAX_TEXT} code points. */
export function cleanText(text: string): string {
  const clean = withoutControls(text);
  const points = Array.from(clean);
  return points.length <= MAX_TEXT ? clean : points.slice(0, MAX_TEXT).join('');
}
