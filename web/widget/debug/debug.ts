import texts from '../../chat/wording/en/debug.json';
import { sheet } from '../dom';
import type { WhyParts } from './debug-contract';
import { DEBUG_CSS } from './debug-styles';
import { whyView } from './why-view';

const styled = new WeakSet<ShadowRoot>();

/** See `DebugModule`. */
export async function showWhy(place: HTMLElement, { entry, locale, explain }: WhyParts): Promise<void> {
  const { why, at } = entry;
  if (!why) return;
  const explanation = await explain(why.text, at);
  dress(place.getRootNode());
  place.replaceChildren(...whyView(why, explanation, { texts, locale }));
}

function dress(root: Node): void {
  if (!(root instanceof ShadowRoot) || styled.has(root)) return;
  styled.add(root);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet(DEBUG_CSS)];
}
