/**
 * The workbench answers while a slider moves: the form goes to the server as it stands, one request at a time and always
 * the newest state; the server computes. A moment later the draft is stored and its doubt comes back. Without this script
 * the buttons do the same.
 */

import { moved } from "./lib/fields.js";
import { lifted } from "./lib/finger.js";
import { View } from "./lib/selection_view.js";

const PAUSE_MS = 500;
const ASIDE = ["show-map", "new_voice", "file"];
const form = document.getElementById("bench");
const saved = document.getElementById("saved");
const view = new View(form, { drawn: settle });
let asking = false;
let asked = false;
let timer = null;
let storing = null;
let owed = false;
let answers = 0;
const leaving = new AbortController();

/** A slider that is being drawn does not mind what moves around it. */
const minds = (pressed) => pressed.type !== "range";

function say(text) {
  if (!leaving.signal.aborted) {
    saved.textContent = text;
  }
}

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
      const answer = await post(form.dataset.answer);
      await lifted(minds);
      view.show(answer);
      answers += 1;
      form.dataset.answered = String(answers);
    } while (asked);
  } catch {
    say(form.dataset.failed);
  } finally {
    asking = false;
    settle();
  }
}

/** Store the form as it stands, one request at a time: of two under way the older might be stored last. */
function keep() {
  timer = null;
  owed = true;
  storing ??= store().finally(() => {
    storing = null;
    settle();
  });
}

async function store() {
  while (owed) {
    owed = false;
    try {
      const { doubt } = await post(form.dataset.doubt);
      await lifted(minds);
      if (timer === null && !owed) {
        view.showDoubt(doubt);
        say(form.dataset.saved);
      }
      form.dataset.kept = String(answers);
    } catch {
      say(form.dataset.failed);
    }
  }
}

/** Everything that was moved is stored, and all of its answer is shown. */
function settle() {
  if (timer === null && !asking && !storing && !view.waiting) {
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

function reload() {
  clearTimeout(timer);
  form.requestSubmit(form.querySelector("button[value=show]"));
}

function changed(event) {
  const field = event.target;
  if (!field.name || ASIDE.includes(field.name)) {
    return;
  }
  if (field.dataset.reload !== undefined) {
    reload();
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

/**
 * A button stores the whole form itself: what was about to be sent is not needed any more. What is being stored just now
 * is waited for, or it might be stored after what the button sends.
 */
let held = false;

form.addEventListener("submit", async (event) => {
  clearTimeout(timer);
  timer = null;
  owed = false;
  if (!storing) {
    leaving.abort();
    return;
  }
  event.preventDefault();
  if (!held) {
    held = true;
    await storing;
    held = false;
    form.requestSubmit(event.submitter);
  }
});

/** A slider says its number beside itself while it moves. */
function tell(field) {
  const said = field.type === "range" ? form.querySelector(`[data-says="${CSS.escape(field.name)}"]`) : null;
  if (said) {
    said.textContent = Number(field.value).toLocaleString(document.documentElement.lang);
  }
}

form.addEventListener("input", ({ target }) => tell(target));

/** What says something else than the server wrote. */
function movedFields() {
  return [...form.elements].filter((field) => field.name && !ASIDE.includes(field.name) && moved(field));
}

const FREE = /^(change_reason|purpose_words|answer\..*|reason\..*|why\..*|scatter_[xy]|freeze_period)$/;

/** Weights are fixed: what determines the result waits for a reason, and the page says so at the first move. */
function waits() {
  const changed = movedFields();
  const fixed = changed.filter((field) => !FREE.test(field.name));
  saved.textContent = changed.length ? form.dataset.unsaved : form.dataset.saved;
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

/** Somebody was quicker than this script. */
const early = movedFields();
early.forEach(tell);
if (form.dataset.live !== "yes") {
  form.addEventListener("input", ({ target }) => target.name && !ASIDE.includes(target.name) && waits());
  if (early.length) {
    waits();
  }
} else {
  form.addEventListener("input", changed);
  for (const button of form.querySelectorAll("[data-tick]")) {
    button.hidden = false;
    button.addEventListener("click", tick);
  }
  if (early.some((field) => field.dataset.reload !== undefined)) {
    reload();
  } else if (early.length) {
    ask();
    later();
  }
}
