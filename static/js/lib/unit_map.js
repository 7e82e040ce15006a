/** Units to choose from: the map and the list are one, whichever is used; keys and zoom come with it. */

import { MapKeys } from "./map_keys.js";
import { MapZoom } from "./map_zoom.js";

export class UnitMap {
  /** `changed` hears of every change; `instead` may take a click on the map for itself. */
  constructor(form, { changed, instead = () => false }) {
    this.form = form;
    this.map = form.querySelector("#map");
    this.boxes = new Map([...form.querySelectorAll("input[name=unit]")].map((box) => [box.value, box]));
    this.shapes = new Map([...this.map.querySelectorAll("[data-unit]")].map((shape) => [shape.dataset.unit, shape]));
    this.changed = changed;
    this.instead = instead;
    this.shapes.forEach((shape, id) => this.dress(shape, id));
    new MapZoom(this.map, form.querySelector("#map-tools"));
    new MapKeys([...this.shapes.values()], (shape) => this.toggle(shape.dataset.unit));
    form.addEventListener("change", (event) => event.target.name === "unit" && this.mark(event.target.value));
    form.querySelector("#filter-line").hidden = false;
    form.querySelector("#filter").addEventListener("input", (event) => this.filter(event.target.value));
  }

  dress(shape, id) {
    shape.setAttribute("role", "checkbox");
    shape.setAttribute("aria-label", shape.querySelector("title").textContent);
    if (this.boxes.get(id).disabled) {
      shape.setAttribute("aria-disabled", "true");
    }
    shape.addEventListener("click", () => this.toggle(id));
    this.mark(id);
  }

  mark(id) {
    const inside = this.boxes.get(id).checked;
    this.map.querySelector(`[data-outline="${CSS.escape(id)}"]`).toggleAttribute("hidden", !inside);
    this.map.querySelector(`[data-tick="${CSS.escape(id)}"]`).toggleAttribute("hidden", !inside);
    this.shapes.get(id).setAttribute("aria-checked", String(inside));
  }

  toggle(id) {
    const box = this.boxes.get(id);
    if (this.instead(id) || !box || box.disabled) {
      return;
    }
    box.checked = !box.checked;
    this.mark(id);
    this.changed();
  }

  /** Choose these units and no others. */
  take(units) {
    const wanted = new Set(units);
    for (const [id, box] of this.boxes) {
      box.checked = wanted.has(id) && !box.disabled;
      this.mark(id);
    }
    this.changed();
  }

  filter(typed) {
    const wanted = typed.trim().toLocaleLowerCase();
    for (const line of this.form.querySelectorAll(".unit-line")) {
      line.hidden = !line.dataset.name.toLocaleLowerCase().includes(wanted);
    }
  }
}
