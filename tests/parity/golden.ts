import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../golden/', import.meta.url));

/** The golden texts, each once, in the order of their files. A `repeat` spares the file a very long line. */
export function readGoldenTexts(): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return files.sort().flatMap((name) =>
    readFileSync(folder + name, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const { text, repeat = 1 } = JSON.parse(line) as { text: string; repeat?: number };
        return text.repeat(repeat);
      }),
  );
}

export type Turn = string | { event: 'accepted' | 'declined' | 'handoff_acknowledged' | 'handoff_closed' };

export interface Talk {
  id: string;
  turns: Turn[];
}

const kTurnsEach = 6;
const kEvents: Turn[] = [
  { event: 'declined' },
  { event: 'accepted' },
  { event: 'handoff_acknowledged' },
  { event: 'handoff_closed' },
];

/** Conversations out of the golden texts, with answers to what the bot offers in between. */
export function makeTalks(texts: string[]): Talk[] {
  const talks: Talk[] = [];
  for (let start = 0; start < texts.length; start += kTurnsEach) {
    const number = talks.length;
    const turns: Turn[] = texts.slice(start, start + kTurnsEach);
    const event = kEvents[number % kEvents.length];
    if (event !== undefined) turns.splice(2 + (number % 4), 0, event);
    // A question asked again shows whether both remember alike.
    if (turns[0] !== undefined) turns.push(turns[0], turns[0]);
    talks.push({ id: `talk-${number}`, turns });
  }
  return talks;
}
