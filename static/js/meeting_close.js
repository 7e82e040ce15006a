/** The page of the close: fields save themselves, offered sentences are taken over, phones that wait are counted. */

import { autosaveAll } from "./lib/autosave.js";
import { data } from "./lib/elements.js";
import { lifted } from "./lib/finger.js";

const EVERY_MS = 5000;
const LONGEST_MS = 60000;

autosaveAll(data("strings"));

const sentences = [...document.querySelectorAll("textarea[name=sentence]")];
for (const button of document.querySelectorAll("button[data-offer]")) {
  button.addEventListener("click", () => {
    const free = sentences.find((field) => !field.value.trim());
    if (free) {
      free.value = button.dataset.offer;
      free.dispatchEvent(new Event("input", { bubbles: true }));
      button.closest("li").remove();
      free.focus();
    }
  });
  button.disabled = false;
}

const waiting = document.getElementById("waiting");
let pause = EVERY_MS;

async function follow() {
  try {
    const answer = await fetch(waiting.dataset.url, { cache: "no-store" });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const { phones, text } = await answer.json();
    await lifted(); // the button to close stands below these words
    if (waiting.textContent !== text) {
      waiting.textContent = text;
    }
    waiting.classList.toggle("notice", phones > 0);
    waiting.classList.toggle("warning", phones > 0);
    pause = EVERY_MS;
  } catch {
    pause = Math.min(pause * 2, LONGEST_MS);
  }
  setTimeout(follow, pause);
}

if (waiting) {
  setTimeout(follow, EVERY_MS);
}

document.body.dataset.ready = "true";
