import type { Page } from '@playwright/test';
import type { Decision, MoodReading } from '../../web/chat/types';
import type { Talk } from './golden';

export interface BrowserAsk {
  action: string;
  inScope: number;
  confidence: number;
  hits: { id: string; score: number }[];
}

/** When the command line's conversations begin, and how long its visitors take for a turn. */
const kClock = { startMs: 1_767_261_600_000, gapMs: 30_000 };

/** The engine in the Worker that visitors get, asked directly, without the proxy. */
export class BrowserEngine {
  constructor(private readonly page: Page) {}

  /** @param base - The widget's folder, of the page's own origin. */
  async start(base: string, faq: string): Promise<void> {
    await this.page.evaluate(
      async ([folder, json]) => {
        const worker = new Worker(`${folder}engine-worker.js`);
        let last = 0;
        const request = (body: object) =>
          new Promise<unknown>((resolve, reject) => {
            const id = ++last;
            const listen = ({ data }: MessageEvent) => {
              if (data.id !== id) return;
              worker.removeEventListener('message', listen);
              if (data.ok) resolve(data.value);
              else reject(new Error(`${data.code}: ${data.message}`));
            };
            worker.addEventListener('message', listen);
            worker.postMessage({ id, request: body });
          });
        Object.assign(window, { request });
        await request({ kind: 'start', faq: json });
      },
      [base, faq] as const,
    );
  }

  ask(texts: string[]): Promise<BrowserAsk[]> {
    return this.each('ask', texts) as Promise<BrowserAsk[]>;
  }

  mood(texts: string[]): Promise<MoodReading[]> {
    return this.each('mood', texts) as Promise<MoodReading[]>;
  }

  chat(talks: Talk[]): Promise<Decision[][]> {
    return this.page.evaluate(
      async ([input, clock]) => {
        const { request } = window as unknown as {
          request(body: object): Promise<{ decision: Decision; state: string }>;
        };
        const all: Decision[][] = [];
        for (const { turns } of JSON.parse(input) as Talk[]) {
          const decisions: Decision[] = [];
          let state = '';
          for (const [index, turn] of turns.entries()) {
            const what =
              typeof turn === 'string' ? { kind: 'visitor_text', text: turn } : { kind: turn.event, text: '' };
            const at = clock.startMs + clock.gapMs * (index + 1);
            const event = { ...what, at, agents: 'online', hours: 'open' };
            const step = await request({ kind: 'step', event, state });
            decisions.push(step.decision);
            ({ state } = step);
          }
          all.push(decisions);
        }
        return all;
      },
      // As JSON text: the way into the page must not mend lone surrogates.
      [JSON.stringify(talks), kClock] as const,
    );
  }

  private each(kind: 'ask' | 'mood', texts: string[]): Promise<unknown[]> {
    return this.page.evaluate(
      async ([what, input]) => {
        const { request } = window as unknown as { request(body: object): Promise<unknown> };
        const replies: unknown[] = [];
        for (const text of JSON.parse(input) as string[]) replies.push(await request({ kind: what, text }));
        return replies;
      },
      [kind, JSON.stringify(texts)] as const,
    );
  }
}
