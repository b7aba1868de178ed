// The relay is killed at each named point with messages in flight, started again, and everyone resumes: the visitors'
// histories, the agent's and the store's agree, nothing acknowledged is missing, nothing is there twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AgentClient, VisitorClient, login } from './relay-client.mjs';
import { addAgent, addShop, makeDataFolder, startRelay } from './relay-process.mjs';

const shop = 'stylesavvy';
const origin = 'https://shop.example';
const agent = { shop, email: 'mara@x.example', name: 'Mara', password: 'a-long-password' };
const visitorCount = 4;
const messagesEach = 5;
const repliesEach = 2;
/** Passings of each point before the burst, one command at a time: one message a visitor. */
const calm = visitorCount;

async function prepare(data) {
  addShop(data, { id: shop, origins: [origin] });
  addAgent(data, agent);
  const relay = await startRelay({ data });
  const cookie = await login(relay, agent);
  const talks = [];
  for (let i = 0; i < visitorCount; i++) {
    const visitor = new VisitorClient({ shop, origin });
    await visitor.connect(relay);
    visitor.handoff('h', [{ id: 'm0', from: 'visitor', text: `torn ${i}`, at: 1, entry: null, mood: null }]);
    await visitor.settled();
    const answerer = new AgentClient({ cookie, conversation: visitor.key.id });
    await answerer.connect(relay);
    answerer.reply('r0', 'hello');
    await answerer.settled();
    talks.push({ visitor, answerer });
  }
  assert.equal((await relay.stop()).code, 0);
  return talks;
}

const connectAll = (talks, relay) =>
  Promise.all(talks.flatMap(({ visitor, answerer }) => [visitor.connect(relay), answerer.connect(relay)]));

function burst(talks) {
  let sent = 0;
  for (let i = 0; i < messagesEach; i++) {
    for (const { visitor, answerer } of talks) {
      visitor.message(`m${2 + i}`, `message ${i}`);
      sent += 1;
      if (i < repliesEach) {
        answerer.reply(`r${1 + i}`, `reply ${i}`);
        sent += 1;
      }
    }
  }
  return sent;
}

/** What a history holds, in order, less what only one side is told. */
function shape(events) {
  return events.map((event) => {
    const shared = { ...event };
    delete shared.type;
    delete shared.conversation;
    return shared;
  });
}

async function storedHistory(talk, relay) {
  const fresh = new VisitorClient({ shop, origin, key: talk.visitor.key });
  const welcome = await fresh.connect(relay);
  await fresh.upTo(welcome.head);
  await fresh.socket.close();
  return { head: welcome.head, events: shape(fresh.history.events) };
}

async function checkTalk(talk, relay) {
  const { visitor, answerer } = talk;
  const stored = await storedHistory(talk, relay);
  await visitor.upTo(stored.head);
  await answerer.upTo(stored.head);
  assert.deepEqual(shape(visitor.history.events), stored.events, "the visitor's history is the store's");
  assert.deepEqual(shape(answerer.history.events), stored.events, "the agent's history is the store's");
  assert.deepEqual(
    stored.events.map((event) => event.seq),
    stored.events.map((_, i) => i + 1),
    'no gap',
  );
  const messages = stored.events.filter((event) => event.kind === 'message');
  const names = messages.map((event) => `${event.from}:${event.id}`);
  const expected = ['visitor:m0', 'agent:r0', 'visitor:m1'];
  for (let i = 0; i < messagesEach; i++) expected.push(`visitor:m${2 + i}`);
  for (let i = 0; i < repliesEach; i++) expected.push(`agent:r${1 + i}`);
  assert.deepEqual([...names].sort(), expected.sort(), 'every message once');
  for (const [sender, client] of [
    ['visitor', visitor],
    ['agent', answerer],
  ]) {
    for (const [id, seq] of client.acks) {
      if (id === 'h') continue;
      assert.equal(stored.events[seq - 1]?.id, id, `the ack of ${sender}:${id} names its event`);
    }
  }
}

// Where in the burst it dies: before a commit the first group of it, else after some of it was acknowledged.
for (const [point, passing, leastAcked] of [
  ['before-commit', calm + 1, 0],
  ['before-ack', calm + 8, 0],
  ['before-publish', calm + 8, 1],
]) {
  test(`a relay killed ${point} loses nothing acknowledged and shows nothing twice`, { timeout: 60_000 }, async (t) => {
    const { folder, remove } = makeDataFolder();
    t.after(remove);
    const talks = await prepare(folder);

    const doomed = await startRelay({ data: folder, fault: `${point}:${passing}` });
    await connectAll(talks, doomed);
    for (const { visitor } of talks) {
      visitor.message('m1', 'calm');
      await visitor.settled();
    }
    const ackedBefore = talks
      .map(({ visitor, answerer }) => visitor.acks.size + answerer.acks.size)
      .reduce((a, b) => a + b);
    const inFlight = burst(talks);
    assert.ok(inFlight >= 20, `${inFlight} in flight`);
    assert.deepEqual(await doomed.exited, { code: null, signal: 'SIGKILL' });
    await Promise.all(talks.flatMap(({ visitor, answerer }) => [visitor.socket.closed, answerer.socket.closed]));
    const acked =
      talks.map(({ visitor, answerer }) => visitor.acks.size + answerer.acks.size).reduce((a, b) => a + b) -
      ackedBefore;
    assert.ok(acked >= leastAcked && acked < inFlight, `${acked} of ${inFlight} acknowledged before the end`);

    const relay = await startRelay({ data: folder });
    t.after(() => relay.stop());
    await connectAll(talks, relay);
    for (const { visitor, answerer } of talks) {
      await visitor.settled();
      await answerer.settled();
    }
    for (const talk of talks) await checkTalk(talk, relay);
    for (const { visitor, answerer } of talks) {
      await visitor.socket.close();
      await answerer.socket.close();
    }
  });
}

test('a relay that was killed starts again with every table sound', { timeout: 60_000 }, async (t) => {
  const { folder, remove } = makeDataFolder();
  t.after(remove);
  const talks = await prepare(folder);
  const [{ visitor }] = talks;
  for (let round = 0; round < 3; round++) {
    const doomed = await startRelay({ data: folder, fault: 'before-commit:1' });
    visitor.command({ type: 'message', id: `k${round}`, at: 1, text: 'again', mood: null });
    await visitor.connect(doomed);
    assert.equal((await doomed.exited).signal, 'SIGKILL');
    await visitor.socket.closed;
  }
  const relay = await startRelay({ data: folder });
  t.after(() => relay.stop());
  await connectAll(talks, relay);
  await visitor.settled();
  const { events } = await storedHistory(talks[0], relay);
  assert.deepEqual(
    events.filter((event) => event.id?.startsWith('k')).map((event) => event.id),
    ['k0', 'k1', 'k2'],
  );
  for (const talk of talks) {
    await talk.visitor.socket.close();
    await talk.answerer.socket.close();
  }
});
