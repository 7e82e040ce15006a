/**
 * The shared tablet: one person after another, each with a fresh copy of the page. When one has finished, or has not
 * touched it for two minutes, nothing of them stays in the page, its memory or its history; what is not sent yet waits
 * in the outbox without a face and shows as a number. Languages are fetched beforehand, so nothing is loaded on the way.
 */

import { data, fill } from "./lib/elements.js";
import { checks, cleanCard, newCard, newToken } from "./lib/identity.js";
import { Idle } from "./lib/idle.js";
import { PageCopies } from "./lib/page_copies.js";
import { PersonStore } from "./lib/person_store.js";
import { openStore } from "./lib/store.js";
import { TabletOutbox } from "./lib/tablet_outbox.js";
import { passOfAddress } from "./lib/tablet_pass.js";
import { TabletPhone } from "./lib/tablet_phone.js";

const PATIENCE_MS = 6000;
const LOOK_MS = 30000;
const facts = data("facts");
const say = data("strings");
const at = (id) => document.getElementById(id);
const api = `/api/v1/meetings/${encodeURIComponent(facts.code)}`;
const HOME = document.documentElement.lang;
/** Errors after which the person should type the card again, or wait. */
const TYPE_AGAIN = new Set([400, 404, 409, 429]);

class Tablet {
  constructor(base, pass) {
    this.base = base;
    this.pass = pass;
    this.pages = new PageCopies();
    this.lost = 0;
    this.deep = false;
    this.shown = 0;
    /** Why nobody can begin here; a tablet without a pass need not ask first. */
    this.shut = pass ? "" : say.tablet_closed;
    this.outbox = new TabletOutbox({
      store: base,
      code: facts.code,
      language: say.language,
      pass: () => this.pass,
      tell: (event) => this.heard(event),
    });
    this.idle = new Idle({
      asks: (seconds) => this.askIdle(seconds),
      over: () => this.reset(),
      stays: () => at("idle").close(),
    });
  }

  async run() {
    addEventListener("popstate", () => this.wentBack());
    addEventListener("pageshow", (event) => event.persisted && this.reset());
    document.addEventListener("click", (event) => event.target.closest?.("a[href]") && event.preventDefault(), true);
    for (const kind of ["pointerdown", "keydown", "input", "wheel"]) {
      document.addEventListener(kind, () => this.idle.touched(), { capture: true, passive: true });
    }
    this.reset();
    await this.look();
    setInterval(() => this.phone || this.look(), LOOK_MS);
    this.fetchPages();
    await this.outbox.start();
  }

  async fetchPages() {
    await this.pages.fetch();
    this.showLanguages();
  }

  /** Put a fresh copy of the page in the place of the one in use. */
  draw(language) {
    this.pages.draw(language);
    this.language = language;
    this.outbox.language = language;
    const act = (id, then) => at(id).addEventListener("click", then);
    act("start-card", () => this.startWithCard());
    act("start-new", () => this.startNew());
    act("shut-again", () => this.look());
    act("finish", () => this.finish());
    act("leave", () => this.reset());
    act("idle-stay", () => this.idle.stay());
    act("idle-leave", () => this.reset());
    at("idle").addEventListener("cancel", (event) => event.preventDefault());
    at("tablet-card").addEventListener("keydown", (event) => event.key === "Enter" && this.startWithCard());
    for (const button of document.querySelectorAll("[data-language]")) {
      button.addEventListener("click", () => this.speak(button.dataset.language));
    }
    this.showLanguages();
    this.showState();
  }

  showLanguages() {
    for (const button of document.querySelectorAll("[data-language]")) {
      button.hidden = !this.pages.has(button.dataset.language);
    }
  }

  /** Another language in the middle of the way: the same person goes on where they were. */
  async speak(language) {
    if (language === this.language || !this.pages.has(language)) {
      return;
    }
    const before = this.phone;
    await before?.marking?.keeping; // a mark that is being kept is not on the way to be kept again
    if (this.phone !== before) {
      return;
    }
    const typed = at("tablet-card").value;
    before?.stop();
    this.draw(language);
    if (before) {
      await this.open(before.identity, before.store);
    } else {
      at("tablet-card").value = typed;
      this.showShut();
      at(this.shut ? "shut-title" : "start-title").focus();
    }
  }

  async startWithCard() {
    const card = cleanCard(at("tablet-card").value);
    if (!card) {
      this.problem(say.malformed);
      return;
    }
    await this.open(this.identity({ card, drawn: true }));
  }

  async startNew() {
    await this.open(this.identity({ card: newCard(), drawn: false }));
  }

  /** Who stands here now: known to this page only, until they go. */
  identity({ card, drawn }) {
    const joins = drawn ? { drawn, otherwise: newCard() } : {};
    return { code: facts.code, token: newToken(), card, joined: null, joins };
  }

  async open(identity, store = new PersonStore(this.base)) {
    if (!this.deep) {
      // One step back leads to the first screen, whatever was open; no step holds anything of anybody.
      history.pushState(null, "", location.pathname);
      this.deep = true;
    }
    document.body.dataset.person = "";
    this.outbox.identity = identity;
    this.phone = new TabletPhone(store, identity, { outbox: this.outbox, tablet: this });
    this.phone.flow.store = store; // in memory: another language goes on where this one was
    this.idle.watch();
    await this.phone.start();
    this.showState();
  }

  /** Ask the server who this is before the first question; without it the check character must do. */
  async letIn({ identity }) {
    const gone = () => this.phone?.identity !== identity;
    const request = this.phone.joining({ card: identity.card, extra: identity.joins });
    const { otherwise: _, ...body } = request.body;
    at("begin").disabled = true;
    this.phone.tell(say.asking);
    try {
      const answer = await this.send(request, { ...body, pass: this.pass }, identity.token);
      if (answer.ok) {
        this.phone?.tell("");
        return !gone();
      }
      const { message, code } = (await answer.json()).error;
      if (gone()) {
        return false;
      }
      if (answer.status < 500 && (TYPE_AGAIN.has(answer.status) || answer.status === 401 || answer.status === 410)) {
        await this.refused(answer.status, message, code);
        return false;
      }
    } catch {
      // Below: the person begins all the same, and the request waits with the others.
    } finally {
      if (!gone()) {
        at("begin").disabled = false;
      }
    }
    // Whoever left meanwhile has placed nothing, and the next person is not to hear of it.
    if (gone()) {
      return false;
    }
    if (identity.joins.drawn && !checks(identity.card)) {
      this.reset();
      this.problem(say.slip);
      return false;
    }
    await this.outbox.add(request);
    this.phone?.tell(say.tablet_offline);
    return true;
  }

  send({ url }, body, token) {
    const headers = {
      Authorization: `Bearer ${token}`,
      "Accept-Language": say.language,
      "Content-Type": "application/json",
    };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return fetch(url, { method: "POST", headers, body: JSON.stringify(body), credentials: "omit", cache: "no-store", signal });
  }

  async refused(status, message, code) {
    const { language } = this;
    this.reset();
    if (status === 401 || status === 410) {
      this.shutOut(message);
    } else {
      if (code === "purpose_changed") {
        location.reload();
        return;
      }
      await this.speak(language);
      this.problem(message);
    }
  }

  problem(words) {
    at("tablet-problem").textContent = words;
    at("tablet-card").focus();
  }

  /** Whoever has no card must have seen their code before the page begins anew. */
  async finish() {
    const { phone } = this;
    await phone?.marking?.keeping; // what is being kept would come back to its list over the end
    if (this.phone !== phone) {
      return;
    }
    if (this.phone?.joined && this.phone.view !== "done") {
      await this.phone.go("done");
    } else {
      this.reset();
    }
  }

  /** Nothing of the person before stays: not in the page, not in memory, not in the history. */
  reset() {
    this.idle.rest();
    this.phone?.stop();
    this.phone = null;
    this.outbox.forget();
    delete document.body.dataset.person;
    delete document.body.dataset.view;
    getSelection()?.removeAllRanges();
    history.replaceState(null, "", location.pathname);
    this.draw(HOME);
    this.showShut();
    scrollTo(0, 0);
    at(this.shut ? "shut-title" : "start-title").focus({ preventScroll: true });
  }

  wentBack() {
    this.deep = false;
    this.reset();
  }

  askIdle(seconds) {
    const first = !at("idle").open;
    if (first) {
      at("idle").showModal();
      at("idle-stay").focus();
    }
    const words = fill(say.countdown, { number: seconds });
    at("idle-words").textContent = words;
    // A busy tablet may miss a second: what is said aloud goes by tens that have begun.
    const tens = Math.ceil(seconds / 10);
    if (first || tens !== this.tens) {
      at("idle-said").textContent = words;
    }
    this.tens = tens;
  }

  /** Is the facilitator's pass still good? Without an answer the tablet goes on as it was. */
  async look() {
    let answer;
    try {
      const headers = { Authorization: `Bearer ${this.pass ?? ""}`, "Accept-Language": say.language };
      answer = await fetch(`${api}/tablet`, { headers, credentials: "omit", cache: "no-store" });
    } catch {
      if (!this.pass) {
        this.shutOut(say.tablet_closed);
      }
      return;
    }
    if (answer.ok) {
      this.shutOut("");
      this.fetchPages();
      this.outbox.now();
    } else if (answer.status < 500 && answer.status !== 429) {
      const { message } = (await answer.json()).error;
      this.shutOut(answer.status === 410 ? say.tablet_over : this.pass ? message : say.tablet_closed);
    }
  }

  shutOut(words) {
    this.shut = words;
    if (!this.phone) {
      this.showShut();
    }
  }

  showShut() {
    at("step-shut").hidden = !this.shut;
    at("shut-words").textContent = this.shut ?? "";
    at("step-start").hidden = Boolean(this.shut);
  }

  async heard(event) {
    const { type, item, code } = event;
    // While requests go at once there is nothing to say; a number that flickers would only worry.
    this.slow = type === "waiting" || type === "delayed" || (this.slow && type !== "empty");
    const mine = item && this.phone && item.token === this.phone.identity.token;
    const unread = code === "purpose_changed" && item.earlier;
    const hopeless = type === "delayed" && !mine && (code === "not_joined" || unread);
    if (type === "refused" && !mine) {
      this.lost += item.joins ? 0 : 1;
    }
    if (hopeless || (type === "refused" && item.joins)) {
      this.lost += await this.outbox.drop(item.token);
    }
    if (mine || type === "empty" || type === "phase") {
      await this.phone?.heard(event);
    }
    await this.showState();
  }

  /** What waits is a number, whoever it belongs to. */
  async showState() {
    const mine = (this.shown += 1);
    const waits = this.slow ? (await this.outbox.waiting()).filter((item) => item.uuid).length : 0;
    const said = [
      waits ? fill(say.tablet_waits, { number: waits }) : "",
      this.lost ? fill(say.tablet_lost, { number: this.lost }) : "",
      this.base.durable ? "" : say.memory_only,
    ].filter(Boolean);
    if (mine !== this.shown) {
      return; // a newer number stands there
    }
    at("tablet-state").textContent = said.join(" · ");
    at("tablet-state").hidden = said.length === 0;
  }
}

const store = await openStore();
await new Tablet(store, await passOfAddress(store, facts.code)).run();
document.body.dataset.ready = "true";
