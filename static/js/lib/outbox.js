/**
 * The outbox: every request waits here until the server has answered it, through reloads and dead spots.
 *
 * A request is sent in the order it was made, again and again with growing pauses. The server stores nothing twice
 * (each mark has an id made here), so sending once too often is harmless and once too seldom does not happen.
 */

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60000;
const PATIENCE_MS = 20000;
const REFUSED = new Set([400, 404, 409, 410, 413, 422]);

export class Outbox {
  /**
   * @param {object} options
   * @param {object} options.store from `openStore()`
   * @param {object} options.identity from `identityFor()`
   * @param {string} options.language language of the server's answers
   * @param {(event: {type: string, item?: object, message?: string, code?: string}) => void} options.tell called after every change
   */
  constructor({ store, identity, language, tell }) {
    this.store = store;
    this.identity = identity;
    this.language = language;
    this.tell = tell;
    this.pause = FIRST_PAUSE_MS;
    this.timer = null;
    this.running = false;
  }

  start() {
    const again = () => this.now();
    addEventListener("online", again);
    addEventListener("pageshow", again);
    document.addEventListener("visibilitychange", () => document.hidden || again());
    return this.now();
  }

  /** Keep a request, then try to send it; resolves when it is kept. */
  async add(item) {
    await this.store.put("queue", { ...item, code: this.identity.code });
    this.now();
  }

  async waiting() {
    return (await this.store.all("queue")).filter((item) => item.code === this.identity.code);
  }

  /** Send now what waits, without waiting for the pause to end. */
  async now() {
    clearTimeout(this.timer);
    if (this.running) {
      this.wanted = true;
      return;
    }
    this.running = true;
    try {
      await this.sendAll();
    } finally {
      this.running = false;
    }
    if (this.wanted) {
      this.wanted = false;
      await this.now();
    }
  }

  async sendAll() {
    for (const item of (await this.waiting()).sort((one, other) => one.seq - other.seq)) {
      const outcome = await this.send(item);
      if (outcome === "later") {
        this.timer = setTimeout(() => this.now(), this.pause * (0.75 + Math.random() / 2));
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
        this.tell({ type: "waiting", item });
        return;
      }
    }
    this.pause = FIRST_PAUSE_MS;
    this.tell({ type: "empty" });
  }

  async send(item) {
    let answer;
    try {
      answer = await this.request(item);
    } catch {
      return "later";
    }
    const body = await answer.json().catch(() => ({}));
    const gone = item.method === "DELETE" && answer.status === 404;
    if (answer.ok || gone) {
      await this.store.delete("queue", item.seq);
      this.tell({ type: "sent", item });
      return "sent";
    }
    const paused = body.error?.code === "meeting_paused";
    if (!REFUSED.has(answer.status) || paused) {
      this.tell({ type: "delayed", item, message: body.error?.message, code: body.error?.code });
      return "later";
    }
    await this.store.delete("queue", item.seq);
    this.tell({ type: "refused", item, message: body.error?.message, code: body.error?.code });
    return "refused";
  }

  async request(item) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
    try {
      return await fetch(item.url, {
        method: item.method,
        headers: {
          // On a shared tablet each request carries the token of the person who made it.
          Authorization: `Bearer ${item.token ?? this.identity.token}`,
          "Content-Type": "application/json",
          "Accept-Language": this.language,
        },
        body: item.body === undefined ? undefined : JSON.stringify(item.body),
        credentials: "omit",
        cache: "no-store",
        signal: stop.signal,
      });
    } finally {
      clearTimeout(timer);
    }
  }
}
