/** Making elements from text: what a person wrote is never markup. */

const SVG = "http://www.w3.org/2000/svg";
const BODIES = {
  like: "M14 24C4 17 3 12 3 9.500C3 6 6 4 8.500 4C11 4 13 6 14 8C15 6 17 4 19.500 4C22 4 25 6 25 9.500C25 12 24 17 14 24Z",
  dislike: "M14 2L26 14L14 26L2 14Z",
  missing: "M3 3H25V25H3Z",
  usable: "M14 2L26 24H2Z",
  safety: "M14 2L25 6V14C25 21 20 25 14 27C8 25 3 21 3 14V6Z",
  movement: "M3 10H15V4L27 14L15 24V18H3Z",
  breaking: "M16 1L5 16H13L11 27L23 12H15Z",
  home: "M14 3L26 13V25H2V13Z",
  answer: "M3 4H25V19H14L8 25V19H3Z",
};

export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  Object.assign(element, properties);
  element.append(...children);
  return element;
}

/** Let a list hold these items in this order; those that stay are not touched, for a finger may be on one of them. */
export function arrange(list, items) {
  for (const item of [...list.children]) {
    if (!items.includes(item)) {
      item.remove();
    }
  }
  items.forEach((item, place) => {
    if (list.children[place] !== item) {
      list.insertBefore(item, list.children[place] ?? null);
    }
  });
}

/** Returns what moves the focus when something is over, unless the person has turned to something else meanwhile. */
export function focusAfterwards() {
  const before = document.activeElement;
  return (element) => {
    if (document.activeElement === before || document.activeElement === document.body) {
      element.focus();
    }
  };
}

/** The sign of a class of mark: its own colour and its own shape. */
export function sign(kind) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "-1 -1 30 30");
  picture.setAttribute("class", `mark-sign ${kind}`);
  picture.setAttribute("aria-hidden", "true");
  for (const [role, width] of [["halo", 4], ["body", 0]]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", BODIES[kind] ?? BODIES.missing);
    path.setAttribute("class", role);
    if (width) {
      path.setAttribute("stroke", "#fff");
      path.setAttribute("stroke-width", width);
    }
    picture.append(path);
  }
  return picture;
}

/** Fill `%(name)s` in a sentence. */
export function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const read = new Map();

/** What the page brought as JSON under an id: the same object for every module that asks. */
export function data(id) {
  if (!read.has(id)) {
    read.set(id, JSON.parse(document.getElementById(id).textContent));
  }
  return read.get(id);
}

/** Put other content in place of it, for a page that changes its language without being loaded again. */
export function renew(id, content) {
  const known = data(id);
  for (const key of Object.keys(known)) {
    delete known[key];
  }
  Object.assign(known, content);
}
