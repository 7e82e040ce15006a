/** Marks of one class: chosen in the list, refined on the map, taken back, changed, moved, removed. */

import { fill, focusAfterwards, sign } from "./elements.js";
import { Finder } from "./finder.js";
import { once } from "./once.js";
import { OwnMarks } from "./own_marks.js";
import { at, facts, press, say, shared, viewOf } from "./page.js";
import { Picture } from "./picture.js";
import { Placing } from "./placing.js";
import { Walk } from "./walk.js";

export class Marking {
  constructor(phone) {
    this.phone = phone;
    this.editing = null;
    this.placing = new Placing({ facts, say, moved: () => this.judge() });
    const tell = (words) => phone.tell(words);
    this.picture = facts.photos ? new Picture({ store: shared ? null : phone.store, say, code: facts.code, tell }) : null;
    this.walk = this.picture && !shared ? new Walk(this) : null;
    this.own = new OwnMarks({
      list: at("mine"),
      say,
      longest: facts.max_text,
      remove: (mark) => this.remove(mark),
      reword: (mark, text) => this.reword(mark, text),
      move: facts.problem ? null : (mark) => this.move(mark),
    });
    this.finder = new Finder({
      field: at("search"),
      list: at("places"),
      state: at("search-state"),
      facts,
      say,
      accept: (place) => this.placing.accept(place),
      chosen: (place) => this.choose(place),
    });
    this.listen();
  }

  listen() {
    const { flow } = this.phone;
    press("put", () => this.put());
    press("undo", once(() => this.undo()));
    press("show-map", () => this.choose(null));
    press("to-list", () => this.phone.go(this.phone.step, { view: this.editing ? "done" : viewOf(this.phone.step) }));
    at("search").addEventListener("input", () => flow.note({ search: at("search").value }));
    at("words").addEventListener("input", () => flow.note({ words: at("words").value }));
    at("words").addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault(); // the same key must not press the button it comes to
        at("put").focus();
      }
    });
  }

  stop() {
    this.placing.stop();
    this.finder.stop();
  }

  openList(search) {
    this.phone.progress("progress");
    at("question").replaceChildren(sign(this.phone.step), say.kinds[this.phone.step]);
    at("question-head").dataset.kind = this.phone.step;
    at("ask").textContent = facts.questions[this.phone.step] ?? "";
    at("search-hint").textContent = this.phone.step === "dislike" ? say.search_public : say.search_any;
    this.finder.start(this.phone.step, search);
  }

  async choose(place) {
    const { step } = this.phone;
    const placed = await this.placed();
    if (step !== this.phone.step || this.phone.view !== "list") {
      return; // gone on meanwhile
    }
    if (placed >= facts.max_marks) {
      this.phone.tell(say.full);
      at("count").scrollIntoView?.({ block: "nearest" });
      return;
    }
    await this.openPlace(place);
  }

  async openPlace(place, { words, view, push = true } = {}) {
    if (words !== undefined) {
      at("words").value = words ?? "";
    }
    at("to-list").setAttribute("aria-label", this.editing ? say.cancel : say.to_list);
    at("put").textContent = this.editing ? say.keep_place : say.here;
    at("put").disabled = true; // until the map stands there and says whether a mark may, too
    const mine = (this.opening = {});
    this.placing.begin({ kind: this.phone.step, place });
    this.phone.show("place", push);
    await this.phone.flow.note({ step: this.phone.step, view: "place", place, editing: this.editing?.uuid ?? null });
    await this.picture?.open();
    const marks = (await this.phone.mine.list()).filter((mark) => mark.state !== "refused" && mark.uuid !== this.editing?.uuid);
    if (mine === this.opening && this.phone.view === "place") {
      await this.placing.open({ marks, view });
    }
    if (mine === this.opening) {
      this.opening = null;
      this.judge();
    }
  }

  /** May a mark be placed where the pin stands? If not, the button is off and the reason is said. */
  judge() {
    if (this.phone.view !== "place" || this.opening) {
      return false;
    }
    const reason = this.placing.refusal;
    const hint = reason || this.placing.advice;
    if (at("hint").textContent !== hint) {
      at("hint").textContent = hint;
    }
    at("put").disabled = reason !== "" || Boolean(this.busy);
    if (this.placing.map) {
      this.phone.flow.note({ map: this.placing.map.view });
    }
    return reason === "";
  }

  async placed() {
    return (await this.phone.mine.list(this.phone.step)).filter((mark) => mark.state !== "refused").length;
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

  /** What is kept is what stood there when the button was pressed, wherever the person goes meanwhile. */
  async keep() {
    at("put").disabled = true;
    const text = at("words").value.trim();
    const { editing } = this;
    const { step } = this.phone;
    const { spot, name } = this.placing;
    at("words").value = "";
    const picture = await this.picture?.take();
    let uuid = editing?.uuid;
    if (editing) {
      await this.phone.mine.change(uuid, { ...spot, text, name });
    } else {
      uuid = await this.phone.mine.place(step, { ...spot, ...(text && { text }) }, { name });
    }
    if (picture) {
      await this.phone.mine.addPhoto(uuid, picture).catch(() => this.phone.tell(say.photo_no_room));
    }
    this.busy = false;
    await this.phone.flow.note({ words: at("words").value });
    await this.phone.refresh(); // before another screen says that everything is saved
    if (this.phone.view === "place" && this.phone.step === step) {
      await this.phone.go(step, { view: editing ? "done" : "list" });
    }
    this.phone.tell(fill(say.placed, { words: text || name || say.kinds[step] }));
    if (this.walk?.files.length && !editing) {
      await this.walk.next();
    }
  }

  /** One press takes back one mark, however quickly it is followed by another. */
  async undo() {
    const focus = focusAfterwards();
    const [last] = (await this.phone.mine.list(this.phone.step)).slice(-1);
    if (last) {
      await this.phone.mine.remove(last.uuid);
      await this.phone.refresh();
      this.phone.tell(say.undone);
      focus(at("question"));
    }
  }

  async remove(mark) {
    const focus = focusAfterwards();
    await (mark.state === "refused" ? this.phone.mine.drop(mark.uuid) : this.phone.mine.remove(mark.uuid));
    this.phone.tell(say.removed);
    await this.phone.refresh();
    focus(at("done-title"));
  }

  async reword(mark, text) {
    const focus = focusAfterwards();
    await this.phone.mine.change(mark.uuid, { ...mark, text });
    await this.phone.refresh();
    this.phone.tell(say.changed);
    focus(at("done-title"));
  }

  async move(mark) {
    this.phone.step = mark.kind;
    this.editing = mark;
    const place = { name: mark.name ?? mark.text ?? "", lat: mark.lat, lon: mark.lon, m: mark.uncertainty_m ?? 15 };
    await this.openPlace(place, { words: mark.text ?? "" });
  }
}
