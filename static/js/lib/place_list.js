/** "Where is it?" for quick hands: a field with a list below it; arrows choose, Enter takes. */

import { make } from "./elements.js";

const PATIENCE_MS = 200;
const MOST = 8;

function plain(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

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
    field.addEventListener("input", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    // A press on a row must not take the focus from the field before the row is chosen.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
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
    this.places = [];
    this.show("");
  }

  look() {
    clearTimeout(this.timer);
    const asked = this.field.value.trim();
    const all = this.kind() === "dislike" ? this.public : this.facts.places;
    const wanted = plain(asked);
    const fits = asked ? all.filter((place) => plain(place.name).includes(wanted)) : [];
    const begins = (place) => plain(place.name).startsWith(wanted);
    this.places = [...fits.filter(begins), ...fits.filter((place) => !begins(place))].slice(0, MOST);
    this.active = this.places.length ? 0 : -1;
    this.show(asked && !this.places.length ? this.say.searching : "");
    if (asked.length >= 3) {
      this.timer = setTimeout(() => this.ask(asked), PATIENCE_MS);
    } else if (asked && !this.places.length) {
      this.show(this.say.no_hits);
    }
  }

  /** For what is disliked only places without dwellings may be named. */
  get public() {
    return this.facts.places.filter((place) => this.facts.no_dwelling.includes(place.group));
  }

  async ask(asked) {
    const query = new URLSearchParams({ q: asked, class: this.kind() });
    let told = {};
    try {
      const answer = await fetch(`/api/v1/meetings/${encodeURIComponent(this.facts.code)}/places?${query}`, {
        credentials: "omit",
        headers: { "Accept-Language": this.say.language },
      });
      told = answer.ok ? await answer.json() : {};
    } catch {
      // The known places must do until the connection is back.
    }
    if (this.field.value.trim() !== asked || document.activeElement !== this.field) {
      return;
    }
    const names = new Set(this.places.map((place) => place.name));
    const more = (told.places ?? []).filter((place) => !names.has(place.name) && this.accept(place));
    this.places = [...this.places, ...more].slice(0, MOST);
    this.active = this.places.length ? Math.max(0, this.active) : -1;
    this.show([this.places.length ? "" : this.say.no_hits, told.hint].filter(Boolean).join(" "));
  }

  show(words) {
    const rows = this.places.map((place, number) => {
      const row = make("li", { id: `hit-${number}`, role: "option" }, make("span", { textContent: place.name }));
      row.setAttribute("aria-selected", String(number === this.active));
      if (place.detail) {
        row.append(make("small", { textContent: place.detail }));
      }
      row.addEventListener("click", () => this.take(number));
      return row;
    });
    if (words) {
      const note = make("li", { className: "phone-hint", textContent: words, role: "option" });
      note.setAttribute("aria-disabled", "true");
      rows.push(note);
    }
    this.list.replaceChildren(...rows);
    this.list.hidden = rows.length === 0;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.active >= 0 && this.places.length) {
      this.field.setAttribute("aria-activedescendant", `hit-${this.active}`);
      this.list.children[this.active].scrollIntoView({ block: "nearest" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  take(number) {
    const place = this.places[number];
    if (place) {
      this.field.value = place.name;
      this.close();
      this.chosen(place);
    }
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.places.length) {
      event.preventDefault();
      this.active = (this.active + step + this.places.length) % this.places.length;
      this.show("");
    } else if (event.key === "Enter" && this.places.length) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }
}
