/** A meeting on a resident's phone: purpose, liked places, disliked places, perhaps the area of the home, done. */

import { Areas } from "./lib/areas.js";
import { CLEAR_M, Crosshair } from "./lib/crosshair.js";
import { data, fill, make, sign } from "./lib/elements.js";
import { Finder } from "./lib/finder.js";
import { identityFor, readable } from "./lib/identity.js";
import { Mine } from "./lib/mine.js";
import { Outbox } from "./lib/outbox.js";
import { within } from "./lib/outline.js";
import { openStore } from "./lib/store.js";

const TOLERANCE_M = 95;
const facts = data("facts");
const say = data("strings");
const at = (id) => document.getElementById(id);
const steps = [...facts.classes, ...(facts.ask_home ? ["home"] : []), "done"];

/**
 * One person's way through the questions. The shared tablet (`tablet.js`) makes one for each person on a fresh copy of
 * the page, with an outbox that stays; `stop()` must then leave nothing behind: no listener outside `main`, no map.
 */
export class Phone {
  constructor(store, identity, { outbox } = {}) {
    this.store = store;
    this.identity = identity;
    this.outbox = outbox ?? new Outbox({ store, identity, language: say.language, tell: (event) => this.heard(event) });
    this.mine = new Mine({ store, outbox: this.outbox, code: facts.code });
    this.step = null;
    this.last = [];
  }

  async start() {
    at("begin").addEventListener("click", () => this.begin());
    at("put").addEventListener("click", () => this.put());
    at("undo").addEventListener("click", () => this.undo());
    at("next").addEventListener("click", () => this.next());
    at("closer").addEventListener("click", () => this.map.closer());
    at("farther").addEventListener("click", () => this.map.farther());
    at("home-skip").addEventListener("click", () => this.next());
    at("home-save").addEventListener("click", () => this.saveHome());
    at("more").addEventListener("click", () => this.go(steps[0]));
    at("card-code").textContent = readable(this.identity.card);
    if (!this.store.durable) {
      at("status").textContent = say.memory_only;
    }
    await this.outbox.start();
    if (this.identity.joined === facts.purpose.version && !facts.problem) {
      this.go(steps[0]);
    }
  }

  /** The purpose has been read: its version goes with the request, before any mark. */
  async begin() {
    if (this.identity.joined !== facts.purpose.version) {
      this.identity.joined = facts.purpose.version;
      await this.store.put("identity", this.identity);
      await this.outbox.add({
        method: "POST",
        url: `/api/v1/meetings/${encodeURIComponent(facts.code)}/participants`,
        body: {
          card: this.identity.card,
          purpose_version: facts.purpose.version,
          language: say.language,
          ...this.identity.joins,
        },
      });
    }
    this.go(steps[0]);
  }

  stop() {
    this.map?.remove();
    this.finder?.stop();
    this.areas?.stop();
  }

  async next() {
    await this.keeping;
    this.go(steps[Math.min(steps.indexOf(this.step) + 1, steps.length - 1)]);
  }

  go(step) {
    this.step = step;
    const placing = facts.classes.includes(step);
    at("step-purpose").hidden = true;
    at("step-place").hidden = !placing;
    at("step-home").hidden = step !== "home";
    at("step-done").hidden = step !== "done";
    if (placing) {
      this.openMap(step);
    } else if (step === "home") {
      this.listAreas();
    }
    scrollTo(0, 0);
    at({ home: "home-question", done: "done-title" }[step] ?? "question").focus({ preventScroll: true });
    this.refresh();
  }

  openMap(kind) {
    at("question").textContent = say.kinds[kind];
    this.kind = kind;
    at("question").parentElement.dataset.kind = kind;
    at("progress").textContent = `${facts.classes.indexOf(kind) + 1} / ${facts.classes.length}`;
    at("words").value = "";
    at("problem").textContent = "";
    if (at("status").textContent !== say.offline) {
      at("status").textContent = "";
    }
    this.last = [];
    if (this.map) {
      this.map.startOver();
    } else {
      this.map = new Crosshair(at("map"), facts);
      this.map.onMove(() => this.judge());
      this.finder = new Finder({
        field: at("search"),
        list: at("hits"),
        places: facts.places,
        project: facts.project,
        language: say.language,
        accept: (hit) => within(facts.outline, hit.lon, hit.lat, TOLERANCE_M),
        nothing: say.no_hits,
        chosen: (hit) => {
          this.map.goTo(hit.lat, hit.lon);
          at("status").textContent = fill(say.moved_to, { name: hit.name });
          at("put").focus();
        },
      });
    }
    at("search").value = "";
    this.judge();
  }

  /** May a mark be placed where the pin stands? If not, the button is off and the reason is said. */
  judge() {
    const place = this.map.place();
    const full = this.placed >= facts.max_marks;
    let reason = "";
    if (full) {
      reason = say.full;
    } else if (place.uncertainty_m > CLEAR_M) {
      reason = say.zoom;
    } else if (!within(facts.outline, place.lon, place.lat, TOLERANCE_M)) {
      reason = say.outside;
    }
    at("hint").textContent = reason || (this.kind === "dislike" ? say.dislike_help : "");
    at("put").disabled = reason !== "";
    return reason === "";
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
    at("problem").textContent = "";
    const text = at("words").value.trim();
    this.last.push(await this.mine.place(this.step, { ...this.map.place(), ...(text && { text }) }));
    this.busy = false;
    at("words").value = "";
    at("search").value = "";
    at("status").textContent = fill(say.placed, { words: text || say.kinds[this.step] });
    await this.refresh();
  }

  async undo() {
    const uuid = this.last.pop();
    if (uuid) {
      await this.mine.remove(uuid);
      at("status").textContent = say.undone;
      await this.refresh();
    }
  }

  listAreas() {
    this.areas ??= new Areas({
      list: at("areas"),
      filter: at("area-filter"),
      map: at("area-map"),
      facts,
      chosen: (area) => {
        at("home-save").disabled = !area;
        at("area-chosen").textContent = area ? area.name : "";
      },
    });
    this.areas.show();
  }

  /** Only the id of an area leaves the page; a second answer takes the place of the first. */
  async saveHome() {
    const area = this.areas.answer;
    if (area) {
      for (const earlier of await this.mine.list("home")) {
        await this.mine.remove(earlier.uuid);
      }
      await this.mine.place("home", { area_id: area.id }, { area: area.name });
      at("status").textContent = say.home_saved;
      await this.refresh();
      this.next();
    }
  }

  async heard({ type, item, message }) {
    if (item?.uuid && item.method === "POST" && (type === "sent" || type === "refused")) {
      await this.mine.settle(item.uuid, type === "sent" ? "saved" : "refused", message);
    }
    if ((type === "refused" || type === "delayed") && message) {
      at("problem").textContent = message;
      at("status").textContent = message;
    } else if (type === "waiting") {
      at("status").textContent = say.offline;
    } else if (type === "empty" && at("status").textContent === say.offline) {
      at("status").textContent = say.all_saved;
    }
    await this.refresh();
  }

  /** Say how things stand; an answer that comes late must not overwrite a newer one. */
  async refresh() {
    this.asked = (this.asked ?? 0) + 1;
    const mine = this.asked;
    const marks = await this.mine.list();
    if (mine !== this.asked) {
      return;
    }
    const valid = marks.filter((mark) => mark.state !== "refused");
    this.placed = valid.filter((mark) => mark.kind === this.step).length;
    at("count").textContent = this.placed ? fill(say.count, { number: this.placed, most: facts.max_marks }) : "";
    at("undo").hidden = this.last.length === 0;
    if (this.map && facts.classes.includes(this.step)) {
      this.map.show(valid);
      this.judge();
    }
    const waits = marks.filter((mark) => mark.state === "waiting").length;
    at("sent-state").textContent = waits ? fill(say.some_wait, { number: waits }) : say.all_saved;
    at("sent-state").classList.toggle("good", waits === 0);
    at("mine").replaceChildren(...(marks.length ? marks.map((mark) => this.row(mark)) : [emptyRow()]));
  }

  row(mark) {
    const what = mark.area || mark.text || say.kinds[mark.kind];
    const state = { saved: say.saved, waiting: say.waiting, refused: say.refused }[mark.state];
    const words = make("span", { className: "mine-what", textContent: what });
    const note = mark.message ? `${state}: ${mark.message}` : state;
    words.append(make("br"), make("span", { className: "mine-state", textContent: note }));
    const button = make("button", { type: "button", textContent: say.remove });
    button.setAttribute("aria-label", `${say.remove}: ${what}`);
    button.addEventListener("click", async () => {
      await this.mine.remove(mark.uuid);
      at("status").textContent = say.removed;
      await this.refresh();
      at("done-title").focus();
    });
    return make("li", {}, sign(mark.kind), words, button);
  }
}

function emptyRow() {
  return make("li", { textContent: say.nothing });
}

if (facts.mode !== "tablet") {
  const store = await openStore();
  await new Phone(store, await identityFor(store, facts.code)).start();
  document.body.dataset.ready = "true";
}
