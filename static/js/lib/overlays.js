/** Layers of the map that fetch what the view needs, when it needs it. */
import { popupOf } from "./popups.js";
import { Cluster, Sign } from "./symbols.js";

/** From here an area may fill the whole screen: its tint is only a hint. */
const CLOSE = 15;

export class Overlay {
  /**
   * `group` is the Leaflet group that the page's script made, with its note in `group.karte`; `drawing` holds shapes,
   * symbols and labels; `spread` moves a sign off those already drawn; `on` is called for `territory` (id, name), `failed` and `loaded`.
   */
  constructor(map, group, { drawing, renderer, resourceUrl, words, spread, on }) {
    Object.assign(this, { map, group, drawing, renderer, resourceUrl, words, spread, on, note: group.karte });
    this.covers = null;
    this.zoom = null;
    this.byId = new Map();
    this.stop = null;
  }

  get id() {
    return this.note.id;
  }

  get shown() {
    return this.map.hasLayer(this.group);
  }

  show(yes) {
    if (yes && !this.shown) {
      this.group.addTo(this.map);
    } else if (!yes && this.shown) {
      this.map.removeLayer(this.group);
    }
    return this.update();
  }

  /** Fetch what the view lacks; a later call makes an earlier one stop. */
  async update() {
    const zoom = Math.round(this.map.getZoom());
    this.stop?.abort();
    if (!this.shown || zoom < this.note.style.minZoom || (this.zoom === zoom && this.covers?.contains(this.map.getBounds()))) {
      return;
    }
    this.stop = new AbortController();
    try {
      const answer = await fetch(this._address(zoom), { signal: this.stop.signal });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      this._fill(await answer.json(), zoom);
      this.on.loaded?.(this);
    } catch (problem) {
      if (problem.name !== "AbortError") {
        console.error(problem);
        this.on.failed?.(this);
      }
    }
  }

  /** The view grown to whole tiles and shrunk by a hair: the same address for near views, so that the browser's copy serves. */
  _address(zoom) {
    const view = this.map.getPixelBounds(undefined, zoom);
    const first = view.min.divideBy(512).floor().add([0.01, 0.01]).multiplyBy(512);
    const last = view.max.divideBy(512).ceil().subtract([0.01, 0.01]).multiplyBy(512);
    const northWest = this.map.unproject(first, zoom);
    const southEast = this.map.unproject(last, zoom);
    const bbox = [northWest.lng, southEast.lat, southEast.lng, northWest.lat].map((edge) => edge.toFixed(5)).join(",");
    return `${this.note.url}&bbox=${bbox}&zoom=${zoom}`;
  }

  _fill(collection, zoom) {
    const [west, south, east, north] = collection.covers;
    this.covers = L.latLngBounds([south, west], [north, east]).pad(1e-6);
    this.zoom = zoom;
    const open = [...this.byId].find(([, { layer }]) => layer.isPopupOpen());
    const where = open?.[1].layer.getPopup().getLatLng();
    this.byId.clear();
    this.group.clearLayers();
    this.spread.forget(this.id);
    for (const feature of collection.features) {
      const layer = this._layerOf(feature);
      this.group.addLayer(layer);
      if (feature.id !== null) {
        this.byId.set(feature.id, { layer, feature });
      }
    }
    if (open) {
      this._reopen(this.byId.get(open[0])?.layer, where);
    }
  }

  /** What somebody reads stays open while the layer below it is drawn anew. */
  _reopen(layer, where) {
    if (layer?.getPopup()) {
      layer.openPopup(layer.getLatLng?.() ?? where);
    }
  }

  _layerOf(feature) {
    if (feature.properties.count) {
      return this._cluster(feature);
    }
    return feature.geometry.type === "Point" ? this._sign(feature) : this._shape(feature);
  }

  _cluster(feature) {
    const { count, kind } = feature.properties;
    const where = pointOf(feature.geometry.coordinates);
    const radius = 13 + Math.min(15, 4 * Math.log10(count));
    const colour = this._symbol(kind).colour;
    const layer = new Cluster(where, { renderer: this.renderer, radius, colour, text: String(count) });
    return layer.on("click", () => this.map.setView(where, this.map.getZoom() + 2));
  }

  _sign(feature, where = pointOf(feature.geometry.coordinates)) {
    const { kind, precision } = feature.properties;
    const { path, colour } = this._symbol(this.note.role === "marks" ? kind || "like" : kind);
    const hollow = Boolean(precision) && precision !== "exact";
    const scale = this.map.getZoom() < 13 ? 0.7 : 0.95;
    const layer = new Sign(this.spread.place(this.id, where), { renderer: this.renderer, path, colour, hollow, scale });
    return layer.bindPopup(() => this._popup(feature), { maxWidth: 280 });
  }

  _symbol(kind) {
    const fallback = this.note.role === "places" || !this.note.role ? this.drawing.other : [this.note.style.shape, this.note.style.stroke];
    const [shape, colour] = this.drawing.symbols[kind] || fallback;
    return { path: this.drawing.shapes[shape] || this.drawing.shapes.circle, colour };
  }

  _shape(feature) {
    const { stroke, fill, width, dash } = this.note.style;
    const territory = this.note.role === "territories";
    const zoom = this.map.getZoom();
    const look = {
      renderer: this.renderer,
      color: stroke,
      weight: width,
      dashArray: dash || null,
      opacity: territory ? 0.55 : 0.9,
      fill: feature.geometry.type.endsWith("Polygon"),
      fillColor: fill || stroke,
      fillOpacity: territory || !fill ? 0 : zoom < CLOSE ? 0.08 : 0.03,
    };
    const layer = L.geoJSON(feature, { style: () => look, pointToLayer: (_point, where) => this._sign(feature, where) });
    if (territory) {
      layer.on("click", (event) => {
        L.DomEvent.stop(event);
        this.on.territory(feature.id, feature.properties.name);
      });
      layer.on("mouseover", () => layer.setStyle({ fillOpacity: 0.08, weight: width + 1.5, opacity: 1 }));
      layer.on("mouseout", () => this._rest(layer, feature.id));
      layer.rest = { fillOpacity: 0, weight: width, opacity: 0.55 };
      this._rest(layer, feature.id);
      return layer;
    }
    layer.eachLayer(onlyEdge);
    return layer.bindPopup(() => this._popup(feature), { maxWidth: 280 });
  }

  _rest(layer, id) {
    layer.setStyle(id === this.chosen ? { fillOpacity: 0.1, weight: this.note.style.width + 2.5, opacity: 1 } : layer.rest);
  }

  /** Mark one territory as chosen; null marks none. */
  choose(id) {
    this.chosen = id;
    for (const [key, { layer }] of this.byId) {
      this._rest(layer, key);
    }
  }

  /** Where the signs of this layer stand, as points of the map's layer, so that names keep clear of them. */
  spots() {
    const found = [];
    const gather = (layer) => (layer.eachLayer ? layer.eachLayer(gather) : layer instanceof L.CircleMarker && found.push(layer._point));
    if (this.shown) {
      gather(this.group);
    }
    return found.filter(Boolean);
  }

  /** The territory under a point of the map, if there is one. */
  at(where) {
    const point = this.map.latLngToLayerPoint(where);
    for (const { layer, feature } of this.byId.values()) {
      let inside = false;
      layer.eachLayer?.((part) => {
        inside ||= Boolean(part._containsPoint?.(point));
      });
      if (inside) {
        return feature;
      }
    }
    return null;
  }

  _popup(feature) {
    const place = this.note.role === "places";
    const list = { communities: "community_kind", specialists: "mark_class" }[this.note.role] ?? "resource_kind";
    const kinds = this.drawing.labels[list];
    return popupOf(feature.properties, {
      fields: this.note.fields,
      labels: { kind: kinds, precision: this.drawing.labels.precision },
      link: place && this.resourceUrl ? { href: this.resourceUrl.replace("ID", encodeURIComponent(feature.id)), text: this.words.more } : null,
    });
  }
}

/** A community lies over territories: its edge answers, inside it the territory does. */
function onlyEdge(part) {
  if (part instanceof L.Polygon) {
    part._containsPoint = (point) => L.Polyline.prototype._containsPoint.call(part, point, true);
  }
}

function pointOf([x, y]) {
  return L.latLng(y, x);
}

