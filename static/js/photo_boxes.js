/** Boxes over what must not be known in a photo: drawn with a finger or mouse, or made and moved by keyboard. */

import { make } from "./lib/elements.js";

const at = (id) => document.getElementById(id);
const area = at("boxes");
const STEP = 0.02;
const LEAST = 0.01;
const FIRST = { left: 0.4, top: 0.4, width: 0.2, height: 0.2 };
const boxes = [];
let drawing = null;

function share(event) {
  const frame = area.getBoundingClientRect();
  const within = (value) => Math.min(1, Math.max(0, value));
  return [within((event.clientX - frame.left) / frame.width), within((event.clientY - frame.top) / frame.height)];
}

function spanned([x, y], [otherX, otherY]) {
  return {
    left: Math.min(x, otherX),
    top: Math.min(y, otherY),
    width: Math.abs(x - otherX),
    height: Math.abs(y - otherY),
  };
}

function show() {
  const all = drawing ? [...boxes, spanned(drawing.from, drawing.to)] : boxes;
  area.replaceChildren(
    ...all.map((box, number) => {
      const element = make("div", { className: number === all.length - 1 ? "photo-box last" : "photo-box" });
      element.setAttribute("role", "img");
      element.setAttribute("aria-label", `${area.dataset.box} ${number + 1}`);
      for (const side of ["left", "top", "width", "height"]) {
        element.style[side] = `${box[side] * 100}%`;
      }
      return element;
    }),
  );
  const told = at("box-count");
  told.textContent = boxes.length ? `${told.dataset.some} ${boxes.length}` : told.dataset.none;
  if (at("photo-form")) {
    at("box-undo").hidden = boxes.length === 0;
    const rows = boxes.map((box) => [box.left, box.top, box.width, box.height].map((side) => Number(side.toFixed(4))));
    at("boxes-value").value = JSON.stringify(rows);
  }
}

function move(box, key, resize) {
  const change = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const [x, y] = change.map((direction) => direction * STEP);
  if (resize) {
    box.width = Math.min(1 - box.left, Math.max(LEAST, box.width + x));
    box.height = Math.min(1 - box.top, Math.max(LEAST, box.height + y));
  } else {
    box.left = Math.min(1 - box.width, Math.max(0, box.left + x));
    box.top = Math.min(1 - box.height, Math.max(0, box.top + y));
  }
}

/** Boxes are shares of the photo: there is nothing to draw on before it has come. */
function open() {
  area.removeAttribute("aria-disabled");
}

area.addEventListener("pointerdown", (event) => {
  if (area.hasAttribute("aria-disabled")) {
    return;
  }
  area.setPointerCapture(event.pointerId);
  drawing = { from: share(event), to: share(event) };
});
area.addEventListener("pointermove", (event) => {
  if (drawing) {
    drawing.to = share(event);
    show();
  }
});
area.addEventListener("pointerup", () => {
  const box = drawing && spanned(drawing.from, drawing.to);
  drawing = null;
  if (box && box.width >= LEAST && box.height >= LEAST) {
    boxes.push(box);
  }
  show();
});
area.addEventListener("pointercancel", () => {
  drawing = null;
  show();
});
area.addEventListener("keydown", (event) => {
  const last = boxes.at(-1);
  if (area.hasAttribute("aria-disabled")) {
    return;
  }
  if (event.key === "Enter") {
    boxes.push({ ...FIRST });
  } else if ((event.key === "Delete" || event.key === "Backspace") && last) {
    boxes.pop();
  } else if (event.key.startsWith("Arrow") && last) {
    move(last, event.key, event.shiftKey);
  } else {
    return;
  }
  event.preventDefault();
  show();
});
at("box-undo")?.addEventListener("click", () => {
  boxes.pop();
  show();
});
show();
const photo = at("photo");
if (photo.complete && photo.naturalWidth) {
  open();
} else {
  photo.addEventListener("load", open, { once: true });
}
