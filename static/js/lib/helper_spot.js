/** Where a helper's mark goes: the place taken from the list while it stands under the pin, else the pin. */

import { CLEAR_M, Crosshair } from "./crosshair.js";
import { leaflet } from "./leaflet.js";
import { within } from "./outline.js";

const TOLERANCE_M = 95;
const MOVED_PX = 4;
const at = (id) => document.getElementById(id);

export class HelperSpot {
  constructor({ facts, say, moved }) {
    Object.assign(this, { facts, say, moved });
    this.chosen = null;
    at("closer").addEventListener("click", () => this.map?.closer());
    at("farther").addEventListener("click", () => this.map?.farther());
  }

  /** Without the map's library the list alone must do. */
  async load() {
    try {
      await leaflet(this.say.leaflet);
    } catch {
      at("map-frame").hidden = true;
    }
  }

  /** The map has become visible: only now has it a size. */
  open() {
    if (!this.map && window.L) {
      this.map = new Crosshair(at("map"), this.facts);
      this.map.onMove(() => this.moved());
    }
    this.startOver();
  }

  startOver() {
    this.map?.startOver();
    this.from = this.map?.view;
  }

  accept(place) {
    return within(this.facts.outline, place.lon, place.lat, TOLERANCE_M);
  }

  choose(place) {
    this.chosen = place;
    this.map?.goTo(place.lat, place.lon, place.m);
  }

  clear() {
    this.chosen = null;
    this.startOver();
  }

  get untouched() {
    return Boolean(this.chosen) && (!this.map || this.map.away(this.chosen.lat, this.chosen.lon) <= MOVED_PX);
  }

  /** Whether somebody has moved the map: the middle of the whole territory is nobody's place. */
  get mapMoved() {
    const { zoom, lat, lon } = this.from ?? {};
    return Boolean(this.map) && (this.map.view.zoom !== zoom || this.map.away(lat, lon) > MOVED_PX);
  }

  /** Degrees and how well the place is known, in metres; null without list and map. */
  get place() {
    if (this.untouched) {
      const { lat, lon, m } = this.chosen;
      return { lat, lon, uncertainty_m: m };
    }
    return this.map?.place() ?? null;
  }

  get name() {
    return this.untouched ? this.chosen.name : this.say.by_map;
  }

  /** Why no mark can stand here, in words; empty if it can. */
  get refusal() {
    const { place } = this;
    if (!place || (!this.untouched && (!this.mapMoved || place.uncertainty_m > CLEAR_M))) {
      return this.say.choose;
    }
    return this.accept(place) ? "" : this.say.outside;
  }
}
