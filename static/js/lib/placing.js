/** One mark being made: the place chosen in the list or under the pin, a few words, perhaps a picture. */

import { CLEAR_M, Crosshair } from "./crosshair.js";
import { fill, sign } from "./elements.js";
import { leaflet } from "./leaflet.js";
import { Spot } from "./spot.js";

const PUBLIC_M = 50;
/** The server takes a mark this near to a listed public place for that place. */

const at = (id) => document.getElementById(id);

export class Placing extends Spot {
  /** The page goes on without this map. */
  stop() {
    this.stopped = true;
    this.map?.remove();
  }

  /** Load the map in the background, so that it is there when wanted, even if the connection goes. */
  prepare() {
    return leaflet(this.say.leaflet).catch(() => null);
  }

  /** A place, or the whole territory if `place` is null, is going to be shown. */
  begin({ kind, place }) {
    this.kind = kind;
    this.place = place;
    at("place-title").replaceChildren(sign(kind), place?.name || this.say.kinds[kind]);
    at("place-title").parentElement.dataset.kind = kind;
  }

  /**
   * Show what was begun, unless another place has been begun meanwhile.
   * `view` is the part of the map that was seen before a reload.
   */
  async open({ marks, view }) {
    const { place } = this;
    try {
      await leaflet(this.say.leaflet);
    } catch {
      if (!this.stopped && place === this.place) {
        this.withoutMap();
      }
      return;
    }
    if (this.stopped || place !== this.place) {
      return;
    }
    at("no-map").hidden = true;
    at("map-frame").hidden = false;
    if (!this.map) {
      this.map = new Crosshair(at("map"), this.facts);
      this.map.onMove(() => this.moved());
    }
    this.map.resize();
    if (view) {
      this.map.look(view.lat, view.lon, view.zoom);
    } else if (place) {
      this.map.goTo(place.lat, place.lon, place.m);
    } else {
      this.map.startOver();
    }
    this.map.show(marks);
  }

  withoutMap() {
    at("map-frame").hidden = true;
    at("no-map").hidden = false;
  }

  get name() {
    if (!this.place) {
      return undefined;
    }
    return this.untouched ? this.place.name : fill(this.say.near, { name: this.place.name });
  }

  /** Why no mark can stand here, in words; empty if it can. */
  get refusal() {
    const spot = this.spot;
    if (!spot) {
      return this.say.choose;
    }
    if (!this.untouched && spot.uncertainty_m > CLEAR_M) {
      return this.say.zoom;
    }
    return this.accept(spot) ? "" : this.say.outside;
  }

  /** What is worth knowing where a mark can stand: a disliked place is kept as a road or area, never as a house. */
  get advice() {
    const spot = this.spot;
    if (this.kind !== "dislike") {
      return this.untouched && spot.uncertainty_m > CLEAR_M ? this.say.long_street : "";
    }
    const named = this.untouched && this.facts.no_dwelling.includes(this.place.group);
    const listed = this.facts.places.some((one) => one.group === "public" && metres(one, spot) <= PUBLIC_M);
    return named || listed ? this.say.dislike_help : this.say.kept_as_road;
  }
}

function metres(one, other) {
  const east = (one.lon - other.lon) * Math.cos((other.lat * Math.PI) / 180);
  return Math.hypot(east, one.lat - other.lat) * 111320;
}
