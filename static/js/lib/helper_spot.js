/** Where a helper's mark goes: list and map stand side by side, and the map begins anew for each mark. */

import { CLEAR_M, Crosshair } from "./crosshair.js";
import { leaflet } from "./leaflet.js";
import { Spot } from "./spot.js";

const at = (id) => document.getElementById(id);

export class HelperSpot extends Spot {
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
      this.from = this.map.view;
      this.map.onMove(() => this.moved());
    }
    this.startOver();
  }

  startOver() {
    this.map?.startOver();
    this.from = this.map?.view;
  }

  choose(place) {
    this.place = place;
    this.map?.goTo(place.lat, place.lon, place.m);
  }

  clear() {
    this.place = null;
    this.startOver();
  }

  /** Whether somebody has moved the map: the middle of the whole territory is nobody's place. */
  get mapMoved() {
    return Boolean(this.map) && (this.map.view.zoom !== this.from.zoom || this.hasLeft(this.from));
  }

  get name() {
    return this.untouched ? this.place.name : this.say.by_map;
  }

  /** Why no mark can stand here, in words; empty if it can. */
  get refusal() {
    const { spot } = this;
    if (!spot || (!this.untouched && (!this.mapMoved || spot.uncertainty_m > CLEAR_M))) {
      return this.say.choose;
    }
    return this.accept(spot) ? "" : this.say.outside;
  }
}
