/** As much of IndexedDB as one store with one key needs; replies come in later tasks, as the real ones do. */
export class FakeIdb {
  readonly databases = new Map<string, Map<string, unknown>>();
  /** Makes every opening fail, as a private window may. */
  forbidden = false;
  writes = 0;
  #generation = 0;

  /** Every connection that is open now fails from here on; new ones work. */
  breakConnections(): void {
    this.#generation++;
  }

  get factory(): IDBFactory {
    return {
      open: (name: string) => this.#open(name),
      deleteDatabase: (name: string) => reply(() => void this.databases.delete(name)),
    } as unknown as IDBFactory;
  }

  #open(name: string): unknown {
    const request = reply(() => {
      if (this.forbidden) throw new Error('SecurityError');
      const fresh = !this.databases.has(name);
      const data = this.databases.get(name) ?? new Map<string, unknown>();
      this.databases.set(name, data);
      request.result = this.#database(data);
      if (fresh) request.onupgradeneeded?.();
      return request.result;
    });
    return request;
  }

  #database(data: Map<string, unknown>): unknown {
    const generation = this.#generation;
    return {
      createObjectStore: () => undefined,
      close: () => undefined,
      transaction: () => {
        if (generation !== this.#generation) throw new DOMException('gone', 'InvalidStateError');
        const transaction: { objectStore: unknown; oncomplete?: () => void } = {
          objectStore: () => ({
            get: (key: string) => reply(() => structuredClone(data.get(key))),
            put: (value: unknown, key: string) => {
              this.writes++;
              data.set(key, structuredClone(value));
              setTimeout(() => transaction.oncomplete?.());
            },
          }),
        };
        return transaction;
      },
    };
  }
}

interface Request {
  result: unknown;
  error: unknown;
  onsuccess?: () => void;
  onerror?: () => void;
  onupgradeneeded?: () => void;
}

function reply(act: () => unknown): Request {
  const request: Request = { result: undefined, error: null };
  setTimeout(() => {
    try {
      request.result = act();
      request.onsuccess?.();
    } catch (error) {
      request.error = error;
      request.onerror?.();
    }
  });
  return request;
}
