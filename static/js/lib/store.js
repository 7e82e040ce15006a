/**
 * A small keeper in IndexedDB, which works on plain HTTP too. Where the browser keeps nothing (some private windows),
 * everything stays in memory and `durable` is false, so that the page can say so.
 */

const NAME = "kopienas-karte";
const TABLES = ["identity", "queue", "marks"];

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const base = request.result;
      base.createObjectStore("identity", { keyPath: "code" });
      base.createObjectStore("queue", { keyPath: "seq", autoIncrement: true });
      base.createObjectStore("marks", { keyPath: "uuid" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** The same four verbs over plain memory. */
class InMemory {
  constructor() {
    this.durable = false;
    this.tables = Object.fromEntries(TABLES.map((name) => [name, new Map()]));
    this.last = 0;
  }

  async all(table) {
    return [...this.tables[table].values()];
  }

  async get(table, key) {
    return this.tables[table].get(key);
  }

  async put(table, record) {
    const kept = table === "queue" && record.seq === undefined ? { ...record, seq: (this.last += 1) } : record;
    this.tables[table].set(kept.seq ?? kept.uuid ?? kept.code, kept);
  }

  async delete(table, key) {
    this.tables[table].delete(key);
  }
}

class InBrowser {
  constructor(base) {
    this.durable = true;
    this.base = base;
  }

  all(table) {
    return asked(this.base.transaction(table).objectStore(table).getAll());
  }

  get(table, key) {
    return asked(this.base.transaction(table).objectStore(table).get(key));
  }

  /** Resolves only when the browser says that the record is written. */
  put(table, record) {
    return this.write(table, (store) => store.put(record));
  }

  delete(table, key) {
    return this.write(table, (store) => store.delete(key));
  }

  write(table, change) {
    return new Promise((resolve, reject) => {
      const transaction = this.base.transaction(table, "readwrite");
      change(transaction.objectStore(table));
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

export async function openStore() {
  try {
    return new InBrowser(await opened());
  } catch {
    return new InMemory();
  }
}
