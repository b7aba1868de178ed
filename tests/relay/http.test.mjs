// The relay's HTTP routes and its command line.
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { login } from '../faults/relay-client.mjs';
import { addShop, makeDataFolder, runRelayCommand } from '../faults/relay-process.mjs';
import { agentSocket, mara, noor, origin, shop, startShops } from './fixture.mjs';

let relay;
let maraCookie;
let folder;
let stop;

before(async () => {
  ({ relay, folder, stop } = await startShops());
  maraCookie = await login(relay, mara);
});

after(() => stop());

/** A path sent as it is, without the client's own tidying. */
function rawGet(path) {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: relay.port, path }, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers }));
    });
    request.on('error', reject);
    request.end();
  });
}

test('logins are checked, limited and never cross-site', async () => {
  const post = (body, headers = {}) =>
    fetch(`${relay.url}/v1/agent/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const right = JSON.stringify(mara);
  const response = await post(right);
  assert.match(
    response.headers.get('set-cookie'),
    /^shopbell_agent=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/,
  );
  assert.equal((await post(right, { origin: 'https://evil.example' })).status, 403);
  assert.equal((await post(right, { 'content-type': 'text/plain' })).status, 415);
  assert.equal((await post('{}')).status, 400);
  const wrong = JSON.stringify({ ...noor, email: 'nobody@x.example' });
  for (let i = 0; i < 5; i++) assert.equal((await post(wrong)).status, 401);
  const blocked = await post(wrong);
  assert.equal(blocked.status, 429);
  assert.ok(Number(blocked.headers.get('retry-after')) > 800);
});

test('presence tells agents, hours and nothing to other origins', async () => {
  const ask = (id, from) => fetch(`${relay.url}/v1/presence?shop=${id}`, { headers: { origin: from } });
  const response = await ask(shop, origin);
  assert.equal(response.headers.get('access-control-allow-origin'), origin);
  const socket = agentSocket(relay, maraCookie);
  await socket.type('list');
  const body = await (await ask(shop, origin)).json();
  assert.equal(body.agents, 'online');
  assert.equal(body.hours, 'open');
  await socket.close();
  assert.equal((await ask(shop, 'https://evil.example')).headers.get('access-control-allow-origin'), null);
  assert.equal((await (await ask('bakery', origin)).json()).hours, 'unknown');
  assert.equal((await ask('nowhere', origin)).status, 404);
});

test('files have their types, tags and policies', async () => {
  const get = (path, headers = {}) => fetch(relay.url + path, { headers, redirect: 'manual' });
  assert.equal((await get('/')).headers.get('location'), '/console/');
  const page = await get('/console/');
  assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.match(page.headers.get('content-security-policy'), /^default-src 'none'; .*frame-ancestors 'none'/);
  assert.equal((await get('/console/core.wasm')).headers.get('content-type'), 'application/wasm');
  assert.equal((await get('/console/shop.bell')).headers.get('content-type'), 'application/octet-stream');
  const frame = await get('/widget/engine-frame.html');
  assert.match(frame.headers.get('content-security-policy'), /worker-src 'self'/);
  assert.doesNotMatch(frame.headers.get('content-security-policy'), /frame-ancestors/);
  assert.equal(frame.headers.get('cross-origin-resource-policy'), 'cross-origin');
  assert.equal(frame.headers.get('access-control-allow-origin'), '*');
  assert.match((await get('/widget/app.3fa9c1d2.js')).headers.get('cache-control'), /immutable/);
  const again = await get('/widget/core.wasm', {
    'if-none-match': (await get('/widget/core.wasm')).headers.get('etag'),
  });
  assert.equal(again.status, 304);
  const packed = await get('/widget/big.css', { 'accept-encoding': 'gzip' });
  assert.equal(packed.headers.get('content-encoding'), 'gzip');
  assert.equal((await packed.text()).length, 300);
  assert.equal((await get('/widget/big.css', { 'accept-encoding': 'identity' })).headers.get('content-encoding'), null);
});

test("the widget's pages have their policy however the path is spelt", async () => {
  for (const path of [
    '/widget/',
    '/widget/engine-frame%2Ehtml',
    '/widget/engine-frame.htm%6c',
    '/widget/%69ndex.html',
  ]) {
    const { status, headers } = await rawGet(path);
    assert.equal(status, 200, path);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8', path);
    assert.match(headers['content-security-policy'] ?? '', /^default-src 'none'/, path);
    const again = await fetch(relay.url + path, { headers: { 'if-none-match': headers.etag } });
    assert.equal(again.status, 304);
    assert.match(again.headers.get('content-security-policy') ?? '', /^default-src 'none'/, path);
  }
  assert.equal((await rawGet('/widget/app.3fa9c1d2.js')).headers['content-security-policy'], undefined);
});

test('no path leads out of the folder', async () => {
  for (const path of [
    '/widget/../relay.db',
    '/widget/%2e%2e/relay.db',
    '/widget/..%2frelay.db',
    '/widget//etc/passwd',
    '/widget/sub/../../relay.db',
    '/widget/%5c..%5crelay.db',
    '/widget/.hidden',
    '/widget/out.json',
    '/widget/index.html%00.js',
    '/widget/%',
  ]) {
    assert.equal((await rawGet(path)).status, 404, path);
  }
});

test('the command line says what was expected', () => {
  const run = (...args) => runRelayCommand(args);
  const shopArgs = ['shop', 'add', '--data', folder, '--id', 'x', '--name', 'X', '--origin', 'https://x.example'];
  assert.match(run(...shopArgs, '--hours', 'always').stderr, /hours: expected days such as 'mon-fri'/);
  assert.match(run(...shopArgs, '--timezone-offset', 'Berlin').stderr, /expected \+HH:MM/);
  for (const [bad, why] of [
    ['x.example', /expected an origin such as/],
    ['https://x.example/', /comes nothing/],
    ['https://x.example?a', /comes nothing/],
    ['https://x.example#a', /comes nothing/],
    ['https://user@x.example', /comes nothing/],
    ['https://X.example', /lower case/],
    ['https://bücher.example', /xn--/],
    ['https://', /comes nothing/],
    ['https://x.example:443', /leave out :443/],
    ['http://x.example:80', /leave out :80/],
    ['https://x.example:', /a number from 1 to 65535/],
    ['https://x.example:080', /a number from 1 to 65535/],
    ['https://x.example:65536', /a number from 1 to 65535/],
  ]) {
    const { status, stderr } = run(...shopArgs.slice(0, -1), bad);
    assert.equal(status, 1, bad);
    assert.match(stderr, why, bad);
  }
  for (const good of [
    'https://x.example',
    'http://x.example:443',
    'http://localhost:8788',
    'http://[::1]:8788',
    'https://[::1]',
  ]) {
    assert.equal(run(...shopArgs.slice(0, -1), good).status, 0, good);
  }
  assert.match(
    runRelayCommand(
      ['agent', 'add', '--data', folder, '--shop', 'nowhere', '--email', 'a@b', '--name', 'A'],
      'password',
    ).stderr,
    /no shop 'nowhere'/,
  );
  assert.match(
    runRelayCommand(['agent', 'add', '--data', folder, '--shop', shop, '--email', 'a@b', '--name', 'A'], 'short\n')
      .stderr,
    /expected 8 to 1024 bytes/,
  );
  assert.match(run('serve', '--data', folder, '--listen', 'nonsense').stderr, /expected ADDRESS:PORT/);
  assert.match(
    run('serve', '--data', folder, '--listen', `127.0.0.1:${relay.port}`).stderr,
    /cannot listen on 127.0.0.1:\d+/,
  );
  assert.notEqual(run('serve').status, 0);
});

test("what the relay makes is its own user's alone", (t) => {
  const outer = makeDataFolder();
  t.after(outer.remove);
  const mask = process.umask(0o022);
  t.after(() => process.umask(mask));
  const data = join(outer.folder, 'data');
  addShop(data, { id: 'x', origins: ['https://x.example'] });
  const modes = (path) => (statSync(path).mode & 0o777).toString(8);
  assert.equal(modes(data), '700');
  assert.ok(readdirSync(data).includes('relay.db'));
  for (const name of readdirSync(data)) assert.equal(modes(join(data, name)), '600', name);
  const running = readdirSync(folder).filter((name) => name.startsWith('relay.db'));
  assert.ok(running.includes('relay.db-wal'));
  for (const name of running) assert.equal(modes(join(folder, name)), '600', name);
});
