/** The map that moves under a fixed pin: no tapping on the spot, which fails on phones. Leaflet is loaded before. */

import { sign } from "./elements.js";
import { groundMap } from "./ground.js";

const PIN_PX = 24;
const LEAST_M = 5;
const EQUATOR_M = 40075016.7;
const REACH_PX = 100;
const CLEAR_ZOOM = 14;
const AROUND = { lat: 0.1, lon: 0.2 };
/** Degrees, about 11 km. */
export const CLEAR_M = 150;
/** A place must be known at least this well; farther out the button asks to come closer. */

export class Crosshair {
  constructor(element, facts) {
    const [west, south, east, north] = facts.bounds;
    this.home = L.latLngBounds([south, west], [north, east]);
    this.map = groundMap(element, facts, {
      zoomControl: false,
      minZoom: 10,
      maxZoom: 19,
      zoomSnap: 0.5,
      keyboardPanDelta: 60,
      // Wide enough that on a large screen, too, every place of the territory can stand under the pin.
      maxBounds: L.latLngBounds([south - AROUND.lat, west - AROUND.lon], [north + AROUND.lat, east + AROUND.lon]),
    });
    this.signs = L.layerGroup().addTo(this.map);
    // The sheet below the map grows and shrinks: the middle of the map must stay under the pin.
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(element);
  }

  /** The page goes on without this map. */
  remove() {
    this.watcher.disconnect();
    this.map.remove();
  }

  onMove(then) {
    this.map.on("moveend zoomend", then);
  }

  resize() {
    this.map.invalidateSize({ animate: false });
  }

  startOver() {
    this.resize();
    this.map.fitBounds(this.home, { animate: false });
  }

  closer() {
    this.zoom(1);
  }

  farther() {
    this.zoom(-1);
  }

  /** At once: while a zoom is still drawn, another press would be lost. */
  zoom(by) {
    this.map.setZoom(this.map.getZoom() + by, { animate: false });
  }

  /** Fly to a place that reaches so many metres from its point; it fills about half the map. */
  goTo(lat, lon, reach = 15) {
    const metres = Math.max(reach, 15) / REACH_PX;
    const zoom = Math.log2((EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / 256 / metres);
    this.look(lat, lon, Math.min(17, Math.max(CLEAR_ZOOM, zoom)));
  }

  look(lat, lon, zoom) {
    this.map.setView([lat, lon], zoom, { animate: false });
  }

  /** What the map shows now, to come back to. */
  get view() {
    const { lat, lng } = this.map.getCenter();
    return { lat, lon: lng, zoom: this.map.getZoom() };
  }

  /** How far, in pixels, a place has moved from under the pin. */
  away(lat, lon) {
    return this.map.latLngToContainerPoint([lat, lon]).distanceTo(this.map.getSize().divideBy(2));
  }

  /** Where the pin stands and how well: 24 pixels in metres, at least 5. */
  place() {
    const centre = this.map.getCenter();
    const size = this.map.getSize().divideBy(2);
    const beside = this.map.containerPointToLatLng(size.add([PIN_PX, 0]));
    const metres = this.map.distance(centre, beside);
    return {
      lat: Number(centre.lat.toFixed(6)),
      lon: Number(centre.lng.toFixed(6)),
      uncertainty_m: Math.max(LEAST_M, Math.round(metres * 10) / 10),
    };
  }

  show(marks) {
    this.signs.clearLayers();
    for (const mark of marks) {
      if (mark.lat !== undefined && mark.lat !== null) {
        const icon = L.divIcon({ html: sign(mark.kind), className: "mark-icon", iconSize: [28, 28] });
        L.marker([mark.lat, mark.lon], { icon, interactive: false, keyboard: false }).addTo(this.signs);
      }
    }
  }
}
