/** What the tag costs the page before anybody touches it. */
import { calibrationLoop, launch } from './lib/browser.mjs';
import { progress } from './lib/progress.mjs';
import { table } from './lib/report.mjs';
import { openShop } from './lib/shop.mjs';
import { difference, median, spread } from './lib/statistics.mjs';
import { mainThreadCost } from './lib/trace.mjs';

const throttling = 4;
const goalMs = 33;
const settleMs = 1_300;
const launcher = '/widget/shopbell.js';
/** Few: what is recorded costs time itself. */
const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing', 'loading'];

/** What a page may leave behind or hold open. */
async function traces(page, context) {
  const kept = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys().catch(() => []),
    serviceWorkers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
    frames: document.querySelectorAll('iframe').length,
    launcher: document.querySelector('shop-bell') !== null,
  }));
  return { ...kept, cookies: (await context.cookies()).map(({ name }) => name), workers: page.workers().length };
}

/** Visits the page and leaves it alone. @returns what its main thread did. */
async function visit(browser, page, session, { address, rate }) {
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  await browser.startTracing(page, { categories });
  await page.goto(address, { waitUntil: 'load' });
  // The window that is measured: nobody speaks to the page meanwhile.
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const cost = mainThreadCost(await browser.stopTracing(), address, launcher);
  const loops = [];
  for (let i = 0; i < 5; i++) loops.push(await page.evaluate(calibrationLoop));
  return { ...cost, loopMs: median(loops) };
}

/** One load in a fresh context: nothing is cached, nothing stored. */
async function load(browser, what) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const requests = [];
    let sockets = 0;
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    page.on('websocket', () => (sockets += 1));
    const cost = await visit(browser, page, await context.newCDPSession(page), what);
    return { ...cost, requests, sockets, left: await traces(page, context) };
  } finally {
    await context.close();
  }
}

const all = (loads, read) => loads.map(read);
const count = (loads, read) => Math.max(...loads.map((one) => read(one)));

function checkLaunchers(withTag, without) {
  const absent = withTag.filter(({ left }) => !left.launcher).length;
  if (absent > 0) throw new Error(`the launcher was not in the page within the window in ${absent} loads`);
  if (without.some(({ left }) => left.launcher)) throw new Error('expected no launcher where the tag is left out');
}

function costTable(name, [withTag, without]) {
  const row = (what, read) => {
    const [ours, bare] = [all(withTag, read), all(without, read)];
    return [what, spread(ours), spread(bare), difference(ours, bare)];
  };
  return table(
    [name, 'with the tag', 'without', 'difference (95 %)'],
    [
      row('tasks, CPU ms', ({ cpuMs }) => cpuMs),
      row('tasks, wall ms', ({ wallMs }) => wallMs),
      row('longest task, wall ms', ({ longestMs }) => longestMs),
      row('of it in the launcher’s script, CPU ms', ({ scriptMs }) => scriptMs),
      row('calibration loop, wall ms', ({ loopMs }) => loopMs),
    ],
  );
}

/** Four ways to the same figure. None of them is the best on every machine, so none is left out. */
function estimateTable({ front, free, bare, bareFree }) {
  const row = (name, [withTag, without], scale) => {
    const cpu = ({ cpuMs }) => cpuMs;
    return [name, difference(all(withTag, cpu), all(without, cpu), scale)];
  };
  return table(
    [`what the tag adds at ${throttling}×, goal at most ${goalMs} ms`, 'CPU ms (95 %)'],
    [
      row(`front page, traced at ${throttling}×`, front, 1),
      row(`front page, traced unthrottled, times ${throttling}`, free, throttling),
      row(`bare page, traced at ${throttling}×`, bare, 1),
      row(`bare page, traced unthrottled, times ${throttling}`, bareFree, throttling),
    ],
  );
}

function quietTable(withTag, without) {
  const added = (one) => {
    const rest = [...one.requests];
    for (const path of without[0].requests) if (rest.includes(path)) rest.splice(rest.indexOf(path), 1);
    return rest;
  };
  const names = [...new Set(withTag.flatMap(added))].map((path) => `\`${path}\``).join(', ');
  const row = (name, read) => [name, count(withTag, read), count(without, read)];
  return table(
    ['before the first interaction, most of any load', 'with the tag', 'without'],
    [
      [`requests that the tag adds${names && `: ${names}`}`, count(withTag, (one) => added(one).length), 0],
      row('keys in localStorage', ({ left }) => left.local.length),
      row('keys in sessionStorage', ({ left }) => left.session.length),
      row('databases and caches', ({ left }) => left.databases.length + left.caches.length),
      row('cookies', ({ left }) => left.cookies.length),
      row('sockets', ({ sockets }) => sockets),
      row('Workers, frames and service workers', ({ left }) => left.workers + left.frames + left.serviceWorkers),
    ],
  );
}

/** Loads both forms in turn, each going first as often. @returns [with, without]. */
async function series(browser, shop, { loads, path, rate }) {
  const [withTag, without] = [[], []];
  const tick = progress(`loads of ${path} at ${rate}×`, loads * 2);
  for (let i = 0; i < loads; i++) {
    for (const tagged of i % 2 === 0 ? [true, false] : [false, true]) {
      const address = (tagged ? shop.withTag : shop.without) + path;
      (tagged ? withTag : without).push(await load(browser, { address, rate }));
      tick();
    }
  }
  checkLaunchers(withTag, without);
  return [withTag, without];
}

async function measureAll(loads) {
  const shop = await openShop();
  const browser = await launch();
  try {
    const { front, bare } = shop.pages;
    await load(browser, { address: shop.withTag + front, rate: 1 }); // the browser's own first time
    return {
      front: await series(browser, shop, { loads, path: front, rate: throttling }),
      free: await series(browser, shop, { loads, path: front, rate: 1 }),
      bare: await series(browser, shop, { loads, path: bare, rate: throttling }),
      bareFree: await series(browser, shop, { loads, path: bare, rate: 1 }),
    };
  } finally {
    await browser.close();
    await shop.stop();
  }
}

/** @param {{ loads: number }} options @returns {Promise<string>} Markdown. */
export async function measurePageLoad({ loads }) {
  const measured = await measureAll(loads);
  const { front, free, bare, bareFree } = measured;
  return `## What the tag costs the page

StyleSavvy’s front page in Chromium, ${loads} loads with the tag and ${loads} without, in turn, each in a fresh context; then
a page of one line, where the tag stands out from less. A task is a \`RunTask\` of the page’s main thread that began between
the navigation and one second after the load event. In brackets beside a difference: where it lies in 95 % of
resamplings. Chromium throttles by wall time, so that what else runs on the machine is multiplied too. A range that
reaches over the goal leaves open whether it is met.

${estimateTable(measured)}

Each in full; the calibration loop is 5 million steps of integer arithmetic in the same page.

${costTable(`front page, ${throttling}×`, front)}

${costTable('front page, unthrottled', free)}

${costTable(`bare page, ${throttling}×`, bare)}

${costTable('bare page, unthrottled', bareFree)}

${quietTable([...front[0], ...free[0]], [...front[1], ...free[1]])}`;
}
