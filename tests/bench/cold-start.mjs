/** From nothing to the first answer, in the Worker that visitors get. */
import { readFileSync } from 'node:fs';
import { launch } from './lib/browser.mjs';
import { faq } from './lib/places.mjs';
import { progress } from './lib/progress.mjs';
import { table } from './lib/report.mjs';
import { openShop } from './lib/shop.mjs';
import { spread } from './lib/statistics.mjs';

const question = 'how long until my parcel is here';

/** Runs in a page of the widget's origin. @returns ms since the Worker was asked for. */
async function startAndAsk([faqJson, text]) {
  const began = performance.now();
  const since = () => performance.now() - began;
  const worker = new Worker('engine-worker.js');
  const heard = (wanted) =>
    new Promise((resolve, reject) => {
      worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      worker.addEventListener('message', ({ data }) => {
        if (data.ok === false) reject(new Error(`${data.code}: ${data.message}`));
        else if (wanted(data)) resolve(data.value);
      });
    });
  worker.postMessage({ id: 1, request: { kind: 'start', faq: faqJson } });
  const [alive, started] = [heard((data) => data.alive).then(since), heard((data) => data.id === 1).then(since)];
  const event = { kind: 'visitor_text', text, at: 1_767_261_600_000, agents: 'online', hours: 'open' };
  const times = { alive: await alive, started: await started };
  worker.postMessage({ id: 2, request: { kind: 'step', event, state: '' } });
  const { decision } = await heard((data) => data.id === 2);
  return { ...times, answered: since(), hits: decision.hits.length };
}

async function startOnce(browser, address, faqJson) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    const times = await page.evaluate(startAndAsk, [faqJson, question]);
    if (times.hits === 0) throw new Error('expected hits in the first answer');
    return times;
  } finally {
    await context.close();
  }
}

/** @param {{ loads: number }} options @returns {Promise<string>} Markdown. */
export async function measureColdStart({ loads }) {
  const faqJson = readFileSync(faq, 'utf8');
  const shop = await openShop();
  const browser = await launch();
  const all = [];
  try {
    const address = `${shop.widget}engine-frame.html`;
    await startOnce(browser, address, faqJson); // the browser's own first time
    const tick = progress('cold starts', loads);
    for (let i = 0; i < loads; i++) {
      all.push(await startOnce(browser, address, faqJson));
      tick();
    }
  } finally {
    await browser.close();
    await shop.stop();
  }
  const row = (name, read) => [name, spread(all.map(read))];
  return `## Cold start

${loads} times in a fresh context (nothing cached), over the loopback, from asking for the Worker; the FAQ comes as JSON and the
pack is made in the browser. Not throttled.

${table(
  ['since the start, wall ms', 'median (least–most)'],
  [
    row('the Worker’s script runs', ({ alive }) => alive),
    row('engine compiled, model loaded, pack made', ({ started }) => started),
    row('first answer', ({ answered }) => answered),
  ],
)}`;
}
