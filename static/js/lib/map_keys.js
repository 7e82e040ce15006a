/** Keys on a drawn map: one stop for Tab, arrows go to the nearest shape in that direction, Enter and Space choose. */

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class MapKeys {
  constructor(shapes, choose) {
    this.shapes = shapes;
    this.choose = choose;
    shapes.forEach((shape, at) => {
      shape.setAttribute("tabindex", at ? "-1" : "0");
      shape.addEventListener("keydown", (event) => this.press(event, shape));
      shape.addEventListener("focus", () => this.stopAt(shape));
    });
  }

  stopAt(shape) {
    this.shapes.forEach((other) => other.setAttribute("tabindex", other === shape ? "0" : "-1"));
  }

  press(event, shape) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.choose(shape);
    } else if (event.key in DIRECTIONS) {
      event.preventDefault();
      this.nearest(shape, DIRECTIONS[event.key])?.focus();
    }
  }

  /** The shape least far away that lies in a direction; turning aside costs twice. */
  nearest(from, [right, down]) {
    const [x, y] = [Number(from.dataset.x), Number(from.dataset.y)];
    let best = null;
    let least = Infinity;
    for (const shape of this.shapes) {
      const [dx, dy] = [Number(shape.dataset.x) - x, Number(shape.dataset.y) - y];
      const ahead = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      if (shape !== from && ahead > aside / 2 && ahead + 2 * aside < least) {
        least = ahead + 2 * aside;
        best = shape;
      }
    }
    return best;
  }
}
