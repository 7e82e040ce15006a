/** Where somebody is on the way through the questions, and what they have typed: kept through reload and language. */

export class Flow {
  /** Without a store nothing outlives the page. */
  constructor(store, code) {
    this.store = store;
    this.code = code;
    this.state = {};
    this.writing = Promise.resolve();
  }

  async read() {
    const { code, ...state } = (await this.store?.get("flow", this.code)) ?? { code: this.code };
    this.state = state;
    return state;
  }

  /** Note a change; resolves when it is written. */
  note(change) {
    Object.assign(this.state, change);
    this.writing = this.writing.then(() => this.store?.put("flow", { code: this.code, ...this.state }));
    return this.writing;
  }
}
