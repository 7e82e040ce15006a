/**
 * "Where is it?": big buttons of known places by group, narrowed by what is typed; addresses and farms come from the
 * server. For what is disliked only groups without dwellings are offered.
 */

import { fill, make } from "./elements.js";
import { find, matching, offered } from "./places.js";

const PATIENCE_MS = 250;
const FIRST = 6;

export class Finder {
  /**
   * @param {object} options
   * @param {HTMLInputElement} options.field
   * @param {HTMLElement} options.list where the buttons stand
   * @param {HTMLElement} options.state a live region that says how many were found
   * @param {object} options.facts of the meeting
   * @param {object} options.say words; `groups` names the groups
   * @param {(place: object) => boolean} options.accept whether a place lies where marks may
   * @param {(place: {name: string, lon: number, lat: number, m: number}) => void} options.chosen
   */
  constructor({ field, list, state, facts, say, accept, chosen }) {
    Object.assign(this, { field, list, state, facts, say, accept, chosen });
    this.order = new Intl.Collator(say.language).compare;
    this.timer = null;
    /** Counts what was looked for: an answer to something earlier, even to the same words, comes too late. */
    this.turn = 0;
    this.open = new Set();
    field.addEventListener("input", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("keydown", (event) => this.key(event));
  }

  /** The page goes on without this finder. */
  stop() {
    clearTimeout(this.timer);
  }

  /** Begin with a class of marks. */
  start(kind, typed = "") {
    if (kind !== this.kind) {
      this.open.clear();
    }
    this.kind = kind;
    this.field.value = typed;
    this.look();
  }

  look() {
    clearTimeout(this.timer);
    this.turn += 1;
    const asked = this.field.value.trim();
    this.state.textContent = "";
    if (asked === "") {
      this.showGroups();
      return;
    }
    const known = matching(offered(this.facts, this.kind), asked);
    const home = this.kind === "dislike" && matching(this.facts.places, asked).some((one) => one.group === "farm");
    this.list.replaceChildren(make("ul"));
    this.add(known);
    this.conclude(home ? this.say.no_homes : "");
    if (asked.length >= 3) {
      this.timer = setTimeout(() => this.ask(asked, known), PATIENCE_MS);
    }
  }

  async ask(asked, known) {
    const { code } = this.facts;
    const { kind, accept, turn } = this;
    const told = await find(asked, { code, kind, language: this.say.language, known, accept });
    if (told && turn === this.turn) {
      this.add(told.places);
      this.conclude(told.hint);
    }
  }

  showGroups() {
    const groups = new Map();
    for (const place of offered(this.facts, this.kind)) {
      groups.set(place.group, [...(groups.get(place.group) ?? []), place]);
    }
    this.list.replaceChildren(...[...groups].map(([group, places]) => this.section(group, places)));
    if (!groups.size) {
      this.list.append(make("p", { className: "phone-hint", textContent: this.say.no_known }));
    }
  }

  section(group, places) {
    const all = this.open.has(group) || places.length <= FIRST + 2;
    const shown = all ? [...places].sort((one, other) => this.order(one.name, other.name)) : places.slice(0, FIRST);
    const rows = make("ul", {}, ...shown.map((place) => this.row(place)));
    const heading = make("h3", { textContent: this.say.groups[group] });
    if (all) {
      return make("section", {}, heading, rows);
    }
    const more = make("button", { type: "button", className: "phone-more" });
    more.textContent = fill(this.say.show_all, { number: places.length });
    more.addEventListener("click", () => {
      this.open.add(group);
      const whole = this.section(group, places);
      more.parentElement.replaceWith(whole);
      whole.querySelector("button").focus();
    });
    return make("section", {}, heading, rows, more);
  }

  row(place) {
    const button = make("button", { type: "button" }, make("span", { textContent: place.name }));
    const detail = place.detail ?? (this.field.value.trim() ? this.say.groups_one[place.group] : "");
    if (detail) {
      button.append(make("small", { textContent: detail }));
    }
    button.addEventListener("click", () => this.chosen(place));
    return make("li", {}, button);
  }

  /** Rows that are there stay as they are: a finger may be on one of them. */
  add(places) {
    this.list.querySelector("ul")?.append(...places.map((place) => this.row(place)));
  }

  conclude(hint) {
    const number = this.list.querySelectorAll("li").length;
    this.list.querySelector(".phone-hint")?.remove();
    const said = [number ? "" : this.say.no_hits, hint].filter(Boolean).join(" ");
    if (said) {
      this.list.append(make("p", { className: "phone-hint", textContent: said }));
    }
    this.state.textContent = [number ? fill(this.say.hits, { number }) : "", said].filter(Boolean).join(" ");
  }

  key(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Escape" && this.field.value) {
      this.field.value = "";
      this.look();
      this.field.focus();
    } else if (event.key === "Enter" && event.target === this.field && this.field.value.trim() && buttons.length) {
      event.preventDefault();
      buttons[0].click();
    } else if (event.key === "ArrowDown" && buttons[at + 1]) {
      event.preventDefault();
      buttons[at + 1].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (buttons[at - 1] ?? this.field).focus();
    }
  }
}
