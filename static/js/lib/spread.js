/** Moves signs apart that would hide each other, by a few pixels; at a closer zoom each stands where it is. */
const APART_PX = 17;
const RINGS = [
  [1, 6],
  [1.9, 10],
  [2.8, 14],
];

export class Spread {
  constructor(map) {
    this.map = map;
    this.taken = new Map();
  }

  /** Forget where the signs of a layer stood: it is drawn anew. */
  forget(layer) {
    this.taken.set(layer, []);
  }

  /** Return the nearest free place for a sign at `where`; the place itself when all around is full. */
  place(layer, where) {
    const zoom = this.map.getZoom();
    const point = this.map.project(where, zoom);
    const others = [...this.taken.values()].flat().filter((other) => other.zoom === zoom);
    const free = (spot) => others.every((other) => other.point.distanceTo(spot) >= APART_PX);
    const spot = candidates(point).find(free) || point;
    this.taken.set(layer, [...(this.taken.get(layer) || []), { point: spot, zoom }]);
    return spot === point ? where : this.map.unproject(spot, zoom);
  }
}

function candidates(point) {
  const rings = RINGS.flatMap(([radius, number]) =>
    Array.from({ length: number }, (_, step) => {
      const angle = (2 * Math.PI * step) / number - Math.PI / 2;
      return point.add([Math.cos(angle) * radius * APART_PX, Math.sin(angle) * radius * APART_PX]);
    }),
  );
  return [point, ...rings];
}
