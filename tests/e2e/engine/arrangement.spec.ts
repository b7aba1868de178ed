import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import type { Engine, EngineInfo, Step } from '../../../web/chat/types';
import { expectBuilt, kRoot, kTestPages, kWidget } from '../support/places';
import { StaticServer } from '../support/static-server';

interface Outcome {
  info: EngineInfo;
  step: Step;
  readyMs: number;
}

/** Where the Worker ended up. */
type Place = 'own Worker' | 'blob Worker' | 'frame' | 'none';

interface Policy {
  name: string;
  /** `B` stands for the widget's origin. */
  csp: string | null;
  place: Place;
  /** Directives that the page itself must report, each once. */
  violations: string[];
  /** The page lies on the widget's own origin. */
  sameOrigin?: boolean;
}

const kPolicies: Policy[] = [
  { name: 'no policy', csp: null, place: 'blob Worker', violations: [] },
  {
    name: 'the recommended policy',
    csp: "default-src 'self'; script-src 'self' B 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self' B; frame-src B",
    place: 'blob Worker',
    violations: [],
  },
  {
    name: 'no wasm-unsafe-eval',
    csp: "default-src 'self'; script-src 'self' B; worker-src blob:; connect-src 'self' B; frame-src B",
    place: 'frame',
    violations: [],
  },
  {
    name: 'no blob',
    csp: "script-src 'self' B 'wasm-unsafe-eval'; worker-src 'self'; frame-src B",
    place: 'frame',
    violations: ['worker-src'],
  },
  { name: 'script and frame only', csp: 'script-src B; frame-src B', place: 'frame', violations: ['worker-src'] },
  { name: 'script only, frames not named', csp: "script-src 'self' B", place: 'frame', violations: ['worker-src'] },
  {
    name: 'nonce and strict-dynamic',
    csp: "script-src 'nonce-abc' 'strict-dynamic'; frame-src B",
    place: 'frame',
    violations: [],
  },
  {
    name: 'the connect-src trap: the blob imports the script and cannot fetch the engine',
    csp: "default-src 'self'; script-src 'self' B 'wasm-unsafe-eval'; worker-src blob:; frame-src B",
    place: 'frame',
    violations: [],
  },
  {
    name: "default-src 'self' and the script",
    csp: "default-src 'self'; script-src 'self' B",
    place: 'none',
    violations: ['worker-src', 'frame-src'],
  },
  {
    name: 'the same origin under a strict policy',
    csp: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
    place: 'own Worker',
    violations: [],
    sameOrigin: true,
  },
  {
    name: 'the same origin where a policy on all files forbids Workers, the frame included',
    csp: "default-src 'self'; script-src 'self'; worker-src 'none'",
    place: 'none',
    violations: ['worker-src'],
    sameOrigin: true,
  },
];

let widget: StaticServer;
let faq: string;

test.beforeAll(async () => {
  expectBuilt(`${kWidget}/engine.wasm`, 'cmake --build build/wasm && node scripts/build-web.mjs');
  const headers = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
  widget = await StaticServer.start({ roots: [kWidget, kTestPages], headers });
  faq = await readFile(`${kRoot}demo-site/faq.json`, 'utf8');
});

test.afterAll(() => widget.stop());

async function openPage(page: Page, policy: Policy): Promise<StaticServer> {
  const base = policy.sameOrigin ? '' : widget.origin('localhost');
  const html = `<!doctype html><title>shop</title><script nonce="abc" type="module" src="${base}/engine-page.js"></script>`;
  const csp = policy.csp?.replaceAll(/\bB\b/g, widget.origin('localhost'));
  const shop = await StaticServer.start({
    pages: { '/': html },
    roots: policy.sameOrigin ? [kWidget, kTestPages] : [],
    headers: csp === undefined ? {} : { 'Content-Security-Policy': csp },
  });
  await page.addInitScript(() => {
    const list: string[] = [];
    Object.assign(window, { violations: list });
    document.addEventListener('securitypolicyviolation', (event) => list.push(event.effectiveDirective));
  });
  await page.goto(`${shop.origin()}/`);
  await page.waitForFunction(() => typeof window.shopbellEngine === 'function');
  return shop;
}

function runEngine(page: Page, base: string, text: string): Promise<Outcome> {
  return page.evaluate(
    async ([folder, json, words]) => {
      const begun = performance.now();
      const engine: Engine = window.shopbellEngine({ base: folder, faq: json });
      const info = await engine.start();
      const readyMs = performance.now() - begun;
      const event = { kind: 'visitor_text', text: words, at: 1, agents: 'online', hours: 'open' } as const;
      return { info, step: await engine.step(event, ''), readyMs };
    },
    [base, faq, text] as const,
  );
}

function placeOf(page: Page): Place {
  const [frame] = page.frames().slice(1);
  const urls = page.workers().map((worker) => worker.url());
  if (frame !== undefined) return 'frame';
  if (urls.some((url) => url.startsWith('blob:'))) return 'blob Worker';
  return urls.length > 0 ? 'own Worker' : 'none';
}

for (const policy of kPolicies) {
  test(`the engine finds its place: ${policy.name}`, async ({ page }, info) => {
    const shop = await openPage(page, policy);
    const base = `${policy.sameOrigin ? shop.origin() : widget.origin('localhost')}/`;
    const outcome = await runEngine(page, base, 'How do I return something?');
    info.annotations.push({ type: 'ready', description: `${outcome.readyMs.toFixed(0)} ms` });

    expect(placeOf(page)).toBe(policy.place);
    expect(outcome.info.entries).toBe((JSON.parse(faq) as unknown[]).length);
    if (policy.place === 'none') {
      expect(outcome.info.mode).toBe('fallback');
      expect(outcome.step.decision).toMatchObject({ action: 'suggest', humanOffered: true });
    } else {
      expect(outcome.info.mode).toBe('wasm');
      expect(outcome.step.decision.action).toBe('answer');
      expect(outcome.step.decision.answer).not.toBe('');
    }
    const violations = await page.evaluate(() => (window as unknown as { violations: string[] }).violations);
    expect(violations.sort()).toEqual([...policy.violations].sort());
    await shop.stop();
  });
}

test('a frame takes its script from its own folder, whatever the page says', async ({ page }) => {
  const shop = await openPage(page, { name: '', csp: null, place: 'frame', violations: [] });
  const before = widget.requests.length;
  const reply = await page.evaluate(
    async (base) => {
      const frame = document.createElement('iframe');
      frame.src = `${base}engine-frame.html`;
      const loaded = new Promise((resolve) => (frame.onload = resolve));
      document.body.append(frame);
      await loaded;
      const { port1, port2 } = new MessageChannel();
      const alive = new Promise((resolve) => (port1.onmessage = (event) => resolve(event.data)));
      frame.contentWindow?.postMessage('shopbell-engine-port', new URL(base).origin, [port2]);
      port1.postMessage({ id: 1, request: { kind: 'start', base: 'http://elsewhere.example/', faq: '[]' } });
      return alive;
    },
    `${widget.origin('localhost')}/`,
  );
  expect(reply).toEqual({ alive: true });
  await expect.poll(() => widget.requests.slice(before).map(({ url }) => url)).toContain('/engine.js');
  await shop.stop();
});

test('a Worker that is killed is started anew without the visitor noticing', async ({ page }) => {
  const shop = await openPage(page, { name: '', csp: null, place: 'blob Worker', violations: [] });
  const actions = await page.evaluate(
    async ([base, json]) => {
      const workers: Worker[] = [];
      const Native = Worker;
      window.Worker = class extends Native {
        constructor(url: string | URL) {
          super(url);
          workers.push(this);
        }
      };
      const engine = window.shopbellEngine({ base, faq: json });
      await engine.start();
      workers[0]?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }));
      const event = {
        kind: 'visitor_text',
        text: 'Where is my parcel?',
        at: 1,
        agents: 'online',
        hours: 'open',
      } as const;
      const { decision } = await engine.step(event, '');
      return { workers: workers.length, action: decision.action, mode: (await engine.start()).mode };
    },
    [`${widget.origin('localhost')}/`, faq] as const,
  );
  expect(actions).toMatchObject({ workers: 2, mode: 'wasm' });
  await shop.stop();
});
