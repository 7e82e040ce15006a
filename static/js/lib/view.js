/** What the map shows, kept in the address after `#`, so that it can be sent on, printed, and come back to. */

/** Return `{zoom, centre: [lat, lng], layers: [id] | null, territory}` of an address's hash; missing parts are null. */
export function readView(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const numbers = (parts.get("map") || "").split("/").map(Number);
  const whole = numbers.length === 3 && numbers.every(Number.isFinite);
  return {
    zoom: whole ? numbers[0] : null,
    centre: whole ? [numbers[1], numbers[2]] : null,
    layers: parts.has("layers") ? parts.get("layers").split(",").filter(Boolean) : null,
    territory: parts.get("territory"),
  };
}

/** Write the view into the address without a new entry in the history. */
export function writeView({ map, layers, territory }) {
  const { lat, lng } = map.getCenter();
  const parts = [`map=${map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}`, `layers=${layers.join(",")}`];
  if (territory) {
    parts.push(`territory=${encodeURIComponent(territory)}`);
  }
  history.replaceState(null, "", `#${parts.join("&")}`);
}
