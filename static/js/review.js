/**
 * The queue by keyboard: every key presses a button or link that is on the page anyway, and the parts that change are
 * taken from the page that the server answers with, so that the map stays and the hands stay on the keys.
 */

import { data, sign } from "./lib/elements.js";
import { groundMap } from "./lib/ground.js";

const PARTS = ["review-hand", "review-rest", "review-progress", "review-batch"];
const CLOSE = 16;
const page = document.querySelector(".review");
const ground = data("review-ground");
const say = data("review-words");
const at = (id) => document.getElementById(id);

class HandMap {
  constructor(element) {
    this.element = element;
    this.map = groundMap(element, ground, { scrollWheelZoom: false, keyboard: false });
    this.shown = L.layerGroup().addTo(this.map);
  }

  show(hand) {
    this.shown.clearLayers();
    this.element.hidden = !hand;
    if (!hand) {
      return;
    }
    const place = [Number(hand.dataset.lat), Number(hand.dataset.lon)];
    const icon = L.divIcon({ html: sign(hand.dataset.kind), className: "mark-icon", iconSize: [24, 24] });
    L.circle(place, {
      radius: Number(hand.dataset.uncertainty),
      interactive: false,
      color: "#17292b",
      weight: 1,
      fillOpacity: 0.12,
    }).addTo(this.shown);
    L.marker(place, { icon, interactive: false, keyboard: false }).addTo(this.shown);
    this.map.invalidateSize();
    this.map.setView(place, CLOSE, { animate: false });
  }
}

const map = new HandMap(at("review-map"));
map.show(document.querySelector(".hand"));
let busy = false;

async function go(address, options = {}) {
  if (busy) {
    return;
  }
  busy = true;
  page.classList.add("busy");
  try {
    const answer = await fetch(address, { cache: "no-store", ...options });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) {
      throw new Error(fresh.querySelector("main")?.textContent.replace(/\s+/g, " ").trim() || say.failed);
    }
    if (!fresh.getElementById("review-hand")) {
      location.assign(answer.url);
      return;
    }
    swap(fresh);
    history.replaceState(null, "", answer.url);
  } catch (problem) {
    tell(problem instanceof TypeError ? say.failed : problem.message);
  } finally {
    busy = false;
    page.classList.remove("busy");
  }
}

function swap(fresh) {
  for (const id of PARTS) {
    at(id).replaceWith(document.adoptNode(fresh.getElementById(id)));
  }
  map.show(document.querySelector(".hand"));
  at("review-hand").focus({ preventScroll: true });
  at("review-told").textContent = at("review-progress").textContent.trim();
}

function tell(message) {
  at("review-told").textContent = message;
  const old = document.querySelector(".review-problem");
  old?.remove();
  const told = document.createElement("p");
  told.className = "notice danger review-problem";
  told.textContent = message;
  at("review-hand").prepend(told);
}

page.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-nav]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(link.href);
  }
});

page.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") {
    return;
  }
  event.preventDefault();
  const body = new FormData(form);
  if (event.submitter?.name) {
    body.set(event.submitter.name, event.submitter.value);
  }
  go(form.action, { method: "POST", body });
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [role=application]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
    return;
  }
  const keys = { ArrowDown: "j", ArrowUp: "k" };
  const key = keys[event.key] ?? event.key.toLowerCase();
  const found = [...page.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && usable(one));
  if (found) {
    event.preventDefault();
    found.click();
  }
});

/** Reasons count only while they are unfolded: a digit pressed by mistake deletes nothing. */
function usable(element) {
  const folded = element.closest("details:not([open])");
  return !element.disabled && (!folded || element.localName === "summary");
}

page.dataset.keys = "on";
