/** The second tier in the Worker that visitors get, on one thread: how long it reads the FAQ, and what a text costs more. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './lib/browser.mjs';
import { serveFiles } from './lib/file-server.mjs';
import { faq, root, widgetFolder } from './lib/places.mjs';
import { table } from './lib/report.mjs';
import { short, spread } from './lib/statistics.mjs';

const kTexts = 60;

/** Texts of visitors whose tier-one decision asks for the second. */
function visitorsTexts() {
  const lines = readFileSync(join(root, 'tests/shop/stylesavvy.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line).text);
}

/** Runs in a page of the widget's origin. */
async function readAndAsk([faqJson, texts, most]) {
  const worker = new Worker('engine-worker.js');
  let last = 0;
  const heard = (wanted) =>
    new Promise((resolve, reject) => {
      worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      worker.addEventListener('message', ({ data }) => {
        if (data.ok === false) reject(new Error(`${data.code}: ${data.message}`));
        else if (wanted(data)) resolve(data);
      });
    });
  const ask = async (request) => {
    const id = ++last;
    const reply = heard((data) => data.id === id);
    const began = performance.now();
    worker.postMessage({ id, request });
    return { value: (await reply).value, ms: performance.now() - began };
  };
  const step = (text) =>
    ask({
      kind: 'step',
      state: '',
      event: { kind: 'visitor_text', text, at: 1_767_261_600_000, agents: 'online', hours: 'open' },
    });

  const { value } = await ask({ kind: 'start', faq: faqJson });
  const asked = [];
  for (const text of texts) if (asked.length < most && (await step(text)).value.decision.refine) asked.push(text);
  const first = [];
  for (const text of asked) first.push((await step(text)).ms);
  const began = performance.now();
  const loaded = heard((data) => data.neural?.done === 0).then(() => performance.now() - began);
  const read = heard((data) => data.neural?.done === value.entries).then(() => performance.now() - began);
  await ask({ kind: 'neural' });
  const times = { entries: value.entries, loadedMs: await loaded, readMs: await read };
  const second = [];
  let refined = 0;
  for (const text of asked) {
    const reply = await step(text);
    second.push(reply.ms);
    refined += reply.value.decision.refine ? 0 : 1;
  }
  return { ...times, first, second, refined };
}

function widgetFiles() {
  const names = readdirSync(widgetFolder, { recursive: true }).map(String);
  return new Map(names.map((name) => [`/${name}`, join(widgetFolder, name)]));
}

/** @returns {Promise<string>} Markdown. */
export async function measureSecondTier() {
  const title = '## Second tier';
  if (!existsSync(join(widgetFolder, 'neural/neural.onnx')))
    return `${title}\n\nNot built (\`scripts/setup --neural\`); left out.`;
  const site = await serveFiles(widgetFiles());
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/engine-frame.html`);
    const found = await page.evaluate(readAndAsk, [readFileSync(faq, 'utf8'), visitorsTexts(), kTexts]);
    if (found.refined !== found.second.length) throw new Error('expected the second tier to read every text');
    const each = (found.readMs - found.loadedMs) / found.entries;
    return `${title}

In the Worker, one thread, over the loopback; ${found.second.length} texts that the first tier leaves to it.

${table(
  ['wall ms', 'median (least–most)'],
  [
    ['files fetched, runtime compiled, session made', short(found.loadedMs)],
    ['reading an entry (two texts), between pauses', short(each)],
    ['a text, first tier alone', spread(found.first)],
    ['a text, both tiers', spread(found.second)],
  ],
)}`;
  } finally {
    await browser.close();
    await site.stop();
  }
}
