/**
 * The base map that needs no tile server: ground, water, roads, houses and borders drawn from our own data.
 *
 * `baseMap({ url })` returns a Leaflet layer; `url` is `/api/v1/base/<project>`. Leaflet (`L`) is loaded before.
 * A tile is 512 pixels wide, so it is the tile of one zoom less than the map's.
 */
import { Labels } from "./labels.js";

const PAPER = "#fcfaf6";
const YARD = "#f4efe5";
const HOUSE = "#d6d1c8";
const HOUSE_EDGE = "#b3aca0";
const DOT = "#ddd5c7";
const YARD_M = 36;
const YARDS_UNTIL_PX = 40;
const TILE_PX = 512;
const DEEPEST = 18;
const EARTH_M = 40075016.686;

const Ground = L.GridLayer.extend({
  options: { tileSize: TILE_PX, maxNativeZoom: DEEPEST, updateWhenZooming: false, keepBuffer: 1, className: "ground" },

  initialize(url, options) {
    L.GridLayer.prototype.initialize.call(this, options);
    this._url = url;
    this.contents = new Map();
    this.on("tileunload", (event) => this._forget(event.coords));
  },

  createTile(coords, done) {
    const canvas = document.createElement("canvas");
    const key = this._tileCoordsToKey(coords);
    const stop = new AbortController();
    this.contents.set(key, { coords, content: null, stop });
    fetch(`${this._url}/${coords.z - 1}/${coords.x}/${coords.y}`, { signal: stop.signal })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${answer.status}`))))
      .then((content) => {
        this.contents.set(key, { coords, content, stop });
        draw(canvas, content, coords, this.getTileSize().x);
        this.fire("content");
        done(null, canvas);
      })
      .catch((problem) => done(problem, canvas));
    return canvas;
  },

  _forget(coords) {
    const key = this._tileCoordsToKey(coords);
    const known = this.contents.get(key);
    if (known && !known.content) {
      known.stop.abort();
    }
    this.contents.delete(key);
  },
});

/**
 * Return the base map: the ground and the names above it, added and removed together.
 *
 * `keepClear(spots)` takes a function that returns points of the map's layer which names must not cover;
 * `redrawNames()` writes the names again when those have moved.
 */
export function baseMap({ url }) {
  const ground = new Ground(url);
  const labels = new Labels(ground);
  const both = L.layerGroup([ground, labels]);
  both.keepClear = (spots) => {
    labels.spots = spots;
  };
  both.redrawNames = () => labels.soon();
  return both;
}

/** Name the sources of the base map in the corner of a map whose page does not do it itself. */
export async function addCredits(map, url) {
  const answer = await fetch(`${url}/sources`, { headers: { "Accept-Language": document.documentElement.lang } });
  const { text } = answer.ok ? await answer.json() : {};
  if (text) {
    const line = L.control({ position: "bottomleft" });
    line.onAdd = () => Object.assign(L.DomUtil.create("p", "map-credits"), { textContent: text });
    line.addTo(map);
  }
}

function draw(canvas, content, coords, size) {
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  canvas.width = size * ratio;
  canvas.height = size * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, size, size);
  pen.lineJoin = "round";
  pen.lineCap = "round";
  const unit = size / content.extent;
  const metre = size / tileMetres(coords);
  const houses = content.houses || [];
  if (content.texture) {
    drawTexture(pen, content.texture, size);
  }
  if (content.yards && metre * YARD_M < YARDS_UNTIL_PX) {
    drawYards(pen, houses, unit, YARD_M * metre);
  }
  drawList(pen, content.ground || [], unit);
  drawHouses(pen, houses, unit, metre);
  drawList(pen, content.buildings || [], unit);
  drawList(pen, content.roads || [], unit);
  drawList(pen, content.lines || [], unit);
  drawList(pen, content.borders || [], unit);
}

/** Width of a tile on the ground, at its middle. */
function tileMetres(coords) {
  const tiles = 2 ** (coords.z - 1);
  const latitude = Math.atan(Math.sinh(Math.PI * (1 - (2 * (coords.y + 0.5)) / tiles)));
  return (EARTH_M * Math.cos(latitude)) / tiles;
}

/** Built-up ground with a dot for each cell that holds houses: pairs of step and number, 128 cells to a side. */
function drawTexture(pen, texture, size) {
  const cells = 128;
  const side = size / cells;
  const dots = [];
  let cell = 0;
  for (let place = 0; place < texture.length; place += 2) {
    cell += texture[place];
    dots.push([((cell % cells) + 0.5) * side, (Math.floor(cell / cells) + 0.5) * side, texture[place + 1]]);
  }
  discs(pen, dots, YARD, () => 2.1 * side);
  discs(pen, dots, DOT, (houses) => (houses > 3 ? 0.5 : 0.36) * side);
}

/** Discs of one colour as one shape, so that none shows through another. */
function discs(pen, dots, colour, radiusOf) {
  pen.fillStyle = colour;
  pen.beginPath();
  for (const [x, y, houses] of dots) {
    const radius = radiusOf(houses);
    pen.moveTo(x + radius, y);
    pen.arc(x, y, radius, 0, 2 * Math.PI);
  }
  pen.fill();
}

/** The ground around houses, one shape without seams; what stays white are streets, yards and fields. */
function drawYards(pen, houses, unit, radius) {
  pen.fillStyle = YARD;
  pen.beginPath();
  for (let place = 0; place < houses.length; place += 4) {
    const [x, y] = [houses[place] * unit, houses[place + 1] * unit];
    pen.moveTo(x + radius, y);
    pen.arc(x, y, radius, 0, 2 * Math.PI);
  }
  pen.fill();
}

function drawHouses(pen, houses, unit, metre) {
  pen.fillStyle = HOUSE;
  pen.strokeStyle = HOUSE_EDGE;
  pen.lineWidth = 0.7;
  pen.beginPath();
  for (let place = 0; place < houses.length; place += 4) {
    const half = Math.max(1, (houses[place + 2] * metre) / 2);
    const turn = (houses[place + 3] * Math.PI) / 180;
    const [x, y] = [houses[place] * unit, houses[place + 1] * unit];
    const [across, along] = [half * Math.cos(turn), half * Math.sin(turn)];
    pen.moveTo(x + across - along, y + across + along);
    pen.lineTo(x - across - along, y + across - along);
    pen.lineTo(x - across + along, y - across - along);
    pen.lineTo(x + across + along, y - across + along);
    pen.closePath();
  }
  pen.fill();
  if (metre > 0.35) {
    pen.stroke();
  }
}

/** Draw the shapes of a list: first the casings of all, so that crossing roads open into each other, then the rest. */
function drawList(pen, list, unit) {
  const drawn = list.map((one) => ({ ...one, path: pathOf(one.paths, unit, Boolean(one.fill)) }));
  for (const { casing, around, path } of drawn) {
    if (casing) {
      stroke(pen, path, casing, around, "");
    }
  }
  for (const one of drawn) {
    if (one.fill) {
      pen.fillStyle = one.fill;
      pen.fill(one.path, "evenodd");
    }
    if (one.stroke) {
      stroke(pen, one.path, one.stroke, one.width, one.dash);
    }
  }
}

function stroke(pen, path, colour, width, dash) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineCap = dash ? "butt" : "round";
  pen.setLineDash(dash ? dash.split(" ").map(Number) : []);
  pen.stroke(path);
  pen.setLineDash([]);
}

/** One path of many: each begins with a place, then come the steps from it; an area is closed. */
function pathOf(paths, unit, closed) {
  const whole = new Path2D();
  for (const steps of paths) {
    let [x, y] = [steps[0], steps[1]];
    whole.moveTo(x * unit, y * unit);
    for (let place = 2; place < steps.length; place += 2) {
      x += steps[place];
      y += steps[place + 1];
      whole.lineTo(x * unit, y * unit);
    }
    if (closed) {
      whole.closePath();
    }
  }
  return whole;
}
