/** Drawing a work area: map and list are one, the lights follow every change, a proposal comes at a press. */

import { MapKeys } from "./lib/map_keys.js";
import { MapZoom } from "./lib/map_zoom.js";

const form = document.querySelector("#areas");
const map = document.querySelector("#map");
const busy = document.querySelector("#busy");
const linkMode = document.querySelector("#link-mode");
const boxes = new Map([...form.querySelectorAll("input[name=unit]")].map((box) => [box.value, box]));
const shapes = new Map([...map.querySelectorAll("[data-unit]")].map((shape) => [shape.dataset.unit, shape]));
const PAUSE_MS = 120;

let asked = 0;
let timer = 0;

function mark(id) {
  const inside = boxes.get(id).checked;
  map.querySelector(`[data-outline="${CSS.escape(id)}"]`).toggleAttribute("hidden", !inside);
  map.querySelector(`[data-tick="${CSS.escape(id)}"]`).toggleAttribute("hidden", !inside);
  shapes.get(id).setAttribute("aria-checked", String(inside));
}

/** Put the part of a fresh page in the place of the same part here; the server has escaped every word of it. */
function replace(selector, page) {
  const fresh = page.querySelector(selector);
  if (fresh) {
    document.querySelector(selector).replaceWith(document.adoptNode(fresh));
  }
}

async function fetchPart(url) {
  const answer = await fetch(url, { method: "POST", body: new FormData(form), headers: { "X-Part": "1" }, cache: "no-store" });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function look() {
  const number = ++asked;
  try {
    const page = await fetchPart(form.dataset.lights);
    if (number === asked) {
      replace("#lights", page);
      busy.textContent = "";
    }
  } catch {
    if (number === asked) {
      busy.textContent = form.dataset.failed;
    }
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE_MS);
}

async function propose(event) {
  event.preventDefault();
  const button = event.currentTarget;
  button.setAttribute("aria-disabled", "true");
  document.querySelector("#proposal").setAttribute("aria-busy", "true");
  try {
    const page = await fetchPart(form.dataset.proposal);
    replace("#proposal", page);
    busy.textContent = "";
    document.querySelector("#proposal").scrollIntoView({ block: "nearest" });
  } catch {
    busy.textContent = form.dataset.failed;
  } finally {
    button.removeAttribute("aria-disabled");
    document.querySelector("#proposal").removeAttribute("aria-busy");
  }
}

function toggle(id) {
  if (linkMode?.checked) {
    chooseForLink(id);
    return;
  }
  const box = boxes.get(id);
  if (box && !box.disabled) {
    box.checked = !box.checked;
    mark(id);
    later();
  }
}

function chooseForLink(id) {
  const [one, other] = ["one", "other"].map((name) => form.elements[name]);
  if (one.value && !other.value && one.value !== id) {
    other.value = id;
  } else {
    one.value = id;
    other.value = "";
  }
  for (const [unit, shape] of shapes) {
    shape.classList.toggle("chosen", unit === one.value || unit === other.value);
  }
}

function take(units) {
  const wanted = new Set(units);
  for (const [id, box] of boxes) {
    box.checked = wanted.has(id) && !box.disabled;
    mark(id);
  }
  look();
  document.querySelector("#draw").scrollIntoView();
}

function filter(event) {
  const text = event.target.value.trim().toLocaleLowerCase();
  for (const line of form.querySelectorAll(".unit-line")) {
    line.hidden = !line.dataset.name.toLocaleLowerCase().includes(text);
  }
}

for (const [id, shape] of shapes) {
  const box = boxes.get(id);
  shape.setAttribute("role", "checkbox");
  shape.setAttribute("aria-label", shape.querySelector("title").textContent);
  if (box.disabled) {
    shape.setAttribute("aria-disabled", "true");
  }
  shape.addEventListener("click", () => toggle(id));
  mark(id);
}
new MapZoom(map, document.querySelector("#map-tools"));
new MapKeys([...shapes.values()], (shape) => toggle(shape.dataset.unit));
form.addEventListener("change", (event) => {
  if (event.target.name === "unit") {
    mark(event.target.value);
  }
  if (event.target.name !== "name" && event.target.id !== "filter" && !event.target.closest("#links")) {
    later();
  }
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=take]");
  if (button && !form.elements.area) {
    event.preventDefault();
    take(JSON.parse(button.value)[0]);
  }
});
document.querySelector("#propose").addEventListener("click", propose);
document.querySelector("#filter-line").hidden = false;
document.querySelector("#filter").addEventListener("input", filter);
document.querySelector(".without-script").hidden = true;
if (linkMode) {
  document.querySelector("#link-mode-line").hidden = false;
  linkMode.addEventListener("change", () => {
    map.classList.toggle("linking", linkMode.checked);
    shapes.forEach((shape) => shape.classList.remove("chosen"));
  });
}
