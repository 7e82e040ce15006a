/** The map of published work areas: every area looks the same, its name is written on it, a click opens its page. */

import { data } from "./lib/elements.js";
import { addGround } from "./lib/ground.js";

const LOOK = { color: "#2f3d46", weight: 3, fillColor: "#7d8f9b", fillOpacity: 0.25 };

const element = document.getElementById("area-map");
if (element) {
  const { areas, bounds, project, zoomIn, zoomOut } = data("area-settings");
  const [west, south, east, north] = bounds;
  const map = L.map(element, { attributionControl: false, scrollWheelZoom: false, zoomControl: false });
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  map.fitBounds([[south, west], [north, east]], { padding: [24, 24] });
  addGround(map, project);
  for (const area of areas) {
    const shape = L.geoJSON({ type: "Feature", geometry: area.shape, properties: {} }, { style: LOOK }).addTo(map);
    const name = document.createElement("span");
    name.textContent = area.name;
    shape.bindTooltip(name, { permanent: true, direction: "center", className: "area-name" });
    if (areas.length > 1) {
      shape.on("click", () => window.location.assign(area.url));
    }
  }
  element.dataset.loaded = "yes";
}
