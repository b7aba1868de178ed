import type { Store } from '../chat/ports';
import type { ChatState } from '../chat/state';

const TABLE = 'thread';
const KEY = 'state';

/**
 * The conversation in IndexedDB, one database a shop. Nothing is opened before the first call. Where the browser forbids
 * it (private windows, blocked site data, a full disk) the conversation stays in memory and {@link Store.durable} is false.
 */
export class IdbStore implements Store {
  readonly #name: string;
  readonly #factory: IDBFactory | null;
  #memory: ChatState | null = null;
  #pending: ChatState | null = null;
  #tail: Promise<void> = Promise.resolve();
  #database: IDBDatabase | null = null;
  #empty = false;
  #blocked = false;

  constructor(shop: string, factory: IDBFactory | null = systemFactory()) {
    this.#name = `shop-bell:${shop}`;
    this.#factory = factory;
    this.#blocked = factory === null;
  }

  durable(): boolean {
    return !this.#blocked;
  }

  async load(): Promise<unknown> {
    const found = await this.#try(async () => {
      const database = await this.#open();
      return request<unknown>(database.transaction(TABLE).objectStore(TABLE).get(KEY));
    });
    this.#empty = found === undefined && !this.#blocked;
    return found ?? this.#memory;
  }

  save(state: ChatState): Promise<void> {
    this.#memory = state;
    this.#pending = state;
    this.#empty = false;
    this.#tail = this.#tail.then(() => this.#flush());
    return this.#tail;
  }

  clear(): Promise<void> {
    this.#memory = null;
    this.#pending = null;
    if (this.#empty) return this.#tail;
    this.#empty = true;
    this.#tail = this.#tail.then(() => this.#delete());
    return this.#tail;
  }

  async #flush(): Promise<void> {
    const state = this.#pending;
    if (!state) return;
    this.#pending = null;
    await this.#try(async () => {
      const database = await this.#open();
      const transaction = database.transaction(TABLE, 'readwrite');
      transaction.objectStore(TABLE).put(state, KEY);
      await completed(transaction);
    });
  }

  async #delete(): Promise<void> {
    await this.#try(async () => {
      this.#database?.close();
      this.#database = null;
      if (this.#factory) await request(this.#factory.deleteDatabase(this.#name));
    });
  }

  async #open(): Promise<IDBDatabase> {
    if (this.#database) return this.#database;
    if (!this.#factory) throw new Error('no IndexedDB');
    const opening = this.#factory.open(this.#name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    const database = await request(opening);
    // Another tab erases: its deletion must not wait for this one.
    database.onversionchange = () => this.#forget(database);
    database.onclose = () => this.#forget(database);
    this.#database = database;
    return database;
  }

  #forget(database: IDBDatabase): void {
    database.close();
    if (this.#database === database) this.#database = null;
  }

  /** A connection may break (the browser cleans up, a full disk has room again); only a fresh one that fails too ends it. */
  async #try<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#blocked) return undefined;
    try {
      return await act();
    } catch {
      if (this.#database) this.#forget(this.#database);
    }
    try {
      return await act();
    } catch {
      this.#blocked = true;
      return undefined;
    }
  }
}

function systemFactory(): IDBFactory | null {
  try {
    return globalThis.indexedDB ?? null;
  } catch {
    return null;
  }
}

function request<Result>(pending: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    pending.onsuccess = () => resolve(pending.result);
    pending.onerror = () => reject(pending.error ?? new Error('IndexedDB request failed'));
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB transaction aborted'));
  });
}
