/** The map of a meeting's results: liked places, places talked about, areas that many dislike; nothing else arrives. */

import { data, make, sign } from "./lib/elements.js";
import { groundMap } from "./lib/ground.js";

const settings = data("results-settings");
const MARK_PX = 28;
const DEEPEST = 18;
const AT_FIRST = 16;
/** A single place is seen with the streets around it, too. */

function disliked(area) {
  return L.geoJSON(area, {
    interactive: false,
    style: { color: "#7a4a00", weight: 2, dashArray: "3 5", fillColor: "#d08a2e", fillOpacity: 0.28 },
  });
}

function liked(like) {
  const body = make("span", { className: "result-like" }, sign("like"));
  if (like.likes > 1) {
    body.append(make("b", { textContent: like.likes }));
  }
  const icon = L.divIcon({ html: body, className: "result-icon", iconSize: [MARK_PX, MARK_PX] });
  const marker = L.marker([like.lat, like.lon], { icon, title: like.place, alt: like.place || String(like.likes) });
  return marker.bindPopup(words(like.place, like.words.join(" · ")));
}

function words(title, text) {
  const told = make("div", { className: "result-popup" });
  if (title) {
    told.append(make("strong", { textContent: title }));
  }
  if (text) {
    told.append(make("p", { textContent: text }));
  }
  return told;
}

/** A place that is liked, too, keeps its heart: the square stands beside it. */
function talked(place) {
  const beside = settings.likes.some((like) => like.place === place.place) ? MARK_PX : 0;
  const icon = L.divIcon({
    html: make("span", { className: "legend-place" }),
    className: "result-icon",
    iconSize: [MARK_PX, MARK_PX],
    iconAnchor: [MARK_PX / 2 + beside, MARK_PX / 2],
  });
  return L.marker([place.lat, place.lon], { icon, title: place.place, alt: place.place }).bindPopup(words(place.place));
}

for (const spot of document.querySelectorAll("[data-sign]")) {
  spot.append(sign(spot.dataset.sign));
}
const map = groundMap(document.getElementById("results-map"), settings, { scrollWheelZoom: false, maxZoom: DEEPEST });
const shown = [...settings.areas.map(disliked), ...settings.likes.map(liked), ...settings.places.map(talked)];
if (shown.length) {
  const group = L.featureGroup(shown).addTo(map);
  map.fitBounds(group.getBounds().pad(0.2), { maxZoom: AT_FIRST });
}
