/** The map of reports: numbered signs of their own form; choosing one goes to its words in the list. */

import { data, make } from "./lib/elements.js";
import { addGround } from "./lib/ground.js";

const reports = data("reports");
const map = L.map("map", { attributionControl: false, scrollWheelZoom: false });
const group = L.featureGroup();
reports.forEach((report, index) => {
  const done = report.answer || report.status === "solved";
  const sign = make("span", { className: done ? "report-icon done" : "report-icon", textContent: String(index + 1) });
  const icon = L.divIcon({ html: sign, className: "", iconSize: [30, 30] });
  const marker = L.marker([report.lat, report.lon], { icon, title: report.place, alt: `${index + 1}. ${report.place}` });
  marker.on("click keypress", () => document.getElementById(`report-${index + 1}`).scrollIntoView({ block: "center" }));
  group.addLayer(marker);
});
group.addTo(map);
map.fitBounds(group.getBounds().pad(0.2), { maxZoom: 16 });
await addGround(map, data("settings").project);
