/**
 * A meeting on a resident's phone: purpose, one class of marks after another, questions about the place, perhaps the
 * area of the home, and what was placed. Every step is kept, so that a reload or another language goes on where it was.
 */

import { Answers } from "./lib/answers.js";
import { Doorway } from "./lib/doorway.js";
import { fill } from "./lib/elements.js";
import { afterFinger, lifted } from "./lib/finger.js";
import { Flow } from "./lib/flow.js";
import { cardOfAddress, identityFor, readable, takeCard } from "./lib/identity.js";
import { Marking } from "./lib/marking.js";
import { Mine } from "./lib/mine.js";
import { once } from "./lib/once.js";
import { followLanguages } from "./lib/other_language.js";
import { Outbox } from "./lib/outbox.js";
import { HEADINGS, api, at, facts, press, say, shared, steps, viewOf } from "./lib/page.js";
import { showState } from "./lib/state_bar.js";
import { openStore } from "./lib/store.js";

/**
 * One person's way through the questions. The shared tablet (`tablet.js`) makes one for each person on a fresh copy of
 * the page, with an outbox that stays; `stop()` must then leave nothing behind: no listener outside `main`, no map.
 */
export class Phone {
  constructor(store, identity, { outbox } = {}) {
    this.store = store;
    this.identity = identity;
    this.flow = new Flow(shared ? null : store, facts.code);
    this.gone = new AbortController();
    this.outbox = outbox ?? new Outbox({ store, identity, language: say.language, tell: (event) => this.heard(event) });
    this.outbox.join = ({ card, token }) => {
      const own = card === this.identity.card;
      // Nobody is let in with a text they have not read: what waits is sent once they have.
      return token === this.identity.token && !this.joined ? null : this.joining({ card, extra: own ? this.extra : {} });
    };
    this.mine = new Mine({ store, outbox: this.outbox, code: facts.code });
    this.outbox.settle = (item, state, message) => this.mine.settle(item, state, message);
    this.door = new Doorway(this);
    this.step = steps[0];
    this.view = "purpose";
  }

  async start() {
    this.marking = new Marking(this);
    this.answers = new Answers(this);
    this.listen();
    const state = await this.flow.read();
    const card = cardOfAddress();
    if (card && card !== this.identity.card) {
      this.newCard = card;
      if (this.identity.joined === null) {
        await this.take(card);
      }
    }
    if (!facts.problem) {
      at("without-script").hidden = true;
      at("begin").disabled = false;
    }
    this.showPhase();
    this.outbox.start();
    if (facts.problem) {
      await this.door.ended();
    } else if (this.newCard && this.identity.card !== this.newCard) {
      await this.door.askCard(this.newCard);
    } else if (this.joined) {
      await this.resume(state);
      this.sync();
    } else {
      this.show("purpose", false);
      await this.refresh();
    }
  }

  listen() {
    press("begin", once(() => this.begin()));
    press("card-new", () => this.take(this.newCard).then(() => this.go(this.step, { view: "purpose" })));
    press("card-old", () => (this.joined ? this.go(steps[0]) : this.go(this.step, { view: "purpose" })));
    const bring = once((how) => this.door.bring(this.newCard, how));
    press("card-mine", () => bring());
    press("card-together", () => bring({ together: true }));
    for (const id of ["next", "answer-skip", "home-skip"]) {
      press(id, () => this.next());
    }
    for (const id of ["back", "answer-back", "home-back"]) {
      press(id, () => this.back());
    }
    press("more", () => this.go(steps[0]));
    press("open-mine", () => (this.view === "done" ? this.go(this.step === "done" ? steps[0] : this.step) : this.openMine()));
    if (!shared) {
      this.listenAround();
    }
  }

  /** What only a phone of one's own has: a way back, other languages by another page, other tabs. */
  listenAround() {
    const { signal } = this.gone;
    addEventListener("popstate", (event) => this.wentBack(event.state), { signal });
    followLanguages({ kept: () => this.flow.writing, later: () => this.tell(say.language_later), signal });
    if (window.BroadcastChannel) {
      this.others = new BroadcastChannel("kopienas-karte");
      this.others.onmessage = () => this.refresh({ quiet: true });
    }
  }

  stop() {
    this.gone.abort();
    this.others?.close();
    this.marking?.stop();
    this.answers?.stop();
  }

  get joined() {
    return this.identity.joined === facts.purpose.version;
  }

  tell(words) {
    this.said = words;
    afterFinger(() => {
      if (!this.gone.signal.aborted) {
        at("status").textContent = this.said;
      }
    });
  }

  /** Take another card: a new token, so that nobody's earlier marks are mixed with these. */
  async take(card) {
    const before = this.identity;
    this.identity = await takeCard(this.store, before, card);
    this.outbox.identity = this.identity;
    await this.flow.note({ step: steps[0], view: "list", search: "", words: "", place: null, editing: null });
  }

  get extra() {
    const { drawn, joins } = this.identity;
    return { ...(drawn && { drawn }), ...joins };
  }

  /** The request that lets a card in; `extra` says what else the server asks of this kind of card. */
  joining({ card, extra = {} }) {
    const body = { card, purpose_version: facts.purpose.version, language: say.language, ...extra };
    return { method: "POST", url: `${api}/participants`, joins: true, extra, body };
  }

  /** The purpose has been read: its version goes with the request, before any mark. */
  async begin() {
    if (!this.joined) {
      this.identity.joined = facts.purpose.version;
      await this.store.put("identity", this.identity);
      await this.outbox.add(this.joining({ card: this.identity.card, extra: this.extra }));
    }
    this.marking.placing.prepare();
    await this.go(steps[0]);
  }

  async resume({ step, view, place, words, search, editing, map }) {
    this.step = steps.includes(step) ? step : steps[0];
    this.marking.placing.prepare();
    if (view === "place" && facts.classes.includes(this.step)) {
      this.marking.editing = editing ? await this.store.get("marks", editing) : null;
      at("search").value = search ?? "";
      await this.marking.openPlace(place ?? null, { words, view: map, push: false });
    } else {
      await this.go(this.step, { view: view === "done" ? "done" : viewOf(this.step), push: false, search });
    }
  }

  /** Marks of the same card that came from a tablet or from paper. */
  async sync() {
    this.syncs = (await this.outbox.waiting()).some((item) => item.joins);
    if (this.syncs) {
      return; // as soon as the server knows this phone
    }
    const { token } = this.identity;
    const settled = await this.mine.settled();
    const headers = { Authorization: `Bearer ${token}`, "Accept-Language": say.language };
    const answer = await fetch(`${api}/marks`, { headers, credentials: "omit", cache: "no-store" }).catch(() => null);
    const told = answer?.ok ? await answer.json().catch(() => null) : null;
    if (told && token === this.identity.token) {
      await this.mine.take(told.marks, settled);
      await this.refresh();
    }
  }

  async next() {
    await this.marking.keeping;
    await this.go(steps[Math.min(steps.indexOf(this.step) + 1, steps.length - 1)]);
  }

  async back() {
    const before = steps.indexOf(this.step) - 1;
    await (before < 0 ? this.go(this.step, { view: "purpose" }) : this.go(steps[before]));
  }

  async openMine() {
    await this.go(this.step, { view: "done" });
    this.sync();
  }

  wentBack(state) {
    if (state?.view === "place") {
      this.marking.openPlace(this.marking.placing.place, { push: false });
    } else if (state) {
      this.go(state.step, { view: state.view, push: false });
    }
  }

  /** Show a step; what was said before it stays where it is true, and the focus goes to its heading. */
  async go(step, { view = viewOf(step), push = true, search = "" } = {}) {
    if (step !== this.step) {
      this.tell("");
    }
    this.marking.editing = null;
    this.step = step;
    this.show(view, push);
    if (view === "list") {
      this.marking.openList(search);
    } else if (view === "answer") {
      this.answers.openAnswer();
    } else if (view === "home") {
      this.answers.listAreas();
    } else if (view === "done") {
      at("done-title").textContent = step === "done" ? say.thanks : say.my_marks;
    }
    await this.flow.note({ step, view, search, place: null, editing: null, map: null });
    await this.refresh();
  }

  show(view, push) {
    this.view = view;
    for (const name of Object.keys(HEADINGS)) {
      at(`step-${name}`).hidden = name !== view;
    }
    document.body.dataset.view = view;
    if (!shared) {
      history[push ? "pushState" : "replaceState"]({ step: this.step, view }, "");
    }
    scrollTo(0, 0);
    if (this.started) {
      at(HEADINGS[view]).focus({ preventScroll: true });
    }
    this.started = true;
  }

  progress(id) {
    const all = steps.length - 1;
    at(id).textContent = fill(say.progress, { number: steps.indexOf(this.step) + 1, all });
  }

  /** In which phase the room is; while people mark there is nothing to say. */
  showPhase() {
    const phase = this.outbox.phase ?? facts.phase;
    at("phase-name").textContent = say.phases[phase];
    at("phase").hidden = phase === "mark" || Boolean(facts.problem);
  }

  async heard({ type, item, message, code }) {
    if (type === "phase") {
      this.showPhase();
      return;
    }
    if (type === "waiting") {
      this.tell(message ?? say.offline);
    } else if (type === "delayed") {
      if (code !== "not_joined" || this.joined) {
        this.tell(message ?? "");
      }
      if (code === "purpose_changed") {
        await this.door.readAgain();
      }
    } else if (type === "empty" && this.said === say.offline) {
      this.tell("");
    } else if (type === "refused" && item.joins) {
      await this.door.refusedJoin(item, message, code);
    } else if (type === "refused" && message) {
      this.tell(message);
    } else if (type === "sent" && item.joins && this.syncs) {
      this.sync();
    }
    await this.refresh();
    this.others?.postMessage("changed");
  }

  /**
   * Show what is kept by now; resolves when it is shown. `quiet` when another tab has changed something: nothing is
   * announced here.
   */
  refresh({ quiet = false } = {}) {
    this.asked = (this.asked ?? 0) + 1;
    this.fresh = this.showKept(this.asked, quiet);
    return this.fresh;
  }

  async showKept(turn, quiet) {
    const marks = await this.mine.list();
    const queue = await this.outbox.waiting();
    await lifted();
    if (turn !== this.asked) {
      await this.fresh;
      return;
    }
    if (this.gone.signal.aborted) {
      return;
    }
    const valid = marks.filter((mark) => mark.state !== "refused");
    const here = valid.filter((mark) => mark.kind === this.step);
    at("count").textContent = here.length ? fill(say.count, { number: here.length, most: facts.max_marks }) : "";
    at("undo").hidden = here.length === 0;
    at("card-code").textContent = readable(this.identity.card);
    this.marking?.own.show(marks);
    showState(this, { marks, waits: new Set(queue.map((item) => item.uuid).filter(Boolean)).size });
    if (this.view === "place" && !quiet) {
      this.marking.judge();
    }
  }

}

if (!shared) {
  const store = await openStore();
  await new Phone(store, await identityFor(store, facts.code)).start();
  document.body.dataset.ready = "true";
}
