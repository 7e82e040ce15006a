/**
 * The workbench answers while a slider moves: the form goes to the server as it stands, one request at a time and always
 * the newest state; the server computes. A moment later the draft is stored and its doubt comes back. Without this script
 * the buttons do the same.
 */

import { View } from "./lib/selection_view.js";

const PAUSE_MS = 500;
const form = document.getElementById("bench");
const saved = document.getElementById("saved");
const view = new View(form);
let asking = false;
let asked = false;
let timer = null;
let answers = 0;
const leaving = new AbortController();

/** What the form says; empty fields say nothing. */
function body() {
  const told = new URLSearchParams();
  for (const [name, text] of new FormData(form)) {
    if (text !== "" && name !== "show-map") {
      told.append(name, text);
    }
  }
  return told;
}

async function post(address) {
  const answer = await fetch(address, { method: "POST", body: body(), cache: "no-store", signal: leaving.signal });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return answer.json();
}

async function ask() {
  if (asking) {
    asked = true;
    return;
  }
  asking = true;
  try {
    do {
      asked = false;
      view.show(await post(form.dataset.answer));
      answers += 1;
      form.dataset.answered = String(answers);
    } while (asked);
  } catch {
    saved.textContent = form.dataset.failed;
  } finally {
    asking = false;
  }
}

async function keep() {
  timer = null;
  try {
    const { doubt } = await post(form.dataset.doubt);
    if (timer === null) {
      view.showDoubt(doubt);
    }
    saved.textContent = form.dataset.saved;
    form.dataset.kept = String(answers);
  } catch {
    saved.textContent = form.dataset.failed;
  }
  if (timer === null) {
    delete form.dataset.pending;
    form.dispatchEvent(new Event("stored"));
  }
}

function later() {
  saved.textContent = "…";
  form.dataset.pending = "yes";
  document.getElementById("doubt-part")?.classList.add("stale");
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE_MS);
}

function changed(event) {
  const field = event.target;
  if (!field.name || ["show-map", "new_voice", "file"].includes(field.name)) {
    return;
  }
  if (field.dataset.reload !== undefined) {
    clearTimeout(timer);
    form.requestSubmit(form.querySelector("button[value=show]"));
    return;
  }
  if (field.dataset.live !== undefined || field.name.startsWith("leave.")) {
    ask();
  }
  later();
}

function tick(event) {
  const wanted = event.target.dataset.tick === "all";
  for (const box of form.querySelectorAll("input[name^='leave.']")) {
    box.checked = wanted;
  }
  ask();
  later();
}

/** Whether a field says something else than the server wrote into it: somebody was quicker than this script. */
function moved(field) {
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.options) {
    const given = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    return given !== undefined && !given.selected;
  }
  return field.value !== field.defaultValue;
}

/** A button stores the whole form itself: what was about to be sent is not needed any more. */
form.addEventListener("submit", () => {
  clearTimeout(timer);
  leaving.abort();
});

/** A slider says its number beside itself while it moves. */
form.addEventListener("input", ({ target }) => {
  const said = target.type === "range" ? form.querySelector(`[data-says="${CSS.escape(target.name)}"]`) : null;
  if (said) {
    said.textContent = Number(target.value).toLocaleString(document.documentElement.lang);
  }
});

const FREE = /^(change_reason|purpose_words|answer\..*|reason\..*|why\..*|scatter_[xy]|freeze_period)$/;

/** Weights are fixed: what determines the result waits for a reason, and the page says so at the first move. */
function waits({ target }) {
  if (!target.name || ["show-map", "new_voice", "file"].includes(target.name)) {
    return;
  }
  const changed = [...form.querySelectorAll("input:not([type=hidden]), select:not(#new_voice), textarea")].filter(moved);
  const fixed = changed.filter((field) => field.name !== "show-map" && !FREE.test(field.name));
  saved.textContent = changed.some((field) => field.name !== "show-map") ? form.dataset.unsaved : form.dataset.saved;
  const note = document.getElementById("fixed-note");
  if (fixed.length === 0) {
    note.replaceChildren();
  } else if (note.childElementCount === 0) {
    note.append(document.getElementById("fixed-words").content.cloneNode(true));
  }
}

/** The link of the note leads into the field, not only to its place. */
document.getElementById("fixed-note")?.addEventListener("click", (event) => {
  if (event.target.closest("a")) {
    event.preventDefault();
    document.getElementById("change_reason").focus();
  }
});

if (form.dataset.live !== "yes") {
  form.addEventListener("input", waits);
} else {
  form.addEventListener("input", changed);
  for (const button of form.querySelectorAll("[data-tick]")) {
    button.hidden = false;
    button.addEventListener("click", tick);
  }
  if ([...form.elements].some((field) => field.dataset.live !== undefined && moved(field))) {
    ask();
    later();
  }
}
