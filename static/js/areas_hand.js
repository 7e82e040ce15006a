/** Drawing a work area from knowledge of the place: map and list are one, and the number of units is said. */

import { UnitMap } from "./lib/unit_map.js";

const form = document.querySelector("#areas");
const chosen = document.querySelector("#chosen");

function count() {
  chosen.value = String(form.querySelectorAll("input[name=unit]:checked").length);
}

new UnitMap(form, { changed: count });
form.addEventListener("change", count);
count();
