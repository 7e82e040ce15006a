/**
 * The why-card of a territory opens beside the map: the same page that works without this script, its main part taken
 * into a panel. What is still on its way to the server is stored first, so that card and map speak of the same draft.
 */

import { make } from "./lib/elements.js";
import { Card } from "./lib/territory_card.js";

const panel = document.getElementById("unit-card");
const map = document.getElementById("map");
const form = document.getElementById("bench");
let place = null;
let asked = null;

const card = new Card(panel, { url: panel.dataset.url, words: { failed: panel.dataset.failed }, onClose: closed });

function mark(unit) {
  map?.querySelector("path.asked")?.classList.remove("asked");
  map?.querySelector(`path[data-unit="${CSS.escape(unit)}"]`)?.classList.add("asked");
}

/** Two headings of one id would answer to one name: those of the card get their own. */
function rename() {
  for (const element of panel.querySelectorAll("[data-card-body] [id]")) {
    element.id = `card-${element.id}`;
  }
  for (const link of panel.querySelectorAll("[data-card-body] a[href^='#']")) {
    link.setAttribute("href", `#card-${link.getAttribute("href").slice(1)}`);
  }
  for (const name of ["aria-labelledby", "aria-describedby"]) {
    for (const element of panel.querySelectorAll(`[data-card-body] [${name}]`)) {
      element.setAttribute(name, `card-${element.getAttribute(name)}`);
    }
  }
}

/** The page has its own first heading: that of the card stands one level below it. */
function title() {
  const first = panel.querySelector("[data-card-body] h1");
  if (!first) {
    return;
  }
  const focused = document.activeElement === first;
  const second = make("h2", { className: "card-title", tabIndex: -1 }, ...first.childNodes);
  first.replaceWith(second);
  if (focused) {
    second.focus({ preventScroll: true });
  }
}

function stored() {
  if (form?.dataset.pending === undefined) {
    return Promise.resolve();
  }
  return new Promise((done) => form.addEventListener("stored", done, { once: true }));
}

async function open(unit) {
  asked = unit;
  place ??= window.scrollY;
  document.body.classList.add("card-open");
  mark(unit);
  map?.scrollIntoView({ block: "nearest" });
  await stored();
  if (asked !== unit || !(await card.open(unit))) {
    return;
  }
  panel.querySelector("[data-card-body] .back")?.remove();
  rename();
  title();
}

function closed() {
  asked = null;
  document.body.classList.remove("card-open");
  map?.querySelector("path.asked")?.classList.remove("asked");
  window.scrollTo({ top: place ?? window.scrollY });
  place = null;
}

/** The territory that a link leads to, when it is a card of this selection. */
function unitOf(link) {
  const [before, after] = panel.dataset.url.split("ID");
  const path = link.getAttribute("href") ?? "";
  return path.startsWith(before) && path.endsWith(after)
    ? decodeURIComponent(path.slice(before.length, path.length - after.length))
    : null;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#table a, #unit-card a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  const unit = unitOf(link);
  if (unit) {
    event.preventDefault();
    open(unit);
  }
});
