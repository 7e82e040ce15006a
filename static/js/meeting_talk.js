/** The page of the talk: cards save themselves; a card with words is thrown away only after a question. */

import { autosaveAll } from "./lib/autosave.js";
import { data } from "./lib/elements.js";

autosaveAll(data("strings"));

for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (!confirm(form.dataset.confirm)) {
      event.preventDefault();
    }
  });
}

document.body.dataset.ready = "true";
