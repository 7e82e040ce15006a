/** Puts an answer of the workbench into its place: classes and ranks on the map, bars, rows, sentences. */

import { make } from "./elements.js";

const SIGNS = { always: "●", contested: "◐", never: "○" };

function byData(selector, key) {
  return new Map([...document.querySelectorAll(selector)].map((element) => [element.dataset[key], element]));
}

function put(element, text) {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}

const OUTSIDE = { tone: "out", rank: null };
const LATEST_MS = 300;

/** The class of a territory that came with the page; others beside it say whose card is open and which are chosen. */
function toneOf(area) {
  return [...area.classList].find((name) => name !== "asked" && name !== "chosen");
}

function soon(act) {
  requestAnimationFrame(() =>
    "requestIdleCallback" in window ? requestIdleCallback(act, { timeout: LATEST_MS }) : setTimeout(act),
  );
}

/** What stands in the way must be seen: nothing that holds it stays folded. */
function unfold(element) {
  for (let around = element.closest("details:not([open])"); around; around = around.closest("details:not([open])")) {
    around.open = true;
  }
}

export class View {
  /** `drawn` hears when the rows have followed the map. */
  constructor(form, { drawn }) {
    this.form = form;
    this.drawn = drawn;
    this.areas = byData("#map [data-unit]", "unit");
    this.numbers = byData("#map [data-number]", "number");
    this.table = document.getElementById("table");
    this.rows = new Map(
      [...byData("#table [data-row]", "row")].map(([id, row]) => [
        id,
        {
          row,
          rank: row.querySelector("[data-key=rank]"),
          index: row.querySelector("[data-index]"),
          over: row.querySelector("[data-over]"),
          doubt: row.querySelector("[data-doubt]"),
          chosen: row.querySelector("[data-chosen]"),
          interval: row.querySelector("[data-interval]"),
        },
      ]),
    );
    this.bars = [...document.querySelectorAll("#histogram rect")];
    this.tones = new Map();
    this.waiting = null;
    this.troubles = byData("[data-trouble]", "trouble");
  }

  show(answer) {
    this.showTroubles(answer.troubles);
    this.showLines(answer.lines);
    put(document.querySelector("[data-consistency]"), answer.consistency ?? "");
    this.form.classList.toggle("stale", !answer.units);
    if (answer.units) {
      put(document.getElementById("summary"), answer.summary);
      put(document.getElementById("chosen-line"), answer.chosen);
      this.showUnits(answer.units, answer.most);
      this.showBars(answer.bars);
      this.showRowsSoon(answer);
    }
  }

  /** The map is painted first; the table follows when the browser has a moment, always with the newest answer. */
  showRowsSoon(answer) {
    const asked = this.waiting !== null;
    this.waiting = answer;
    if (asked) {
      return;
    }
    soon(() => {
      const { units, most } = this.waiting;
      this.waiting = null;
      for (const [id, cells] of this.rows) {
        this.showRow(cells, units[id], most);
      }
      this.table?.dispatchEvent(new Event("ranked"));
      this.drawn();
    });
  }

  /** A sentence stands beside the field it is about; where there is no such place, beside the sliders. */
  showTroubles(troubles) {
    const loose = Object.keys(troubles).filter((field) => !this.troubles.has(field));
    for (const [field, element] of this.troubles) {
      const text = troubles[field] ?? (field === "weights" && loose.length ? troubles[loose[0]] : "");
      element.hidden = text === "";
      put(element, text);
      if (text !== "") {
        unfold(element);
      }
    }
  }

  showLines(lines) {
    for (const [id, line] of Object.entries(lines)) {
      const card = document.querySelector(`[data-criterion="${CSS.escape(id)}"]`);
      const row = document.querySelector(`[data-criterion-row="${CSS.escape(id)}"]`);
      put(card?.querySelector("[data-share]"), line.share);
      put(card?.querySelector("[data-spread]"), line.spread);
      put(row?.querySelector("[data-share]"), line.share);
      put(row?.querySelector("[data-influence]"), line.influence);
    }
  }

  /** Only what changed since the last answer is touched. */
  showUnits(units, most) {
    for (const [id, area] of this.areas) {
      const unit = units[id] ?? OUTSIDE;
      const before = this.tones.get(id) ?? { tone: toneOf(area), rank: undefined };
      const number = this.numbers.get(id);
      if (before.tone !== unit.tone) {
        area.classList.replace(before.tone, unit.tone);
        number?.classList.replace(before.tone, unit.tone);
      }
      area.classList.toggle("chosen", unit.rank !== null && unit.rank <= most);
      if (before.rank !== unit.rank) {
        put(number, unit.rank === null ? "" : String(unit.rank));
      }
      this.tones.set(id, unit);
    }
  }

  showRow(cells, unit, most) {
    cells.row.hidden = !unit;
    if (!unit) {
      return;
    }
    put(cells.rank, unit.rank === null ? "–" : String(unit.rank));
    cells.rank.dataset.value = unit.rank ?? "";
    put(cells.index, unit.index);
    cells.index.classList.toggle("nodata-mark", unit.rank === null);
    put(cells.over, unit.over);
    cells.row.classList.toggle("chosen", unit.rank !== null && unit.rank <= most);
  }

  showBars(bars) {
    document.getElementById("histogram").hidden = bars.length === 0;
    bars.forEach((bar, place) => {
      const rect = this.bars[place];
      const height = bar.height * 0.58;
      rect.setAttribute("y", String(60 - height));
      rect.setAttribute("height", String(height));
      rect.setAttribute("class", bar.tone);
      put(rect.querySelector("title"), bar.title);
    });
  }

  showDoubt(doubt) {
    document.getElementById("doubt-part")?.classList.remove("stale");
    if (!doubt || !document.getElementById("doubt-sentences")) {
      return;
    }
    for (const [id, area] of this.areas) {
      const one = doubt.units[id];
      area.dataset.verdict = one?.verdict ?? "";
      area.dataset.near = one?.near ? "yes" : "no";
    }
    for (const [id, cells] of this.rows) {
      const one = doubt.units[id];
      const told = one ? `${SIGNS[one.verdict]}\u00a0${one.told}${one.near ? `, ${one.near_told}` : ""}` : "";
      put(cells.doubt, told);
      put(cells.chosen, one?.share ?? "");
      put(cells.interval, one?.interval ?? "");
    }
    this.table?.classList.toggle("few-units", doubt.few);
    put(document.getElementById("doubt-drawn"), doubt.drawn.join(" "));
    const told = doubt.sentences.map((text, place) => make("li", { textContent: text, className: place ? "" : "lead" }));
    document.getElementById("doubt-sentences").replaceChildren(...told);
    const out = doubt.left_out.map(({ title, entering, leaving }) => {
      const head = make("th", { textContent: title, scope: "row" });
      return make("tr", {}, head, make("td", { textContent: entering }), make("td", { textContent: leaving }));
    });
    document.getElementById("left-out").replaceChildren(...out);
  }
}
