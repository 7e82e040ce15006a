/** Is a place inside a territory, or at most so many metres outside? Rough but enough to warn before sending. */

const METRES_PER_DEGREE = 111320;

function rings(outline) {
  const polygons = outline.type === "Polygon" ? [outline.coordinates] : outline.coordinates;
  return polygons.flat();
}

function crosses([x1, y1], [x2, y2], x, y) {
  return y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1;
}

function distance([x1, y1], [x2, y2], x, y, scale) {
  const [dx, dy, px, py] = [(x2 - x1) * scale, y2 - y1, (x - x1) * scale, y - y1];
  const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - along * dx, py - along * dy) * METRES_PER_DEGREE;
}

export function within(outline, lon, lat, toleranceM) {
  const scale = Math.cos((lat * Math.PI) / 180);
  let inside = false;
  let nearest = Infinity;
  for (const ring of rings(outline)) {
    for (let place = 1; place < ring.length; place += 1) {
      inside = crosses(ring[place - 1], ring[place], lon, lat) ? !inside : inside;
      nearest = Math.min(nearest, distance(ring[place - 1], ring[place], lon, lat, scale));
    }
  }
  return inside || nearest <= toleranceM;
}
