/** The form of a meeting: shows what belongs to its kind, and what was asked in the chosen territory before. */

import { lifted } from "./lib/finger.js";

const kind = document.getElementById("kind");
const territory = document.getElementById("territory_id");
const before = document.getElementById("before");

function fit() {
  const specialists = kind.value === "specialists";
  for (const part of document.querySelectorAll("[data-for]")) {
    const whose = part.dataset.for;
    part.hidden = whose === "point" ? kind.value !== "point" : (whose === "specialists") !== specialists;
  }
}

/** Of two territories chosen quickly only the answer for the last one is shown. */
async function lookBack() {
  const asked = territory.value;
  const answer = await fetch(`${before.dataset.url}&territory=${encodeURIComponent(asked)}`, { cache: "no-store" });
  const text = await answer.text();
  if (!answer.ok || territory.value !== asked) {
    return;
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  await lifted();
  before.replaceChildren(...[...page.body.childNodes].map((node) => document.adoptNode(node)));
}

/** Whether another territory was chosen before this script was there. */
function chosenBefore() {
  const given = [...territory.options].find((option) => option.defaultSelected) ?? territory.options[0];
  return given?.value !== territory.value;
}

kind.addEventListener("change", fit);
territory.addEventListener("change", lookBack);
fit();
if (chosenBefore()) {
  lookBack();
}
