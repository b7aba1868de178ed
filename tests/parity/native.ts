import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kBin, kRoot } from '../e2e/support/places';
import type { Talk } from './golden';

export interface NativeAsk {
  action: string;
  in_scope: number;
  confidence: number;
  hits: { id: string; score: number }[];
}

export interface NativeExplanation extends NativeAsk {
  hits: { id: string; score: number; parts: Record<string, number> }[];
  reasons: string[];
  evidence: Record<string, number>;
}

export interface NativeMood {
  label: string;
  moods: Record<string, number>;
  intensity: number;
  human_wanted: number;
}

export interface NativeDecision {
  action: string;
  hit: string | null;
  confidence: number;
  mood: string;
  human_offered: boolean;
  tone: string;
  text: string;
  reasons: string[];
}

const kModel = `${kRoot}models/en/model.bell`;

/** The command line over one FAQ. */
export class NativeEngine {
  readonly pack: string;
  private readonly folder: string;

  constructor(faq: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'shopbell-parity-'));
    this.pack = join(this.folder, 'shop.bell');
    this.run(['build', faq, '-o', this.pack]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  ask(texts: string[]): NativeAsk[] {
    return this.lines(
      ['ask', this.pack],
      texts.map((text) => ({ text })),
    ) as NativeAsk[];
  }

  explain(text: string): NativeExplanation {
    const [line] = this.lines(['ask', this.pack, '--explain'], [{ text }]) as NativeExplanation[];
    if (line === undefined) throw new Error('expected a line for each text');
    return line;
  }

  mood(texts: string[]): NativeMood[] {
    return this.lines(
      ['mood'],
      texts.map((text) => ({ text })),
    ) as NativeMood[];
  }

  chat(talks: Talk[]): { id: string; decisions: NativeDecision[] }[] {
    return this.lines(['chat', this.pack], talks) as { id: string; decisions: NativeDecision[] }[];
  }

  private lines(command: string[], input: object[]): unknown[] {
    const output = this.run(command, input.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
  }

  private run(command: string[], input = ''): string {
    const [name = '', ...rest] = command;
    const options = { input, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
    return execFileSync(`${kBin}/shopbell`, [name, '--model', kModel, ...rest], options);
  }
}
