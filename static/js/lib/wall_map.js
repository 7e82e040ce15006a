/** The map of the screen: liked places as hearts with the number of people, joined where they would touch. */

import { make, sign } from "./elements.js";
import { groundMap } from "./ground.js";

const TOUCH = 4.4;
const LEAST = 3.8;
const MOST = 7;
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

export class LikedMap {
  constructor(element, facts) {
    const [west, south, east, north] = facts.bounds;
    this.bounds = L.latLngBounds([south, west], [north, east]);
    this.map = groundMap(element, facts, {
      zoomControl: false,
      dragging: false,
      scrollWheelZoom: false,
      doubleClickZoom: false,
      boxZoom: false,
      keyboard: false,
      touchZoom: false,
      zoomSnap: 0.25,
      zoomAnimation: !CALM.matches,
      fadeAnimation: !CALM.matches,
    });
    this.likes = [];
    this.signs = new Map();
    new ResizeObserver(() => this.resized()).observe(element);
  }

  /** The frame around the map has another size: fit what it is about again. */
  resized() {
    if (!this.map.getContainer().offsetHeight) {
      return;
    }
    this.map.invalidateSize({ animate: false });
    this.fit();
    this.draw();
  }

  show(likes, card) {
    this.likes = likes;
    this.place = card && "lat" in card ? card : null;
    this.fit();
    this.draw();
  }

  fit() {
    if (this.place) {
      this.map.setView([this.place.lat, this.place.lon], 16.5, { animate: false });
    } else {
      this.map.fitBounds(this.bounds, { animate: false });
    }
  }

  draw() {
    const groups = this.place ? [] : this.joined();
    const keys = new Set(groups.map(({ key }) => key));
    for (const [key, marker] of this.signs) {
      if (!keys.has(key)) {
        marker.remove();
        this.signs.delete(key);
      }
    }
    for (const group of groups) {
      if (!this.signs.has(group.key)) {
        this.signs.set(group.key, L.marker([group.lat, group.lon], { icon: icon(group), interactive: false }).addTo(this.map));
      }
    }
    this.ring?.remove();
    this.ring = this.place
      ? L.circleMarker([this.place.lat, this.place.lon], { radius: 46, color: "#0c3b35", weight: 5, fill: false, interactive: false })
      : null;
    this.ring?.addTo(this.map);
  }

  /** Join places that would touch on this screen, the most liked first; the key changes with what is drawn. */
  joined() {
    const groups = [];
    const order = [...this.likes].sort((one, other) => other.people - one.people || one.id.localeCompare(other.id));
    for (const like of order) {
      const at = this.map.latLngToContainerPoint([like.lat, like.lon]);
      const near = groups.find((group) => group.at.distanceTo(at) < TOUCH * unit());
      if (near) {
        near.people += like.people;
        near.ids.push(like.id);
      } else {
        groups.push({ at, lat: like.lat, lon: like.lon, place: like.place, people: like.people, ids: [like.id] });
      }
    }
    this.name(groups);
    return groups.map((group) => ({ ...group, key: `${group.ids.join()}:${group.people}:${group.named}` }));
  }

  /** Write the name of a place below or above its sign, where it covers no other sign and no other name. */
  name(groups) {
    const taken = groups.map(({ at, people }) => around(at.x, at.y, sizeOf(people), sizeOf(people)));
    for (const group of groups) {
      group.named = "";
      if (group.place === "" || group.ids.length > 1) {
        continue;
      }
      const width = group.place.length * unit() * 0.72 + unit();
      for (const [side, way] of [["below", 1], ["above", -1]]) {
        const box = around(group.at.x, group.at.y + way * (sizeOf(group.people) / 2 + unit()), width, unit() * 1.7);
        if (!group.named && !taken.some((other) => overlap(box, other))) {
          group.named = side;
          taken.push(box);
        }
      }
    }
  }
}

/** A hundredth of the screen's width: everything on it grows with the projector. */
function unit() {
  return Math.min(innerWidth, innerHeight * 1.7778) / 100;
}

function around(x, y, width, height) {
  return { west: x - width / 2, east: x + width / 2, north: y - height / 2, south: y + height / 2 };
}

function overlap(one, other) {
  return one.west < other.east && other.west < one.east && one.north < other.south && other.north < one.south;
}

function sizeOf(people) {
  return Math.min(MOST, LEAST + 0.66 * Math.log2(people)) * unit();
}

function icon({ people, place, named }) {
  const size = sizeOf(people);
  const number = make("span", { className: "liked-number", textContent: String(people) });
  const frame = make("div", { className: "liked" }, sign("like"), number);
  frame.style.setProperty("--size", `${size}px`);
  if (named) {
    frame.append(make("span", { className: `liked-place ${named}`, textContent: place }));
  }
  return L.divIcon({ html: frame, className: "liked-icon", iconSize: [size, size] });
}
