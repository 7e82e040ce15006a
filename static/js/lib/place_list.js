/** "Where is it?" for quick hands: a field with a list below it; arrows choose, Enter takes. */

import { arrange, make } from "./elements.js";
import { find, matching, offered } from "./places.js";

const PATIENCE_MS = 200;

export class PlaceList {
  /**
   * @param {object} options
   * @param {HTMLInputElement} options.field a combobox
   * @param {HTMLElement} options.list its listbox
   * @param {object} options.facts of the meeting
   * @param {object} options.say words
   * @param {() => string} options.kind class of the mark in hand
   * @param {(place: object) => boolean} options.accept whether a place lies where marks may
   * @param {(place: {name: string, lon: number, lat: number, m: number}) => void} options.chosen
   */
  constructor({ field, list, facts, say, kind, accept, chosen }) {
    Object.assign(this, { field, list, facts, say, kind, accept, chosen });
    this.places = [];
    this.active = -1;
    this.timer = null;
    this.turn = 0;
    this.rows = new Map();
    field.addEventListener("input", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    // A press on a row must not take the focus from the field before the row is chosen.
    list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  clear() {
    this.field.value = "";
    this.close();
  }

  /** Another class may not name the same places. */
  again() {
    if (!this.list.hidden) {
      this.look();
    }
  }

  close() {
    clearTimeout(this.timer);
    this.turn += 1;
    this.places = [];
    this.show("");
  }

  look() {
    clearTimeout(this.timer);
    this.turn += 1;
    const asked = this.field.value.trim();
    this.places = asked ? matching(offered(this.facts, this.kind()), asked) : [];
    this.active = this.places.length ? 0 : -1;
    this.show(asked && !this.places.length ? this.say.searching : "");
    if (asked.length >= 3) {
      this.timer = setTimeout(() => this.ask(asked), PATIENCE_MS);
    } else if (asked && !this.places.length) {
      this.show(this.say.no_hits);
    }
  }

  async ask(asked) {
    const { code } = this.facts;
    const { places: known, accept, turn } = this;
    const kind = this.kind();
    const told = await find(asked, { code, kind, language: this.say.language, known, accept });
    if (this.turn !== turn || document.activeElement !== this.field) {
      return;
    }
    // Without a connection the known places must do.
    this.places = [...known, ...(told?.places ?? [])];
    this.active = this.places.length ? Math.max(0, this.active) : -1;
    this.show([this.places.length ? "" : this.say.no_hits, told?.hint].filter(Boolean).join(" "));
  }

  show(words) {
    // A row that is there stays as it is: a finger may be on it when the server's answer comes.
    this.rows = new Map(this.places.map((place) => [place, this.rows.get(place) ?? this.row(place)]));
    const rows = [...this.rows.values()];
    rows.forEach((row, number) => {
      row.id = `hit-${number}`;
      row.setAttribute("aria-selected", String(number === this.active));
    });
    if (words) {
      const note = make("li", { className: "phone-hint", textContent: words, role: "option" });
      note.setAttribute("aria-disabled", "true");
      rows.push(note);
    }
    arrange(this.list, rows);
    this.list.hidden = rows.length === 0;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.active >= 0 && this.places.length) {
      this.field.setAttribute("aria-activedescendant", `hit-${this.active}`);
      this.list.children[this.active].scrollIntoView({ block: "nearest" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  row(place) {
    const row = make("li", { role: "option" }, make("span", { textContent: place.name }));
    if (place.detail) {
      row.append(make("small", { textContent: place.detail }));
    }
    row.addEventListener("click", () => this.take(place));
    return row;
  }

  take(place) {
    this.field.value = place.name;
    this.close();
    this.chosen(place);
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.places.length) {
      event.preventDefault();
      this.active = (this.active + step + this.places.length) % this.places.length;
      this.show("");
    } else if (event.key === "Enter" && this.places.length) {
      event.preventDefault();
      this.take(this.places[this.active]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }
}
