/** The command line, native: the same core without a browser. */
import { execFileSync } from 'node:child_process';
import { timeProgram } from './cpu-time.mjs';
import { model, shopbell } from './places.mjs';

const withModel = ([command, ...rest]) => [command, '--model', model, ...rest];

function run(args, input = '') {
  return execFileSync(shopbell, withModel(args), { input, encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' });
}

const jsonLines = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

export const buildPack = (faq, pack) => run(['build', faq, '-o', pack]);

/** @returns {{ id: string, score: number }[][]} the hits of each text. */
export function askNative(pack, texts) {
  const out = run(['ask', pack], jsonLines(texts.map((text) => ({ text }))));
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).hits);
}

export const inputs = {
  ask: (texts) => jsonLines(texts.map((text) => ({ text }))),
  mood: (texts) => jsonLines(texts.map((text) => ({ text }))),
  chat: (texts) => jsonLines(texts.map((text, index) => ({ id: String(index), turns: [text] }))),
};

/**
 * @param {string[]} args - `['ask', pack]`, `['mood']` or `['chat', pack]`.
 * @returns {{ wallMs: number, cpuMs: number }} a text: all of them, less a run with none.
 */
export function timeNative(args, texts) {
  const start = timeProgram(shopbell, withModel(args), '');
  const whole = timeProgram(shopbell, withModel(args), inputs[args[0]](texts));
  const each = (read) => Math.max(0, read(whole) - read(start)) / texts.length;
  return { wallMs: each(({ wallMs }) => wallMs), cpuMs: each(({ cpuMs }) => cpuMs) };
}
