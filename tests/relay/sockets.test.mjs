// The relay's sockets: docs/protocol.md, end to end.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { AgentClient, Socket, VisitorClient, login, newKey } from '../faults/relay-client.mjs';
import { addShop, makeDataFolder, runRelayCommand, startRelay } from '../faults/relay-process.mjs';
import { agentSocket, bo, handedOff, mara, noor, origin, shop, startShops, visitorSocket } from './fixture.mjs';

let relay;
let maraCookie;
let stop;

before(async () => {
  ({ relay, stop } = await startShops());
  maraCookie = await login(relay, mara);
});

after(() => stop());

const hello = (key, more = {}) => ({
  type: 'hello',
  v: 1,
  shop,
  conversation: key.id,
  secret: key.secret,
  epoch: null,
  cursor: 0,
  ...more,
});

test('visitor and agent talk, and all frames fit the schema', async () => {
  const visitor = await handedOff(relay);
  const agent = new AgentClient({ cookie: maraCookie, conversation: visitor.key.id });
  await agent.connect(relay);
  agent.reply('r1', 'Sorry to hear that');
  await agent.settled();
  visitor.message('m1', 'Thank you');
  await visitor.settled();
  agent.socket.send({ type: 'typing', conversation: visitor.key.id });
  await visitor.socket.type('typing');
  await visitor.upTo(5);
  await agent.upTo(5);
  assert.deepEqual(
    visitor.history.events.map(({ kind, id, to }) => id ?? `${kind}:${to}`),
    ['m0', 'owner:queue', 'owner:agent', 'r1', 'm1'],
  );
  await agent.socket.wait('summary', (frame) => frame.type === 'summary' && frame.conversation.head === 5);
  await visitor.socket.wait('heartbeat', (frame) => frame.type === 'heartbeat' && frame.head === 5);
  await agent.socket.wait('heartbeat', (frame) => frame.type === 'heartbeat' && frame.conversation === visitor.key.id);

  const schemas = join(import.meta.dirname, '../../relay/protocol/schema');
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema(JSON.parse(readFileSync(join(schemas, 'common.json'), 'utf8')));
  const validate = ajv.compile(JSON.parse(readFileSync(join(schemas, 'relay-frame.json'), 'utf8')));
  for (const frame of [...visitor.socket.frames, ...agent.socket.frames]) {
    assert.ok(validate(frame), `${JSON.stringify(frame)} ${JSON.stringify(validate.errors)}`);
  }
  await visitor.socket.close();
  await agent.socket.close();
});

test("an origin that no shop allows gets 403, another shop's gets 4403", async () => {
  await assert.rejects(visitorSocket(relay, { origin: 'https://evil.example' }).opened, /403/);
  const socket = visitorSocket(relay, { origin: 'https://bakery.example' });
  await socket.opened;
  socket.send(hello(newKey()));
  assert.equal((await socket.closed).code, 4403);
});

test('an unknown shop closes with 4404, a wrong secret with 4403', async () => {
  const socket = visitorSocket(relay);
  await socket.opened;
  socket.send(hello(newKey(), { shop: 'nowhere' }));
  assert.equal((await socket.closed).code, 4404);
  const visitor = await handedOff(relay);
  const thief = visitorSocket(relay);
  await thief.opened;
  thief.send(hello({ id: visitor.key.id, secret: newKey().secret }));
  assert.equal((await thief.type('error')).code, 'wrong_secret');
  assert.equal((await thief.closed).code, 4403);
  await visitor.socket.close();
});

for (const [name, frame] of [
  ['a first frame that is no hello', { type: 'ping' }],
  ['a first frame that is not JSON', 'hello?'],
  ['a binary frame', Buffer.from('{"type":"ping"}')],
  ['a frame over 256 KiB', ' '.repeat(256 * 1024 + 1)],
]) {
  test(`${name} closes with 4400`, async () => {
    const socket = visitorSocket(relay);
    await socket.opened;
    socket.send(frame);
    assert.equal((await socket.closed).code, 4400);
  });
}

test('a bad frame after the hello names what was expected and the link stays', async () => {
  const socket = visitorSocket(relay);
  await socket.opened;
  socket.send(hello(newKey()));
  await socket.type('welcome');
  socket.send({ type: 'message', id: 'm1', at: 1, text: 5, mood: null });
  const error = await socket.answer('m1');
  assert.deepEqual([error.code, error.temporary, error.message], ['bad_frame', false, 'text: expected a string']);
  socket.send({ type: 'ping' });
  await socket.type('pong');
  await socket.close();
});

test('a visitor who sends too fast is told when to send again', async () => {
  const visitor = await handedOff(relay);
  for (let i = 0; i < 12; i++) visitor.socket.send({ type: 'message', id: `f${i}`, at: 1, text: 'fast', mood: null });
  const error = await visitor.socket.type('error');
  assert.equal(error.code, 'rate_limited');
  assert.equal(error.temporary, true);
  assert.ok(error.retry_after_ms > 0);
  await visitor.socket.close();
});

test('erase acknowledges, closes with 4410 and resets the agent', async () => {
  const visitor = await handedOff(relay);
  const agent = new AgentClient({ cookie: maraCookie, conversation: visitor.key.id });
  await agent.connect(relay);
  visitor.command({ type: 'erase', id: 'z1', at: 1 });
  const ack = await visitor.socket.answer('z1');
  assert.equal(ack.seq, 1);
  assert.equal((await visitor.socket.closed).code, 4410);
  await agent.socket.wait('reset', (frame) => frame.type === 'opened' && frame.reset);
  await agent.socket.wait('erased', (frame) => frame.type === 'event' && frame.reason === 'erased');
  await agent.socket.close();
});

test('a slow reader is cut off and resumes from its cursor', async () => {
  const visitor = await handedOff(relay);
  const agent = new AgentClient({ cookie: maraCookie, conversation: visitor.key.id });
  await agent.connect(relay);
  visitor.socket.ws._socket.pause();
  const text = '\u{1F600}'.repeat(4000);
  // 16 KB each: past the kernel's buffers and the relay's 1 MiB long before the last.
  for (let i = 0; i < 600 && visitor.socket.closeCode === undefined; i++) {
    agent.reply(`big${i}`, text);
    // So often that the agent, who gets each back, never lags by the relay's 1 MiB itself.
    if (i % 20 === 19) await agent.settled();
  }
  await agent.settled();
  await agent.socket.wait(
    'gone',
    (frame) =>
      frame.type === 'summary' && frame.conversation.id === visitor.key.id && !frame.conversation.visitor_online,
  );
  visitor.socket.ws._socket.resume();
  const { code } = await visitor.socket.closed;
  assert.ok(code === 4002 || code === 1006, `${code}`);
  await visitor.connect(relay);
  await visitor.upTo(2 + 1 + 600);
  assert.equal(visitor.history.repeated, 0);
  await visitor.socket.close();
  await agent.socket.close();
});

test('an agent who opens many long conversations at once gets them all', async () => {
  const text = '\u{1F600}'.repeat(3900);
  const transcript = Array.from({ length: 15 }, (_, i) => ({
    id: `t${i}`,
    from: 'visitor',
    text,
    at: 1,
    entry: null,
    mood: null,
  }));
  const visitors = [];
  for (let i = 0; i < 48; i++) {
    const visitor = new VisitorClient({ shop, origin });
    await visitor.connect(relay);
    visitor.handoff('h1', transcript);
    await visitor.settled();
    await visitor.socket.close();
    visitors.push(visitor);
  }
  const agent = agentSocket(relay, maraCookie);
  await agent.type('list');
  // 11 MB: past the kernel's buffers and the relay's 1 MiB.
  agent.ws._socket.pause();
  for (const { key } of visitors) agent.send({ type: 'open', conversation: key.id, cursor: 0, epoch: null });
  const last = visitors.at(-1).key.id;
  agent.send({ type: 'take', id: 'done', conversation: last });
  const witness = agentSocket(relay, maraCookie);
  const isTaken = ({ id, owner }) => id === last && owner === 'agent';
  await witness.wait(
    'the take',
    (frame) =>
      (frame.type === 'list' && frame.conversations.some(isTaken)) ||
      (frame.type === 'summary' && isTaken(frame.conversation)),
  );
  await witness.close();
  agent.ws._socket.resume();
  for (const { key } of visitors) {
    await agent.wait(
      key.id,
      ({ type, conversation, seq }) => type === 'event' && conversation === key.id && seq === 16,
    );
  }
  assert.equal(agent.closeCode, undefined);
  await agent.close();
});

test('who resumes too often is told when to go on', async () => {
  const visitor = await handedOff(relay);
  const agent = new AgentClient({ cookie: maraCookie, conversation: visitor.key.id });
  await agent.connect(relay);
  for (let i = 0; i < 25; i++) {
    visitor.socket.send({ type: 'resume', cursor: 0 });
    agent.socket.send({ type: 'resume', conversation: visitor.key.id, cursor: 0 });
  }
  for (const { socket } of [visitor, agent]) {
    const error = await socket.type('error');
    assert.deepEqual([error.code, error.temporary, error.id], ['rate_limited', true, null]);
    assert.ok(error.retry_after_ms > 0);
    socket.send({ type: 'ping' });
    await socket.type('pong');
    await socket.close();
  }
});

test("another shop's agent sees and opens nothing", async () => {
  const visitor = await handedOff(relay);
  const socket = agentSocket(relay, await login(relay, bo));
  const list = await socket.type('list');
  assert.deepEqual(list.conversations, []);
  socket.send({ type: 'open', conversation: visitor.key.id, cursor: 0, epoch: null });
  assert.equal((await socket.type('error')).code, 'unknown_conversation');
  socket.send({ type: 'take', id: 't1', conversation: visitor.key.id });
  assert.equal((await socket.answer('t1')).code, 'unknown_conversation');
  await socket.close();
  await visitor.socket.close();
});

test('two agents take at once and one is told who has it', async () => {
  const visitor = await handedOff(relay);
  const sockets = [agentSocket(relay, maraCookie), agentSocket(relay, await login(relay, noor))];
  await Promise.all(sockets.map((socket) => socket.type('list')));
  for (const socket of sockets) socket.send({ type: 'take', id: 't1', conversation: visitor.key.id });
  const answers = await Promise.all(sockets.map((socket) => socket.answer('t1')));
  const refusal = answers.find((answer) => answer.type === 'error');
  assert.equal(answers.filter((answer) => answer.type === 'ack').length, 1);
  assert.equal(refusal.code, 'already_taken');
  const taker = answers[0].type === 'ack' ? mara : noor;
  assert.equal(refusal.agent.name, taker.name);
  assert.ok(refusal.agent.id > 0);
  await Promise.all([...sockets, visitor.socket].map((socket) => socket.close()));
});

test('an agent who is not logged in gets 4401, and one who logs out too', async () => {
  assert.equal((await agentSocket(relay, 'shopbell_agent=nonsense').closed).code, 4401);
  await assert.rejects(
    new Socket(`ws://127.0.0.1:${relay.port}/v1/agent`, { origin, headers: { cookie: maraCookie } }).opened,
    /403/,
  );
  const cookie = await login(relay, noor);
  const socket = agentSocket(relay, cookie);
  await socket.type('list');
  const me = await fetch(`${relay.url}/v1/agent/me`, { headers: { cookie } });
  assert.equal((await me.json()).agent.name, 'Noor');
  await fetch(`${relay.url}/v1/agent/logout`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: '{}',
  });
  assert.equal((await socket.closed).code, 4401);
  assert.equal((await fetch(`${relay.url}/v1/agent/me`, { headers: { cookie } })).status, 401);
});

test('logs carry ids and no word that was said', async () => {
  const visitor = await handedOff(relay);
  assert.match(relay.log(), new RegExp(`event=visitor_hello shop=${shop} conversation=${visitor.key.id}`));
  for (const secret of ['torn', 'Thank you', visitor.key.secret, mara.password, mara.email, maraCookie.split('=')[1]]) {
    assert.ok(!relay.log().includes(secret), secret);
  }
  await visitor.socket.close();
});

test('a relay that is stopped closes with 4001, ends with 0 and keeps what was said', async (t) => {
  const own = makeDataFolder();
  t.after(own.remove);
  addShop(own.folder, { id: shop, origins: [origin] });
  const first = await startRelay({ data: own.folder });
  const visitor = new VisitorClient({ shop, origin });
  await visitor.connect(first);
  visitor.handoff('h1');
  await visitor.settled();
  const ended = first.stop();
  assert.equal((await visitor.socket.closed).code, 4001);
  assert.deepEqual(await ended, { code: 0, signal: null });
  assert.ok(readdirSync(own.folder).includes('relay.db'));
  const second = await startRelay({ data: own.folder });
  t.after(() => second.stop());
  const welcome = await visitor.connect(second);
  assert.deepEqual([welcome.head, welcome.owner, welcome.reset], [1, 'queue', false]);
  await visitor.socket.close();
});

test('after renew-epochs clients reload in full', async (t) => {
  const own = makeDataFolder();
  t.after(own.remove);
  addShop(own.folder, { id: shop, origins: [origin] });
  const first = await startRelay({ data: own.folder });
  const visitor = new VisitorClient({ shop, origin });
  await visitor.connect(first);
  visitor.handoff('h1');
  await visitor.settled();
  await visitor.upTo(1);
  await first.stop();
  assert.match(runRelayCommand(['renew-epochs', '--data', own.folder]).stdout, /^1 conversations/);
  const second = await startRelay({ data: own.folder });
  t.after(() => second.stop());
  assert.equal((await visitor.connect(second)).reset, true);
  await visitor.upTo(1);
  await visitor.socket.close();
});
