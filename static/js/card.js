/** With the code of a card its holder sees their marks, also on a map, changes the words and removes them. */

import { data, fill, focusAfterwards, sign } from "./lib/elements.js";
import { lifted } from "./lib/finger.js";
import { addGround } from "./lib/ground.js";
import { cardOfAddress, cleanCard } from "./lib/identity.js";
import { leaflet } from "./lib/leaflet.js";
import { OwnMarks } from "./lib/own_marks.js";

const say = data("strings");
const at = (id) => document.getElementById(id);
const URL_OF_CARD = "/api/v1/card/marks";
let card = null;
let marks = [];
let map = null;
let signs = null;
let sure = false;
let asked = 0;

async function ask(method, url, body) {
  const headers = { Authorization: `Bearer ${card}`, "Accept-Language": say.language };
  if (body) {
    headers["Content-Type"] = "application/json";
  }
  const sent = body && JSON.stringify(body);
  const answer = await fetch(url, { method, headers, body: sent, credentials: "omit", cache: "no-store" });
  const told = await answer.json();
  if (!answer.ok) {
    throw new Error(told.error.message);
  }
  return told;
}

/** Do something; what went wrong with an earlier card is no news once another one is asked for. */
async function trying(action) {
  const before = card;
  const focus = focusAfterwards();
  try {
    const said = await action();
    if (card === before) {
      if (said) {
        at("status").textContent = said;
      }
      focus(at("mine-title"));
    }
  } catch (problem) {
    if (card === before) {
      at("status").textContent = problem instanceof TypeError ? say.offline_card : problem.message;
    }
  }
}

const own = new OwnMarks({
  list: at("mine"),
  say,
  longest: say.max_text,
  remove: (mark) =>
    trying(async () => {
      await ask("DELETE", `${URL_OF_CARD}/${mark.uuid}`);
      await show();
      return say.removed;
    }),
  reword: (mark, text) =>
    trying(async () => {
      const { uuid, kind, lat, lon, uncertainty_m, code } = mark;
      const url = `/api/v1/meetings/${encodeURIComponent(code)}/marks/${uuid}`;
      await ask("PUT", url, { class: kind, lat, lon, uncertainty_m, text });
      await show();
      return say.changed;
    }),
});

/** Show what the card holds by now: of several answers only the one that was asked for last. */
async function show() {
  const mine = (asked += 1);
  const told = await ask("GET", URL_OF_CARD);
  await lifted();
  if (mine !== asked) {
    return;
  }
  marks = told.marks.map((mark) => ({ ...mark, review: mark.state, state: "saved" }));
  at("status").textContent = fill(say.found, { number: marks.length });
  at("found").hidden = false;
  own.show(marks);
  at("remove-all").hidden = marks.length === 0;
  sure = false;
  at("remove-all").textContent = say.remove_all;
  draw();
}

/** The map says what the list says; without it the list stays. */
async function draw() {
  const shown = marks;
  const placed = marks.filter((mark) => Number.isFinite(mark.lat));
  at("own-map").hidden = placed.length === 0;
  if (!placed.length) {
    return;
  }
  try {
    await leaflet(say.leaflet);
  } catch {
    at("own-map").hidden = true;
    return;
  }
  if (shown !== marks) {
    return;
  }
  map ?? makeMap(placed);
  signs.clearLayers();
  for (const mark of placed) {
    const icon = L.divIcon({ html: sign(mark.kind), className: "mark-icon", iconSize: [28, 28] });
    L.marker([mark.lat, mark.lon], { icon, interactive: false, keyboard: false }).addTo(signs);
  }
}

/** Made once for a card: who looks at it keeps what they look at. */
function makeMap(placed) {
  map = L.map(at("own-map"), { attributionControl: false, zoomControl: false, maxZoom: 19, minZoom: 8 });
  map.fitBounds(L.latLngBounds(placed.map((mark) => [mark.lat, mark.lon])).pad(0.3), { maxZoom: 16 });
  L.control.zoom({ zoomInTitle: say.closer, zoomOutTitle: say.farther }).addTo(map);
  signs = L.layerGroup().addTo(map);
  addGround(map, placed[0].project);
}

function submit() {
  card = cleanCard(at("card").value);
  asked += 1;
  marks = [];
  own.editing = null;
  map?.remove();
  map = null;
  own.show(marks);
  at("found").hidden = true;
  if (card === null) {
    at("status").textContent = say.malformed;
    at("card").focus();
  } else {
    trying(show);
  }
}

at("card-form").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
at("remove-all").addEventListener("click", () => {
  if (!sure) {
    sure = true;
    at("remove-all").textContent = say.really;
    return;
  }
  trying(async () => {
    await ask("DELETE", URL_OF_CARD);
    await show();
    return say.removed;
  });
});
// Another language keeps the code that was typed: it goes along behind the #, which no server sees.
for (const link of document.querySelectorAll(".phone-language")) {
  link.addEventListener("click", () => {
    link.hash = at("card").value ? `k=${encodeURIComponent(at("card").value)}` : "";
  });
}
at("show-marks").disabled = false;
const given = cardOfAddress();
if (given) {
  at("card").value = given;
  submit();
}
document.body.dataset.ready = "true";
