import type { BotSettings, Warmth } from '../chat/types';

/** What the script tag says, checked. */
export interface WidgetConfig {
  shop: string;
  /** As visitors read it; the shop's id where the tag gives no name. */
  name: string;
  faq: string;
  relay: string | null;
  /** `mailto:…`, `tel:…` or a page; the way to a person where no relay is there. */
  contact: string | null;
  warmth: Warmth;
  /** The second, larger model: `auto` loads it where line and device bear it. */
  neural: 'auto' | 'on' | 'off';
  /** Null where the tag sets none of it. */
  bot: BotSettings | null;
  locale: string;
  position: 'left' | 'right';
  theme: 'light' | 'dark' | 'auto';
  /** The launcher's label; null for that of the language. */
  label: string | null;
  /** Bot messages say why they came, for the owner who tries the FAQ. */
  debug: boolean;
  /** Where the widget's own files are; ends with a slash. */
  base: string;
}

/**
 * Reads the tag's `data-` attributes.
 *
 * @param src - The script's own address, to find the other files beside it.
 * @returns the settings, and what is wrong in words for the owner. Only a missing shop or FAQ leaves no settings.
 */
export function readConfig(
  data: Readonly<Record<string, string | undefined>>,
  src: string,
): { config: WidgetConfig | null; faults: string[] } {
  const faults: string[] = [];
  const shop = data['shop']?.trim() ?? '';
  const faq = data['faq']?.trim() ?? '';
  if (shop === '') faults.push('data-shop is missing: expected the shop’s id, for example data-shop="stylesavvy"');
  if (faq === '') faults.push('data-faq is missing: expected the address of the FAQ, for example data-faq="/faq.json"');
  if (shop === '' || faq === '') return { config: null, faults };
  const pick = <Value extends string>(name: string, allowed: readonly [Value, ...Value[]]): Value => {
    const value = data[name];
    const found = allowed.find((one) => one === value);
    if (value !== undefined && found === undefined) {
      faults.push(`data-${name}="${value}" is not known: expected one of ${allowed.join(', ')}`);
    }
    return found ?? allowed[0];
  };
  const config: WidgetConfig = {
    shop,
    name: data['name']?.trim() || shop,
    faq,
    relay: address(data['relay'], 'relay', ['ws:', 'wss:'], faults),
    contact: address(data['contact'], 'contact', ['mailto:', 'tel:', 'https:', 'http:'], faults),
    warmth: pick('warmth', ['plain', 'friendly', 'warm']),
    neural: pick('neural', ['auto', 'on', 'off']),
    bot: readBot(pick('mode', ['full', 'topics', 'suggest', 'shadow']), data, faults),
    locale: pick('locale', ['en']),
    position: pick('position', ['right', 'left']),
    theme: pick('theme', ['auto', 'light', 'dark']),
    label: data['label']?.trim() || null,
    debug: pick('debug', ['off', 'on']) === 'on',
    base: new URL('.', src).href,
  };
  return { config, faults };
}

const MOST_TOPICS = 64;

function readBot(
  mode: BotSettings['mode'],
  data: Readonly<Record<string, string | undefined>>,
  faults: string[],
): BotSettings | null {
  const topics = list(data['topics'], 'topics', faults);
  const ring = list(data['ring'], 'ring', faults);
  if (mode === 'topics' && topics.length === 0) {
    faults.push(
      'data-topics is missing: expected ids or categories of FAQ entries; with data-mode="topics" nothing else is answered',
    );
  }
  return mode === 'full' && topics.length + ring.length === 0 ? null : { mode, topics, ring };
}

function list(value: string | undefined, name: string, faults: string[]): string[] {
  const items = (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length > MOST_TOPICS)
    faults.push(`data-${name} has ${items.length} topics: only the first ${MOST_TOPICS} count`);
  return items.slice(0, MOST_TOPICS);
}

function address(value: string | undefined, name: string, schemes: string[], faults: string[]): string | null {
  const text = value?.trim() ?? '';
  if (text === '') return null;
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0].toLowerCase() ?? '';
  if (schemes.includes(scheme)) return text;
  faults.push(`data-${name}="${text}" is left out: expected an address that starts with ${schemes.join(', ')}`);
  return null;
}
