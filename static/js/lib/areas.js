/**
 * The areas a person may name as where they live: a list to search, and a map to tap where a population grid made them.
 *
 * The map asks the server for nothing: which part of it somebody looks at would tell where they live.
 */

import { make } from "./elements.js";
import { OUTLINE } from "./ground.js";
import { leaflet } from "./leaflet.js";

const QUIET = { color: "#0c3b35", weight: 1, fillColor: "#0c3b35", fillOpacity: 0.06 };
const CHOSEN = { color: "#0c3b35", weight: 3, fillColor: "#e0a100", fillOpacity: 0.5 };

export class Areas {
  constructor({ list, filter, map, facts, leaflet: files, chosen }) {
    this.list = list;
    this.files = files;
    this.facts = facts;
    this.chosen = chosen;
    this.answer = null;
    this.shapes = new Map();
    this.inputs = new Map();
    list.replaceChildren(...facts.areas.map((area) => this.line(area)));
    filter.addEventListener("input", () => this.narrow(filter.value));
    if (facts.areas.some((area) => area.shape)) {
      this.element = map;
    }
  }

  /** The page goes on without this question. */
  stop() {
    this.stopped = true;
    this.map?.remove();
  }

  line(area) {
    const input = make("input", { type: "radio", name: "area", value: area.id });
    input.addEventListener("change", () => this.choose(area));
    this.inputs.set(area.id, input);
    return make("label", {}, input, make("span", { textContent: area.name }));
  }

  /** The page has become visible: only now has the map a size. Without the map's library the list stays. */
  async show(chosen) {
    const before = this.answer ?? this.facts.areas.find((area) => area.id === chosen) ?? null;
    this.answer = before;
    if (before) {
      this.inputs.get(before.id).checked = true;
    }
    this.chosen(before);
    if (this.element) {
      await this.showMap();
    }
  }

  /** The room for the map is there at once, so that the list below it does not jump when the map has come. */
  async showMap() {
    this.element.hidden = false;
    try {
      await leaflet(this.files);
      if (this.stopped || this.element.clientWidth === 0) {
        return; // gone on meanwhile: the next time it is shown
      }
      this.map ?? this.draw();
      this.map.invalidateSize({ animate: false });
      this.shapes.get(this.answer?.id)?.setStyle(CHOSEN).bringToFront();
    } catch {
      this.element.hidden = true;
    }
  }

  draw() {
    const [west, south, east, north] = this.facts.bounds;
    const { closer, farther } = this.element.dataset;
    this.map = L.map(this.element, { attributionControl: false, keyboard: false, zoomControl: false, zoomSnap: 0.5 });
    // Points and names can only be added to a map that already shows something.
    this.map.fitBounds([
      [south, west],
      [north, east],
    ]);
    L.control.zoom({ zoomInTitle: closer, zoomOutTitle: farther }).addTo(this.map);
    for (const area of this.facts.areas) {
      const shape = L.geoJSON(area.shape, { style: QUIET }).addTo(this.map);
      shape.on("click", () => this.choose(area));
      this.shapes.set(area.id, shape);
    }
    this.nameTerritories();
    L.geoJSON(this.facts.outline, { interactive: false, style: OUTLINE }).addTo(this.map);
    for (const place of this.facts.places.filter((one) => one.group === "public")) {
      const point = L.circleMarker([place.lat, place.lon], { radius: 4, color: "#0c3b35", interactive: false });
      point.bindTooltip(place.name, { direction: "right" }).addTo(this.map);
    }
  }

  /** Without a base map the names of the territories say which way one looks. */
  nameTerritories() {
    const around = new Map();
    for (const area of this.facts.areas) {
      const bounds = this.shapes.get(area.id).getBounds();
      around.set(area.territory, around.get(area.territory)?.extend(bounds) ?? bounds);
    }
    for (const [name, bounds] of around) {
      L.tooltip({ permanent: true, direction: "center", className: "phone-area-name", interactive: false })
        .setLatLng(bounds.getCenter())
        .setContent(make("span", { textContent: name }))
        .addTo(this.map);
    }
  }

  choose(area) {
    this.shapes.get(this.answer?.id)?.setStyle(QUIET);
    this.answer = area;
    this.shapes.get(area.id)?.setStyle(CHOSEN).bringToFront();
    const input = this.inputs.get(area.id);
    input.checked = true;
    input.parentElement.hidden = false;
    this.chosen(area);
  }

  narrow(typed) {
    const wanted = typed.trim().toLowerCase();
    for (const label of this.list.children) {
      label.hidden = !label.textContent.toLowerCase().includes(wanted);
    }
  }
}
