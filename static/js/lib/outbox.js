/**
 * The outbox: every request waits here until the server has answered it, through reloads and dead spots.
 *
 * A request is sent in the order it was made, again and again with growing pauses. The server stores nothing twice
 * (each mark has an id made here), so sending once too often is harmless and once too seldom does not happen. Of several
 * open tabs only the one that holds the lease sends, so that no older content overtakes a newer one.
 */

import { newUuid } from "./identity.js";

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60000;
const PATIENCE_MS = 20000;
const PHOTO_PATIENCE_MS = 90000;
const LEASE_MS = 25000;
const OTHER_TAB_MS = 1500;
const PHASE_MS = 30000;
const REFUSED = new Set([400, 403, 404, 405, 409, 410, 411, 413, 415, 422]);

/** The name of this tab: the same after a reload, so that the page need not wait for what it held itself. */
function tab() {
  try {
    const name = sessionStorage.getItem("karte-tab") ?? newUuid();
    sessionStorage.setItem("karte-tab", name);
    return name;
  } catch {
    return newUuid();
  }
}

export class Outbox {
  /**
   * @param {object} options
   * @param {object} options.store from `openStore()`
   * @param {object} options.identity from `identityFor()`
   * @param {string} options.language language of the server's answers
   * @param {(event: {type: string, item?: object, message?: string, code?: string}) => unknown} options.tell called after
   *   every change: `sent`, `refused`, `waiting` (no connection), `delayed` (the server asks to wait), `empty`, `phase`
   */
  constructor({ store, identity, language, tell }) {
    this.store = store;
    this.identity = identity;
    this.language = language;
    this.tell = tell;
    this.pause = FIRST_PAUSE_MS;
    this.timer = null;
    this.running = false;
    this.owner = tab();
    /** Notes what became of a request before it leaves the queue: a page that is closed in between sends it again. */
    this.settle = null;
  }

  start() {
    const again = () => this.now();
    addEventListener("online", again);
    addEventListener("pageshow", again);
    document.addEventListener("visibilitychange", () => document.hidden || again());
    setInterval(() => this.askPhase(), PHASE_MS * (0.75 + Math.random() / 2));
    return this.now();
  }

  /** Keep a request, then try to send it; resolves when it is kept. */
  async add(item) {
    const { code, token, card } = this.identity;
    await this.store.put("queue", { ...item, code, token, card });
    this.now();
  }

  async waiting() {
    const items = (await this.store.all("queue")).filter((item) => item.code === this.identity.code);
    return items.sort((one, other) => one.seq - other.seq);
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
    let [item] = await this.waiting();
    while (item) {
      const patience = item.photo ? PHOTO_PATIENCE_MS : PATIENCE_MS;
      if (!(await this.store.lease(this.identity.code, this.owner, patience + LEASE_MS - PATIENCE_MS))) {
        this.later(OTHER_TAB_MS);
        return;
      }
      if ((await this.send(item, patience)) === "later") {
        await this.release();
        this.later(this.pause);
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
        this.tell({ type: "waiting", item });
        return;
      }
      [item] = await this.waiting();
    }
    await this.release();
    this.pause = FIRST_PAUSE_MS;
    this.tell({ type: "empty" });
  }

  later(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), ms * (0.75 + Math.random() / 2));
  }

  release() {
    return this.store.lease(this.identity.code, this.owner, 0);
  }

  async send(item, patience) {
    let answer;
    try {
      answer = await this.request(item, patience);
    } catch {
      return "later";
    }
    const body = await answer.json().catch(() => ({}));
    const gone = item.method === "DELETE" && answer.status === 404;
    if (answer.ok || gone) {
      await this.settle?.(item, "saved");
      await this.done(item);
      this.tell({ type: "sent", item });
      return "sent";
    }
    const { code, message } = body.error ?? {};
    if (answer.status === 401 && this.join && !item.joins && (await this.joinAgain(item, patience))) {
      return "again";
    }
    if (!REFUSED.has(answer.status) || code === "meeting_paused" || code === "purpose_changed") {
      this.tell({ type: "delayed", item, message, code });
      return "later";
    }
    // Another tab may have settled it meanwhile: then this refusal says nothing.
    if (await this.store.get("queue", item.seq)) {
      await this.settle?.(item, "refused", message);
      await this.done(item);
      // What waits behind a refused card goes with another one: it must not be sent before that is settled.
      await this.tell({ type: "refused", item, message, code });
    }
    return "refused";
  }

  /** The server does not know this phone (its first request never came): say again who is here. */
  async joinAgain(item, patience) {
    const joining = this.join(item);
    if (!joining) {
      return false;
    }
    try {
      const answer = await this.request({ ...joining, token: item.token }, patience);
      return answer.ok;
    } catch {
      return false;
    }
  }

  async done(item) {
    await this.store.delete("queue", item.seq);
    if (item.photo) {
      await this.store.delete("photos", item.uuid);
    }
  }

  async request(item, patience) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    const picture = item.photo ? await this.store.get("photos", item.uuid) : null;
    const others = (await this.waiting()).filter((one) => one.seq !== item.seq && one.token === item.token).length;
    const headers = {
      // On a shared tablet each request carries the token of the person who made it.
      Authorization: `Bearer ${item.token ?? this.identity.token}`,
      "Accept-Language": this.language,
      // The room waits for phones that still have something to send.
      "Karte-Waiting": String(others),
    };
    let body;
    if (picture) {
      headers["Content-Type"] = picture.type;
      headers["Karte-Photo-Consent"] = "yes";
      body = picture.bytes;
    } else if (item.body !== undefined) {
      headers["Content-Type"] = "application/json";
      body = JSON.stringify(item.body);
    }
    const { method, url } = item;
    try {
      const asked = { method, headers, body, credentials: "omit", cache: "no-store", signal: stop.signal };
      return this.heardPhase(await fetch(url, asked));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Every answer says in which phase the room is. */
  heardPhase(answer) {
    const phase = answer.headers.get("Karte-Phase");
    this.asked = Date.now();
    if (phase && phase !== this.phase) {
      this.phase = phase;
      this.tell({ type: "phase" });
    }
    return answer;
  }

  /** Ask for the phase where nothing was sent for a while: an answer without a body. */
  async askPhase() {
    if (document.hidden || Date.now() - (this.asked ?? 0) < PHASE_MS / 2) {
      return;
    }
    const url = `/api/v1/meetings/${encodeURIComponent(this.identity.code)}/phase`;
    const answer = await fetch(url, { credentials: "omit", cache: "no-store" }).catch(() => null);
    if (answer?.ok) {
      this.heardPhase(answer);
    }
  }
}
