/** The outbox of a shared device: it stays while people come and go, and what it holds of them is only what is sent. */

import { Outbox } from "./outbox.js";

export class TabletOutbox extends Outbox {
  /**
   * @param {object} options
   * @param {object} options.store from `openStore()`
   * @param {string} options.code of the meeting
   * @param {string} options.language language of the server's answers
   * @param {() => string | null} options.pass the facilitator's pass as it is now
   * @param {(event: object) => void} options.tell
   */
  constructor({ store, code, language, pass, tell }) {
    super({ store, identity: { code, token: "", card: "" }, language, tell });
    this.code = code;
    this.pass = pass;
    this.begun = false;
  }

  start() {
    if (this.begun) {
      return this.now();
    }
    this.begun = true;
    return super.start();
  }

  /** The outbox for one person: what they placed is theirs, even if they have gone before it is written down. */
  of(identity) {
    const { code, token, card } = identity;
    const add = async (item) => {
      await this.store.put("queue", { ...item, code, token, card });
      this.now();
    };
    return { identity, add, waiting: () => this.waiting() };
  }

  /** The person has gone: only their requests stay. */
  forget() {
    this.identity = { code: this.code, token: "", card: "" };
    this.join = null;
    this.settle = null;
  }

  /** Take out what waits for a token that the meeting does not let in; returns how many marks that were. */
  async drop(token) {
    const theirs = (await this.waiting()).filter((item) => item.token === token);
    for (const item of theirs) {
      await this.done(item);
    }
    return theirs.filter((item) => item.uuid).length;
  }

  /** A request that waited may have outlived the pass it was made with, and its person the text they have read. */
  request(item, patience) {
    if (!item.joins) {
      return super.request(item, patience);
    }
    item.earlier = item.token !== this.identity.token || Boolean(item.body.earlier);
    return super.request({ ...item, body: { ...item.body, pass: this.pass(), earlier: item.earlier } }, patience);
  }
}
