/** A map with our ground: the outline of the territory over houses and street names. Leaflet is loaded before. */

export const OUTLINE = { color: "#0c3b35", weight: 3, fill: false, dashArray: "8 6" };

/** Make a map that shows a territory; `options` are those of Leaflet. */
export function groundMap(element, { bounds, outline, project }, options) {
  const [west, south, east, north] = bounds;
  const map = L.map(element, { attributionControl: false, ...options });
  map.fitBounds([[south, west], [north, east]]);
  L.geoJSON(outline, { interactive: false, style: OUTLINE }).addTo(map);
  addGround(map, project);
  return map;
}

/** Houses and street names with their sources; without them the rest of the map remains and everything still works. */
export async function addGround(map, project) {
  try {
    const { addCredits, baseMap } = await import("./basemap.js");
    const url = `/api/v1/base/${encodeURIComponent(project)}`;
    baseMap({ url }).addTo(map);
    await addCredits(map, url);
  } catch (problem) {
    console.warn("no base map", problem);
  }
}
