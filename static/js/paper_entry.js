// Typing in from paper by keyboard alone: a line is read while it is typed, Enter stores it, the last one can be undone.

import { data, fill, make } from "./lib/elements.js";
import { newUuid } from "./lib/identity.js";

const WAIT_MS = 150;
const say = data("say");
const form = document.getElementById("entry");
const line = form.elements.line;
const card = form.elements.card;
const reading = document.getElementById("reading");
const lines = document.getElementById("lines");
const undoButton = document.getElementById("undo");
const entered = [];
let asked = 0;
let timer = 0;
let sending = false;
/** Enter was pressed while a line was on its way. */
let next = false;
/** What was typed while a line was on its way that the server then refused. */
let ahead = "";

async function post(url, fields) {
  const body = new FormData();
  for (const name of ["csrf_token", "sheet"]) {
    body.set(name, form.elements[name].value);
  }
  for (const [name, value] of Object.entries(fields)) {
    body.set(name, value);
  }
  const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (!answer.ok) {
    throw told.error ?? { code: "", message: say.lost };
  }
  return told;
}

function tell(text, how = "") {
  reading.textContent = text;
  reading.className = `paper-reading ${how}`;
}

async function read() {
  const mine = ++asked;
  if (!line.value.trim()) {
    tell("");
    return;
  }
  try {
    const told = await post(form.dataset.reading, { uuid: form.elements.uuid.value, line: line.value, card: card.value });
    if (mine === asked) {
      tell([told.line, told.places.join(", ")].filter(Boolean).join(" — "), told.known ? "known" : "good");
    }
  } catch (problem) {
    if (mine === asked) {
      tell(problem.message ?? say.lost, "bad");
    }
  }
}

function fresh() {
  form.elements.uuid.value = newUuid();
  form.elements.again.value = "";
}

function show(told) {
  const text = make("span", { textContent: told.line });
  const back = make("button", { type: "button", className: "button small secondary", textContent: say.take_back });
  back.addEventListener("click", () => undo(told));
  const row = make("li", {}, text, back);
  row.dataset.key = told.key;
  lines.prepend(row);
  document.getElementById("no-lines").hidden = true;
}

async function undo(told) {
  try {
    await post(form.dataset.undo, { key: told.key });
    lines.querySelector(`[data-key="${told.key}"]`)?.remove();
    entered.splice(entered.indexOf(told), 1);
    undoButton.hidden = entered.length === 0;
    tell(fill(say.undone, { line: told.line }), "good");
  } catch (problem) {
    tell(problem.message ?? say.lost, "bad");
  }
  line.focus();
}

function undoLast() {
  if (entered.length) {
    undo(entered[entered.length - 1]);
  } else {
    tell(say.nothing, "bad");
  }
}

/** The field is free at once for the next line; a refused one comes back, and what was typed after it waits. */
async function store() {
  const sent = { uuid: form.elements.uuid.value, line: line.value, card: card.value, again: form.elements.again.value };
  line.value = "";
  try {
    const told = await post(form.action, sent);
    entered.push(told);
    undoButton.hidden = false;
    show(told);
    fresh();
    line.value ||= ahead;
    ahead = "";
    tell(fill(say.stored, { line: told.line }), "good");
  } catch (problem) {
    const again = problem.code === "line_again";
    form.elements.again.value = again ? "1" : "";
    if (problem.code === "mark_conflict") {
      form.elements.uuid.value = newUuid();
    }
    ahead ||= line.value;
    line.value = sent.line;
    next = false;
    clearTimeout(timer);
    asked += 1;
    tell(problem.message ?? say.lost, again ? "known" : "bad");
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (sending) {
    next = true;
    return;
  }
  clearTimeout(timer);
  asked += 1;
  sending = true;
  await store();
  sending = false;
  if (next && line.value.trim()) {
    form.requestSubmit();
  } else if (document.activeElement !== card) {
    line.focus();
  }
  next = false;
});

for (const field of [line, card]) {
  field.addEventListener("input", () => {
    form.elements.again.value = "";
    clearTimeout(timer);
    timer = setTimeout(read, WAIT_MS);
  });
}

card.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    line.focus();
  }
});

line.addEventListener("keydown", (event) => {
  if (event.key === "z" && event.ctrlKey && !line.value) {
    event.preventDefault();
    undoLast();
  } else if (event.key === "Escape") {
    card.value = "";
    card.focus();
    tell(say.next_card);
  }
});

undoButton.addEventListener("click", undoLast);
fresh();
read(); // what was typed before this script came
