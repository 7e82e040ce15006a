/** The page of a running meeting: figures, map and list follow the meeting by themselves. */

import { data, make, sign } from "./lib/elements.js";
import { lifted } from "./lib/finger.js";
import { groundMap } from "./lib/ground.js";
import { morph } from "./lib/rows.js";

const EVERY_MS = 3000;
const LONGEST_MS = 30000;
const settings = data("settings");
const say = settings.words;
const at = (id) => document.getElementById(id);
const page = document.querySelector(".meeting");
const address = `/api/v1/meetings/${encodeURIComponent(page.dataset.meeting)}/changes`;
const list = at("marks");

class MarkMap {
  constructor(element) {
    this.map = groundMap(element, settings, { scrollWheelZoom: false });
    this.signs = new Map();
    this.classes = [...document.querySelectorAll("[data-count]")].map((one) => one.dataset.count);
  }

  put(mark) {
    this.drop(mark.uuid);
    if (mark.state === "hidden") {
      return;
    }
    const icon = L.divIcon({
      html: sign(mark.kind),
      className: mark.state === "approved" ? "mark-icon settled" : "mark-icon",
      iconSize: [24, 24],
    });
    const marker = L.marker([mark.lat, mark.lon], { icon, title: say.kinds[mark.kind], alt: say.kinds[mark.kind] });
    marker.on("click keypress", () => at(`mark-${mark.uuid}`)?.scrollIntoView({ block: "center" }));
    this.signs.set(mark.uuid, marker.addTo(this.map));
  }

  drop(uuid) {
    this.signs.get(uuid)?.remove();
    this.signs.delete(uuid);
  }

  /** Show how many marks of each class stand where, instead of single ones. */
  count(cells) {
    [...this.signs.keys()].forEach((key) => this.drop(key));
    for (const cell of cells) {
      const title = `${say.kinds[cell.kind]}: ${cell.number}`;
      const html = make("span", { className: "mark-count" });
      html.append(sign(cell.kind), String(cell.number));
      // Classes of one place stand beside each other.
      const turn = this.classes.indexOf(cell.kind);
      const corner = [turn % 2 ? 0 : 26, turn > 1 ? 0 : 40];
      const icon = L.divIcon({ html, className: "mark-icon", iconSize: [26, 40], iconAnchor: corner });
      const marker = L.marker([cell.lat, cell.lon], { icon, title, alt: title, keyboard: false });
      this.signs.set(`${cell.kind}/${cell.lat}/${cell.lon}`, marker.addTo(this.map));
    }
  }
}

const map = new MarkMap(at("map"));
data("marks-now").forEach((mark) => map.put(mark));

let seq = Number(page.dataset.seq);
let pause = EVERY_MS;
let many = false;
let drawn = Promise.resolve();

/** Show counts where there are too many marks to list them; without any the list begins anew. */
function count(cells) {
  many = cells.length > 0;
  at("many").hidden = !many;
  list.replaceChildren();
  map.count(cells);
}

if (data("cells-now").length) {
  count(data("cells-now"));
}

function tell(figures) {
  at("people").textContent = figures.people;
  at("waiting").textContent = figures.waiting;
  for (const [kind, number] of Object.entries(figures.counts)) {
    // A class that this meeting does not ask has no line on the page.
    document.querySelector(`[data-count="${kind}"]`)?.replaceChildren(String(number));
  }
}

/** Changed rows as the server draws them, one answer after another: none may come over a newer one. */
function redraw(since) {
  drawn = drawn.catch(() => null).then(() => drawRows(since));
  return drawn;
}

/** The server describes a row, so that it is described in one place only. */
async function drawRows(since) {
  const answer = await fetch(`${location.pathname}/rows?since=${since}`, { cache: "no-store" });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  await lifted();
  for (const row of fresh.querySelectorAll(".mark-row")) {
    const old = at(row.id);
    if (old) {
      morph(old, row);
    } else {
      insert(document.adoptNode(row));
    }
  }
}

/** Rows stand by their random ids, so that the list tells no order. */
function insert(row) {
  const after = [...list.children].find((other) => other.dataset.uuid > row.dataset.uuid);
  list.insertBefore(row, after ?? null);
}

async function follow() {
  try {
    const answer = await fetch(`${address}?since=${seq}`, { cache: "no-store" });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const figures = await answer.json();
    await lifted();
    tell(figures);
    if (many && !figures.cells.length) {
      count([]);
      seq = 0;
      setTimeout(follow, 0);
      return;
    }
    if (figures.cells.length && (!many || figures.seq !== seq)) {
      count(figures.cells);
    }
    figures.marks.forEach((mark) => map.put(mark));
    for (const uuid of figures.gone) {
      map.drop(uuid);
      at(`mark-${uuid}`)?.remove();
    }
    if (figures.marks.length) {
      await redraw(seq);
    }
    seq = figures.seq;
    at("no-marks").hidden = many || list.children.length > 0;
    at("live").textContent = say.live;
    pause = EVERY_MS;
  } catch {
    at("live").textContent = say.lost;
    pause = Math.min(pause * 2, LONGEST_MS);
  }
  setTimeout(follow, document.hidden ? LONGEST_MS : pause);
}

/** A decision is sent without leaving the page; without a script the form does the same. */
list.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  event.preventDefault();
  const body = new FormData(form);
  body.set(button.name, button.value);
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    await redraw(seq);
  } catch {
    button.disabled = false;
    form.append(make("p", { className: "notice warning", role: "alert", textContent: say.failed }));
  }
});

follow();
