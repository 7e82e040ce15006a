/** The map page: base map, layers, search, card, legend, and the view in the address. */
import { baseMap } from "./lib/basemap.js";
import { Card } from "./lib/territory_card.js";
import { moved } from "./lib/fields.js";
import { Overlay } from "./lib/overlays.js";
import { Pictures } from "./lib/pictures.js";
import { scaleBar } from "./lib/scale_bar.js";
import { searchBox } from "./lib/search.js";
import { Spread } from "./lib/spread.js";
import { Territories } from "./lib/territories.js";
import { readView, writeView } from "./lib/view.js";

/** What the open card covers: pixels from the right on a wide screen, a share from below on a narrow one. */
const CARD_PX = 450;
const CARD_SHARE = 0.58;

const settings = JSON.parse(document.getElementById("map-settings").textContent);
const map = window.map_karte;
const element = map.getContainer();
const page = document.querySelector(".map-page");
const status = document.querySelector("[data-map-status]");
const asked = readView(window.location.hash);
const failed = new Set();
let chosen = asked.territory;
let moves = 0;
/** A place that was pressed before the territories were there: it is answered once they are. */
let early = null;

element.setAttribute("aria-label", settings.words.map);
L.control.zoom({ position: "topright", zoomInTitle: settings.words.zoomIn, zoomOutTitle: settings.words.zoomOut }).addTo(map);
scaleBar({ position: "bottomright", maxWidth: 140 }).addTo(map);
if (asked.centre) {
  map.setView(asked.centre, asked.zoom, { animate: false });
} else {
  map.fitBounds(settings.bounds, { animate: false });
}
const base = settings.online.url ? L.tileLayer(settings.online.url) : baseMap({ url: settings.base });
base.addTo(map);

const card = new Card(document.querySelector("[data-card-panel]"), {
  url: settings.card,
  words: settings.words,
  onClose: () => choose(null),
});
const renderer = L.canvas({ padding: 0.2, tolerance: 6 });
const spread = new Spread(map);
const on = { territory: openTerritory, failed: tellFailed, loaded };
const overlays = map.karte.map((group) =>
  ["grid", "picture"].includes(group.karte.role)
    ? new Pictures(map, group, { on })
    : new Overlay(map, group, { drawing: settings.drawing, renderer, resourceUrl: settings.resource, words: settings.words, spread, on }),
);
for (const overlay of overlays) {
  const box = document.querySelector(`input[data-layer="${CSS.escape(overlay.id)}"]`);
  // The address says what was shown; who pressed before this script came knows better.
  const wanted = asked.layers ? asked.layers.includes(overlay.id) : overlay.note.visible;
  box.checked = moved(box) ? box.checked : wanted;
  overlay.show(box.checked);
  box.addEventListener("change", () => {
    failed.delete(overlay);
    tell();
    overlay.show(box.checked);
    remember();
  });
}

base.keepClear?.(() => overlays.flatMap((overlay) => overlay.spots()));
map.on("movestart", () => {
  moves += 1;
  early = null;
  tell();
});
map.on("moveend", () => {
  overlays.forEach((overlay) => overlay.update());
  remember();
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target === element) {
    ask(map.getCenter());
  }
});
map.on("click", ({ latlng }) => awaited() && ask(latlng));
const territories = new Territories(settings.territories, settings.card);
territories.fill(document.querySelector("[data-territories]"), (id) => {
  showPanel(false);
  fitTerritory(id);
  openTerritory(id);
});
for (const button of document.querySelectorAll("[data-panel-toggle]")) {
  button.addEventListener("click", () => showPanel(!page.classList.contains("panel-open")));
  button.disabled = false;
}
searchBox(document.querySelector("[data-search]"), {
  url: settings.search,
  words: settings.words,
  choose: goTo,
});
if (chosen) {
  if (!asked.centre) {
    fitTerritory(chosen);
  }
  openTerritory(chosen);
}
remember();

function openTerritory(id) {
  choose(id);
  card.open(id);
}

/** Open the territory at a place; one that is not here yet is waited for. */
function ask(where) {
  const found = overlays.filter((overlay) => overlay.shown && overlay.note.role === "territories").map((overlay) => overlay.at(where));
  const feature = found.find(Boolean);
  early = !feature && awaited() ? where : null;
  if (feature) {
    openTerritory(feature.id);
  }
}

/** Whether territories that are to be shown have not come yet. */
function awaited() {
  return overlays.some((overlay) => overlay.note.role === "territories" && overlay.shown && !overlay.covers && !failed.has(overlay));
}

/** Show a territory whole, unless the map was moved elsewhere before its box came. */
async function fitTerritory(id) {
  const before = moves;
  const bounds = await territories.boundsOf(id);
  if (bounds && moves === before) {
    const wide = window.matchMedia("(min-width: 900px)").matches;
    const covered = wide ? [CARD_PX, 20] : [20, element.clientHeight * CARD_SHARE];
    map.fitBounds(bounds, { maxZoom: 15, animate: false, paddingTopLeft: [20, 70], paddingBottomRight: covered });
  }
}

function choose(id) {
  chosen = id;
  overlays.forEach((overlay) => overlay.choose?.(id));
  remember();
}

function goTo(hit) {
  showPanel(false);
  tell();
  if (hit.kind === "territory") {
    fitTerritory(hit.id);
    openTerritory(hit.id);
  } else if (hit.lat !== null) {
    const where = L.latLng(hit.lat, hit.lon);
    map.setView(where, 17);
    const box = document.createElement("div");
    box.className = "popup";
    const title = document.createElement("h3");
    title.textContent = hit.title;
    const detail = document.createElement("p");
    detail.textContent = hit.detail;
    box.append(title, detail);
    L.popup({ autoPan: false }).setLatLng(where).setContent(box).openOn(map);
  } else {
    status.textContent = settings.words.noPlace;
  }
}

/** Areas below, places above; the order in which the answers came does not matter. */
function loaded(overlay) {
  for (const role of ["communities", "territories"]) {
    overlays.filter((one) => one.note.role === role && one.shown).forEach((one) => one.group.bringToBack());
  }
  if (failed.delete(overlay)) {
    tell();
  }
  base.redrawNames?.();
  element.dataset.loaded = overlays.filter((one) => one.covers).map((one) => one.id).join(" ");
  if (early) {
    ask(early);
  }
}

function tellFailed(overlay) {
  failed.add(overlay);
  tell();
}

/** What did not come stays said until it has come. */
function tell() {
  const [first] = failed;
  status.textContent = first ? settings.words.layerFailed.replace("%s", first.note.title) : "";
}

function showPanel(open) {
  page.classList.toggle("panel-open", open);
  document.querySelectorAll("[data-panel-toggle]").forEach((button) => button.setAttribute("aria-expanded", String(open)));
}

function remember() {
  const shown = overlays.filter((overlay) => overlay.shown).map((overlay) => overlay.id);
  writeView({ map, layers: shown, territory: chosen });
  const view = map.getBounds();
  const bbox = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map((edge) => edge.toFixed(5)).join(",");
  const print = document.querySelector("[data-print]");
  print.href = `${settings.print}&bbox=${bbox}&layers=${encodeURIComponent(shown.join(","))}`;
}
