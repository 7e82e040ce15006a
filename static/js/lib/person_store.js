/**
 * The keeper of one person at a shared device: what waits to be sent goes to the browser's own store, all else stays in
 * memory and goes with the person.
 */

import { InMemory } from "./store.js";

const SENT_FROM = new Set(["queue", "photos", "lease"]);

export class PersonStore {
  constructor(base) {
    this.base = base;
    this.memory = new InMemory();
  }

  get durable() {
    return this.base.durable;
  }

  get full() {
    return this.base.full;
  }

  of(table) {
    return SENT_FROM.has(table) ? this.base : this.memory;
  }

  all(table) {
    return this.of(table).all(table);
  }

  get(table, key) {
    return this.of(table).get(table, key);
  }

  put(table, record) {
    return this.of(table).put(table, record);
  }

  delete(table, key) {
    return this.of(table).delete(table, key);
  }

  update(table, key, change) {
    return this.of(table).update(table, key, change);
  }

  claim(table, key, make) {
    return this.of(table).claim(table, key, make);
  }

  lease(...asked) {
    return this.base.lease(...asked);
  }
}
