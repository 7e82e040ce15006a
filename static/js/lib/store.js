/**
 * A small keeper in IndexedDB, which works on plain HTTP too. Where the browser keeps nothing (some private windows),
 * everything stays in memory and `durable` is false, so that the page can say so. When the phone is full, a record that
 * no longer fits stays in memory as well, and `full` says so: a mark is never dropped.
 */

const NAME = "kopienas-karte";
const KEYS = { identity: "code", queue: "seq", marks: "uuid", flow: "code", photos: "uuid", lease: "code" };
const TABLES = Object.keys(KEYS);
const FAR = 1e12;
/** Records in memory are numbered from here: behind all that the browser keeps. */

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 2);
    request.onupgradeneeded = () => {
      const base = request.result;
      for (const table of TABLES.filter((name) => !base.objectStoreNames.contains(name))) {
        base.createObjectStore(table, { keyPath: KEYS[table], autoIncrement: table === "queue" });
      }
    };
    request.onsuccess = () => {
      // A newer page in another tab may want to change the tables: it must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** Put a record; where the browser refuses it at once, the whole transaction fails as it does when it refuses later. */
function attempt(store, record) {
  try {
    store.put(record);
  } catch {
    store.transaction.abort();
  }
}

/** The same verbs over plain memory. */
export class InMemory {
  constructor() {
    this.durable = false;
    this.full = false;
    this.tables = Object.fromEntries(TABLES.map((name) => [name, new Map()]));
    this.last = FAR;
  }

  async all(table) {
    return [...this.tables[table].values()];
  }

  async get(table, key) {
    return this.tables[table].get(key);
  }

  async put(table, record) {
    const kept = table === "queue" && record.seq === undefined ? { ...record, seq: (this.last += 1) } : record;
    this.tables[table].set(kept[KEYS[table]], kept);
  }

  async delete(table, key) {
    this.tables[table].delete(key);
  }

  /** Put what `change` makes of the record with this key; nothing if there is none, or if it makes nothing. */
  async update(table, key, change) {
    const found = this.tables[table].get(key);
    const changed = found && change(found);
    if (changed) {
      await this.put(table, changed);
    }
  }

  /** Return the record with this key, made and kept first if there is none. */
  async claim(table, key, make) {
    if (!this.tables[table].has(key)) {
      await this.put(table, make());
    }
    return this.get(table, key);
  }

  /** Return whether this page may do something that only one of all open pages may do, for so many milliseconds. */
  async lease() {
    return true;
  }
}

class InBrowser {
  constructor(base) {
    this.durable = true;
    this.full = false;
    this.base = base;
    this.memory = new InMemory();
  }

  async all(table) {
    const kept = await asked(this.base.transaction(table).objectStore(table).getAll());
    const beside = await this.memory.all(table);
    const newer = new Set(beside.map((record) => record[KEYS[table]]));
    return [...kept.filter((record) => !newer.has(record[KEYS[table]])), ...beside];
  }

  async get(table, key) {
    return (await this.memory.get(table, key)) ?? asked(this.base.transaction(table).objectStore(table).get(key));
  }

  /** Resolves only when the browser says that the record is written, or when it is in memory because nothing fits. */
  async put(table, record) {
    try {
      await this.write(table, (store) => store.put(record));
      await this.memory.delete(table, record[KEYS[table]]);
    } catch (problem) {
      if (table === "photos") {
        throw problem;
      }
      this.full = true;
      await this.memory.put(table, record);
    }
  }

  async delete(table, key) {
    await this.memory.delete(table, key);
    await this.write(table, (store) => store.delete(key));
  }

  /** One transaction reads and writes: what another tab or an answer of the server writes meanwhile is not lost. */
  async update(table, key, change) {
    if (await this.memory.get(table, key)) {
      await this.memory.update(table, key, change);
      return;
    }
    let changed;
    try {
      await this.write(table, (store) => {
        const request = store.get(key);
        request.onsuccess = () => {
          changed = request.result && change(request.result);
          if (changed) {
            attempt(store, changed);
          }
        };
      });
    } catch {
      this.full = true;
      if (changed) {
        await this.memory.put(table, changed);
      }
    }
  }

  async claim(table, key, make) {
    let found;
    try {
      await this.write(table, (store) => {
        const request = store.get(key);
        request.onsuccess = () => {
          found = request.result;
          if (!found) {
            found = make();
            store.put(found);
          }
        };
      });
    } catch {
      this.full = true;
      return this.memory.claim(table, key, make);
    }
    return found;
  }

  /** One transaction reads and writes, so that of two tabs only one gets the lease; a clock set back ends it. */
  async lease(code, owner, ms) {
    let mine = false;
    try {
      await this.write("lease", (store) => {
        const request = store.get(code);
        request.onsuccess = () => {
          const now = Date.now();
          const held = request.result;
          const free = !held || held.owner === owner || held.until < now || held.until > now + 4 * Math.max(ms, 30000);
          if (free) {
            mine = true;
            store.put({ code, owner, until: now + ms });
          }
        };
      });
    } catch {
      return true;
    }
    return mine;
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
