import { beforeEach, describe, expect, it } from 'vitest';
import { freshState, type ChatState } from '../../../web/chat/state';
import { IdbStore } from '../../../web/widget/store';
import { FakeIdb } from './support/fake-idb';

const state = (revision: number): ChatState => ({ ...freshState({ shop: 'stylesavvy', relay: true }), revision });

let idb: FakeIdb;
let store: IdbStore;

beforeEach(() => {
  idb = new FakeIdb();
  store = new IdbStore('stylesavvy', idb.factory);
});

describe('IdbStore', () => {
  it('gives back on the next page what was saved on this one', async () => {
    await store.save(state(7));
    expect(await new IdbStore('stylesavvy', idb.factory).load()).toMatchObject({ revision: 7 });
    expect(await new IdbStore('bakery', idb.factory).load()).toBeNull();
    expect(store.durable()).toBe(true);
  });

  it('writes the latest of several saves, and all of them have been served when they resolve', async () => {
    await Promise.all([store.save(state(1)), store.save(state(2)), store.save(state(3))]);
    expect(idb.writes).toBeLessThan(3);
    expect(await store.load()).toMatchObject({ revision: 3 });
  });

  it('leaves no database behind when it is cleared', async () => {
    await store.save(state(1));
    await store.clear();
    expect([...idb.databases.keys()]).toEqual([]);
    expect(await store.load()).toBeNull();
  });

  it('does not bring back by a late save what was cleared', async () => {
    const saving = store.save(state(1));
    await Promise.all([saving, store.clear()]);
    expect([...idb.databases.keys()]).toEqual([]);
  });

  it('can be used again after it was cleared', async () => {
    await store.save(state(1));
    await store.clear();
    await store.save(state(2));
    expect(await store.load()).toMatchObject({ revision: 2 });
  });

  it('keeps to memory where the browser forbids storage', async () => {
    idb.forbidden = true;
    await store.save(state(4));
    expect(store.durable()).toBe(false);
    expect(await store.load()).toMatchObject({ revision: 4 });
    await store.clear();
    expect(await store.load()).toBeNull();
  });

  it.each(['save', 'load'] as const)('goes on with a fresh connection where one breaks at a %s', async (call) => {
    await store.save(state(1));
    idb.breakConnections();
    if (call === 'save') await store.save(state(2));
    else expect(await store.load()).toMatchObject({ revision: 1 });
    await store.save(state(3));
    expect(store.durable()).toBe(true);
    expect(await new IdbStore('stylesavvy', idb.factory).load()).toMatchObject({ revision: 3 });
  });

  it('gives up where a fresh connection fails too', async () => {
    await store.save(state(1));
    idb.breakConnections();
    idb.forbidden = true;
    await store.save(state(2));
    expect(store.durable()).toBe(false);
    expect(await store.load()).toMatchObject({ revision: 2 });
  });

  it('keeps to memory where there is no IndexedDB at all', async () => {
    const memory = new IdbStore('stylesavvy', null);
    await memory.save(state(4));
    expect(memory.durable()).toBe(false);
    expect(await memory.load()).toMatchObject({ revision: 4 });
  });
});
