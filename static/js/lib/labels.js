/**
 * Names above the base map: territories, places, waters and parks, streets, house numbers. One canvas over the view, so that
 * no name is cut at the edge of a tile, and no two names touch.
 */
const PAPER = "rgba(251, 248, 241, 0.92)";
const FACE = '"Segoe UI", "Noto Sans", "DejaVu Sans", system-ui, sans-serif';
const TERRITORY = "#6d5a3a";
const STREET = "#443f37";
const NUMBER = "#7c7364";
/** How the name of a place is written, by its kind: size at zoom 9 and by how much it grows per zoom, weight. */
const PLACES = {
  city: { from: 13, grows: 1.4, most: 21, weight: 600, rank: 0 },
  town: { from: 11.5, grows: 0.9, most: 18, weight: 600, rank: 1 },
  village: { from: 10.5, grows: 0.6, most: 15.5, weight: 500, rank: 2 },
  suburb: { from: 9, grows: 0.75, most: 15, weight: 500, rank: 3, spaced: true },
  island: { from: 9.5, grows: 0.5, most: 14, weight: 400, rank: 4, italic: true },
  hamlet: { from: 9.5, grows: 0.45, most: 13.5, weight: 400, rank: 5 },
  neighbourhood: { from: 9, grows: 0.5, most: 13, weight: 400, rank: 6, spaced: true },
  farm: { from: 8.6, grows: 0.4, most: 12, weight: 400, rank: 7, italic: true },
  locality: { from: 8.6, grows: 0.4, most: 12, weight: 400, rank: 8, italic: true },
};
const PLACE = "#3d3830";
const QUIET = "#6d655a";
const SURFACES = { water: "#4f7f99", green: "#5d7a4a" };
const PLACES_UNTIL = { city: 15, town: 16, suburb: 17 };
const TERRITORIES_UNTIL = 15;
const NUMBERS_FROM = 17;
const STREET_PX = { 14: 10.5, 15: 11, 16: 12, 17: 13, 18: 14, 19: 15 };
const LARGE_STREET = 24;
const AGAIN_PX = 230;
const CELL = 40;
const SIGN_PX = 9;
const BESIDE_PX = [0, 22, -22, 40, -40];

export const Labels = L.Renderer.extend({
  options: { pane: "labels", padding: 0.15 },

  initialize(ground) {
    L.Renderer.prototype.initialize.call(this);
    this._ground = ground;
    this._widths = new Map();
  },

  onAdd(map) {
    if (!map.getPane("labels")) {
      // Above the ground (200), below what the map is about (400).
      Object.assign(map.createPane("labels").style, { zIndex: 350, pointerEvents: "none" });
    }
    L.Renderer.prototype.onAdd.call(this, map);
    this._ground.on("content", this.soon, this);
  },

  onRemove(map) {
    this._ground.off("content", this.soon, this);
    L.Renderer.prototype.onRemove.call(this, map);
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._pen = this._container.getContext("2d");
  },

  _destroyContainer() {
    this._container.remove();
    delete this._container;
    delete this._pen;
  },

  _updatePaths() {},

  /** Write every name again before the next picture. */
  soon() {
    this._asked ||= requestAnimationFrame(() => {
      this._asked = 0;
      if (this._map) {
        this._update();
      }
    });
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) {
      return;
    }
    L.Renderer.prototype._update.call(this);
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const size = this._bounds.getSize();
    this._container.width = size.x * ratio;
    this._container.height = size.y * ratio;
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._pen.scale(ratio, ratio);
    this._pen.translate(-this._bounds.min.x, -this._bounds.min.y);
    this._draw(Math.round(this._map.getZoom()));
  },

  _draw(zoom) {
    const found = { names: [], places: [], surfaces: [], rivers: [], streets: [], numbers: [] };
    const origin = this._map.getPixelOrigin();
    for (const { coords, content } of this._ground.contents.values()) {
      if (content && Math.min(zoom, this._ground.options.maxNativeZoom) === coords.z) {
        // The map may stand between two zooms: tiles are those of the nearer one, places those of the map's own.
        collect(found, content, coords, 512 * 2 ** (this._map.getZoom() - coords.z), origin, zoom);
      }
    }
    const taken = new Taken();
    taken.take((this.spots?.() || []).map(({ x, y }) => ({ x, y, radius: SIGN_PX })));
    found.names.sort((a, b) => b.size - a.size || a.text.localeCompare(b.text, "lv"));
    found.places.sort((a, b) => a.look.rank - b.look.rank || b.people - a.people || a.text.localeCompare(b.text, "lv"));
    found.streets.sort((a, b) => b.houses - a.houses || a.text.localeCompare(b.text, "lv") || a.x - b.x);
    const [large, small] = [found.places.filter((one) => one.look.rank < 2), found.places.filter((one) => one.look.rank >= 2)];
    const written = new Set();
    large.forEach((label) => this._place(label, zoom, taken, written));
    const named = [];
    for (const label of found.names) {
      // A town may be a territory of two levels; two neighbourhoods of one name lie far apart.
      const again = named.some((other) => other.text === label.text && Math.hypot(other.x - label.x, other.y - label.y) < AGAIN_PX);
      if (!again && !written.has(label.text)) {
        this._territory(label, zoom, taken);
        named.push(label);
      }
    }
    named.forEach(({ text }) => written.add(text));
    small.forEach((label) => this._place(label, zoom, taken, written));
    this._surfaces(found.surfaces, zoom, taken);
    this._streets(found.streets, zoom, taken);
    this._rivers(found.rivers, zoom, taken);
    for (const label of found.numbers) {
      this._write(label.text, label, { font: `400 ${zoom > 17 ? 11 : 9.5}px ${FACE}`, colour: NUMBER, taken, tight: true });
    }
  },

  _territory(label, zoom, taken) {
    const px = { 15: 17, 14: 15, 13: 13, 12: 11.5 }[zoom] || 10.5;
    const words = label.text.toLocaleUpperCase("lv").split(" ");
    const lines = words.length > 1 && label.text.length > 11 ? halves(words) : [words.join(" ")];
    const look = { font: `600 ${px}px ${FACE}`, colour: TERRITORY, spacing: zoom > 11 ? 0.14 * px : 0.06 * px, taken };
    for (const beside of BESIDE_PX) {
      const top = label.y + beside - ((lines.length - 1) / 2) * px * 1.25;
      const places = lines.map((text, row) => ({ text, x: label.x, y: top + row * px * 1.25 }));
      if (places.every((place) => this._free(place.text, place, look))) {
        places.forEach((place) => this._write(place.text, place, { ...look, sure: true }));
        return;
      }
    }
  },

  /** A place is named once in a view: the same name may stand in two sources. */
  _place({ text, x, y, look }, zoom, taken, written) {
    if (written.has(text)) {
      return;
    }
    const px = Math.min(look.most, look.from + Math.max(0, zoom - 9) * look.grows);
    const style = look.italic ? "italic " : "";
    const words = text.split(" ");
    const lines = words.length > 1 && text.length > 13 ? halves(words) : [text];
    const writing = {
      font: `${style}${look.weight} ${px}px ${FACE}`,
      colour: look.rank < 3 ? PLACE : QUIET,
      spacing: look.spaced ? 0.08 * px : 0,
      taken,
    };
    const places = lines.map((line, row) => ({ text: line, x, y: y + (row - (lines.length - 1) / 2) * px * 1.2 }));
    if (places.every((place) => this._free(place.text, place, writing))) {
      places.forEach((place) => this._write(place.text, place, { ...writing, sure: true }));
      written.add(text);
    }
  },

  _surfaces(surfaces, zoom, taken) {
    for (const label of surfaces) {
      const px = Math.min(13, 9.5 + Math.max(0, zoom - 12) * 0.6);
      this._write(label.text, label, { font: `italic 400 ${px}px ${FACE}`, colour: SURFACES[label.of], spacing: 0.4, taken });
    }
  },

  _rivers(rivers, zoom, taken) {
    const placed = new Map();
    for (const label of rivers) {
      const others = placed.get(label.text) || [];
      const px = zoom < 14 ? 10 : 11;
      const look = { font: `italic 400 ${px}px ${FACE}`, colour: SURFACES.water, spacing: 0.6, taken };
      if (others.every((other) => Math.hypot(other.x - label.x, other.y - label.y) > AGAIN_PX) && this._write(label.text, label, look)) {
        placed.set(label.text, [...others, label]);
      }
    }
  },

  _streets(streets, zoom, taken) {
    const px = STREET_PX[zoom] || 11;
    const placed = new Map();
    for (const label of streets) {
      const others = placed.get(label.text) || [];
      if (others.every((other) => Math.hypot(other.x - label.x, other.y - label.y) > AGAIN_PX)) {
        const weight = label.houses >= LARGE_STREET ? 600 : 500;
        if (this._write(label.text, label, { font: `${weight} ${px}px ${FACE}`, colour: STREET, spacing: 0.3, taken })) {
          placed.set(label.text, [...others, label]);
        }
      }
    }
  },

  _boxes(text, place, { font, spacing = 0, tight = false }) {
    const height = Number(/([\d.]+)px/.exec(font)[1]);
    const width = this._width(text, font) + spacing * text.length;
    const [cos, sin] = [Math.cos(place.angle || 0), Math.sin(place.angle || 0)];
    const radius = height * (tight ? 0.55 : 0.72);
    const steps = Math.max(1, Math.ceil(width / height));
    return Array.from({ length: steps + 1 }, (_, step) => {
      const along = (step / steps - 0.5) * width;
      return { x: place.x + along * cos, y: place.y + along * sin, radius };
    });
  },

  _free(text, place, look) {
    return look.taken.free(this._boxes(text, place, look));
  },

  _write(text, place, look) {
    const boxes = this._boxes(text, place, look);
    if (!look.sure && !look.taken.free(boxes)) {
      return false;
    }
    look.taken.take(boxes);
    const pen = this._pen;
    pen.save();
    pen.translate(place.x, place.y);
    pen.rotate(place.angle || 0);
    pen.font = look.font;
    pen.letterSpacing = `${look.spacing || 0}px`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = look.tight ? 2 : 3.5;
    pen.strokeStyle = PAPER;
    pen.strokeText(text, 0, 0);
    pen.fillStyle = look.colour;
    pen.fillText(text, 0, 0);
    pen.restore();
    return true;
  },

  _width(text, font) {
    const key = font + text;
    if (!this._widths.has(key)) {
      this._pen.font = font;
      this._widths.set(key, this._pen.measureText(text).width);
    }
    return this._widths.get(key);
  },
});

function collect(found, content, coords, size, origin, zoom) {
  const unit = size / content.extent;
  const at = (x, y) => ({ x: coords.x * size + x * unit - origin.x, y: coords.y * size + y * unit - origin.y });
  if (zoom <= TERRITORIES_UNTIL) {
    found.names.push(...(content.names || []).map(([text, x, y, size]) => ({ text, size, ...at(x, y) })));
  }
  for (const [text, x, y, kind, people] of content.places || []) {
    if (PLACES[kind] && zoom <= (PLACES_UNTIL[kind] || 99)) {
      found.places.push({ text, ...at(x, y), look: PLACES[kind], people });
    }
  }
  found.surfaces.push(...(content.surfaces || []).map(([text, x, y, of]) => ({ text, of, ...at(x, y) })));
  for (const [text, x, y, degrees] of content.rivers || []) {
    found.rivers.push({ text, ...at(x, y), angle: (-degrees * Math.PI) / 180 });
  }
  for (const [text, x, y, degrees, houses] of content.streets || []) {
    found.streets.push({ text, ...at(x, y), angle: (-degrees * Math.PI) / 180, houses });
  }
  if (zoom >= NUMBERS_FROM) {
    found.numbers.push(...(content.numbers || []).map(([text, x, y]) => ({ text, ...at(x, y) })));
  }
}

/** Two lines of about the same length. */
function halves(words) {
  const total = words.join(" ").length;
  let first = words[0];
  let count = 1;
  while (count < words.length - 1 && first.length + words[count].length < total / 2) {
    first += ` ${words[count]}`;
    count += 1;
  }
  return [first, words.slice(count).join(" ")];
}

/** Which places are taken: circles along what was written, found through square cells. */
class Taken {
  constructor() {
    this.cells = new Map();
  }

  near({ x, y }) {
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    const found = [];
    for (let across = -1; across <= 1; across += 1) {
      for (let down = -1; down <= 1; down += 1) {
        found.push(...(this.cells.get(`${column + across}/${row + down}`) || []));
      }
    }
    return found;
  }

  free(circles) {
    return circles.every((circle) =>
      this.near(circle).every((other) => Math.hypot(other.x - circle.x, other.y - circle.y) > other.radius + circle.radius),
    );
  }

  take(circles) {
    for (const circle of circles) {
      const key = `${Math.floor(circle.x / CELL)}/${Math.floor(circle.y / CELL)}`;
      this.cells.set(key, [...(this.cells.get(key) || []), circle]);
    }
  }
}
