/** The console's own words, and how times, ages and shares are written. */
import en from './wording/en.json';
import { nameOf } from './selectors';
import type { Summary } from './protocol';

export type WordKey = keyof typeof en;

/** Fills `{name}` places. A key with `.one` and `.other` forms is asked for with {@link plural}. */
export function word(key: WordKey, params: Record<string, string | number> = {}): string {
  return en[key].replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

const english = new Intl.PluralRules('en');

export function plural(key: 'chart.desc' | 'logout.text', count: number, params: Record<string, string> = {}): string {
  const form = english.select(count) === 'one' ? 'one' : 'other';
  return word(`${key}.${form}`, { ...params, count });
}

export function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(en, key);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function moodName(label: string): string {
  const key = `mood.${label}`;
  return isWordKey(key) ? word(key) : word('mood.unknown');
}

const clockTime = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayTime = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `10:42` today, `21 Nov, 10:42` else; in the agent's time zone. */
export function timeText(at: number, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  return (sameDay ? clockTime : dayTime).format(at);
}

export function duration(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return word('duration.now');
  if (minutes < 60) return word('duration.minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return word('duration.hours', { hours, minutes: minutes % 60 });
  return word('duration.days', { days: Math.floor(hours / 24), hours: hours % 24 });
}

/** For a wait that is counted down: never zero while it lasts. */
export function waitText(ms: number): string {
  if (ms <= 90_000) return word('duration.seconds', { seconds: Math.max(1, Math.ceil(ms / 1000)) });
  return word('duration.minutes', { minutes: Math.ceil(ms / 60_000) });
}

export function visitorName(one: Summary): string {
  const name = nameOf(one);
  return 'email' in name ? name.email : word('visitor.anonymous', { short: name.short });
}
