/** Where a mark goes: the place taken from the list while it stands under the pin, else the pin. */

import { within } from "./outline.js";

const TOLERANCE_M = 95;
const MOVED_PX = 4;
const at = (id) => document.getElementById(id);

/** Whoever extends it makes `map`, a `Crosshair`, when it is wanted; without one the list alone must do. */
export class Spot {
  constructor({ facts, say, moved }) {
    Object.assign(this, { facts, say, moved });
    this.place = null;
    at("closer").addEventListener("click", () => this.map?.closer());
    at("farther").addEventListener("click", () => this.map?.farther());
  }

  accept(place) {
    return within(this.facts.outline, place.lon, place.lat, TOLERANCE_M);
  }

  get mapShown() {
    return Boolean(this.map) && !at("map-frame").hidden;
  }

  /** Whether the map was moved away from a place. */
  hasLeft({ lat, lon }) {
    return this.map.away(lat, lon) > MOVED_PX;
  }

  /** Whether the place from the list still stands under the pin. */
  get untouched() {
    return Boolean(this.place) && (!this.mapShown || !this.hasLeft(this.place));
  }

  /** Degrees and how well the place is known, in metres; null without a place and a map. */
  get spot() {
    if (this.untouched) {
      const { lat, lon, m } = this.place;
      return { lat, lon, uncertainty_m: m };
    }
    return this.mapShown ? this.map.place() : null;
  }
}
