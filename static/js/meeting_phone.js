/**
 * A meeting on a resident's phone: purpose, one class of marks after another, questions about the place, perhaps the
 * area of the home, and what was placed. Every step is kept, so that a reload or another language goes on where it was.
 */

import { Areas } from "./lib/areas.js";
import { data, fill, sign } from "./lib/elements.js";
import { Finder } from "./lib/finder.js";
import { Flow } from "./lib/flow.js";
import { cardOfAddress, identityFor, newCard, newUuid, readable, takeCard } from "./lib/identity.js";
import { Mine } from "./lib/mine.js";
import { Outbox } from "./lib/outbox.js";
import { OwnMarks } from "./lib/own_marks.js";
import { Picture } from "./lib/picture.js";
import { Placing } from "./lib/placing.js";
import { openStore } from "./lib/store.js";

const POLL_MS = 15000;
const LANGUAGE_MS = 8000;
const facts = data("facts");
const say = data("strings");
const at = (id) => document.getElementById(id);
const api = `/api/v1/meetings/${encodeURIComponent(facts.code)}`;
const asks = facts.identity.map(({ code }) => `ask:${code}`);
const steps = [...facts.classes, ...asks, ...(facts.ask_home ? ["home"] : []), "done"];
/** A tablet that people use one after another keeps nothing of them: no history, no half-written words. */
const shared = facts.mode === "tablet";
const HEADINGS = {
  purpose: "purpose-title",
  card: "card-question",
  list: "question",
  place: "place-title",
  answer: "answer-question",
  home: "home-question",
  done: "done-title",
};

function viewOf(step) {
  if (step === "home" || step === "done") {
    return step;
  }
  return asks.includes(step) ? "answer" : "list";
}

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
    this.outbox.join = ({ card }) => this.joining({ card, extra: card === this.identity.card ? this.extra : {} });
    this.mine = new Mine({ store, outbox: this.outbox, code: facts.code });
    this.placing = new Placing({ facts, say, moved: () => this.judge() });
    this.picture = facts.photos ? new Picture({ store: shared ? null : store, say, code: facts.code, tell: (words) => this.tell(words) }) : null;
    this.own = new OwnMarks({
      list: at("mine"),
      say,
      longest: facts.max_text,
      remove: (mark) => this.remove(mark),
      reword: (mark, text) => this.reword(mark, text),
      redraw: () => this.refresh(),
      move: facts.problem ? null : (mark) => this.move(mark),
    });
    this.step = steps[0];
    this.view = "purpose";
  }

  async start() {
    this.listen();
    this.finder = new Finder({
      field: at("search"),
      list: at("places"),
      state: at("search-state"),
      facts,
      say,
      accept: (place) => this.placing.accept(place),
      chosen: (place) => this.choose(place),
    });
    const state = await this.flow.read();
    const card = cardOfAddress();
    if (card && card !== this.identity.card) {
      this.newCard = card;
      if (this.identity.joined === null) {
        await this.take(card);
      }
    }
    this.outbox.start();
    if (facts.problem) {
      await this.ended();
    } else if (this.newCard && this.identity.card !== this.newCard) {
      await this.go(this.step, { view: "card", push: false });
    } else if (this.joined) {
      await this.resume(state);
      this.sync();
    } else {
      this.show("purpose", false);
      await this.refresh();
    }
  }

  listen() {
    const act = (id, then) => at(id)?.addEventListener("click", then);
    if (!facts.problem) {
      at("without-script").hidden = true;
      at("begin").disabled = false;
    }
    act("begin", () => this.begin());
    act("card-new", () => this.take(this.newCard).then(() => this.go(this.step, { view: "purpose" })));
    act("card-old", () => this.go(steps[0]));
    act("put", () => this.put());
    act("undo", () => this.undo());
    for (const id of ["next", "answer-skip", "home-skip"]) {
      act(id, () => this.next());
    }
    for (const id of ["back", "answer-back", "home-back"]) {
      act(id, () => this.back());
    }
    act("show-map", () => this.choose(null));
    act("to-list", () => this.go(this.step, { view: this.editing ? "done" : viewOf(this.step) }));
    act("answer-save", () => this.saveAnswer());
    act("home-save", () => this.saveHome());
    act("more", () => this.go(steps[0]));
    act("open-mine", () => (this.view === "done" ? this.go(this.step === "done" ? steps[0] : this.step) : this.openMine()));
    at("search").addEventListener("input", () => this.flow.note({ search: at("search").value }));
    at("words").addEventListener("input", () => this.flow.note({ words: at("words").value }));
    at("words").addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault(); // the same key must not press the button it comes to
        at("put").focus();
      }
    });
    at("answer").addEventListener("input", () => this.typed());
    if (!shared) {
      this.listenAround();
    }
  }

  /** What only a phone of one's own has: a way back, other languages by another page, other tabs. */
  listenAround() {
    const { signal } = this.gone;
    addEventListener("popstate", (event) => this.wentBack(event.state), { signal });
    for (const link of document.querySelectorAll(".phone-language")) {
      link.addEventListener("click", (event) => this.changeLanguage(event, link.href), { signal });
    }
    if (window.BroadcastChannel) {
      this.others = new BroadcastChannel("kopienas-karte");
      this.others.onmessage = () => this.refresh({ quiet: true });
    }
  }

  stop() {
    this.gone.abort();
    this.others?.close();
    this.placing.stop();
    this.finder?.stop();
    this.areas?.stop();
  }

  get joined() {
    return this.identity.joined === facts.purpose.version;
  }

  tell(words) {
    at("status").textContent = words;
  }

  /** A meeting that takes no marks now: what was placed stays in reach, a pause ends by itself. */
  async ended() {
    if ((await this.mine.list()).length) {
      at("step-done").hidden = false;
      at("done-title").hidden = true;
      at("state-bar").hidden = false;
      at("open-mine").hidden = true;
    }
    at("card-code").textContent = readable(this.identity.card);
    await this.refresh();
    if (facts.state === "paused") {
      this.waitForRoom();
    }
  }

  waitForRoom() {
    setTimeout(async () => {
      const answer = await fetch(api, { credentials: "omit", cache: "no-store" }).catch(() => null);
      const now = answer?.ok ? await answer.json().catch(() => ({})) : {};
      if (now.state && now.state !== "paused") {
        location.reload();
      } else {
        this.waitForRoom();
      }
    }, POLL_MS * (0.75 + Math.random() / 2));
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
    this.placing.prepare();
    await this.go(steps[0]);
  }

  async resume({ step, view, place, words, search, editing, map }) {
    this.step = steps.includes(step) ? step : steps[0];
    this.placing.prepare();
    if (view === "place" && facts.classes.includes(this.step)) {
      this.editing = editing ? await this.store.get("marks", editing) : null;
      at("search").value = search ?? "";
      await this.openPlace(place ?? null, { words, view: map, push: false });
    } else {
      await this.go(this.step, { view: view === "done" ? "done" : viewOf(this.step), push: false, search });
    }
  }

  /** Marks of the same card that came from a tablet or from paper. */
  async sync() {
    if ((await this.outbox.waiting()).some((item) => item.joins)) {
      return;
    }
    const settled = await this.mine.settled();
    const headers = { Authorization: `Bearer ${this.identity.token}`, "Accept-Language": say.language };
    const answer = await fetch(`${api}/marks`, { headers, credentials: "omit", cache: "no-store" }).catch(() => null);
    if (answer?.ok) {
      await this.mine.take((await answer.json()).marks, settled);
      await this.refresh();
    }
  }

  async next() {
    await this.keeping;
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
      this.openPlace(this.placing.place, { push: false });
    } else if (state) {
      this.go(state.step, { view: state.view, push: false });
    }
  }

  /** Show a step; what was said before it stays where it is true, and the focus goes to its heading. */
  async go(step, { view = viewOf(step), push = true, search = "" } = {}) {
    if (step !== this.step) {
      this.tell("");
    }
    this.editing = null;
    this.step = step;
    this.show(view, push);
    if (view === "list") {
      this.openList(search);
    } else if (view === "answer") {
      this.openAnswer();
    } else if (view === "home") {
      this.listAreas();
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

  openList(search) {
    this.progress("progress");
    at("question").replaceChildren(sign(this.step), say.kinds[this.step]);
    at("question-head").dataset.kind = this.step;
    at("ask").textContent = facts.questions[this.step] ?? "";
    at("search-hint").textContent = this.step === "dislike" ? say.search_public : say.search_any;
    this.finder.start(this.step, search);
  }

  async choose(place) {
    const placed = await this.placed();
    if (placed >= facts.max_marks) {
      this.tell(say.full);
      at("count").scrollIntoView?.({ block: "nearest" });
      return;
    }
    await this.openPlace(place);
  }

  async openPlace(place, { words, view, push = true } = {}) {
    if (words !== undefined) {
      at("words").value = words ?? "";
    }
    at("to-list").textContent = this.editing ? say.cancel : say.to_list;
    at("put").textContent = this.editing ? say.keep_place : say.here;
    this.show("place", push);
    await this.flow.note({ step: this.step, view: "place", place, editing: this.editing?.uuid ?? null });
    await this.picture?.open(this.editing);
    const marks = (await this.mine.list()).filter((mark) => mark.state !== "refused" && mark !== this.editing);
    await this.placing.open({ kind: this.step, place, marks, view });
    this.judge();
  }

  /** May a mark be placed where the pin stands? If not, the button is off and the reason is said. */
  judge() {
    if (this.view !== "place") {
      return false;
    }
    const reason = this.placing.refusal;
    const hint = reason || this.placing.advice;
    if (at("hint").textContent !== hint) {
      at("hint").textContent = hint;
    }
    at("put").disabled = reason !== "" || Boolean(this.busy);
    if (this.placing.map) {
      this.flow.note({ map: this.placing.map.view });
    }
    return reason === "";
  }

  async placed() {
    return (await this.mine.list(this.step)).filter((mark) => mark.state !== "refused").length;
  }

  put() {
    if (!this.busy && this.judge()) {
      this.busy = true;
      this.keeping = this.keep().finally(() => {
        this.busy = false;
      });
    }
    return this.keeping;
  }

  async keep() {
    at("put").disabled = true;
    const text = at("words").value.trim();
    const spot = this.placing.spot;
    const name = this.placing.name;
    const picture = await this.picture?.take();
    const editing = this.editing;
    let uuid = editing?.uuid;
    if (editing) {
      await this.mine.change(uuid, { ...spot, text, name });
    } else {
      uuid = await this.mine.place(this.step, { ...spot, ...(text && { text }) }, { name });
    }
    if (picture) {
      await this.mine.addPhoto(uuid, picture).catch(() => this.tell(say.photo_no_room));
    }
    at("words").value = "";
    await this.flow.note({ words: "" });
    await this.go(this.step, { view: editing ? "done" : "list" });
    this.tell(fill(say.placed, { words: text || name || say.kinds[this.step] }));
  }

  async undo() {
    const [last] = (await this.mine.list(this.step)).slice(-1);
    if (last) {
      await this.mine.remove(last.uuid);
      await this.refresh();
      this.tell(say.undone);
      at("question").focus({ preventScroll: true });
    }
  }

  async remove(mark) {
    await (mark.state === "refused" ? this.mine.drop(mark.uuid) : this.mine.remove(mark.uuid));
    this.tell(say.removed);
    await this.refresh();
    at("done-title").focus();
  }

  async reword(mark, text) {
    await this.mine.change(mark.uuid, { ...mark, text });
    await this.refresh();
    this.tell(say.changed);
    at("done-title").focus();
  }

  async move(mark) {
    this.step = mark.kind;
    this.editing = mark;
    const place = { name: mark.name ?? mark.text ?? "", lat: mark.lat, lon: mark.lon, m: mark.uncertainty_m ?? 15 };
    await this.openPlace(place, { words: mark.text ?? "" });
  }

  openAnswer() {
    this.progress("answer-progress");
    at("answer-question").textContent = facts.identity.find(({ code }) => `ask:${code}` === this.step).question;
    at("answer").value = this.flow.state.answers?.[this.step] ?? "";
    at("answer-save").disabled = at("answer").value.trim() === "";
  }

  typed() {
    at("answer-save").disabled = at("answer").value.trim() === "";
    this.flow.note({ answers: { ...this.flow.state.answers, [this.step]: at("answer").value } });
  }

  async saveAnswer() {
    const text = at("answer").value.trim();
    const question = this.step.replace("ask:", "");
    const uuid = newUuid();
    await this.outbox.add({ method: "POST", url: `${api}/answers`, body: { uuid, question, text }, uuid, answers: true });
    await this.flow.note({ answers: { ...this.flow.state.answers, [this.step]: "" } });
    await this.next();
    this.tell(say.answer_kept);
  }

  listAreas() {
    this.progress("home-progress");
    this.areas ??= new Areas({
      list: at("areas"),
      filter: at("area-filter"),
      map: at("area-map"),
      facts,
      leaflet: say.leaflet,
      chosen: (area) => {
        at("home-save").disabled = !area;
        at("area-chosen").textContent = area ? area.name : "";
        this.flow.note({ area: area?.id ?? null });
      },
    });
    this.areas.show(this.flow.state.area);
  }

  /** Only the id of an area leaves the page; a second answer takes the place of the first. */
  async saveHome() {
    const area = this.areas.answer;
    if (area) {
      for (const earlier of await this.mine.list("home")) {
        await this.mine.remove(earlier.uuid);
      }
      await this.mine.place("home", { area_id: area.id }, { area: area.name });
      await this.next();
      this.tell(say.home_saved);
    }
  }

  /** Another language is another page: only when it can come, so that nobody loses this one in a dead spot. */
  async changeLanguage(event, href) {
    event.preventDefault();
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LANGUAGE_MS);
    try {
      await this.flow.writing;
      await fetch(href, { method: "HEAD", credentials: "omit", cache: "no-store", signal: stop.signal });
      location.assign(href);
    } catch {
      this.tell(say.language_later);
    } finally {
      clearTimeout(timer);
    }
  }

  async heard({ type, item, message, code }) {
    if (type === "waiting") {
      this.tell(message ?? say.offline);
    } else if (type === "delayed") {
      this.tell(message ?? "");
      if (code === "purpose_changed") {
        await this.readAgain();
      }
    } else if (type === "empty" && at("status").textContent === say.offline) {
      this.tell("");
    } else if (type === "refused" && item.joins) {
      await this.refusedJoin(item, message, code);
    } else if (type === "sent" || type === "refused") {
      await this.mine.settle(item, type === "sent" ? "saved" : "refused", message);
      if (type === "refused" && message) {
        this.tell(message);
      }
    }
    await this.refresh();
    this.others?.postMessage("changed");
  }

  /** The purpose has another version by now: nobody goes on with a text they have not read. */
  async readAgain() {
    for (const item of (await this.outbox.waiting()).filter((one) => one.joins)) {
      await this.store.delete("queue", item.seq);
    }
    this.identity.joined = null;
    await this.store.put("identity", this.identity);
    const answer = await fetch(api, { credentials: "omit", headers: { "Accept-Language": say.language } }).catch(() => null);
    if (answer?.ok) {
      facts.purpose = (await answer.json()).purpose;
      at("step-purpose")
        .querySelector(".phone-purpose")
        ?.replaceChildren(...facts.purpose.lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
      await this.go(this.step, { view: "purpose", push: false });
    }
  }

  /** A card that cannot be used: go on with one of this phone's own; what waits goes with it. */
  async refusedJoin(item, message, code) {
    this.tell(message ?? "");
    if (!code?.startsWith("card_") || item.token !== this.identity.token) {
      return;
    }
    const { joined } = this.identity;
    const before = this.identity;
    this.identity = { ...(await takeCard(this.store, before, newCard())), drawn: false, joined };
    this.outbox.identity = this.identity;
    await this.store.put("identity", this.identity);
    const { token, card } = this.identity;
    for (const waiting of (await this.outbox.waiting()).filter((one) => one.token === before.token)) {
      await this.store.put("queue", { ...waiting, token, card, extra: {} });
    }
    for (const mark of (await this.store.all("marks")).filter((one) => one.card === before.card)) {
      await this.store.put("marks", { ...mark, card });
    }
    await this.outbox.add(this.joining({ card }));
  }

  /** `quiet` when another tab has changed something: nothing is announced here. */
  async refresh({ quiet = false } = {}) {
    const mine = (this.asked = (this.asked ?? 0) + 1);
    const marks = await this.mine.list();
    const queue = await this.outbox.waiting();
    if (mine !== this.asked) {
      return;
    }
    const valid = marks.filter((mark) => mark.state !== "refused");
    const here = valid.filter((mark) => mark.kind === this.step);
    at("count").textContent = here.length ? fill(say.count, { number: here.length, most: facts.max_marks }) : "";
    at("undo").hidden = here.length === 0;
    at("card-code").textContent = readable(this.identity.card);
    this.own.show(marks);
    this.showState({ marks, waits: new Set(queue.map((item) => item.uuid).filter(Boolean)).size });
    if (this.view === "place" && !quiet) {
      this.judge();
    }
  }

  /** In words on every screen: everything is saved, or so much waits, or something was not accepted. */
  showState({ marks, waits }) {
    const refused = marks.filter((mark) => mark.state === "refused").length;
    const said = [
      waits ? fill(say.some_wait, { number: waits }) : "",
      refused ? fill(say.some_refused, { number: refused }) : "",
      this.store.full ? say.phone_full : "",
      this.store.durable ? "" : say.memory_only,
    ].filter(Boolean);
    const words = said.join(" ") || (marks.length ? say.all_saved : say.nothing_yet);
    if (at("sent-state").textContent !== words) {
      at("sent-state").textContent = words;
    }
    at("state-bar").hidden = !this.joined && !marks.length;
    at("state-bar").dataset.state = said.length ? "waits" : "saved";
    const open = this.view === "done" ? say.go_on : fill(say.my_marks_number, { number: marks.length });
    at("open-mine").textContent = open;
    at("open-mine").hidden = Boolean(facts.problem);
  }
}

if (!shared) {
  const store = await openStore();
  await new Phone(store, await identityFor(store, facts.code)).start();
  document.body.dataset.ready = "true";
}
