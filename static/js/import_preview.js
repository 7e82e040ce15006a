/** The small map of a file: where its places fall, over our own base map. */
import { baseMap } from "./lib/basemap.js";
import { fill } from "./lib/elements.js";
import { scaleBar } from "./lib/scale_bar.js";

const AREA = { color: "#a8461c", weight: 1, fillOpacity: 0.12 };
const COUNTRY = { color: "#4a5b5c", weight: 1.5, dashArray: "6 5", fill: false };
const POINT = { radius: 4, color: "#ffffff", weight: 1, fillColor: "#a8461c", fillOpacity: 0.9 };

const element = document.getElementById("preview");
const sampled = document.getElementById("sampled");
const words = element.dataset;
const [west, south, east, north] = words.bounds.split(",").map(Number);

const map = L.map(element, { zoomControl: false, attributionControl: false, preferCanvas: true, maxZoom: 18, worldCopyJump: true });
L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
scaleBar({}).addTo(map);
map.fitBounds([[south, west], [north, east]], { padding: [10, 10], maxZoom: 16 });
baseMap({ url: words.base }).addTo(map);
L.geoJSON(JSON.parse(document.getElementById("country").textContent), { style: COUNTRY, interactive: false }).addTo(map);

async function show() {
  const answer = await fetch(words.places);
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  const places = await answer.json();
  const layer = L.geoJSON(places, { style: ({ geometry }) => (geometry.type.endsWith("Point") ? POINT : AREA), pointToLayer: (_feature, where) => L.circleMarker(where, POINT) });
  layer.bindTooltip((part) => fill(words.row, { row: part.feature.properties.row }));
  layer.addTo(map);
  if (places.features.length < places.everything) {
    sampled.textContent = fill(sampled.dataset.text, { shown: places.features.length, everything: places.everything });
  }
}

show().catch((problem) => {
  console.error(problem);
  sampled.textContent = words.failed;
});
