// The print form: the small picture and the scales follow every change. Without this script the button "look again" does.

import { moved } from "./lib/fields.js";

const form = document.getElementById("print-form");
const picture = document.getElementById("preview");
const scale = document.getElementById("scale");
let waiting = 0;
let stop = null;

const query = () => new URLSearchParams(new FormData(form)).toString();

/** A later call makes an earlier one stop. */
async function renameScales(asked) {
  stop?.abort();
  stop = new AbortController();
  const answer = await fetch(`${form.dataset.scales}?${asked}`, { signal: stop.signal });
  if (!answer.ok) return;
  const { scales } = await answer.json();
  for (const { value, label } of scales) {
    const option = [...scale.options].find((one) => one.value === value);
    if (option) option.textContent = label;
  }
}

function follow() {
  const asked = query();
  picture.src = `${form.dataset.preview}?${asked}`;
  history.replaceState(null, "", `${form.dataset.page}?${asked}`);
  renameScales(asked).catch(() => {});
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(follow, 300);
});
document.getElementById("refresh").hidden = true;
// Chosen before this script came.
if ([...form.elements].some(moved)) {
  follow();
}
