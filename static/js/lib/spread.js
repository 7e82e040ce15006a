/** Moves signs apart that would hide each other, by a few pixels; at a closer zoom each stands where it is. */
const APART_PX = 17;
const RINGS = [
  [1, 6],
  [1.9, 10],
  [2.8, 14],
];
const OFFSETS = RINGS.flatMap(([radius, number]) =>
  Array.from({ length: number }, (_, step) => {
    const angle = (2 * Math.PI * step) / number - Math.PI / 2;
    return [Math.cos(angle) * radius * APART_PX, Math.sin(angle) * radius * APART_PX];
  }),
);

export class Spread {
  constructor(map) {
    this.map = map;
    this.taken = new Map();
  }

  /** Forget where the signs of a layer stood: it is drawn anew. */
  forget(layer) {
    this.taken.set(layer, { zoom: this.map.getZoom(), cells: new Map() });
  }

  /** Return the nearest free place for a sign at `where`; the place itself when all around is full. */
  place(layer, where) {
    const zoom = this.map.getZoom();
    const point = this.map.project(where, zoom);
    const drawn = [...this.taken.values()].filter((one) => one.zoom === zoom);
    const free = (spot) => drawn.every(({ cells }) => near(cells, spot).every((other) => other.distanceTo(spot) >= APART_PX));
    const spot = free(point) ? point : OFFSETS.map((offset) => point.add(offset)).find(free) || point;
    if (this.taken.get(layer)?.zoom !== zoom) {
      this.forget(layer);
    }
    keep(this.taken.get(layer).cells, spot);
    return spot === point ? where : this.map.unproject(spot, zoom);
  }
}

/** What stands in the cell of a point and in the eight around it; a cell is as wide as two signs must be apart. */
function near(cells, { x, y }) {
  const [column, row] = [Math.floor(x / APART_PX), Math.floor(y / APART_PX)];
  const found = [];
  for (let across = -1; across <= 1; across += 1) {
    for (let down = -1; down <= 1; down += 1) {
      found.push(...(cells.get(`${column + across}/${row + down}`) || []));
    }
  }
  return found;
}

function keep(cells, spot) {
  const key = `${Math.floor(spot.x / APART_PX)}/${Math.floor(spot.y / APART_PX)}`;
  const here = cells.get(key);
  if (here) {
    here.push(spot);
  } else {
    cells.set(key, [spot]);
  }
}
