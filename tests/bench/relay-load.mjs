// A bounded load on a relay of its own over loopback: closed loops of visitors who send, wait for the ack, send again.
// Usage: node tests/bench/relay-load.mjs [--visitors 100] [--messages 50]
import { parseArgs } from 'node:util';
import { VisitorClient } from '../faults/relay-client.mjs';
import { addShop, makeDataFolder, startRelay } from '../faults/relay-process.mjs';

const { values } = parseArgs({
  options: { visitors: { type: 'string', default: '100' }, messages: { type: 'string', default: '50' } },
});
const visitors = Number(values.visitors);
const messages = Number(values.messages);
const shop = 'bench';
const origin = 'https://shop.example';

async function enter(relay) {
  const visitor = new VisitorClient({ shop, origin });
  await visitor.connect(relay);
  visitor.handoff('h');
  await visitor.settled();
  // Kept frames would be searched for each ack; the loop below reads them itself.
  visitor.socket.ws.removeAllListeners('message');
  return visitor.socket.ws;
}

/** Sends one after another. @returns the milliseconds from each send to its ack. */
function talk(ws) {
  const waits = [];
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    const next = () => {
      if (waits.length === messages) return resolve(waits);
      sentAt = performance.now();
      ws.send(
        JSON.stringify({ type: 'message', id: `m${waits.length}`, at: 1, text: 'Where is my parcel?', mood: null }),
      );
    };
    ws.on('message', (data) => {
      const frame = JSON.parse(String(data));
      if (frame.type === 'error') return reject(new Error(frame.code));
      if (frame.type !== 'ack') return;
      waits.push(performance.now() - sentAt);
      next();
    });
    next();
  });
}

const data = makeDataFolder();
addShop(data.folder, { id: shop, origins: [origin] });
const unlimited = ['--messages-per-minute', '1e9', '--message-burst', '1e9', '--address-messages-per-minute', '1e9'];
const relay = await startRelay({ data: data.folder, args: unlimited });
try {
  const sockets = await Promise.all(Array.from({ length: visitors }, () => enter(relay)));
  const began = performance.now();
  const waits = (await Promise.all(sockets.map(talk))).flat().sort((a, b) => a - b);
  const seconds = (performance.now() - began) / 1000;
  const at = (share) => Number(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))].toFixed(1));
  console.log(
    JSON.stringify({
      visitors,
      messages: waits.length,
      seconds: Number(seconds.toFixed(2)),
      acks_per_second: Math.round(waits.length / seconds),
      p50_ms: at(0.5),
      p99_ms: at(0.99),
    }),
  );
} finally {
  await relay.stop();
  data.remove();
}
process.exit(0);
