/** The command line, native: the same core without a browser. */
import { execFileSync } from 'node:child_process';
import { timeProgram } from './cpu-time.mjs';
import { model, shopbell } from './places.mjs';

const withModel = ([command, ...rest], file = model) => [command, '--model', file, ...rest];

function run(args, input = '', file = model) {
  return execFileSync(shopbell, withModel(args, file), { input, encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' });
}

const jsonLines = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

export const buildPack = (faq, pack, file) => run(['build', faq, '-o', pack], '', file);

function readEach(args, texts, file) {
  const out = run(args, jsonLines(texts.map((text) => ({ text }))), file);
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** @returns {{ id: string, score: number }[][]} the hits of each text. */
export const askNative = (pack, texts, file) => readEach(['ask', pack], texts, file).map(({ hits }) => hits);

/** @returns {object[]} the mood of each text. */
export const readMoodsNative = (texts) => readEach(['mood'], texts);

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
