/** The form of columns: examples follow the chosen column, another purpose shows its own questions at once. */

import { moved } from "./lib/fields.js";

const form = document.getElementById("purpose");
const show = document.getElementById("show");

if (show) {
  show.hidden = true;
}

function follow(target) {
  if (target.name === "target") {
    form.requestSubmit(show);
  } else if (target.matches(".import-role select")) {
    const examples = target.closest(".import-role").querySelector(".help");
    examples.textContent = target.selectedOptions[0].dataset.examples ?? "";
  }
}

form.addEventListener("change", ({ target }) => follow(target));
// Chosen before this script came; of two radio buttons the one that is set now.
[...form.elements].filter((field) => moved(field) && field.checked !== false).forEach(follow);
