/**
 * Closer and farther on a drawn map: wheel, buttons, two fingers, the keys + − 0; a drag moves it.
 *
 * Lines keep their width. Signs keep their size, and names stand on what is large enough for them. At its whole extent
 * the map leaves the wheel's way out and an upright finger to the page, so nobody is caught while scrolling past.
 */

const MOST = 24;
const STEP = 1.6;
const DRAG_PX = 6;
const LETTER_PX = 6.8;
const LINE_PX = 17;
const BELOW_PX = 14;

export class MapZoom {
  constructor(map, tools) {
    const { width, height } = map.viewBox.baseVal;
    this.map = map;
    this.whole = { x: 0, y: 0, width, height };
    this.box = { ...this.whole };
    this.tools = tools;
    this.fingers = new Map();
    this.signs = [
      ...[...map.querySelectorAll("[data-sign]")].map((sign) => [sign, "transform", sign.getAttribute("transform")]),
      ...[...map.querySelectorAll("pattern")].map((sign) => [
        sign,
        "patternTransform",
        sign.getAttribute("patternTransform") ?? "",
      ]),
    ];
    this.names = [...map.querySelectorAll("[data-name-of]")].map((name) => this.measured(name));
    map.addEventListener("wheel", (event) => this.turn(event), { passive: false });
    map.addEventListener("keydown", (event) => this.press(event));
    map.addEventListener("focusin", (event) => this.reveal(event.target));
    map.addEventListener("pointerdown", (event) => this.down(event));
    map.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
      map.addEventListener(name, (event) => this.up(event));
    }
    // A drag that ends on a unit has not chosen it.
    map.addEventListener("click", (event) => this.dragged && event.stopPropagation(), { capture: true });
    tools.hidden = false;
    tools.addEventListener("click", (event) => this.choose(event.target.closest("button")?.dataset.zoom));
    new ResizeObserver(() => this.show()).observe(map);
  }

  measured(name) {
    const { width, height } = this.map.querySelector(`[data-unit="${CSS.escape(name.dataset.nameOf)}"]`).getBBox();
    const [x, y] = [Number(name.getAttribute("x")), Number(name.getAttribute("y"))];
    return { name, x, y, width, height, needs: name.textContent.length * LETTER_PX };
  }

  /** Units of the drawing per pixel of the screen; a map higher than its frame has air at its sides. */
  get scale() {
    const { clientWidth, clientHeight } = this.map;
    return Math.max(this.box.width / (clientWidth || 1), this.box.height / (clientHeight || 1));
  }

  at(event) {
    const frame = this.map.getBoundingClientRect();
    const middle = { x: this.box.x + this.box.width / 2, y: this.box.y + this.box.height / 2 };
    return {
      x: middle.x + (event.clientX - frame.left - frame.width / 2) * this.scale,
      y: middle.y + (event.clientY - frame.top - frame.height / 2) * this.scale,
    };
  }

  choose(what) {
    const factor = { in: STEP, out: 1 / STEP, whole: 0 }[what];
    if (factor !== undefined) {
      this.zoom(factor);
    }
  }

  press(event) {
    const what = { "+": "in", "=": "in", "-": "out", 0: "whole" }[event.key];
    if (what && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.choose(what);
    }
  }

  turn(event) {
    const factor = Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 180);
    if (this.zoomed || factor > 1) {
      event.preventDefault();
      this.zoom(factor, this.at(event));
    }
  }

  get zoomed() {
    return this.box.width < this.whole.width * 0.999;
  }

  /** A factor of 0 shows the whole; the place stays where it is on the screen. */
  zoom(factor, place = { x: this.box.x + this.box.width / 2, y: this.box.y + this.box.height / 2 }) {
    const times = Math.max(1, Math.min(MOST, (this.whole.width / this.box.width) * factor));
    const width = this.whole.width / times;
    const ratio = width / this.box.width;
    this.put(place.x - (place.x - this.box.x) * ratio, place.y - (place.y - this.box.y) * ratio, width);
  }

  put(x, y, width = this.box.width) {
    const height = (this.whole.height * width) / this.whole.width;
    this.box = {
      x: Math.max(0, Math.min(this.whole.width - width, x)),
      y: Math.max(0, Math.min(this.whole.height - height, y)),
      width,
      height,
    };
    this.show();
  }

  show() {
    const { x, y, width, height } = this.box;
    const scale = this.scale;
    const size = this.zoomed ? scale / (this.whole.width / this.map.clientWidth || 1) : 1;
    this.map.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    this.map.classList.toggle("zoomed", this.zoomed);
    this.signs.forEach(([sign, key, placed]) => sign.setAttribute(key, `${placed} scale(${size})`));
    this.write(scale);
    const last = { in: width <= (this.whole.width / MOST) * 1.001, out: !this.zoomed, whole: !this.zoomed };
    for (const button of this.tools.querySelectorAll("[data-zoom]")) {
      button.setAttribute("aria-disabled", String(last[button.dataset.zoom]));
    }
  }

  /** Write the names of units that are large enough, none over another. */
  write(scale) {
    this.map.style.setProperty("--letter", `${12 * scale}px`);
    const written = [];
    for (const { name, x, y, width, height, needs } of this.names) {
      const [wide, high] = [needs * scale, LINE_PX * scale];
      const free = written.every((one) => Math.abs(one.x - x) * 2 > one.wide + wide || Math.abs(one.y - y) > high);
      const fits = width >= wide && height >= high + BELOW_PX * scale && free;
      name.toggleAttribute("hidden", !fits);
      if (fits) {
        written.push({ x, y, wide });
      }
    }
  }

  /** The unit that keys have reached comes into sight. */
  reveal(unit) {
    const [x, y] = [Number(unit.dataset.x), Number(unit.dataset.y)];
    const { x: west, y: north, width, height } = this.box;
    const air = width / 10;
    if (x < west + air || x > west + width - air || y < north + air || y > north + height - air) {
      this.put(x - width / 2, y - height / 2);
    }
  }

  down(event) {
    if (event.button === 0) {
      this.fingers.set(event.pointerId, event);
      this.dragged = this.dragged && this.fingers.size > 1;
      this.from = { x: event.clientX, y: event.clientY };
    }
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) {
      return;
    }
    if (this.fingers.size === 2) {
      this.pinch(before, event);
    } else if (this.dragged || Math.hypot(event.clientX - this.from.x, event.clientY - this.from.y) > DRAG_PX) {
      this.dragged = true;
      const scale = this.scale;
      this.put(
        this.box.x - (event.clientX - before.clientX) * scale,
        this.box.y - (event.clientY - before.clientY) * scale,
      );
    }
    this.fingers.set(event.pointerId, event);
  }

  pinch(before, event) {
    const other = [...this.fingers.values()].find((finger) => finger.pointerId !== event.pointerId);
    const apart = (finger) => Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY) || 1;
    const middle = { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 };
    this.dragged = true;
    this.zoom(apart(event) / apart(before), this.at(middle));
  }

  up(event) {
    this.fingers.delete(event.pointerId);
  }
}
