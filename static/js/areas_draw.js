/** Drawing a work area: map and list are one, the lights follow every change, a proposal comes at a press. */

import { moved } from "./lib/fields.js";
import { lifted } from "./lib/finger.js";
import { UnitMap } from "./lib/unit_map.js";

const form = document.querySelector("#areas");
const busy = document.querySelector("#busy");
const linkMode = document.querySelector("#link-mode");
const PAUSE_MS = 120;

let asked = 0;
let timer = 0;

/** Put the part of a fresh page in the place of the same part here; the server has escaped every word of it. */
function replace(selector, page) {
  const fresh = page.querySelector(selector);
  const here = document.querySelector(selector);
  if (fresh) {
    const [fold, open] = [fresh.querySelector("details"), here.querySelector("details")];
    fold?.toggleAttribute("open", open?.open ?? fold.open);
    const focused = open?.contains(document.activeElement);
    here.replaceWith(document.adoptNode(fresh));
    if (focused) {
      fold?.querySelector("summary").focus({ preventScroll: true });
    }
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
    await lifted();
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
  if (button.hasAttribute("aria-disabled")) {
    return;
  }
  button.setAttribute("aria-disabled", "true");
  const seen = window.scrollY;
  document.querySelector("#proposal").setAttribute("aria-busy", "true");
  try {
    const page = await fetchPart(form.dataset.proposal);
    await lifted();
    // Who went on to something else meanwhile is not fetched back.
    const stayed = window.scrollY === seen;
    replace("#proposal", page);
    busy.textContent = "";
    if (stayed) {
      document.querySelector("#proposal").scrollIntoView({ block: "nearest" });
    }
  } catch {
    busy.textContent = form.dataset.failed;
  } finally {
    button.removeAttribute("aria-disabled");
    document.querySelector("#proposal").removeAttribute("aria-busy");
  }
}

/** While links are changed a click names one of the two units, and chooses none. */
function chooseForLink(id) {
  if (!linkMode?.checked) {
    return false;
  }
  const [one, other] = ["one", "other"].map((name) => form.elements[name]);
  if (one.value && !other.value && one.value !== id) {
    other.value = id;
  } else {
    one.value = id;
    other.value = "";
  }
  for (const [unit, shape] of units.shapes) {
    shape.classList.toggle("chosen", unit === one.value || unit === other.value);
  }
  return true;
}

const units = new UnitMap(form, { changed: later, instead: chooseForLink });
form.addEventListener("change", (event) => {
  if (event.target.name !== "name" && event.target.id !== "filter" && !event.target.closest("#links")) {
    later();
  }
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=take]");
  if (button && !form.elements.area) {
    event.preventDefault();
    units.take(JSON.parse(button.value)[0]);
    document.querySelector("#draw").scrollIntoView();
  }
});
document.querySelector("#propose").addEventListener("click", propose);
if (linkMode) {
  document.querySelector("#link-mode-line").hidden = false;
  linkMode.addEventListener("change", () => {
    units.map.classList.toggle("linking", linkMode.checked);
    units.shapes.forEach((shape) => shape.classList.remove("chosen"));
  });
}
// Ticked or typed before this script came.
if ([...form.querySelectorAll("[name=unit], .limits [name]")].some(moved)) {
  later();
}
