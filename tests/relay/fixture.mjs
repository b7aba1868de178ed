// A relay with two shops and three agents, for a file of tests.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Socket, VisitorClient } from '../faults/relay-client.mjs';
import { addAgent, addShop, makeDataFolder, startRelay } from '../faults/relay-process.mjs';

export const shop = 'stylesavvy';
export const origin = 'https://shop.example';
export const mara = { shop, email: 'mara@x.example', name: 'Mara', password: 'a-long-password' };
export const noor = { shop, email: 'noor@x.example', name: 'Noor', password: 'another-password' };
export const bo = { shop: 'bakery', email: 'bo@x.example', name: 'Bo', password: 'a-third-password' };

function writeFiles(folder) {
  const files = join(folder, 'files');
  mkdirSync(join(files, 'sub'), { recursive: true });
  writeFileSync(join(files, 'index.html'), '<!doctype html><title>Console</title>');
  writeFileSync(join(files, 'engine-frame.html'), '<!doctype html>');
  writeFileSync(join(files, 'core.wasm'), 'wasm');
  writeFileSync(join(files, 'app.3fa9c1d2.js'), 'export {};');
  writeFileSync(join(files, 'shop.bell'), 'bell');
  writeFileSync(join(files, 'big.css'), 'a{}'.repeat(100));
  writeFileSync(join(files, 'big.css.gz'), gzipSync('a{}'.repeat(100)));
  writeFileSync(join(files, '.hidden'), 'no');
  symlinkSync(join(folder, 'relay.db'), join(files, 'out.json'));
  return files;
}

export async function startShops() {
  const { folder, remove } = makeDataFolder();
  addShop(folder, { id: shop, origins: [origin], hours: 'mon-sun 00:00-24:00', offset: '+01:00' });
  addShop(folder, { id: 'bakery', origins: ['https://bakery.example'] });
  for (const agent of [mara, noor, bo]) addAgent(folder, agent);
  const files = writeFiles(folder);
  const args = ['--console', files, '--widget', files, '--heartbeat-s', '1', '--message-burst', '10'];
  const relay = await startRelay({ data: folder, args });
  const stop = async () => {
    await relay.stop();
    remove();
  };
  return { relay, folder, stop };
}

export const visitorSocket = (relay, options = {}) =>
  new Socket(`ws://127.0.0.1:${relay.port}/v1/visitor`, { origin, ...options });

export const agentSocket = (relay, cookie) =>
  new Socket(`ws://127.0.0.1:${relay.port}/v1/agent`, { origin: relay.url, headers: { cookie } });

/** A visitor with a conversation in the queue: one message, one owner event. */
export async function handedOff(relay) {
  const visitor = new VisitorClient({ shop, origin });
  await visitor.connect(relay);
  visitor.handoff('h1', [{ id: 'm0', from: 'visitor', text: 'It arrived torn', at: 1, entry: null, mood: null }]);
  await visitor.settled();
  return visitor;
}
