/** Signs of places, drawn on Leaflet's canvas with the same paths as the legend. */
const paths = new Map();

function pathOf(shape) {
  if (!paths.has(shape)) {
    paths.set(shape, new Path2D(shape));
  }
  return paths.get(shape);
}

/** Leaflet leaves the dashes and the transparency of the area it drew last. */
function plain(pen) {
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

/** A point with a shape; `options`: `path`, `colour`, `hollow` (approximate place), `scale`. */
export const Sign = L.CircleMarker.extend({
  options: { radius: 12, path: "", colour: "#000000", hollow: false, scale: 1 },

  _updatePath() {
    const renderer = this._renderer;
    if (!renderer._drawing || this._empty()) {
      return;
    }
    const pen = renderer._ctx;
    const { path, colour, hollow, scale } = this.options;
    pen.save();
    plain(pen);
    pen.translate(this._point.x, this._point.y);
    pen.scale(scale, scale);
    pen.lineJoin = "round";
    pen.lineWidth = 4.5;
    pen.strokeStyle = "#ffffff";
    pen.stroke(pathOf(path));
    pen.fillStyle = hollow ? "#ffffff" : colour;
    pen.fill(pathOf(path));
    if (hollow) {
      pen.lineWidth = 2.4;
      pen.strokeStyle = colour;
      pen.stroke(pathOf(path));
    }
    pen.restore();
  },
});

/** Many places drawn as one: a disc with their number. */
export const Cluster = L.CircleMarker.extend({
  options: { radius: 16, colour: "#3b4a54", text: "" },

  _updatePath() {
    const renderer = this._renderer;
    if (!renderer._drawing || this._empty()) {
      return;
    }
    const pen = renderer._ctx;
    const { colour, text, radius } = this.options;
    pen.save();
    plain(pen);
    pen.translate(this._point.x, this._point.y);
    pen.beginPath();
    pen.arc(0, 0, radius, 0, 2 * Math.PI);
    pen.fillStyle = "#ffffff";
    pen.fill();
    pen.lineWidth = 3;
    pen.strokeStyle = colour;
    pen.stroke();
    pen.fillStyle = "#1d2529";
    pen.font = '600 12px "Segoe UI", "Noto Sans", "DejaVu Sans", system-ui, sans-serif';
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, 0, 0.5);
    pen.restore();
  },
});
