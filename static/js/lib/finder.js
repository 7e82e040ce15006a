/** "Where is it?": the list of known places first, then addresses from the server; choosing one moves the map there. */

import { make } from "./elements.js";

const PATIENCE_MS = 250;
const MOST = 8;

function plain(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

export class Finder {
  /**
   * @param {object} options
   * @param {HTMLInputElement} options.field
   * @param {HTMLElement} options.list
   * @param {{name: string, lon: number, lat: number}[]} options.places known places
   * @param {string} options.project
   * @param {(hit: {lon: number, lat: number}) => boolean} options.accept whether a hit lies where marks may
   * @param {string} options.nothing what to say when nothing is found
   * @param {(hit: {name: string, lon: number, lat: number}) => void} options.chosen
   */
  constructor({ field, list, places, project, language, accept, nothing, chosen }) {
    Object.assign(this, { field, list, places, project, language, accept, nothing, chosen });
    this.timer = null;
    this.hint = "";
    /** What the list answers; null when it is closed, so that a late answer does not open it again. */
    this.asked = null;
    field.addEventListener("input", () => this.look());
    field.addEventListener("focus", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event));
    this.gone = new AbortController();
    const outside = (event) => list.contains(event.target) || event.target === field || this.close();
    document.addEventListener("pointerdown", outside, { signal: this.gone.signal });
  }

  /** The page goes on without this finder. */
  stop() {
    this.close();
    this.gone.abort();
  }

  look() {
    clearTimeout(this.timer);
    const asked = this.field.value.trim();
    const known = this.known(asked);
    this.asked = asked;
    this.show(known, asked !== "" && known.length === 0);
    if (asked.length >= 3) {
      this.timer = setTimeout(() => this.ask(asked, known), PATIENCE_MS);
    }
  }

  known(asked) {
    const wanted = plain(asked);
    return this.places.filter((place) => plain(place.name).includes(wanted)).slice(0, MOST);
  }

  async ask(asked, known) {
    let found = [];
    try {
      const query = new URLSearchParams({ q: asked, project: this.project });
      const answer = await fetch(`/api/v1/search?${query}`, {
        credentials: "omit",
        headers: { "Accept-Language": this.language },
      });
      const told = answer.ok ? await answer.json() : {};
      found = places(told);
      this.hint = told.hint || "";
    } catch {
      return;
    }
    if (this.field.value.trim() === asked && this.asked === asked) {
      const names = new Set(known.map((place) => place.name));
      const more = found.filter((hit) => !names.has(hit.name) && this.accept(hit));
      this.add(more.slice(0, MOST - known.length), known.length === 0);
    }
  }

  show(hits, sayNothing) {
    this.list.replaceChildren();
    this.add(hits, sayNothing);
  }

  /** Rows that are there stay as they are: a finger may be on one of them. */
  add(hits, sayNothing) {
    const rows = hits.map((hit) => {
      const button = make("button", { type: "button", textContent: hit.name });
      if (hit.detail) {
        button.append(make("small", { textContent: hit.detail }));
      }
      button.addEventListener("click", () => this.choose(hit));
      return make("li", {}, button);
    });
    this.list.querySelector(".phone-hint")?.remove();
    if (!rows.length && sayNothing) {
      rows.push(make("li", { className: "phone-hint", textContent: [this.nothing, this.hint].filter(Boolean).join(" ") }));
    }
    this.list.append(...rows);
    const shown = this.list.children.length > 0;
    this.list.hidden = !shown;
    this.field.setAttribute("aria-expanded", String(shown));
  }

  choose(hit) {
    this.field.value = hit.name;
    this.close();
    this.chosen(hit);
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
  }

  key(event) {
    const first = this.list.querySelector("button");
    if (event.key === "Escape") {
      this.close();
    } else if (event.key === "Enter" && first && !this.list.hidden) {
      event.preventDefault();
      first.click();
    } else if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    }
  }
}

/** The hits of the search answer that have a place. */
function places(answer) {
  return (answer.hits ?? [])
    .filter((hit) => Number.isFinite(hit.lon) && Number.isFinite(hit.lat))
    .map((hit) => ({ name: hit.title, detail: hit.detail, lon: hit.lon, lat: hit.lat }));
}
